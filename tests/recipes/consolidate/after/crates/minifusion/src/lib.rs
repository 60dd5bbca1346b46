//! A query engine in which every table is a vector of rows.

use std::collections::BTreeMap;

/// What a table is to the engine. It has nothing to do with the kinds of
/// tables that the database knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableType {
    /// Rows that lie somewhere.
    Base,
    /// Rows that a query makes.
    View,
    /// Rows of one session.
    Temporary,
}

/// A row: column to text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    columns: BTreeMap<String, String>,
}

impl Row {
    /// A row without columns.
    pub fn new() -> Self {
        Self::default()
    }

    /// The row with one more column.
    pub fn with(mut self, column: &str, value: impl ToString) -> Self {
        self.columns.insert(column.to_string(), value.to_string());
        self
    }

    /// A column.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.columns.get(column).map(String::as_str)
    }
}

/// A table that the engine can read.
pub trait TableProvider {
    /// What it is to the engine.
    fn table_type(&self) -> TableType {
        TableType::Base
    }

    /// Its name.
    fn name(&self) -> &str;

    /// All its rows.
    fn scan(&self) -> Vec<Row>;
}
