// Item is not used here.
pub fn old() -> u8 {
    0
}
