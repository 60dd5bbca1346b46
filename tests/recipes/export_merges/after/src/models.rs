pub struct Item(pub u32);
pub struct Label(pub String);
pub struct Order(pub Vec<Item>);
