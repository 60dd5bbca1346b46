//! What a manifest says of its package and of the targets it names itself.
//!
//! Invariant: text in, values out. Only [`super::fixture`] and the overlay need
//! it; for a workspace on disk Cargo is asked.

use camino::Utf8PathBuf;
use smol_str::SmolStr;
use toml_edit::{Document, Item, TableLike};

use super::TargetKind;
use crate::syntax::Edition;

/// `[package]` and the target tables of one manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outline {
    /// `package.name`
    pub name: SmolStr,
    /// `package.edition`, inheritance resolved; 2015 where the manifest is silent.
    pub edition: Edition,
    /// `[lib]`, `[[bin]]` and the like.
    pub targets: Vec<TargetOutline>,
}

/// One target that a manifest names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TargetOutline {
    /// What it is.
    pub kind: TargetKind,
    /// `name`, as the manifest spells it.
    pub name: Option<SmolStr>,
    /// `path`, relative to the manifest's folder.
    pub path: Option<Utf8PathBuf>,
}

impl Outline {
    /// Reads a manifest; none if it has no `[package]` or does not parse.
    /// `root` is the text of the root's manifest.
    pub(super) fn read(manifest: &str, root: &str) -> Option<Outline> {
        let document = Document::parse(manifest).ok()?;
        let package = document.get("package")?.as_table_like()?;
        let name = package.get("name")?.as_str()?.into();
        Some(Outline { name, edition: edition(package, root), targets: targets(&document) })
    }
}

fn edition(package: &dyn TableLike, root: &str) -> Edition {
    let root = Document::parse(root).ok();
    let inherited = || root.as_ref()?.get("workspace")?.get("package")?.get("edition");
    let said = package.get("edition");
    let said = said.filter(|it| it.is_str()).or_else(|| said.and_then(|_| inherited()));
    said.and_then(Item::as_str).and_then(|it| it.parse().ok()).unwrap_or(Edition::DEFAULT)
}

fn targets<S: AsRef<str>>(document: &Document<S>) -> Vec<TargetOutline> {
    let lib = document.get("lib").and_then(Item::as_table_like);
    let mut found: Vec<_> = lib.map(|it| target(it, lib_kind(it))).into_iter().collect();
    let tables = [
        ("bin", TargetKind::Bin),
        ("example", TargetKind::Example),
        ("test", TargetKind::Test),
        ("bench", TargetKind::Bench),
    ];
    for (table, kind) in tables {
        let rows = document.get(table).and_then(Item::as_array_of_tables);
        found.extend(rows.into_iter().flat_map(|it| it.iter()).map(|it| target(it, kind)));
    }
    found
}

fn lib_kind(lib: &dyn TableLike) -> TargetKind {
    let says = |key| lib.get(key).and_then(Item::as_bool) == Some(true);
    if says("proc-macro") || says("proc_macro") { TargetKind::ProcMacro } else { TargetKind::Lib }
}

fn target(table: &dyn TableLike, kind: TargetKind) -> TargetOutline {
    let says = |key| table.get(key).and_then(Item::as_str);
    TargetOutline { kind, name: says("name").map(Into::into), path: says("path").map(Into::into) }
}
