//! The texts below name files as a manifest does, and modules as a source does.

pub mod notes;
pub mod script;
