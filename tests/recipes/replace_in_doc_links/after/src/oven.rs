pub mod parts {
    pub struct Door {
        pub width: u8,
    }
}

/// Opens a [`shed::Gate`](crate::shed::Gate); elsewhere that is a [`crate::shed::Gate`].
pub fn open(door: &crate::shed::Gate) -> u8 {
    door.width
}
