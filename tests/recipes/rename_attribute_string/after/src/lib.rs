//! What is stored, and how.

use serde::{Deserialize, Serialize};

pub const JOB_LIMIT: usize = 4;

#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Task(String);

#[cfg_attr(all(), doc = "What a [Task] and a [`Self`] Job is.")]
pub trait Kept {}

pub mod text_form {
    pub fn serialize() {}
    pub fn deserialize() {}
}

#[derive(Serialize, Deserialize)]
#[serde(try_from = "Vec<Task>", into = r#"Vec<Task>"#, rename = "Job", bound = "T: Kept")]
#[cfg_attr(feature = "as_text", serde(bound(serialize = "T: crate::Kept, Vec<T>: Clone, \
                                                         Task: Clone")))]
pub struct Queue<T> {
    #[serde(with = "text_form", rename = "as_text", skip_serializing_if = "Task::is_idle")]
    pub first: Task,
    #[serde(serialize_with = "self::text_form::serialize", default = "Task::idle", alias = "Job")]
    pub second: Task,
    #[serde(with = "other::as_text")]
    pub third: T,
}

impl Task {
    pub fn is_idle(&self) -> bool {
        self.0.is_empty()
    }
    pub fn idle() -> Task {
        Task(String::new())
    }
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("more than {JOB_LIMIT} jobs, {{MAX_JOBS}}: {0}", JOB_LIMIT + 1)]
    Full,
    #[error("Job {0} of {JOB_LIMIT}", .0.as_text(JOB_LIMIT))]
    Failed(u8),
    #[error("Job is of {Stored:?}")]
    Gone { Stored: u8 },
}

#[derive(Deserialize)]
#[serde(remote = "Job")]
pub struct Hidden<Job>(#[serde(getter = "Job::get", from = "crate::Task")] Job);

pub mod other {
    #[table(name = "Job", from = "Job", model = "crate::Job")]
    pub struct Job;
    #[serde(from = "Job", into = "super::Task", try_from = "super::\u{4a}ob")]
    pub struct Of(Job);
    pub mod as_text {}
}
