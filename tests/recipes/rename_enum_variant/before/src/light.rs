use crate::Color;

#[derive(Debug, Clone, Copy)]
pub enum Light {
    Red,
    Off,
}

impl From<Light> for Color {
    fn from(light: Light) -> Color {
        use Light::*;
        match light {
            Red => Color::Red,
            Off => Color::Green,
        }
    }
}
