//! The models as text rows.

use serde_lite::Encode;

use super::{Job, LiveQuery};

impl Encode for Job {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("job_id", self.job_id.clone()),
            ("job_type", self.job_type.clone()),
            ("status", self.status.clone()),
        ]
    }
}

impl Encode for LiveQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![("live_id", self.live_id.clone()), ("query", self.query.clone())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_one_line() {
        let job = Job::new("j1", "flush", "n1");
        assert_eq!(job.encode(), "job_id=j1;job_type=flush;status=running");
    }
}
