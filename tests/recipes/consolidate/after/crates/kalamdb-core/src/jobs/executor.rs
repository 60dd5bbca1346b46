//! Runs jobs and writes down how they ended.

use std::fmt::Debug;

use crate::error::KalamDbError;
use crate::tables::system::JobsTableProvider;
use kalamdb_commons::system::Job;

/// How a run ended. `kalamdb_commons::JobStatus` is the status of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobStatus {
    /// Well.
    Done,
    /// With an error.
    Broken,
}

/// Runs jobs.
#[derive(Debug, Default)]
pub struct JobExecutor {
    jobs: JobsTableProvider,
    clock: i64,
}

impl JobExecutor {
    /// Runs some work as a job.
    pub fn run<W>(&mut self, job: Job, work: W) -> Result<JobStatus, KalamDbError>
    where
        W: FnOnce(&Job) -> Result<(), String>,
    {
        self.clock += 1;
        self.jobs.insert_job(Job { start_time: self.clock, ..job.clone() })?;
        self.clock += 1;
        let (ended, status) = match work(&job) {
            Ok(()) => (job.complete(self.clock), JobStatus::Done),
            Err(message) => (Job::fail(job, message, self.clock), JobStatus::Broken),
        };
        self.jobs.update_job(ended);
        Ok(status)
    }

    /// The job of a key.
    pub fn job(&self, job_id: &str) -> Option<Job> {
        self.jobs.get_job(job_id).ok().flatten()
    }

    /// All jobs that something holds for, shown.
    pub fn show(&self, keep: impl Fn(&Job) -> bool) -> impl Debug {
        self.jobs.list_jobs(keep)
    }

    /// The table behind it.
    pub fn table_mut(&mut self) -> &mut JobsTableProvider {
        &mut self.jobs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_written_down() {
        let mut executor = JobExecutor::default();
        let status = executor.run(job_of_this_node!("j1"), |_| Err("no disk".to_string()));
        assert_eq!(status, Ok(JobStatus::Broken));
        assert!(matches!(
            executor.job("j1"),
            Some(Job { error_message: Some(message), .. }) if message == "no disk"
        ));
    }

    #[test]
    fn a_job_may_do_nothing() {
        let mut executor = JobExecutor::default();
        let job = Job::new("j2", "noop", "n1").with_table("app.t");
        assert_eq!(executor.run(job, |job: &Job| match job {
            Job { table_name: Some(_), .. } => Ok(()),
            Job { .. } => Err(String::new()),
        }), Ok(JobStatus::Done));
    }
}
