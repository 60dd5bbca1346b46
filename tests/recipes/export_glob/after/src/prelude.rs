pub use crate::model::Item;
pub use crate::model::Kind::*;
pub use crate::stock::*;
