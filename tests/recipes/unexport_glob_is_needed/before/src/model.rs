pub struct Item;

pub enum Kind {}
