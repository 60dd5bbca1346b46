//! Cloth.

use crate::width::{One, Single};

/// A piece of cloth.
pub struct Cloth<A, B>(pub A, pub B);

macro_rules! ribbon {
    ($it:expr) => {
        Cloth::<_, Single>($it, One)
    };
}

woven!(square: (Single, Single) of One);

/// A ribbon.
pub fn ribbon() -> Cloth<u8, Single> {
    ribbon!(3)
}
