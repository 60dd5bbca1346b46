//! Reading and writing the system tables with SQL.
//!
//! `Job`, `User` and the other models come from [`models`]; each of them can
//! also be named at the root of the crate, as in `kalamdb_sql::Job`.

pub mod adapter;
pub mod models;
pub mod page;
pub mod parser;

pub use adapter::SqlAdapter;
pub use kalamdb_commons::system::{Job, LiveQuery, Namespace, SystemTable as Table, User};
pub use models::*;
pub use parser::{parse, Statement};

/// The version that the adapter speaks.
pub const VERSION: &str = "1";

#[cfg(test)]
mod tests {
    use super::*;
    use kalamdb_commons::system::Job;

    #[test]
    fn a_job_is_running_at_first() {
        let job: Job = Job::new("j1", "flush", "n1");
        assert!(job.is_running(), "Job {job} does not run");
        assert_eq!(Job::new("j1", "flush", "n1"), job);
    }

    #[test]
    fn statements_name_kinds_and_not_models() {
        assert_eq!(parse("SELECT * FROM jobs"), Some(Statement::Job));
        assert_eq!(parse("SELECT * FROM users"), Some(Statement::User));
        assert_ne!(parse("SELECT * FROM tables"), Some(Statement::Namespace));
    }
}
