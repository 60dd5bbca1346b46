//! What the tests share.
#![allow(dead_code)]

use kalamdb_core::tables::system::JobRecord;
use kalamdb_core::tables::system::JobsTableProvider;
use kalamdb_sql::models::User;

pub fn ada() -> User {
    User { email: Some("ada@example.org".to_string()), ..User::new("u1", "Ada") }
}

pub fn table_of(jobs: impl IntoIterator<Item = JobRecord>) -> JobsTableProvider {
    let mut table = JobsTableProvider::default();
    for job in jobs {
        table.update_job(job);
    }
    table
}

pub fn job(id: &str) -> JobRecord {
    JobRecord::new(id, "flush", "n1")
}
