#[derive(Debug, Clone, PartialEq)]
pub struct Ident(pub u32);
