//! What a job does. The trait has the name of a model.

use super::{JobExecutor, JobStatus};
use crate::error::KalamDbError;

/// Something to run in the background.
pub trait Job {
    /// What `system.jobs` says about it.
    fn record(&self) -> kalamdb_commons::system::Job;

    /// Does it.
    fn run(&self) -> Result<(), String>;
}

/// Runs one after the other.
pub fn run_all(
    executor: &mut JobExecutor,
    jobs: &[Box<dyn Job>],
) -> Result<Vec<JobStatus>, KalamDbError> {
    let run_one = |job: &Box<dyn Job>| executor.run(job.record(), |_: &kalamdb_commons::system::Job| job.run());
    jobs.iter().map(run_one).collect()
}

/// Nothing, successfully.
pub struct Nothing;

impl Job for Nothing {
    fn record(&self) -> kalamdb_commons::system::Job {
        job_of_this_node!("nothing", "noop")
    }

    fn run(&self) -> Result<(), String> {
        Ok(())
    }
}
