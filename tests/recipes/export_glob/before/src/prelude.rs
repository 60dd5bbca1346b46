pub use crate::model::Item;
