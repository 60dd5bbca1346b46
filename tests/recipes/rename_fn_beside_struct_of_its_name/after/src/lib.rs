#![allow(non_snake_case)]

pub mod press;

pub use self::press::{wheel, Wheel};

pub mod only_made {
    use crate::wheel;

    pub fn two() -> u8 {
        wheel(1).grams + wheel(1).grams
    }
}

pub mod only_named {
    use crate::Wheel;

    pub fn grams(it: &Wheel) -> u8 {
        it.grams
    }
}

#[macro_export]
macro_rules! wheels {
    ($($name:ident: $grams:expr),*) => {
        $( pub fn $name() -> $crate::Wheel { $crate::wheel($grams) } )*
    };
}

wheels!(small: 1, large: 9);
