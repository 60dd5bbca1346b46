//! Widths, as types and as values.

/// A width.
#[derive(Clone, Copy)]
pub struct Width<const N: usize>;

/// One thread.
pub type One = Width<1>;
/// One thread.
pub const One: One = Width::<1>;
