impl From<u8> for crate::oven::Door {
    fn from(width: u8) -> crate::oven::Door {
        Self { width }
    }
}
