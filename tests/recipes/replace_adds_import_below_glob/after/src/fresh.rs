#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    pub grams: u32,
}
