pub fn far() -> u8 {
    1
}
