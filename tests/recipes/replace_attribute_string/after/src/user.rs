use crate::old::*;
use crate::Task;

#[derive(serde::Deserialize)]
#[serde(from = "Task")]
pub struct User(u8);
