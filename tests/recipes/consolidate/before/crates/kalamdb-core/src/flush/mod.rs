//! Rows go from memory to disk.

pub mod shared_table_flush;
pub mod user_table_flush;

#[cfg(feature = "metrics")]
use crate::jobs::JobRecord;
#[cfg(not(feature = "metrics"))]
use crate::tables::system::jobs_provider::JobRecord;

/// A flush, as `system.jobs` shows it.
pub fn flush_job(table: &str, count: usize) -> JobRecord {
    let parameters = vec![format!("rows={count}")];
    JobRecord { parameters, ..JobRecord::new(format!("flush-{table}"), "flush", "n1") }
}

/// How many of the jobs run.
pub fn running(jobs: &[JobRecord]) -> usize {
    count_matching!(jobs, JobRecord { end_time: None, .. })
}

/// What a row of the queue takes.
pub const QUEUE_ROW: usize = row_size!(JobRecord) + row_size!(Option<JobRecord>);