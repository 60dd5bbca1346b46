pub mod sale;
pub mod stock;

pub use stock::Item;

pub fn stock() -> stock::Item {
    let stock = stock::count();
    stock::Item { stock }
}
