#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub use unix::Fd as Foreign;

/// A handle.
#[cfg(unix)]
#[derive(Debug, Clone, Copy)]
pub struct RawHandle(pub i32);

/// A handle.
#[cfg(not(unix))]
#[derive(Debug, Clone, Copy)]
pub struct RawHandle(pub u64);

impl RawHandle {
    #[cfg(unix)]
    pub fn open() -> RawHandle {
        RawHandle(0)
    }

    #[cfg(not(unix))]
    pub fn open() -> RawHandle {
        RawHandle(0u64)
    }
}

pub mod file {
    #[cfg(not(unix))]
    use super::RawHandle;
    #[cfg(unix)]
    use crate::RawHandle;

    pub struct File {
        pub handle: RawHandle,
    }
}

pub mod window {
    #[derive(Debug)]
    pub struct Handle;

    pub fn handle() -> Handle {
        Handle
    }
}
