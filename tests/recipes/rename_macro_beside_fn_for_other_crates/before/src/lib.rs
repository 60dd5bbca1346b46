pub use crate::free::*;

pub mod free {
    pub fn chain() -> u8 {
        0
    }
}

#[macro_export]
macro_rules! chain {
    () => {
        0
    };
}
