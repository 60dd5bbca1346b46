use crate::lib::{Packed, Vec};

/// See [`Crate`](crate::Crate) for the other one.
pub struct Crate;

pub fn all() -> Vec<Crate> {
    crate::tools::pry(vec![Packed, Crate])
}
