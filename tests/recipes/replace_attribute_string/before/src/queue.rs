use serde::Serialize;

use crate::old::{as_text, Job};

#[derive(Serialize)]
#[serde(bound = "T: From<Job>")]
pub struct Queue<T>(#[serde(with = "as_text", rename = "as_text")] T);

pub mod inner {
    #[derive(serde::Serialize)]
    pub struct Of(#[serde(with = "super::as_text")] u8);
}
