pub mod grind;

pub struct Stone(pub u32);
