//! Old jobs go.

use super::executor::JobExecutor;

/// How long jobs stay.
#[derive(Debug, Clone, Copy)]
pub struct RetentionPolicy {
    /// Milliseconds after their end.
    pub keep_ms: i64,
}

impl RetentionPolicy {
    /// Drops what is too old; how many.
    pub fn enforce(self, executor: &mut JobExecutor, now: i64) -> usize {
        executor
            .table_mut()
            .remove_jobs(&|job| job.end_time.is_some_and(|end| now - end > self.keep_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kalamdb_commons::system::Job;

    fn ended(id: &str, end: i64) -> Job {
        Job::new(id, "flush", "n1").complete(end)
    }

    #[test]
    fn old_jobs_go() {
        let mut executor = JobExecutor::default();
        for job in vec![ended("j1", 1), ended("j2", 100), Job::new("j3", "flush", "n1")] {
            executor.table_mut().update_job(job);
        }
        assert_eq!(RetentionPolicy { keep_ms: 50 }.enforce(&mut executor, 120), 1);
        assert!(executor.job("j2").is_some(), "JobRecord j2 went");
    }
}
