pub struct Fermented;
pub struct Sweet;

macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident { $($variant:ident),+ $(,)? }) => {
        $(#[$meta])*
        pub enum $name {
            $($variant($variant)),+
        }
    };
}

choice! {
    /// What it tastes of.
    pub enum Taste {
        Fermented,
        Sweet,
    }
}

pub fn is_sour(taste: &Taste) -> bool {
    matches!(taste, Taste::Fermented(_))
}
