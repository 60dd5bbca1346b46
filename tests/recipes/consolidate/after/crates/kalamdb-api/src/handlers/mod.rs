//! One module for each path.

pub mod jobs;
pub mod users;
