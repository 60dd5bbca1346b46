pub use crate::model::*;
