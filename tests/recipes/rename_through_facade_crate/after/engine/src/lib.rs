pub mod core {
    #[derive(Debug, Default)]
    pub struct Disk {
        pub spokes: u8,
    }
}

pub use self::core::*;
