pub struct Item;

pub struct Shelf;
