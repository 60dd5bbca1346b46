pub struct Swan;

pub struct Other;

macro_rules! names {
    (($($arms:tt)*) $name:ident { $variant:ident($member:ident), $($next:tt)* }) => {
        names!(($($arms)* $name::$variant(_) => stringify!($member),) $name { $($next)* });
    };
    (($($arms:tt)*) $name:ident {}) => {
        impl $name {
            pub fn name(&self) -> &'static str {
                match self {
                    $($arms)*
                }
            }
        }
    };
}

macro_rules! birds {
    ($pub:ident $enum:ident $name:ident $body:tt) => {
        $pub $enum $name $body
        names!(() $name $body);
    };
}

birds! {
    pub enum Bird {
        Coot(Other),
        Crane(Other),
        Diver(Other),
        Duck(Other),
        Eider(Other),
        Goose(Other),
        Grebe(Other),
        Gull(Other),
        Heron(Other),
        Rail(Other),
        Stork(Other),
        Swan(Swan),
        Teal(Other),
    }
}

pub fn swan() -> Bird {
    Bird::Swan(Swan)
}
