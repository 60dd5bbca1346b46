#[derive(Debug, Clone, PartialEq)]
pub struct Id(pub u32);
