//! What there is: namespaces and tables, in memory.

pub mod namespace;
pub mod table_entry;

pub use namespace::{NamespaceCatalogEntry, NamespaceOptions};
pub use table_entry::TableEntry;
