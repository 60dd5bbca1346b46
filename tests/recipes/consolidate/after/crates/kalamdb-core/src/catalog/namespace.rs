//! Namespaces with what the catalog knows about them.

use kalamdb_commons::NamespaceId;
use kalamdb_commons::system::Namespace as SqlNamespace;

/// How a namespace treats its tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamespaceOptions {
    /// Whether tables are flushed.
    pub flush: bool,
}

/// A namespace of the catalog. The row of `system.namespaces` is another
/// Namespace.
#[cfg(not(feature = "metrics"))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamespaceCatalogEntry {
    /// Its id.
    pub id: NamespaceId,
    /// How it treats its tables.
    pub options: NamespaceOptions,
}

/// A namespace of the catalog, for a build that counts.
#[cfg(feature = "metrics")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct MetricsOnly;

#[cfg(feature = "metrics")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamespaceCatalogEntry {
    pub id: NamespaceId,
    pub options: NamespaceOptions,
}

impl NamespaceCatalogEntry {
    /// The namespace of a row of `system.namespaces`.
    pub fn from_row(row: &SqlNamespace) -> NamespaceCatalogEntry {
        let id = NamespaceId::new(row.namespace_id.as_str());
        NamespaceCatalogEntry { id, options: NamespaceOptions::default() }
    }

    /// The row of `system.namespaces`.
    pub fn to_row(&self) -> SqlNamespace {
        SqlNamespace::new(self.id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let row = SqlNamespace::new("app");
        assert_eq!(NamespaceCatalogEntry::from_row(&row).to_row(), row);
    }
}
