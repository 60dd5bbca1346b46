pub mod shelf;

use self::shelf::stock;

pub trait Weigh {
    fn grams(&self) -> u32;
}

pub enum Pair<Left, Right> {
    Left(Left),
    Right(Right),
}

pub enum Triple<Left, Middle, Right> {
    Left(Left),
    Middle(Middle),
    Right(Right),
}

macro_rules! weigh {
    ($of:ident => [$($part:ident),* $(,)?], $last:ident) => {
        impl<$($part: Weigh,)* $last: Weigh> Weigh for $of<$($part,)* $last> {
            fn grams(&self) -> u32 {
                match self {
                    $( Self::$part(it) => it.grams(), )*
                    Self::$last(it) => it.grams(),
                }
            }
        }
    };
}

weigh!(Pair => [Left], Right);
weigh!(Triple => [Left, Middle], Right);

pub fn order() -> u32 {
    stock!(Butter) + stock!(Cheese, 2)
}

pub struct Whole(pub u8);

pub enum Measure {
    Whole(u64),
    Part(Whole),
}

macro_rules! measures {
    ($($name:ident($of:ty)),+ $(,)?) => {
        $(
            impl From<$of> for Measure {
                fn from(it: $of) -> Measure {
                    Measure::$name(it.into())
                }
            }
        )+
    };
}

measures! {
    Whole(u64),
    Whole(u8),
}

macro_rules! with_each {
    ($macro:ident) => {
        const _: u8 = {
            use core::ops;

            $macro! {
                fn(ops::Range<u8>) { 1 }
            }
        };
    };
}

macro_rules! pour_all {
    ($(fn($ty:ty) $body:block)+) => {
        0 $( + $body )+
    };
}

with_each! { pour_all }

pub type Rest = Vec<u8>;

pub enum Left {
    Rest(Rest),
    Nothing,
}

macro_rules! given {
    ($name:ident, $ty:ty, $variant:ident) => {
        pub fn $name(self) -> Option<$ty> {
            if let Left::$variant(it) = self { Some(it) } else { None }
        }
    };
}

impl Left {
    given!(into_rest, Rest, Rest);
}
