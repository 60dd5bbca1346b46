//! Enums that name things.

mod status;
mod tables;

pub use status::JobStatus;
pub use tables::{SystemTable, TableType};
