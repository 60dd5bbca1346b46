pub struct Item;

pub enum Kind {
    Cheap,
}
