pub mod sale;
pub mod inventory;

pub use inventory::Item;

pub fn stock() -> inventory::Item {
    let stock = inventory::count();
    inventory::Item { stock }
}
