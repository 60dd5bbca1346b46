//! Rows by key, in memory.

pub mod kv;

pub use kv::{KeyValueStore, StoreError};

/// What the store has for one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Bytes of a table.
    Table(Vec<u8>),
    /// Bytes of a user.
    User(Vec<u8>),
    /// Bytes of a job.
    Job(Vec<u8>),
}
