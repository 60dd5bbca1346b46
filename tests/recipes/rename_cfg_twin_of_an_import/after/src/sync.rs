#[cfg(unix)]
pub use std::sync::{Arc, Mutex};
#[cfg(unix)]
pub use std::sync::RwLock;

#[cfg(not(unix))]
pub struct RwLock<T>(pub T);

pub mod user {
    use super::RwLock;

    pub struct Held<T>(pub RwLock<T>, pub super::RwLock<u8>);
}

pub mod own {
    #[cfg(unix)]
    use std::sync::Mutex as Lock;

    #[cfg(not(unix))]
    pub struct Lock<T>(pub T);

    pub fn held(it: Lock<u8>) -> Lock<u8> {
        it
    }
}
