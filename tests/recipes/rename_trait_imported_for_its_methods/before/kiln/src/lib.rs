//! Pots.

pub use kiln_core::*;
pub use kiln_derive::{self, Fired, Glazed};
