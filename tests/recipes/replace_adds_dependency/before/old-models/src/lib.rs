#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub name: String,
}

pub fn open(name: &str) -> String {
    name.to_string()
}
