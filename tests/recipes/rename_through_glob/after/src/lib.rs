mod cart;
mod menu;
mod models;

pub use models::*;

pub fn cheapest(items: &[Article]) -> Option<&Article> {
    items.iter().min_by_key(|item| item.price)
}
