//! An orchard.

use garden::grown;

/// What is picked.
pub struct Crate(pub u8);

macro_rules! grown_small {
    (@as_items $($i:item)*) => ($($i)*);
    {
        $(fn $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty { $($code:tt)* })*
    } => {
        grown! {
            @as_items
            $(
                fn $name() {
                    fn inner($($arg: $ty),*) -> $ret {
                        $($code)*
                    }
                    inner(1);
                }
            )*
        }
    };
}

macro_rules! counted {
    (impl $own:ident: $of:ty) => {
        grown! {
            @counted $own: $of
        }

        impl $own {
            /// How much is in it.
            pub fn count(&self) -> $of {
                self.0
            }
        }
    };
}

grown_small! {
    fn ready(days: u32) -> bool {
        days > 90
    }
}

counted!(impl Crate: u8);
