// A flow from before the tests had a common module; no test names this file.

use kalamdb_core::tables::system::{JobRecord, LiveQueryRecord};

pub fn flow(job: JobRecord) -> (JobRecord, Option<LiveQueryRecord>) {
    (job, None)
}
