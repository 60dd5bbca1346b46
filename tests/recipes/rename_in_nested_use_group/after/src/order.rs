use crate::{
    desk::Clerk, // who sells
    shelf::{
        // what is sold: an Item
        label::{Ink, Item as Label},
        Article,
    },
};

pub fn sell(_: Clerk, Article(price): Article, label: Label) -> (String, u32, Ink) {
    (label.0, price, Ink)
}
