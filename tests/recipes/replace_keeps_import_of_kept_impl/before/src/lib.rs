mod show;
pub mod shed;

pub struct Door {
    pub width: u8,
}

pub fn narrow(door: Door) -> u8 {
    door.width
}
