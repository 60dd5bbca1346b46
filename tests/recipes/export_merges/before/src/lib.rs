//! A shop.

pub mod models;
pub mod sale;

pub use models::{Item, Order};

use models::Label;

pub fn label(item: &Item) -> Label {
    Label(item.0.to_string())
}

pub mod short {
    pub use crate::models::Item as I;
}
