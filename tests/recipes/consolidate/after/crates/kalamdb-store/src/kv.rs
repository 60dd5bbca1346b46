//! The store itself.

use std::collections::BTreeMap;

use kalamdb_commons::system::Job;
use serde_lite::Encode;

/// Why the store could not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// No row has the key.
    Missing(String),
}

/// Lines by key.
#[derive(Debug, Default)]
pub struct KeyValueStore {
    lines: BTreeMap<String, String>,
}

impl KeyValueStore {
    /// Writes a line.
    pub fn put(&mut self, key: &str, value: &impl Encode) {
        self.lines.insert(key.to_string(), value.encode());
    }

    /// Writes a job under its own key.
    pub fn put_job(&mut self, job: &Job) {
        self.put(&job.job_id, job);
    }

    /// Reads a line.
    pub fn get(&self, key: &str) -> Result<&str, StoreError> {
        self.lines.get(key).map(String::as_str).ok_or_else(|| StoreError::Missing(key.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_found_again() {
        let mut store = KeyValueStore::default();
        store.put_job(&Job::new("j1", "flush", "n1"));
        assert!(store.get("j1").is_ok());
        assert_eq!(store.get("j2"), Err(StoreError::Missing("j2".to_string())));
    }
}
