//! What cheese is made of.

#[cfg_attr(not(any()), path = "./pieces/whey.rs")]
mod drained;
pub mod pieces;

/// As it is written.
pub const RIND: &str = include_str!("pieces/crust.rs");

mod kept {
    #[doc = include_str!("pieces/mod.rs")]
    pub struct Parts;
}

/// Where somebody else may look for it.
pub fn place() -> &'static str {
    let path = "src/../parts/mod.rs";
    path
}

pub fn all() -> (drained::Whey, pieces::crust::Rind, kept::Parts) {
    (drained::Whey, pieces::crust::Rind, kept::Parts)
}
