//! How long a scan takes, roughly.

use std::time::Instant;

use kalamdb_core::tables::system::JobsTableProvider;

fn main() {
    let mut jobs = JobsTableProvider::default();
    for id in 0..1000 {
        jobs.update_job(kalamdb_commons::system::Job::new(format!("j{id}"), "flush", "n1"));
    }
    let start = Instant::now();
    let running = jobs.list_jobs(|job: &kalamdb_commons::system::Job| job.is_running());
    println!("{} of type JobRecord in {:?}", running.len(), start.elapsed());
}
