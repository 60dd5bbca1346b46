//! Cloth of known width.

mod macros;
pub mod cloth;
pub mod width;
