//! The provider as it was before the rewrite. No `mod` item names this file.

use super::JobRecord;

pub struct OldJobsProvider {
    rows: Vec<JobRecord>,
}

impl OldJobsProvider {
    pub fn first(&self) -> Option<&JobRecord> {
        self.rows.first()
    }
}
