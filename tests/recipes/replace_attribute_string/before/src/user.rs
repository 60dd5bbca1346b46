use crate::old::*;

#[derive(serde::Deserialize)]
#[serde(from = "Job")]
pub struct User(u8);
