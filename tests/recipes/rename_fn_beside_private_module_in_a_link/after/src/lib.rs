//! First [`burn`], then [`cool`].

mod rest;
mod fire;

pub use rest::cool;
pub use fire::burn;

/// What [`burn`] leaves, and [cool] cools.
pub struct Ash;
