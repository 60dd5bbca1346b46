//! Statements become work.

pub mod convert;
pub mod executor;
