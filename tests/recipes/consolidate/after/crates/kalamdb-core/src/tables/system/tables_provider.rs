//! `system.tables`

use kalamdb_commons::system::SystemTable;
use minifusion::{Row, TableProvider, TableType};

/// The table of tables.
#[derive(Debug, Default)]
pub struct TablesTableProvider {
    rows: Vec<SystemTable>,
}

impl TablesTableProvider {
    /// Adds a table.
    pub fn insert(&mut self, table: SystemTable) {
        self.rows.push(table);
    }
}

impl TableProvider for TablesTableProvider {
    fn table_type(&self) -> TableType {
        TableType::View
    }

    fn name(&self) -> &str {
        "tables"
    }

    fn scan(&self) -> Vec<Row> {
        self.rows.iter().map(|SystemTable { table_id, .. }| Row::new().with("table_id", table_id)).collect()
    }
}
