//! A tower.

/// Bells.
pub mod bells {
    /// A bell.
    pub struct Chime;
}
