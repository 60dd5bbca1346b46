mod old;
pub mod fresh;

pub use crate::fresh::Gadget as Thing;
pub use old::{make, Other};

pub mod prelude {
    pub use crate::Other;
    pub use crate::fresh::Gadget as Thing;
}

pub fn name(thing: &Thing) -> &str {
    &thing.name
}
