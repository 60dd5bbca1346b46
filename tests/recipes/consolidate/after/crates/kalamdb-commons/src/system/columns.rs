//! What the providers of system tables agree on.

/// The schema in which the system tables stand.
pub const SYSTEM_SCHEMA: &str = "system";

/// One column of a system table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SystemColumn {
    /// Its name.
    pub name: &'static str,
    /// Whether it may be empty.
    pub nullable: bool,
}

impl SystemColumn {
    /// A column that is never empty.
    pub const fn required(name: &'static str) -> Self {
        Self { name, nullable: false }
    }

    /// A column that may be empty.
    pub const fn nullable(name: &'static str) -> Self {
        Self { name, nullable: true }
    }
}
