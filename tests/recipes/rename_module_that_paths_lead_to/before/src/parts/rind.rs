//! The outside.

pub struct Rind;
