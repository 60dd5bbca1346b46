use crate::{
    desk::Clerk, // who sells
    shelf::{
        // what is sold: an Item
        label::{Ink, Item as Label},
        Item,
    },
};

pub fn sell(_: Clerk, Item(price): Item, label: Label) -> (String, u32, Ink) {
    (label.0, price, Ink)
}
