pub fn fits(_: crate::Bolt) {}
