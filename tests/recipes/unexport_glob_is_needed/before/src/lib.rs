pub mod model;
pub mod sale;

pub use model::*;
