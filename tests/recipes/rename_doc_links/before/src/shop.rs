//! Sells a [`Loaf`] by the [`Slice`].
use crate::oven::{bake, Loaf};

/// [`Slice`] is [`Loaf`] by weight; [`bake`] comes first, [fn@bake] and [bake()] too.
pub type Slice = Loaf;

/// [Loaf]
///	[`Loaf`]: tabs
pub fn sell() -> Slice {
    bake()
}

macro_rules! bitflags {
    ($($tokens:tt)*) => {};
}

bitflags! {
    /// In a macro: [`Loaf`].
    pub struct Flags: u8 {}
}
