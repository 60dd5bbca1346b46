pub struct Gate {
    pub width: u8,
}

pub struct Flap {
    pub width: u8,
}

pub fn lift(_: Flap) {}
