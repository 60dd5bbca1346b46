pub struct Item {
    pub weight: u32,
}
