pub fn held() -> u8 {
    1
}
