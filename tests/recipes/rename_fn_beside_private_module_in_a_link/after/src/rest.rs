use crate::Ash;

/// After [`burn`](crate::burn()).
pub fn cool(_: Ash) {}
