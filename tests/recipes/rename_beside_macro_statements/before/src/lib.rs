pub mod paint {
    pub struct Brush;

    impl Brush {
        pub fn size(&self) -> u32 {
            3
        }
    }
}

pub fn mix() -> u32 {
    1
}

macro_rules! bring {
    () => {
        use crate::paint::Brush;
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
    Brush.size()
}

pub fn made() -> u32 {
    make!(7);
    Brush() + mix()
}

pub fn inside() -> u32 {
    as_they_are! {
        use crate::paint::Brush as Broom;
        struct Brush(u32);
        fn mix() -> u32 { 2 }
    }
    Brush(mix()).0 + Broom.size()
}

pub fn picked() -> u32 {
    pick! {
        #[cfg(all())] {
            use crate::paint::{self, Brush};
        }
        #[cfg(any())] {
            use std::fmt;
        }
    }
    println!("{}", mix());
    Brush.size() + paint::Brush.size()
}
