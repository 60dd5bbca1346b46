//! Cheese, as data.
//!
//! ```
//! #[derive(serde::Deserialize)]
//! struct Wheel {
//!     #[serde(default, with = "dairy::ripe")]
//!     weeks: u8,
//! }
//! ```

pub mod ripe {
    //! Weeks as text.

    pub fn serialize<S: serde::Serializer>(it: &u8, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(*it)
    }

    pub fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
        serde::Deserialize::deserialize(from)
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
pub struct Cheese {
    #[serde(with = "ripe")]
    pub weeks: u8,
    #[serde(with = "crate::ripe", default)]
    pub days: u8,
}

/// Read and not written.
#[derive(serde::Deserialize)]
pub struct Milk {
    #[serde(deserialize_with = "ripe::deserialize")]
    pub days: u8,
}
