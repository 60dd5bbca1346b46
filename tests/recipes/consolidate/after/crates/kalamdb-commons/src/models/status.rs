//! How far a job is.

/// Status of a row of `system.jobs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobStatus {
    /// It runs.
    Running,
    /// It ended well.
    Completed,
    /// It ended with an error.
    Failed,
}

impl JobStatus {
    /// As the table has it.
    pub fn as_str(self) -> &'static str {
        match self {
            JobStatus::Running => "running",
            JobStatus::Completed => "completed",
            JobStatus::Failed => "failed",
        }
    }
}
