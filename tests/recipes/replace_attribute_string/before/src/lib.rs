use serde::{Deserialize, Serialize};

pub mod formats {
    pub mod text {
        pub fn serialize() {}
    }
}

pub mod old {
    pub mod as_text {
        pub fn serialize() {}
    }
    pub struct Job;
}

pub struct Task;

mod queue;
mod user;

#[derive(Serialize, Deserialize)]
#[serde(from = "old::Job")]
pub struct Queue(#[serde(serialize_with = "crate::old::as_text::serialize")] u8);
