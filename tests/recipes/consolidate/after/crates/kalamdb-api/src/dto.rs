//! What goes over the wire.

use kalamdb_commons::system::LiveQuery;
use kalamdb_commons::system::Job;
use kalamdb_sql::TableSchema;

/// A job, as clients see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobDto {
    /// Its key.
    pub id: String,
    /// `Job`, always.
    pub kind: &'static str,
}

impl From<Job> for JobDto {
    fn from(job: Job) -> Self {
        Self { id: job.job_id, kind: "Job" }
    }
}

/// A subscription, as clients see it.
pub fn live_query(record: &LiveQuery) -> String {
    format!("LiveQueryRecord {}", record.live_id)
}

/// A table's columns, as clients see them.
pub fn columns(schema: &TableSchema) -> String {
    schema.columns.iter().cloned().collect::<Vec<_>>().join(",")
}
