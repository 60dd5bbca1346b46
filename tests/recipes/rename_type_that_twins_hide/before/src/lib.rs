pub mod flow;
pub mod prelude {
    pub use crate::sluice::{Gate, Sill};
}
pub mod sluice;
pub mod upstream;
