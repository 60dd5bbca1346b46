//! A stockroom.

#[macro_use]
mod stacking;
pub use crate::stacking::stack;
