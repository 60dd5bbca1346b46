//! When jobs run. Laid out by hand; no formatter goes over this file.

use std::collections::HashMap;
use crate::tables::system::jobs_provider::JobsTableProvider;

pub struct Scheduler { queue: HashMap<String, Vec<kalamdb_commons::system::Job>>, pub jobs: JobsTableProvider }

impl Scheduler
{
    pub fn new() -> Self { Self { queue: HashMap::new(), jobs: JobsTableProvider::default() } }

    pub fn enqueue( &mut self, job: kalamdb_commons::system::Job ) {
        self.queue.entry( job.node_id.clone() ).or_default().push( job );
    }

    pub fn start( &mut self, node: &str, now: i64 ) -> usize
    {
        let jobs = self.queue.remove( node ).unwrap_or_default( );
        let count = jobs.len( );
        for job in jobs {
            self.jobs.update_job(
                kalamdb_commons::system::Job { start_time: now,   /* the rest as queued */ ..job }
            );
        }
        count
    }

    pub fn heartbeat(&mut self) { self.enqueue(kalamdb_commons::system::Job::new("beat", "heartbeat", "n1")) }
}

impl Default for Scheduler { fn default() -> Self { Self::new() } }

/// What jobs were called in `JobRecord`'s first version.
pub fn legacy_job_name(id: u32) -> String { format!("Job#{id}") }
