pub fn odd() -> u8 {
    1
}
