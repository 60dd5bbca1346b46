mod imp {}

mod other {
    #[derive(Debug, Clone)]
    pub struct Door;
}

pub use crate::port::other::Door;
