//! What can be sent.

/// Something that can be sent.
pub trait Parcel {
    /// What it weighs.
    fn weight(&self) -> u32 {
        1
    }
}
