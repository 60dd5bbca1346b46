mod light;

pub use light::Light;

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Color {
    /// Red.
    #[default]
    Red,
    Green,
}

pub type Paint = Color;

impl Color {
    pub const RED: Self = Self::Red;

    pub fn name(self) -> &'static str {
        match self {
            Self::Red => "Red",
            Color::Green => "Green",
        }
    }
}

pub mod mix {
    use super::Color::{self, *};

    pub fn other(color: Color) -> Color {
        match color {
            Red => Green,
            Green => super::Paint::Red,
        }
    }

    pub fn is_red(color: Color) -> bool {
        matches!(color, Red) || color == Color::Red
    }
}
