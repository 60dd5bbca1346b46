use crate::model::Item;

pub fn old(item: &Item) -> u8 {
    item.0
}
