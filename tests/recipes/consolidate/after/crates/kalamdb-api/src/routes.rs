//! Which path goes where.

use kalamdb_commons::system::Job;
use kalamdb_sql::*;

use crate::handlers::{jobs, users};

/// What a path is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// `/jobs`
    Job,
    /// `/users`
    User,
}

/// Answers paths.
#[derive(Debug, Default)]
pub struct Router {
    sql: SqlAdapter,
}

impl Router {
    /// The answer, or nothing.
    pub fn answer(&self, path: &str) -> Option<String> {
        match self.route(path)? {
            Route::Job => Some(jobs::list(&self.sql)),
            Route::User => Some(users::show(self.sql.get_user("u0"))),
        }
    }

    /// Adds a job.
    pub fn post_job(&mut self, job: Job) -> Option<Statement> {
        let text = format!("SELECT * FROM {}", if job.is_running() { "jobs" } else { "tables" });
        self.sql.upsert_job(job);
        parse(&text)
    }

    fn route(&self, path: &str) -> Option<Route> {
        match path {
            "/jobs" => Some(Route::Job),
            "/users" => Some(Route::User),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_answered() {
        let mut router = Router::default();
        assert_eq!(router.post_job(Job::new("j1", "flush", "n1")), Some(Statement::Job));
        assert_eq!(router.answer("/jobs").as_deref(), Some("j1"));
        assert_eq!(router.answer("/tables"), None);
    }
}
