use crate::lib::{Packed, Vec};

/// See [`Crate`](crate::Crate) for the other one.
pub struct Parcel;

pub fn all() -> Vec<Parcel> {
    crate::tools::lever(vec![Packed, Parcel])
}
