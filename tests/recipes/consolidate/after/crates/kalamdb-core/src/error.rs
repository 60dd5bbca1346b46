//! What can go wrong.

use std::fmt;

use kalamdb_store::StoreError;

/// Any error of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KalamDbError {
    /// A job could not.
    Job(String),
    /// The store could not.
    Storage(StoreError),
    /// A namespace is not there.
    Namespace(String),
    /// A user may not.
    User { name: String },
}

impl fmt::Display for KalamDbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KalamDbError::Job(message) => write!(f, "Job failed: {message}"),
            KalamDbError::Storage(StoreError::Missing(key)) => write!(f, "no row {key}"),
            KalamDbError::Namespace(name) => write!(f, "Namespace {name} is not there"),
            Self::User { name } => write!(f, "User {name} may not"),
        }
    }
}

impl std::error::Error for KalamDbError {}

impl From<StoreError> for KalamDbError {
    fn from(error: StoreError) -> Self {
        Self::Storage(error)
    }
}
