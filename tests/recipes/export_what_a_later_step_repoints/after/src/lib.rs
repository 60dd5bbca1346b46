pub use crate::far::{receive, send as give};

pub mod near {
    pub fn receive() {}
    pub fn send() {}
}

pub mod far {
    pub fn receive() {}
    pub fn send() {}
}
