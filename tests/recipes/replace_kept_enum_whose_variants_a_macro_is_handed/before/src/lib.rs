pub mod style;

pub use style::Color;

macro_rules! methods {
    ($own:ident, $on:ident Color::$color:ident) => {
        methods!($own => Color::$color);
        methods!($on => Color::$color);
    };
    ($name:ident => $color:expr) => {
        fn $name(&self) -> Color {
            $color
        }
    };
}

pub trait Stylize {
    methods!(black, on_black Color::Black);
    methods!(white, on_white Color::White);
}
