pub fn sell(_: crate::Kind) {}
