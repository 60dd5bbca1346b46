//! `system.jobs`: a row is a `JobRecord`.

use std::collections::BTreeMap;
use std::fmt;

use kalamdb_commons::JobStatus;
use minifusion::{Row, TableProvider, TableType};

use crate::error::KalamDbError;

/// One row of `system.jobs`.
///
/// ```text
/// JobRecord { job_id: "j1", .. }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobRecord {
    pub job_id: String,
    pub job_type: String,
    pub table_name: Option<String>,
    /// One of [`JobStatus`], as text.
    pub status: String,
    pub start_time: i64,
    pub end_time: Option<i64>,
    pub parameters: Vec<String>,
    pub error_message: Option<String>,
    pub node_id: String,
}

impl JobRecord {
    /// A job that runs from now on.
    pub fn new(
        job_id: impl Into<String>,
        job_type: impl Into<String>,
        node_id: impl Into<String>,
    ) -> Self {
        Self {
            job_id: job_id.into(),
            job_type: job_type.into(),
            status: JobStatus::Running.as_str().to_string(),
            node_id: node_id.into(),
            ..JobRecord::default()
        }
    }

    /// The job, for one table.
    pub fn with_table(mut self, table_name: impl Into<String>) -> Self {
        self.table_name = Some(table_name.into());
        self
    }

    /// The job, ended well.
    pub fn complete(self, end_time: i64) -> JobRecord {
        let status = JobStatus::Completed.as_str().to_string();
        JobRecord { status, end_time: Some(end_time), ..self }
    }

    /// The job, ended with an error.
    pub fn fail(self, message: impl Into<String>, end_time: i64) -> JobRecord {
        JobRecord {
            status: JobStatus::Failed.as_str().to_string(),
            error_message: Some(message.into()),
            end_time: Some(end_time),
            ..self
        }
    }

    /// Whether it has not ended.
    pub fn is_running(&self) -> bool {
        self.end_time.is_none()
    }
}

impl fmt::Display for JobRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.job_id, self.job_type, self.status)
    }
}

/// The table.
#[derive(Debug, Default)]
pub struct JobsTableProvider {
    rows: BTreeMap<String, JobRecord>,
}

impl JobsTableProvider {
    /// Adds a job.
    ///
    /// # Errors
    /// A job of that key is there.
    pub fn insert_job(&mut self, job: JobRecord) -> Result<(), KalamDbError> {
        if self.rows.contains_key(&job.job_id) {
            return Err(KalamDbError::Job(format!("JobRecord {} is there", job.job_id)));
        }
        self.rows.insert(job.job_id.clone(), job);
        Ok(())
    }

    /// Writes over a job.
    pub fn update_job(&mut self, job: JobRecord) {
        self.rows.insert(job.job_id.clone(), job);
    }

    /// A job by key.
    pub fn get_job(&self, job_id: &str) -> Result<Option<JobRecord>, KalamDbError> {
        Ok(self.rows.get(job_id).cloned())
    }

    /// The jobs for which something holds.
    pub fn list_jobs(&self, keep: impl Fn(&JobRecord) -> bool) -> Vec<JobRecord> {
        self.rows.values().filter(|job| keep(job)).cloned().collect::<Vec<JobRecord>>()
    }

    /// Drops the jobs for which something holds.
    pub fn remove_jobs(&mut self, drop: &dyn Fn(&JobRecord) -> bool) -> usize {
        let before = self.rows.len();
        self.rows.retain(|_, job| !drop(job));
        before - self.rows.len()
    }

    fn row(job: &JobRecord) -> Row {
        let JobRecord {
            job_id,
            job_type,
            table_name,
            status,
            start_time,
            end_time,
            parameters,
            error_message,
            node_id,
        } = job;
        Row::new()
            .with("job_id", job_id)
            .with("job_type", job_type)
            .with("table_name", table_name.as_deref().unwrap_or_default())
            .with("status", status)
            .with("start_time", start_time)
            .with("end_time", end_time.unwrap_or_default())
            .with("parameters", parameters.join(","))
            .with("error_message", error_message.as_deref().unwrap_or_default())
            .with("node_id", node_id)
    }
}

impl TableProvider for JobsTableProvider {
    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn name(&self) -> &str {
        "jobs"
    }

    fn scan(&self) -> Vec<Row> {
        self.rows.values().map(Self::row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_there_once() {
        let mut jobs = JobsTableProvider::default();
        assert_eq!(jobs.insert_job(JobRecord::new("j1", "flush", "n1")), Ok(()));
        let again = jobs.insert_job(JobRecord::new("j1", "flush", "n1"));
        assert_eq!(again, Err(KalamDbError::Job("JobRecord j1 is there".to_string())));
    }

    #[test]
    fn rows_have_every_column() {
        let mut jobs = JobsTableProvider::default();
        jobs.update_job(JobRecord::new("j1", "flush", "n1").complete(5));
        let rows = jobs.scan();
        assert_eq!(rows[0].get("status"), Some("completed"));
        assert_eq!(rows[0].get("end_time"), Some("5"));
        assert_eq!(jobs.table_type(), TableType::Base);
    }
}
