use crate::prelude::*;

#[cfg(feature = "wide")]
type Gate = crate::sluice::Leaf<u64>;
#[cfg(not(feature = "wide"))]
type Gate = crate::sluice::Leaf<u8>;

pub fn gate() -> (Gate, Sill) {
    (crate::sluice::Leaf(1), Sill)
}
