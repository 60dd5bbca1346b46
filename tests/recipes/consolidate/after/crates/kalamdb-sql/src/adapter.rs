//! The system tables behind an interface of Rust functions.

use std::collections::BTreeMap;

use kalamdb_commons::system::{Job, Namespace, SystemColumn, SystemTable, User, SYSTEM_SCHEMA};
use kalamdb_commons::TableType;

use crate::models::*;

/// Columns of `system.users`.
pub const USER_COLUMNS: [SystemColumn; 2] =
    [SystemColumn::required("user_id"), SystemColumn::nullable("email")];

/// All rows of all system tables.
#[derive(Debug, Default)]
pub struct SqlAdapter {
    users: BTreeMap<String, User>,
    namespaces: BTreeMap<String, Namespace>,
    tables: Vec<SystemTable>,
    schemas: Vec<TableSchema>,
    jobs: Vec<Job>,
}

impl SqlAdapter {
    /// Adds a user; the one it displaces, if any.
    pub fn insert_user(&mut self, user: User) -> Option<User> {
        self.users.insert(user.user_id.clone(), user)
    }

    /// A user by key.
    pub fn get_user(&self, user_id: &str) -> Option<&User> {
        self.users.get(user_id)
    }

    /// Adds a namespace.
    pub fn create_namespace(&mut self, name: &str) -> &Namespace {
        let namespace = Namespace::new(name);
        let key = namespace.namespace_id.clone();
        self.namespaces.entry(key).or_insert(namespace)
    }

    /// Adds a table and the first version of its columns.
    pub fn create_table(&mut self, namespace: &str, name: &str, kind: TableType) -> SystemTable {
        let table_type = match kind {
            TableType::User => "user",
            TableType::Shared => "shared",
            TableType::System => SYSTEM_SCHEMA,
        };
        let table = SystemTable { table_type: table_type.to_string(), ..SystemTable::new(namespace, name) };
        self.schemas.push(TableSchema::first(&table));
        self.tables.push(table.clone());
        table
    }

    /// Tables of a namespace.
    pub fn scan_tables(&self, namespace: &str) -> Vec<&SystemTable> {
        self.tables.iter().filter(|table| table.namespace == namespace).collect::<Vec<&SystemTable>>()
    }

    /// Adds a job, or writes over the one of the same key.
    pub fn upsert_job(&mut self, job: Job) {
        let Job { job_id, .. } = &job;
        self.jobs.retain(|it| it.job_id != *job_id);
        self.jobs.push(job);
    }

    /// All jobs.
    pub fn scan_jobs(&self) -> &[Job] {
        &self.jobs
    }

    /// All versions of all columns.
    pub fn schemas(&self) -> &[TableSchema] {
        &self.schemas
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_schema() {
        let mut sql = SqlAdapter::default();
        let table: SystemTable = sql.create_table("app", "messages", TableType::User);
        assert_eq!(table, SystemTable { table_type: "user".to_string(), ..SystemTable::new("app", "messages") });
        assert_eq!(sql.schemas()[0].to_string(), "Table app:messages v1");
        assert_eq!(sql.scan_tables("app"), vec![&table]);
    }

    #[test]
    fn a_job_is_written_over() {
        let mut sql = SqlAdapter::default();
        sql.upsert_job(Job::new("j1", "flush", "n1"));
        sql.upsert_job(Job { end_time: Some(1), ..Job::new("j1", "flush", "n1") });
        assert!(matches!(sql.scan_jobs(), [Job { end_time: Some(1), .. }]));
    }
}
