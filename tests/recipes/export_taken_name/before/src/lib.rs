pub mod model;

pub struct Item;
