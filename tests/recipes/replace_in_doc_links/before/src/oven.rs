pub mod parts {
    pub struct Door {
        pub width: u8,
    }
}

/// Opens a [`parts::Door`]; elsewhere that is a [`crate::oven::parts::Door`].
pub fn open(door: &parts::Door) -> u8 {
    door.width
}
