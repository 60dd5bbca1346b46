//! The modules are declared by a macro, as two crates share them.

#[macro_use]
mod crate_root;

crate_root!();

/// The name of a field, and of another crate's item.
pub struct Crate {
    pub ser: u8,
}

pub fn first() -> Option<de::Parcel> {
    de::all().pop()
}
