mod old;
pub mod fresh;

pub use crate::fresh::Gadget;
pub use old::{make, Other};

pub mod prelude {
    pub use crate::Other;
    pub use crate::fresh::Gadget;
}

pub fn name(thing: &Gadget) -> &str {
    &thing.name
}
