//! Results of queries, by key.

use std::collections::HashMap;

use kalamdb_sql::TableSchema;
use kalamdb_commons::system::SystemTable;

/// What a cached result is about. No variant is a model.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum QueryCacheKey {
    /// All users.
    User,
    /// One table, by key.
    Table(String),
    /// One namespace, by name.
    Namespace(String),
    /// All jobs.
    Job,
}

/// A result.
#[derive(Debug, Clone)]
pub enum Cached {
    /// A row of `system.tables`.
    Table(SystemTable),
    /// Its columns.
    Schema(TableSchema),
}

/// The cache.
#[derive(Debug, Default)]
pub struct QueryCache {
    entries: HashMap<QueryCacheKey, Cached>,
}

impl QueryCache {
    /// Remembers a table.
    pub fn put_table(&mut self, table: SystemTable) {
        let key = QueryCacheKey::Table(table.table_id.clone());
        self.entries.insert(key, Cached::Table(table));
    }

    /// A table, if it is remembered.
    pub fn table(&self, table_id: &str) -> Option<&SystemTable> {
        match self.entries.get(&QueryCacheKey::Table(table_id.to_string()))? {
            Cached::Table(table) => Some(table),
            Cached::Schema(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_remembered() {
        let mut cache = QueryCache::default();
        cache.put_table(SystemTable::new("app", "messages"));
        assert_eq!(cache.table("app:messages"), Some(&SystemTable::new("app", "messages")));
        assert!(cache.entries.get(&QueryCacheKey::Job).is_none());
    }
}
