pub mod core {
    #[derive(Debug, Default)]
    pub struct Wheel {
        pub spokes: u8,
    }
}

pub use self::core::*;
