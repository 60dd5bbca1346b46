//! `system.namespaces`

/// One row of `system.namespaces`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namespace {
    /// Key of the row.
    pub namespace_id: String,
    /// What people see.
    pub name: String,
    /// How many tables stand in it.
    pub table_count: u32,
}

impl Namespace {
    /// An empty namespace.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self { namespace_id: name.to_lowercase(), name, table_count: 0 }
    }
}
