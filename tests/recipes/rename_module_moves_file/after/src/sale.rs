use crate::inventory::{self, Item};

mod local {
    pub mod stock {
        pub fn count() -> u32 {
            0
        }
    }
}

pub fn sell(item: Item) -> u32 {
    item.stock + inventory::count() + local::stock::count() + crate::stock().stock
}
