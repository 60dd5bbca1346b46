//! Kinds of tables, and the names of the system's own.

/// What kind of table a table of the database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableType {
    /// One copy for each user.
    User,
    /// One copy for all.
    Shared,
    /// The database's own.
    System,
}

/// The name of a system table; its model is `system::SystemTable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SystemTable {
    /// `system.jobs`
    Jobs,
    /// `system.live_queries`
    LiveQueries,
    /// `system.users`
    Users,
    /// `system.namespaces`
    Namespaces,
    /// `system.tables`
    Tables,
}

impl SystemTable {
    /// As SQL has it.
    pub fn table_name(self) -> &'static str {
        match self {
            SystemTable::Jobs => "jobs",
            SystemTable::LiveQueries => "live_queries",
            SystemTable::Users => "users",
            SystemTable::Namespaces => "namespaces",
            SystemTable::Tables => "tables",
        }
    }
}
