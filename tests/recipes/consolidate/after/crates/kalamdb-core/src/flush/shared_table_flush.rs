//! Flush of a table with one copy for all.

use kalamdb_commons::{SystemTable, TableType};

use kalamdb_commons::system::Job;

/// The job of a flush.
pub fn start(table: &str) -> Job {
    Job::new(format!("shared-{table}"), "flush", "n1").with_table(table)
}

/// Whether a table is flushed.
pub fn applies(kind: TableType, system: Option<SystemTable>) -> bool {
    matches!(kind, TableType::Shared) && system.is_none()
}
