#[macro_use]
mod tools;

mod scales;

pub mod raw {
    pub trait Measure {
        fn grams(&self) -> u32;
    }
}

pub use self::scales::both;

mod crates {
    macro_rules! of_each {
        ($($ty:ident => $name:ident),*) => {
            $(
                pub mod $name {
                    use super::super::raw::Measure;

                    pub fn dozen(it: $ty) -> u32 {
                        12 * <$ty as Measure>::grams(&it)
                    }
                }
            )*
        };
    }

    of_each!(u8 => small, u16 => large);
}

pub use self::crates::small::dozen;

pub mod level {
    pub const HEIGHT: u8 = 1;
}

pub mod fault {
    pub enum Spoilt {
        Sour(u8),
    }
}

mod checks {
    use crate::fault::Spoilt;
    use crate::*;

    macro_rules! fresh {
        ($it:expr) => {
            match $it {
                0 => Err(Spoilt::Sour(0)),
                it => Ok(it),
            }
        };
    }

    macro_rules! flattened {
        ($it:expr) => {{
            fn flat(it: u8) -> u8 {
                it.min(level::HEIGHT)
            }

            Some($it).map(flat)
        }};
    }

    pub fn check(it: u8) -> Result<u8, Spoilt> {
        fresh!(flattened!(it).unwrap_or_default())
    }
}

pub use self::checks::check;
