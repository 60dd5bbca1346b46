//! `system.jobs`

use std::fmt;

/// One row of `system.jobs`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Job {
    /// Key of the row.
    pub job_id: String,
    /// What it does: `flush`, `retention`.
    pub job_type: String,
    /// The table it works on.
    pub table_name: Option<String>,
    /// `running`, `completed`, `failed`.
    pub status: String,
    /// Milliseconds since the epoch.
    pub start_time: i64,
    /// Milliseconds since the epoch.
    pub end_time: Option<i64>,
    /// Arguments, as text.
    pub parameters: Vec<String>,
    /// Why it failed.
    pub error_message: Option<String>,
    /// Where it runs.
    pub node_id: String,
}

impl Job {
    /// A job that runs from now on.
    pub fn new(
        job_id: impl Into<String>,
        job_type: impl Into<String>,
        node_id: impl Into<String>,
    ) -> Self {
        Self {
            job_id: job_id.into(),
            job_type: job_type.into(),
            status: "running".to_string(),
            node_id: node_id.into(),
            ..Self::default()
        }
    }

    /// The job, for one table.
    pub fn with_table(mut self, table_name: impl Into<String>) -> Self {
        self.table_name = Some(table_name.into());
        self
    }

    /// The job, ended well.
    pub fn complete(mut self, end_time: i64) -> Self {
        self.status = "completed".to_string();
        self.end_time = Some(end_time);
        self
    }

    /// The job, ended with an error.
    pub fn fail(mut self, message: impl Into<String>, end_time: i64) -> Self {
        self.status = "failed".to_string();
        self.error_message = Some(message.into());
        self.end_time = Some(end_time);
        self
    }

    /// Whether it has not ended.
    pub fn is_running(&self) -> bool {
        self.end_time.is_none()
    }
}

impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.job_id, self.job_type, self.status)
    }
}
