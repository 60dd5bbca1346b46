impl From<u8> for crate::Door {
    fn from(width: u8) -> crate::Door {
        Self { width }
    }
}
