use crate::prelude::*;

#[cfg(feature = "wide")]
type Gate = crate::sluice::Gate<u64>;
#[cfg(not(feature = "wide"))]
type Gate = crate::sluice::Gate<u8>;

pub fn gate() -> (Gate, Sill) {
    (crate::sluice::Gate(1), Sill)
}
