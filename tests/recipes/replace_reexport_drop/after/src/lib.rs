mod old;
pub mod fresh;

use crate::fresh::Gadget;
pub use old::{make, Other};

pub mod prelude {
    pub use crate::Other;
}

pub fn name(thing: &Gadget) -> &str {
    &thing.name
}
