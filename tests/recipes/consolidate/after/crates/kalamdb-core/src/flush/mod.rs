//! Rows go from memory to disk.

pub mod shared_table_flush;
pub mod user_table_flush;

#[cfg(feature = "metrics")]
use kalamdb_commons::system::Job;
#[cfg(not(feature = "metrics"))]
use kalamdb_commons::system::Job;

/// A flush, as `system.jobs` shows it.
pub fn flush_job(table: &str, count: usize) -> Job {
    let parameters = vec![format!("rows={count}")];
    Job { parameters, ..Job::new(format!("flush-{table}"), "flush", "n1") }
}

/// How many of the jobs run.
pub fn running(jobs: &[Job]) -> usize {
    count_matching!(jobs, Job { end_time: None, .. })
}

/// What a row of the queue takes.
pub const QUEUE_ROW: usize = row_size!(Job) + row_size!(Option<Job>);