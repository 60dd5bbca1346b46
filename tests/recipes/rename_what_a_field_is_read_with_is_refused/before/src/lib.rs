pub mod ripe {
    pub mod read {
        pub fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
            serde::Deserialize::deserialize(from)
        }
    }

    pub use read::deserialize;
}

#[derive(serde::Deserialize)]
pub struct Cheese {
    #[serde(with = "crate::ripe")]
    pub weeks: u8,
}
