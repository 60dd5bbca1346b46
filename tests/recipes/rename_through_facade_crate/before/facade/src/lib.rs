pub use engine::*;

pub mod prelude {
    pub use engine::core::{self, Wheel as Round};

    pub struct Wheel;
}
