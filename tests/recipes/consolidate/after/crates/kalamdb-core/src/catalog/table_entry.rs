//! Tables with what the catalog knows about them.

use kalamdb_commons::{SystemTable, TableType};
use kalamdb_sql::models::TableSchema;

/// A table of the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableEntry {
    /// The row of `system.tables`.
    pub row: kalamdb_commons::system::SystemTable,
    /// The newest columns.
    pub schema: TableSchema,
    /// Set for the system's own.
    pub system: Option<SystemTable>,
}

impl TableEntry {
    /// The entry of a row.
    pub fn new(row: kalamdb_commons::system::SystemTable) -> Self {
        let schema = TableSchema::first(&row);
        Self { row, schema, system: None }
    }

    /// The entry of one of the system's own.
    pub fn system(table: SystemTable) -> Self {
        let row = kalamdb_commons::system::SystemTable { table_type: "system".to_string(), ..kalamdb_commons::system::SystemTable::new("system", table.table_name()) };
        Self { system: Some(table), ..Self::new(row) }
    }

    /// What kind of table it is.
    pub fn kind(&self) -> TableType {
        match (self.system, self.row.table_type.as_str()) {
            (Some(SystemTable::Jobs | SystemTable::Users), _) | (_, "system") => TableType::System,
            (_, "user") => TableType::User,
            _ => TableType::Shared,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_shared() {
        assert_eq!(TableEntry::new(kalamdb_commons::system::SystemTable::new("app", "t")).kind(), TableType::Shared);
        assert_eq!(TableEntry::system(SystemTable::Jobs).row.table_name, "jobs");
    }
}
