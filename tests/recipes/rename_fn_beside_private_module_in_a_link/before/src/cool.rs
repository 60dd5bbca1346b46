use crate::Ash;

/// After [`fire`](crate::fire()).
pub fn cool(_: Ash) {}
