pub mod paint {
    pub struct Roller;

    impl Roller {
        pub fn size(&self) -> u32 {
            3
        }
    }
}

pub fn blend() -> u32 {
    1
}

macro_rules! bring {
    () => {
        use crate::paint::Roller;
    };
}

macro_rules! as_they_are {
    ($( $it:item )*) => { $( $it )* };
}

macro_rules! make {
    ($size:expr) => {
        #[allow(non_snake_case)]
        fn Brush() -> u32 {
            $size
        }
    };
}

macro_rules! pick {
    ($( #[cfg($it:meta)] { $( $inner:item )* } )*) => { $( pick! { @ $it $( $inner )* } )* };
    (@ $it:meta $( $inner:item )*) => { $( #[cfg($it)] $inner )* };
}

pub fn brought() -> u32 {
    bring!();
    Roller.size()
}

pub fn made() -> u32 {
    make!(7);
    Brush() + blend()
}

pub fn inside() -> u32 {
    as_they_are! {
        use crate::paint::Roller as Broom;
        struct Brush(u32);
        fn mix() -> u32 { 2 }
    }
    Brush(mix()).0 + Broom.size()
}

pub fn picked() -> u32 {
    pick! {
        #[cfg(all())] {
            use crate::paint::{self, Roller};
        }
        #[cfg(any())] {
            use std::fmt;
        }
    }
    println!("{}", blend());
    Roller.size() + paint::Roller.size()
}
