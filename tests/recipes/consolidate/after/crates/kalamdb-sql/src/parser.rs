//! As much SQL as the adapter understands.

use crate::models::TableSchema;
use kalamdb_commons::system::{Namespace, SystemTable};

/// What a statement reads. The variants have the names of models and are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    /// `FROM jobs`
    Job,
    /// `FROM users`
    User,
    /// `FROM namespaces`
    Namespace,
    /// `FROM tables`
    Table,
}

/// The statement, if it is understood.
pub fn parse(sql: &str) -> Option<Statement> {
    let table = sql.split_whitespace().skip_while(|it| *it != "FROM").nth(1)?;
    match table {
        "jobs" => Some(Statement::Job),
        "users" => Some(Statement::User),
        "namespaces" => Some(Statement::Namespace),
        "tables" => Some(Statement::Table),
        _ => None,
    }
}

/// `CREATE TABLE` in the words of the models.
pub fn create_table(namespace: &Namespace, name: &str) -> (SystemTable, TableSchema) {
    let table = SystemTable::new(namespace.name.as_str(), name);
    let schema = TableSchema::first(&table);
    (table, schema)
}

#[cfg(test)]
mod tests {
    use super::{create_table, parse, Statement};
    use kalamdb_commons::system::Namespace;

    #[test]
    fn nothing_is_understood() {
        assert_eq!(parse("DROP TABLE jobs"), None);
        assert_eq!(parse("SELECT * FROM tables"), Some(Statement::Table));
    }

    #[test]
    fn a_table_stands_in_its_namespace() {
        let (table, schema) = create_table(&Namespace::new("app"), "messages");
        assert_eq!(table.table_id, schema.table_id);
    }
}
