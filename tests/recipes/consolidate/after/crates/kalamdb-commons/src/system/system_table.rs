//! `system.tables`

/// One row of `system.tables`. The enum of the same name at the root of the
/// crate is something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemTable {
    /// Key of the row.
    pub table_id: String,
    /// Where it stands.
    pub namespace: String,
    /// What people see.
    pub table_name: String,
    /// `user`, `shared`, `system`.
    pub table_type: String,
}

impl SystemTable {
    /// A shared table.
    pub fn new(namespace: impl Into<String>, table_name: impl Into<String>) -> Self {
        let (namespace, table_name) = (namespace.into(), table_name.into());
        Self {
            table_id: format!("{namespace}:{table_name}"),
            namespace,
            table_name,
            table_type: "shared".to_string(),
        }
    }
}
