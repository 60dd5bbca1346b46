pub struct Item(pub u8);
