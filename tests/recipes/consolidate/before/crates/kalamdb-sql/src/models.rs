//! The models of the system tables, as the SQL layer sees them.

use std::collections::BTreeSet;
use std::fmt;

/// A row of `system.users`.
#[cfg(not(feature = "compact"))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Key of the row.
    pub user_id: String,
    pub username: String,
    pub email: Option<String>,
    pub role: String,
}

/// A row of `system.users`, comparable only.
#[cfg(feature = "compact")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct User {
    pub user_id: String,
    pub username: String,
    pub email: Option<String>,
    pub role: String,
}

impl User {
    pub const DBA: &'static str = "dba";

    pub fn new(user_id: impl Into<String>, username: impl Into<String>) -> User {
        User {
            user_id: user_id.into(),
            username: username.into(),
            email: None,
            role: "user".to_string(),
        }
    }

    pub fn is_dba(&self) -> bool {
        self.role == User::DBA
    }
}

/// A row of `system.namespaces`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namespace {
    pub namespace_id: String,
    pub name: String,
    pub table_count: u32,
}

impl Namespace {
    /// An empty namespace.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Namespace { namespace_id: name.to_lowercase(), name, table_count: 0 }
    }
}

/// A row of `system.tables`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub table_id: String,
    pub namespace: String,
    pub table_name: String,
    pub table_type: String,
}

impl Table {
    /// A shared table.
    pub fn new(namespace: impl Into<String>, table_name: impl Into<String>) -> Self {
        let namespace = namespace.into();
        let table_name = table_name.into();
        let table_id = format!("{namespace}:{table_name}");
        Table { table_id, namespace, table_name, table_type: "shared".to_string() }
    }
}

/// The columns of a Table, by version. `Table` is only the beginning of its
/// name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSchema {
    /// The table.
    pub table_id: String,
    /// Counted from one.
    pub version: u32,
    /// Names, sorted.
    pub columns: BTreeSet<String>,
}

impl TableSchema {
    /// The first version of a table's columns.
    pub fn first(table: &Table) -> Self {
        Self { table_id: table.table_id.clone(), version: 1, columns: BTreeSet::new() }
    }
}

impl fmt::Display for TableSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table {} v{}", self.table_id, self.version)
    }
}

// ---------------------------------------------------------------------
// Jobs and live queries
// ---------------------------------------------------------------------

/// A row of `system.jobs`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Job {
    pub job_id: String,
    pub job_type: String,
    pub table_name: Option<String>,
    pub status: String,
    pub start_time: i64,
    pub end_time: Option<i64>,
    pub parameters: Vec<String>,
    pub error_message: Option<String>,
    pub node_id: String,
}

impl Job {
    pub fn new(
        job_id: impl Into<String>,
        job_type: impl Into<String>,
        node_id: impl Into<String>,
    ) -> Job {
        let mut job = Job::default();
        job.job_id = job_id.into();
        job.job_type = job_type.into();
        job.status = "running".to_string();
        job.node_id = node_id.into();
        job
    }

    pub fn is_running(&self) -> bool {
        self.end_time.is_none()
    }
}

impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.job_id, self.job_type, self.status)
    }
}

/// A row of `system.live_queries`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveQuery {
    pub live_id: String,
    pub connection_id: String,
    pub user_id: String,
    pub query: String,
    pub changes: i64,
}

/// The first columns of `system.jobs`: what a Job shows before all else.
pub const JOB_COLUMNS: [&str; 3] = ["job_id", "job_type", "status"];
