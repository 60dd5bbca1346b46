//! Widths, as types and as values.

/// A width.
#[derive(Clone, Copy)]
pub struct Width<const N: usize>;

/// One thread.
pub type Single = Width<1>;
/// One thread.
pub const One: Single = Width::<1>;
