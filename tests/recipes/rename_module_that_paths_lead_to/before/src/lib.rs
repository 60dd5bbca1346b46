//! What cheese is made of.

#[cfg_attr(not(any()), path = "./parts/whey.rs")]
mod drained;
pub mod parts;

/// As it is written.
pub const RIND: &str = include_str!("parts/rind.rs");

mod kept {
    #[doc = include_str!("parts/mod.rs")]
    pub struct Parts;
}

/// Where somebody else may look for it.
pub fn place() -> &'static str {
    let path = "src/../parts/mod.rs";
    path
}

pub fn all() -> (drained::Whey, parts::rind::Rind, kept::Parts) {
    (drained::Whey, parts::rind::Rind, kept::Parts)
}
