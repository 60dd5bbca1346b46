//! First [`fire`], then [`cool`].

mod cool;
mod fire;

pub use cool::cool;
pub use fire::fire;

/// What [`fire`] leaves, and [cool] cools.
pub struct Ash;
