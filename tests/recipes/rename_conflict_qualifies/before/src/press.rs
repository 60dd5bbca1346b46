#[derive(Debug, Clone)]
pub struct Article(pub String);
