//! Loaves, as data.

mod within {
    use serde::Deserializer;

    pub fn deserialize<'de, D: Deserializer<'de>>(it: D) -> Result<u8, D::Error> {
        serde::Deserialize::deserialize(it)
    }

    pub fn matched<'de, D: Deserializer<'de>>(it: D) -> Result<u8, D::Error> {
        deserialize(it)
    }
}

macro_rules! declare {
    ($name:ident, $with:literal, $text:expr) => {
        /// Read by another module.
        #[derive(serde::Deserialize)]
        pub struct $name {
            /// A field.
            #[serde(deserialize_with = $with)]
            pub it: u8,
        }

        impl $name {
            /// What is said of it.
            pub const TEXT: &'static str = $text;
        }
    };
}

declare!(Plain, "within::deserialize", "goes with::deserialize");
declare!(Other, "crate::within::deserialize", "with");
declare!(Raw, "within::matched", "r#match");
