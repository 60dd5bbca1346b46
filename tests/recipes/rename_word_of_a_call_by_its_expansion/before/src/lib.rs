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
