//! Channels.

macro_rules! choose {
    (recv $it:expr) => { choose!(@two recv $it) };
    (send $it:expr) => { choose!(@two send $it) };
    (@one recv $it:expr) => { choose!(@two recv $it) };
    (@two recv $it:expr) => { $it + 1 };
    (@two send $it:expr) => { $it - 1 };
}

/// Near ones.
pub mod near {
    /// What comes.
    pub fn recv() -> u8 {
        choose!(recv 1)
    }
}

/// Far ones.
pub mod far {
    /// What comes.
    pub fn recv() -> u8 {
        choose!(send 1)
    }
}

/// What comes from both.
pub fn both() -> u8 {
    near::recv() + far::recv()
}
