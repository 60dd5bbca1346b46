#[derive(Debug, Clone)]
pub struct Article(pub u32);
