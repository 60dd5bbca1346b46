//! A bakery with an [`oven`], whose [`oven::Loaf`] is a [Loaf].

pub mod oven;
mod shop;

/// As [`Loaf`] and [`oven::Loaf`] from outside, and [`bake`](oven::bake).
pub use oven::Loaf;
pub use oven::Loaf as Bun;

/// [`Bun`] is an alias, [`inner::Loaf`] another one.
pub mod inner {
    /// [`Loaf`] of its own, beside [`crate::Loaf`] and [`super::Loaf`].
    pub struct Loaf;
}

pub mod outer {
    //! [`Loaf`] is not here, [`super::Loaf`] is.
    //! So is [bun].
    //!
    //! [bun]: super::Loaf
    use super::oven;

    /// [`oven::Loaf`] through an import.
    pub fn take(_: oven::Loaf) {}
}
