pub struct Gate {
    pub width: u8,
}
