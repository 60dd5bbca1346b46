//! Hashes.

/// Small ones.
pub mod small {
    /// Where it starts.
    pub const START: u32 = 1;
}

/// Large ones.
pub mod large {
    /// Where it starts.
    pub const START: u32 = 2;
}

macro_rules! hash {
    ($name:ident, $mod:ident) => {
        /// A hash.
        pub struct $name(pub u32);

        impl Default for $name {
            fn default() -> Self {
                $name(crate::$mod::START)
            }
        }
    };
}

hash!(Small, small);
hash!(Large, large);
