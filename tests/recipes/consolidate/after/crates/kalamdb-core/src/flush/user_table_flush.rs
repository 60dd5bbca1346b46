//! Flush of a table with one copy for each user.

use kalamdb_commons::UserId;
use kalamdb_commons::system::Job;

/// The jobs of a flush, one for each user.
pub fn start(table: &str, users: &[UserId]) -> Vec<Job> {
    // A JobRecord for each user, not one for all.
    let job = |user: &UserId| -> Job {
        Job::new(format!("user-{table}-{user}"), "flush", "n1")
    };
    users.iter().map(job).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_for_each() {
        let jobs: Vec<Job> = start("t", &[UserId::new("a"), UserId::new("b")]);
        assert_eq!(jobs.len(), 2);
        assert_eq!(count_matching!(jobs, Job { end_time: None, .. }), 2);
    }
}
