pub struct Door {
    pub width: u8,
}

pub struct Tray;

pub fn light() {}
