pub mod parts {
    pub struct Door {
        pub width: u8,
    }
}
