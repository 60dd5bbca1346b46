//! Carries statements out.

use std::collections::HashMap;

use kalamdb_commons::system::{self, Job, Job as SqlJob, Namespace as SqlNamespace, SystemColumn};
use kalamdb_commons::NamespaceId;
use kalamdb_sql::models::TableSchema;
use kalamdb_sql::{SqlAdapter, Statement};

use crate::catalog::namespace::{NamespaceCatalogEntry, NamespaceOptions};
use crate::error::KalamDbError;
use crate::tables::system::{
    // the providers that statements read
    JobsTableProvider, // system.jobs
    LiveQueriesTableProvider,
    /* written through the adapter */
    UsersTableProvider,
};

/// What every statement about jobs shows.
const FIRST_COLUMN: SystemColumn = SystemColumn::required("job_id");

/// What a statement gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Rows of `system.jobs`.
    Job(Vec<Job>),
    /// Namespaces.
    Namespace(Vec<NamespaceCatalogEntry>),
    /// So many rows of something else.
    Table(usize),
}

/// A short form of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobSummary {
    /// `id: status`
    pub line: String,
}

impl From<&Job> for JobSummary {
    fn from(job: &Job) -> Self {
        Self { line: format!("{}: {}", job.job_id, job.status) }
    }
}

/// Carries statements out.
#[derive(Default)]
pub struct SqlExecutor {
    sql: SqlAdapter,
    jobs: JobsTableProvider,
    live: LiveQueriesTableProvider,
    users: UsersTableProvider,
    namespaces: HashMap<NamespaceId, NamespaceCatalogEntry>,
    waiting: Vec<Box<dyn FnOnce(&mut JobsTableProvider) -> Result<kalamdb_commons::system::Job, KalamDbError>>>,
}

impl SqlExecutor {
    /// Carries one out.
    pub fn execute(&mut self, text: &str) -> Result<Outcome, KalamDbError> {
        match kalamdb_sql::parse(text) {
            Some(Statement::Job) => Ok(Outcome::Job(self.jobs.list_jobs(|_| true))),
            Some(Statement::Namespace) => {
                Ok(Outcome::Namespace(self.namespaces.values().cloned().collect()))
            }
            Some(Statement::User) => Ok(Outcome::Table(minifusion::TableProvider::scan(&self.users).len())),
            Some(Statement::Table) => Ok(Outcome::Table(self.schemas().len() + self.live.rows().len())),
            None => Err(KalamDbError::Job(format!("JobRecord has no statement {text}"))),
        }
    }

    /// `CREATE NAMESPACE`
    pub fn create_namespace(&mut self, name: &str) -> &NamespaceCatalogEntry {
        let row: SqlNamespace = self.sql.create_namespace(name).clone();
        let id = NamespaceId::new(row.namespace_id.as_str());
        let options = NamespaceOptions { flush: true };
        self.namespaces.entry(id).or_insert(NamespaceCatalogEntry { options, ..NamespaceCatalogEntry::from_row(&row) })
    }

    /// `FLUSH TABLE`
    pub fn flush(&mut self, table: &str) -> Result<JobSummary, KalamDbError> {
        let job = kalamdb_commons::system::Job::new(table, "flush", "n1");
        self.waiting.push(Box::new(move |jobs| {
            let done = job.complete(1);
            jobs.update_job(done.clone());
            Ok(done)
        }));
        self.run_waiting().map(|job| JobSummary::from(&job))
    }

    fn run_waiting(&mut self) -> Result<Job, KalamDbError> {
        use kalamdb_commons::system::Job;

        let mut last: Option<Job> = None;
        for work in std::mem::take(&mut self.waiting) {
            let record = work(&mut self.jobs)?;
            self.sql.upsert_job(Job { end_time: record.end_time, ..Job::new(&record.job_id, "flush", "n1") });
            last = Some(record);
        }
        last.ok_or_else(|| KalamDbError::Job("no JobRecord".to_string()))
    }

    /// The rows of the SQL layer.
    pub fn sql_jobs(&self) -> &[SqlJob] {
        self.sql.scan_jobs()
    }

    /// What clients select to see jobs.
    pub fn first_column() -> String {
        format!("{}.jobs.{}", system::SYSTEM_SCHEMA, FIRST_COLUMN.name)
    }

    fn schemas(&self) -> &[TableSchema] {
        self.sql.schemas()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flush_is_a_job() {
        let mut executor = SqlExecutor::default();
        assert_eq!(executor.flush("t"), Ok(JobSummary { line: "t: completed".to_string() }));
        let Ok(Outcome::Job(jobs)) = executor.execute("SELECT * FROM jobs") else {
            panic!("no JobRecord");
        };
        assert_eq!(jobs, vec![Job::new("t", "flush", "n1").complete(1)]);
        assert_eq!(format!("{}", Job::new("t", "flush", "n1")), "t (flush): running");
        assert!(executor.sql_jobs().iter().all(|job: &SqlJob| !job.is_running()));
    }

    #[test]
    fn a_namespace_is_created() {
        let mut executor = SqlExecutor::default();
        let namespace: NamespaceCatalogEntry = executor.create_namespace("App").clone();
        assert_eq!(executor.execute("SELECT * FROM namespaces"), Ok(Outcome::Namespace(vec![namespace])));
    }
}
