pub mod grind;

pub struct Roller(pub u32);
