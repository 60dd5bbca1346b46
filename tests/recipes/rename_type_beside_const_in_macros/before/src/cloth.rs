//! Cloth.

use crate::width::One;

/// A piece of cloth.
pub struct Cloth<A, B>(pub A, pub B);

macro_rules! ribbon {
    ($it:expr) => {
        Cloth::<_, One>($it, One)
    };
}

woven!(square: (One, One) of One);

/// A ribbon.
pub fn ribbon() -> Cloth<u8, One> {
    ribbon!(3)
}
