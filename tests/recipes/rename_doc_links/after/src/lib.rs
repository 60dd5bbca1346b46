//! A bakery with an [`hearth`], whose [`hearth::Bread`] is a [Bread].

pub mod hearth;
mod shop;

/// As [`Bread`] and [`hearth::Bread`] from outside, and [`roast`](hearth::roast).
pub use hearth::Bread;
pub use hearth::Bread as Bun;

/// [`Bun`] is an alias, [`inner::Loaf`] another one.
pub mod inner {
    /// [`Loaf`] of its own, beside [`crate::Bread`] and [`super::Bread`].
    pub struct Loaf;
}

pub mod outer {
    //! [`Loaf`] is not here, [`super::Bread`] is.
    //! So is [bun].
    //!
    //! [bun]: super::Bread
    use super::hearth;

    /// [`hearth::Bread`] through an import.
    pub fn take(_: hearth::Bread) {}
}
