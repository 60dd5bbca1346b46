pub struct Weight {
    pub inner: weight::Grams,
}

pub fn read(it: &Weight) -> u64 {
    weight::read(&it.inner)
}

#[cfg(unix)]
pub mod weight {
    pub use std::num::Wrapping as Outer;

    pub use std::primitive::u64 as Grams;

    /// Reads an [`Grams`].
    pub fn read(inner: &Grams) -> u64 {
        struct InnerReader(Grams);
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
    pub enum Grams {
        None,
        Some(u64),
    }

    impl Default for Grams {
        fn default() -> Grams {
            Grams::None
        }
    }

    /// Reads an [`Grams`].
    pub fn read(inner: &Grams) -> u64 {
        match inner {
            Grams::None => 0,
            Grams::Some(it) => *it,
        }
    }
}

pub mod heap;
