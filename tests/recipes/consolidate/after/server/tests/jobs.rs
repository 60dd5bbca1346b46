#[path = "common/mod.rs"]
mod common;

use serde_lite::Encode;

struct Line(String);

impl Encode for Line {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![("JobRecord", self.0.clone())]
    }
}

#[test]
fn jobs_are_listed() {
    let table = common::table_of([common::job("j1"), kalamdb_commons::system::Job::default()]);
    assert_eq!(table.list_jobs(|job| job.status == "running").len(), 1);
    assert_eq!(table.list_jobs(kalamdb_commons::system::Job::is_running).len(), 2);
}

#[test]
fn a_line_is_no_record() {
    assert_eq!(Line("j1".to_string()).encode(), "JobRecord=j1");
}
