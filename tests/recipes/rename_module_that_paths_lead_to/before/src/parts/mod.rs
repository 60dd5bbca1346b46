//! Parts.

pub mod rind;

/// Where they are.
pub const LIB: &str = include_str!("../lib.rs");
pub const AGAIN: &str = include_str!("../parts/rind.rs");
