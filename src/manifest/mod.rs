//! `Cargo.toml`: which dependencies a package has, and how one is added,
//! changed, removed or renamed. The only user of `toml_edit` documents.
//!
//! `toml_edit` parses and says which bytes are what; edits are made in those
//! bytes, never by printing a document.
//!
//! Invariant: text in, text out; nothing here reads or writes a file.

pub mod edit;
mod error;
pub mod judge;
pub mod lock;
pub mod read;
pub mod rename;

mod array;
mod merge;
mod outline;
mod place;
mod remove;
mod style;
mod table;
mod value;

#[cfg(test)]
mod tests;

use camino::Utf8PathBuf;
use smol_str::SmolStr;

pub use error::ManifestError;
pub use table::Table;

/// Which table of a manifest a dependency stands in.
/// <https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DependencyKind {
    /// `[dependencies]`
    Normal,
    /// `[dev-dependencies]`
    Dev,
    /// `[build-dependencies]`
    Build,
}

/// One dependency of a package, inheritance from the workspace resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The name code uses for the crate unless the library names itself
    /// otherwise: the key of the table with `-` as `_`.
    pub code_name: SmolStr,
    /// The key of the table, as it is spelled.
    pub key: SmolStr,
    /// The package's name in its own manifest.
    pub package: SmolStr,
    /// The table it stands in.
    pub kind: DependencyKind,
    /// `path`, relative to the manifest that says it, made relative to the
    /// workspace root and normalized.
    pub path: Option<Utf8PathBuf>,
    /// Of one without a `path`: the folder of the member that `[patch]` of the root
    /// manifest puts in its place, relative to the workspace root.
    pub patched: Option<Utf8PathBuf>,
    /// Whether `optional = true`.
    pub optional: bool,
    /// The `cfg` or triple of a `[target.….dependencies]` table.
    pub target: Option<SmolStr>,
}
