use crate::menu::Entry::*;

pub enum Entry {
    Item,
    Line,
}

pub fn show(entry: Entry) -> &'static str {
    match entry {
        Item => "Item",
        Line => "Line",
    }
}
