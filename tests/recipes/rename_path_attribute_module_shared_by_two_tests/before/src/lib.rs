#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub cents: i64,
}
