pub mod flow;
pub mod prelude {
    pub use crate::sluice::{Leaf, Sill};
}
pub mod sluice;
pub mod upstream;
