//! The system's own tables.

pub mod jobs_provider;
pub mod live_queries_provider;
pub mod tables_provider;
pub mod users_provider;

pub use kalamdb_commons::system::{Job, LiveQuery, SystemColumn, SYSTEM_SCHEMA};

pub use jobs_provider::JobsTableProvider;
pub use live_queries_provider::LiveQueriesTableProvider;
pub use tables_provider::TablesTableProvider;
pub use users_provider::UsersTableProvider;
