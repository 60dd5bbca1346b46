//! A post office.

#[cfg(feature = "fast")]
pub use letters::{read, send};
