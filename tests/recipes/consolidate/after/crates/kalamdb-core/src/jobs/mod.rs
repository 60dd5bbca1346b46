//! Work in the background.

pub mod executor;
pub mod retention;
pub mod runner;

pub use executor::{JobExecutor, JobStatus};
pub use retention::RetentionPolicy;

pub use kalamdb_commons::system::Job;
