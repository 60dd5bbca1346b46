mod cart;
mod menu;
mod models;

pub use models::*;

pub fn cheapest(items: &[Item]) -> Option<&Item> {
    items.iter().min_by_key(|item| item.price)
}
