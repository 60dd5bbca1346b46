pub mod style;

pub use style::Ink;

macro_rules! methods {
    ($own:ident, $on:ident Color::$color:ident) => {
        methods!($own => Ink::$color);
        methods!($on => Ink::$color);
    };
    ($name:ident => $color:expr) => {
        fn $name(&self) -> Ink {
            $color
        }
    };
}

pub trait Stylize {
    methods!(black, on_black Color::Black);
    methods!(white, on_white Color::White);
}
