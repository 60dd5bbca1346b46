//! `/jobs`

use kalamdb_core::jobs::JobExecutor;
use kalamdb_commons::system::Job as Record;
use kalamdb_sql::SqlAdapter;

use crate::dto::JobDto;

/// The ids of all jobs.
pub fn list(sql: &SqlAdapter) -> String {
    let dtos = sql.scan_jobs().iter().cloned().map(JobDto::from);
    dtos.map(|dto| dto.id).collect::<Vec<_>>().join(",")
}

/// Runs nothing, as a job.
pub fn ping(executor: &mut JobExecutor) -> Option<Record> {
    executor.run(Record::new("ping", "noop", "n1"), |_: &Record| Ok(())).ok()?;
    executor.job("ping")
}
