//! Queries that stay.

pub mod manager;
pub mod registry;

pub use manager::LiveQueryManager;
pub use registry::{LiveQuery, UserId};
