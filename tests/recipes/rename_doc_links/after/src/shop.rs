//! Sells a [`Bread`] by the [`Slice`].
use crate::hearth::{roast, Bread};

/// [`Slice`] is [`Bread`] by weight; [`roast`] comes first, [fn@roast] and [roast()] too.
pub type Slice = Bread;

/// [Bread]
///	[`Bread`]: tabs
pub fn sell() -> Slice {
    roast()
}

macro_rules! bitflags {
    ($($tokens:tt)*) => {};
}

bitflags! {
    /// In a macro: [`Bread`].
    pub struct Flags: u8 {}
}
