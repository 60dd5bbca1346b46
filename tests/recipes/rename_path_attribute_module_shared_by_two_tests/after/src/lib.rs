#[derive(Debug, Clone, PartialEq)]
pub struct Posting {
    pub cents: i64,
}
