pub struct Weight {
    pub inner: weight::Inner,
}

pub fn read(it: &Weight) -> u64 {
    weight::read(&it.inner)
}

#[cfg(unix)]
pub mod weight {
    pub use std::num::Wrapping as Outer;

    pub use std::primitive::u64 as Inner;

    /// Reads an [`Inner`].
    pub fn read(inner: &Inner) -> u64 {
        struct InnerReader(Inner);
        InnerReader(*inner).0
    }

    pub mod tests {
        pub enum Inner {
            Nothing,
        }

        pub fn nothing() -> Inner {
            Inner::Nothing
        }
    }
}

#[cfg(not(unix))]
pub mod weight {
    pub enum Inner {
        None,
        Some(u64),
    }

    impl Default for Inner {
        fn default() -> Inner {
            Inner::None
        }
    }

    /// Reads an [`Inner`].
    pub fn read(inner: &Inner) -> u64 {
        match inner {
            Inner::None => 0,
            Inner::Some(it) => *it,
        }
    }
}

pub mod heap;
