pub fn board() -> u8 {
    nail()
}

fn nail() -> u8 {
    1
}
