use crate::shed::Gate;

mod show;
pub mod shed;

pub struct Door {
    pub width: u8,
}

pub fn narrow(door: Gate) -> u8 {
    door.width
}
