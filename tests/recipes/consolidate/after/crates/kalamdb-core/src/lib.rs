//! The core of the database: tables, jobs, live queries.

#[macro_use]
mod macros;

pub mod cache;
pub mod catalog;
pub mod error;
pub mod flush;
pub mod jobs;
pub mod live_query;
pub mod scheduler;
pub mod sql;
pub mod tables;

pub use catalog::NamespaceCatalogEntry;
pub use error::KalamDbError;
pub use live_query::LiveQuery;
pub use kalamdb_commons::system::LiveQuery as LiveQueryRecord;
