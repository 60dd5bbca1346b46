#[derive(Debug, Clone, PartialEq)]
pub struct User {
    pub name: String,
}
