//! Options on a wire.

macro_rules! enum_with_unknown {
    (pub enum $name:ident($ty:ty) { $($variant:ident = $value:expr),+ $(,)? }) => {
        /// A number with a name, or another one.
        pub enum $name {
            $(
                /// A known one.
                $variant
            ),+,
            /// Another one.
            Unknown($ty),
        }

        impl From<$ty> for $name {
            fn from(it: $ty) -> Self {
                match it {
                    $($value => $name::$variant),+,
                    other => $name::Unknown(other),
                }
            }
        }
    };
}

enum_with_unknown! {
    pub enum Type(u8) {
        Prefix = 0x3,
        Mtu = 0x5,
    }
}

/// A prefix.
pub struct Route {
    /// How many bits.
    pub bits: u8,
}

/// What an option says.
pub enum Repr {
    /// A prefix.
    Prefix(Route),
    /// Something else.
    Other,
}

/// Reads an option.
pub fn read(kind: u8, bits: u8) -> Repr {
    match Type::from(kind) {
        Type::Prefix => Repr::Prefix(Route { bits }),
        Type::Mtu | Type::Unknown(_) => Repr::Other,
    }
}
