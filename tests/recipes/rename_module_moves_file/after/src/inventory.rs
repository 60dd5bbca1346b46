//! The stock.

pub mod shelf;

#[derive(Debug)]
pub struct Item {
    pub stock: u32,
}

pub fn count() -> u32 {
    shelf::size() + 1
}
