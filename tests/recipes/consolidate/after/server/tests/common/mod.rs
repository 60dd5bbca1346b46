//! What the tests share.
#![allow(dead_code)]

use kalamdb_commons::system::Job;
use kalamdb_core::tables::system::JobsTableProvider;
use kalamdb_commons::system::User;

pub fn ada() -> User {
    User { email: Some("ada@example.org".to_string()), ..User::new("u1", "Ada") }
}

pub fn table_of(jobs: impl IntoIterator<Item = Job>) -> JobsTableProvider {
    let mut table = JobsTableProvider::default();
    for job in jobs {
        table.update_job(job);
    }
    table
}

pub fn job(id: &str) -> Job {
    Job::new(id, "flush", "n1")
}
