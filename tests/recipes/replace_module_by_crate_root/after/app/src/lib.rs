use model;
use model::Item;
use shop::sell;

pub fn first() -> Item {
    sell(Item);
    model::Item
}

pub fn look_alike(model: u8) -> u8 {
    model
}

pub mod stock {
    pub fn second() -> model::deep::Part {
        model::deep::Part
    }
}
