#[derive(Debug, Clone, Default)]
pub struct Form {
    pub id: u32,
}
