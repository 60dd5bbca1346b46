//! `system.jobs`: a row is a `JobRecord`.

use std::collections::BTreeMap;

use kalamdb_commons::system::Job;
use minifusion::{Row, TableProvider, TableType};

use crate::error::KalamDbError;

/// The table.
#[derive(Debug, Default)]
pub struct JobsTableProvider {
    rows: BTreeMap<String, Job>,
}

impl JobsTableProvider {
    /// Adds a job.
    ///
    /// # Errors
    /// A job of that key is there.
    pub fn insert_job(&mut self, job: Job) -> Result<(), KalamDbError> {
        if self.rows.contains_key(&job.job_id) {
            return Err(KalamDbError::Job(format!("JobRecord {} is there", job.job_id)));
        }
        self.rows.insert(job.job_id.clone(), job);
        Ok(())
    }

    /// Writes over a job.
    pub fn update_job(&mut self, job: Job) {
        self.rows.insert(job.job_id.clone(), job);
    }

    /// A job by key.
    pub fn get_job(&self, job_id: &str) -> Result<Option<Job>, KalamDbError> {
        Ok(self.rows.get(job_id).cloned())
    }

    /// The jobs for which something holds.
    pub fn list_jobs(&self, keep: impl Fn(&Job) -> bool) -> Vec<Job> {
        self.rows.values().filter(|job| keep(job)).cloned().collect::<Vec<Job>>()
    }

    /// Drops the jobs for which something holds.
    pub fn remove_jobs(&mut self, drop: &dyn Fn(&Job) -> bool) -> usize {
        let before = self.rows.len();
        self.rows.retain(|_, job| !drop(job));
        before - self.rows.len()
    }

    fn row(job: &Job) -> Row {
        let Job {
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
        assert_eq!(jobs.insert_job(Job::new("j1", "flush", "n1")), Ok(()));
        let again = jobs.insert_job(Job::new("j1", "flush", "n1"));
        assert_eq!(again, Err(KalamDbError::Job("JobRecord j1 is there".to_string())));
    }

    #[test]
    fn rows_have_every_column() {
        let mut jobs = JobsTableProvider::default();
        jobs.update_job(Job::new("j1", "flush", "n1").complete(5));
        let rows = jobs.scan();
        assert_eq!(rows[0].get("status"), Some("completed"));
        assert_eq!(rows[0].get("end_time"), Some("5"));
        assert_eq!(jobs.table_type(), TableType::Base);
    }
}
