//! What both crates begin with.

macro_rules! crate_root {
    () => {
        mod lib {
            pub use std::vec::Vec;

            pub use super::de::Crate as Packed;
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
        pub mod ser;
        mod tools;

        pub use crate::ser::write;
        pub use self::de::Crate as Wooden;
    };
}
