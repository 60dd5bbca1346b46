pub use engine::*;

pub mod prelude {
    pub use engine::core::{self, Disk as Round};

    pub struct Wheel;
}
