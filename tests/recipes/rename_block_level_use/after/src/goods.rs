pub struct Article {
    pub weight: u32,
}
