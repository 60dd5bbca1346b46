//! Errors that are made of others.

pub struct Sour;
pub struct Mouldy;

macro_rules! choice {
    (pub enum $name:ident { $($variant:ident),+ $(,)? }) => {
        pub enum $name {
            $($variant($variant)),+
        }

        $(
            impl From<$variant> for $name {
                fn from(it: $variant) -> $name {
                    $name::$variant(it)
                }
            }
        )+
    };
}

choice! {
    pub enum Taste {
        Sour,
    }
}

choice! {
    pub enum Fault {
        Sour,
        Mouldy,
    }
}

choice! {
    pub enum Look {
        Mouldy,
    }
}
