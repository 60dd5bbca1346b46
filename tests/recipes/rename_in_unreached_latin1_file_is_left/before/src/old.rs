// Café
use crate::model::Item;

pub fn old(_: Item, _: crate::model::Items) {}
