use serde::Serialize;

use crate::formats::text;
use crate::Task;

#[derive(Serialize)]
#[serde(bound = "T: From<Task>")]
pub struct Queue<T>(#[serde(with = "text", rename = "as_text")] T);

pub mod inner {
    #[derive(serde::Serialize)]
    pub struct Of(#[serde(with = "crate::formats::text")] u8);
}
