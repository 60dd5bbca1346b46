//! What both crates begin with.

macro_rules! crate_root {
    () => {
        mod lib {
            pub use std::vec::Vec;

            pub use super::de::Parcel as Packed;
        }

        macro_rules! tri {
            ($e:expr) => {
                match $e {
                    Some(it) => it,
                    None => return None,
                }
            };
        }

        pub mod de;
        pub mod out;
        mod tools;

        pub use crate::out::write;
        pub use self::de::Parcel as Wooden;
    };
}
