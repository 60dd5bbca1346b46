/// An Item of the shop.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub price: u32,
}

impl Item {
    pub fn free() -> Self {
        Item { price: 0 }
    }
}

pub struct ItemList(pub Vec<Item>);
