pub mod stock;

pub fn stock() -> stock::Shelf {
    stock::Shelf
}
