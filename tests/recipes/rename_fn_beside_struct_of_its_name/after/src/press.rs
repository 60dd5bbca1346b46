pub struct Wheel {
    pub grams: u8,
}

pub fn wheel(grams: u8) -> Wheel {
    Wheel { grams }
}
