mod old;
pub mod fresh;

pub use old::Thing;
pub use old::{make, Other};

pub mod prelude {
    pub use crate::{Other, Thing};
}

pub fn name(thing: &Thing) -> &str {
    &thing.name
}
