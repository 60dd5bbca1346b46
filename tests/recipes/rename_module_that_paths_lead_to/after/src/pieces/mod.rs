//! Parts.

pub mod crust;

/// Where they are.
pub const LIB: &str = include_str!("../lib.rs");
pub const AGAIN: &str = include_str!("../pieces/crust.rs");
