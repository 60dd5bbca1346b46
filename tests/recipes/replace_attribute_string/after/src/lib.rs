use serde::{Deserialize, Serialize};

pub mod formats {
    pub mod text {
        pub fn serialize() {}
    }
}

pub mod old {}

pub struct Task;

mod queue;
mod user;

#[derive(Serialize, Deserialize)]
#[serde(from = "crate::Task")]
pub struct Queue(#[serde(serialize_with = "crate::formats::text::serialize")] u8);
