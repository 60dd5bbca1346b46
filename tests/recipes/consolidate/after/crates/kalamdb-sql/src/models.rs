//! The models of the system tables, as the SQL layer sees them.

use std::collections::BTreeSet;
use std::fmt;

use kalamdb_commons::system::SystemTable;

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
    pub fn first(table: &SystemTable) -> Self {
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

/// The first columns of `system.jobs`: what a Job shows before all else.
pub const JOB_COLUMNS: [&str; 3] = ["job_id", "job_type", "status"];
