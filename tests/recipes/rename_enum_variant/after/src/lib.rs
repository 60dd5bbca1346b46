mod light;

pub use light::Light;

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Color {
    /// Red.
    #[default]
    Crimson,
    Green,
}

pub type Paint = Color;

impl Color {
    pub const RED: Self = Self::Crimson;

    pub fn name(self) -> &'static str {
        match self {
            Self::Crimson => "Red",
            Color::Green => "Green",
        }
    }
}

pub mod mix {
    use super::Color::{self, *};

    pub fn other(color: Color) -> Color {
        match color {
            Crimson => Green,
            Green => super::Paint::Crimson,
        }
    }

    pub fn is_red(color: Color) -> bool {
        matches!(color, Crimson) || color == Color::Crimson
    }
}
