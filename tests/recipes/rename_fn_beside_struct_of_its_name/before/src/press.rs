pub struct Wheel {
    pub grams: u8,
}

pub fn Wheel(grams: u8) -> Wheel {
    Wheel { grams }
}
