//! The models of the system tables, one definition of each.

mod columns;
mod job;
mod live_query;
mod namespace;
mod system_table;
mod user;
#[cfg(feature = "serde")]
mod wire;

pub use columns::{SystemColumn, SYSTEM_SCHEMA};
pub use job::Job;
pub use live_query::LiveQuery;
pub use namespace::Namespace;
pub use system_table::SystemTable;
pub use user::User;
