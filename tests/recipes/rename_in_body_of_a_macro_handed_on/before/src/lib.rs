#[macro_use]
mod tools;

mod scales;

pub mod raw {
    pub trait Weigh {
        fn grams(&self) -> u32;
    }
}

pub use self::scales::both;

mod crates {
    macro_rules! of_each {
        ($($ty:ident => $name:ident),*) => {
            $(
                pub mod $name {
                    use super::super::raw::Weigh;

                    pub fn dozen(it: $ty) -> u32 {
                        12 * <$ty as Weigh>::grams(&it)
                    }
                }
            )*
        };
    }

    of_each!(u8 => small, u16 => large);
}

pub use self::crates::small::dozen;
