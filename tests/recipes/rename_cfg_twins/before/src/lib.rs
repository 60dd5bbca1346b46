#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub use unix::Fd as Foreign;

/// A handle.
#[cfg(unix)]
#[derive(Debug, Clone, Copy)]
pub struct Handle(pub i32);

/// A handle.
#[cfg(not(unix))]
#[derive(Debug, Clone, Copy)]
pub struct Handle(pub u64);

impl Handle {
    #[cfg(unix)]
    pub fn open() -> Handle {
        Handle(0)
    }

    #[cfg(not(unix))]
    pub fn open() -> Handle {
        Handle(0u64)
    }
}

pub mod file {
    #[cfg(not(unix))]
    use super::Handle;
    #[cfg(unix)]
    use crate::Handle;

    pub struct File {
        pub handle: Handle,
    }
}

pub mod window {
    #[derive(Debug)]
    pub struct Handle;

    pub fn handle() -> Handle {
        Handle
    }
}
