include!(concat!(env!("OUT_DIR"), "/parts.rs"));

pub mod oven {
    pub use crate::base_parts::Clay;
}

/// Another one, by a path that no build script knows.
pub mod other {
    pub struct Clay;
}
