pub struct Item;

pub struct Items;
