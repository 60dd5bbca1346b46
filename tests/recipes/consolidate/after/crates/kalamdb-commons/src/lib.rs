//! Types that every crate of the database shares.
//!
//! The models of the system tables stand in [`system`]: `Job`, `LiveQuery`,
//! `User`, `Namespace` and `SystemTable`. The *enum* [`SystemTable`] at the
//! root of the crate only names the tables.

pub mod ids;
pub mod models;
pub mod system;

pub use ids::{NamespaceId, UserId};
pub use models::*;
