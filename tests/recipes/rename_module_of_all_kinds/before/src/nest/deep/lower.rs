pub fn low() -> u8 {
    1
}
