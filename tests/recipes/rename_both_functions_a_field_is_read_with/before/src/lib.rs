//! Cheese, as data.
//!
//! ```
//! #[derive(serde::Deserialize)]
//! struct Wheel {
//!     #[serde(default, serialize_with = "dairy::ripe::to_text", deserialize_with = "dairy::ripe::from_text")]
//!     weeks: u8,
//! }
//! ```

pub mod ripe {
    //! Weeks as text.

    pub fn to_text<S: serde::Serializer>(it: &u8, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(*it)
    }

    pub fn from_text<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
        serde::Deserialize::deserialize(from)
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
pub struct Cheese {
    #[serde(serialize_with = "ripe::to_text", deserialize_with = "ripe::from_text")]
    pub weeks: u8,
    #[serde(serialize_with = "crate::ripe::to_text", deserialize_with = "crate::ripe::from_text", default)]
    pub days: u8,
}

/// Read and not written.
#[derive(serde::Deserialize)]
pub struct Milk {
    #[serde(deserialize_with = "ripe::from_text")]
    pub days: u8,
}
