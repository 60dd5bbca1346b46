//! A post office.

#[cfg(feature = "fast")]
pub use letters::{deliver, read, send};
