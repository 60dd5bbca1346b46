#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub id: u32,
}
