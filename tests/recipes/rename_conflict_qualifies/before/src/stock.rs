#[derive(Debug, Clone)]
pub struct Item(pub u32);
