mod sys {
    #[cfg(unix)]
    mod unix {
        pub mod event {
            pub fn is_ready() -> bool {
                true
            }
        }
    }
    #[cfg(unix)]
    pub use self::unix::*;

    #[cfg(not(unix))]
    mod shell {
        pub mod event {
            pub fn is_ready() -> bool {
                false
            }
        }
    }
    #[cfg(not(unix))]
    pub use self::shell::*;
}

pub fn is_ready() -> bool {
    crate::sys::event::is_ready()
}
