//! What is stored, and how.

use serde::{Deserialize, Serialize};

pub const MAX_JOBS: usize = 4;

#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Job(String);

#[cfg_attr(all(), doc = "What a [Job] and a [`Self`] Job is.")]
pub trait Stored {}

pub mod as_text {
    pub fn serialize() {}
    pub fn deserialize() {}
}

#[derive(Serialize, Deserialize)]
#[serde(try_from = "Vec<Job>", into = r#"Vec<Job>"#, rename = "Job", bound = "T: Stored")]
#[cfg_attr(feature = "as_text", serde(bound(serialize = "T: crate::Stored, Vec<T>: Clone, \
                                                         Job: Clone")))]
pub struct Queue<T> {
    #[serde(with = "as_text", rename = "as_text", skip_serializing_if = "Job::is_idle")]
    pub first: Job,
    #[serde(serialize_with = "self::as_text::serialize", default = "Job::idle", alias = "Job")]
    pub second: Job,
    #[serde(with = "other::as_text")]
    pub third: T,
}

impl Job {
    pub fn is_idle(&self) -> bool {
        self.0.is_empty()
    }
    pub fn idle() -> Job {
        Job(String::new())
    }
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("more than {MAX_JOBS} jobs, {{MAX_JOBS}}: {0}", MAX_JOBS + 1)]
    Full,
    #[error("Job {0} of {MAX_JOBS}", .0.as_text(MAX_JOBS))]
    Failed(u8),
    #[error("Job is of {Stored:?}")]
    Gone { Stored: u8 },
}

#[derive(Deserialize)]
#[serde(remote = "Job")]
pub struct Hidden<Job>(#[serde(getter = "Job::get", from = "crate::Job")] Job);

pub mod other {
    #[table(name = "Job", from = "Job", model = "crate::Job")]
    pub struct Job;
    #[serde(from = "Job", into = "super::Job", try_from = "super::\u{4a}ob")]
    pub struct Of(Job);
    pub mod as_text {}
}
