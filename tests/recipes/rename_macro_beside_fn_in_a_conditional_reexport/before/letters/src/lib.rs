//! Letters.

#[cfg(feature = "fast")]
mod fast;
#[cfg(feature = "fast")]
pub use fast::*;
