pub fn nest() -> u8 {
    1
}
