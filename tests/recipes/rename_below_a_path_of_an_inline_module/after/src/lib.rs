//! An inn.

pub mod rooms;

/// Who stays.
pub struct Visitor;
