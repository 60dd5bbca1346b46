//! What a manifest says.
//!
//! Invariant: never fails; a manifest that does not parse says nothing.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;
use toml_edit::{Document, Item, TableLike};

use super::{Dependency, DependencyKind};

/// What members may inherit: `[workspace.dependencies]` of a root manifest.
pub struct Inherited<'t> {
    document: Option<Document<&'t str>>,
}

impl<'t> Inherited<'t> {
    /// Reads a root manifest, once for all members.
    pub fn read(root_manifest: &'t str) -> Inherited<'t> {
        Inherited { document: parse(root_manifest) }
    }
}

/// The dependencies of a package, by kind and name; of one name, that for all
/// targets first.
///
/// `manifest_dir` is the folder of `manifest` relative to the workspace root,
/// empty at the root. What is inherited with `workspace = true` comes from
/// `inherited`.
/// <https://doc.rust-lang.org/cargo/reference/workspaces.html#the-dependencies-table>
pub fn dependencies(
    manifest: &str,
    manifest_dir: &Utf8Path,
    inherited: &Inherited<'_>,
) -> Vec<Dependency> {
    let Some(document) = parse(manifest) else { return Vec::new() };
    let root = inherited.document.as_ref();
    let patches = root.map(patches).unwrap_or_default().into_iter().collect();
    let reader = Reader { dir: manifest_dir, inherited: root.and_then(workspace_table), patches };
    let mut found = Vec::new();
    reader.tables(document.as_table(), None, &mut found);
    for (target, item) in entries(document.get("target")) {
        if let Some(tables) = item.as_table_like() {
            reader.tables(tables, Some(target), &mut found);
        }
    }
    found.sort_by(|a, b| (a.kind, &a.code_name, &a.target).cmp(&(b.kind, &b.code_name, &b.target)));
    found
}

/// `[package] name`.
pub fn package_name(manifest: &str) -> Option<SmolStr> {
    let document = parse(manifest)?;
    let package = document.get("package").or_else(|| document.get("project"))?;
    package.get("name")?.as_str().map(SmolStr::from)
}

/// The key under which `[workspace.dependencies]` has a package: its name, or
/// the name of an entry with `package = "…"`.
pub fn workspace_dependency(root_manifest: &str, package: &str) -> Option<SmolStr> {
    let document = parse(root_manifest)?;
    let table = workspace_table(&document)?;
    let is_it = |(key, item): &(&str, &Item)| string(item, "package").unwrap_or(key) == package;
    table.iter().find(is_it).map(|(key, _)| SmolStr::from(key))
}

/// `[features]` as it is written: each feature with what it turns on. Implicit
/// features of optional dependencies are not in it.
pub fn features(manifest: &str) -> BTreeMap<SmolStr, Vec<String>> {
    let Some(document) = parse(manifest) else { return BTreeMap::new() };
    let strings = |item: &Item| -> Vec<String> {
        let all = item.as_array().into_iter().flatten();
        all.filter_map(|it| it.as_str()).map(str::to_owned).collect()
    };
    let table = entries(document.get("features"));
    table.map(|(name, item)| (SmolStr::from(name), strings(item))).collect()
}

/// What of a manifest has a part in `Cargo.lock`: the package's name and
/// version, and each dependency with where it comes from, whatever table it
/// stands in and whatever features it has.
/// <https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html>
pub fn locked(manifest: &str) -> BTreeSet<String> {
    let Some(document) = parse(manifest) else { return BTreeSet::new() };
    let package = document.get("package");
    let own = ["name", "version"].map(|it| text_of(package.and_then(|package| package.get(it))));
    let patches = entries(document.get("patch")).map(|it| it.1);
    let inherited = document.get("workspace").and_then(|it| it.get("dependencies"));
    let targets = entries(document.get("target")).map(|it| it.1);
    let holders = std::iter::once(document.as_item()).chain(targets);
    let tables = holders.flat_map(|it| TABLES.iter().filter_map(|name| it.get(name)));
    let all = tables.chain(inherited).chain(patches).flat_map(|it| entries(Some(it)));
    all.map(|(key, item)| source_of(key, item)).chain([own.join(" ")]).collect()
}

/// The folders, relative to the root, of packages that take the place of others by a
/// `path` in `[patch]`.
/// <https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html>
pub fn patched(root_manifest: &str) -> BTreeSet<Utf8PathBuf> {
    let may_have = root_manifest.contains("patch");
    let Some(document) = may_have.then(|| parse(root_manifest)).flatten() else {
        return BTreeSet::new();
    };
    patches(&document).into_iter().map(|it| it.1).collect()
}

/// The folders of packages that take the place of others, with the names of those.
fn patches(root: &Document<&str>) -> Vec<(SmolStr, Utf8PathBuf)> {
    let all = entries(root.get("patch")).flat_map(|it| entries(Some(it.1)));
    let named = all.filter_map(|(key, item)| {
        let package = string(item, "package").unwrap_or(key);
        Some((package.into(), normalized(Utf8Path::new(string(item, "path")?))))
    });
    named.collect()
}

/// The tables of dependencies, in every spelling that Cargo takes.
const TABLES: [&str; 5] = [
    "dependencies",
    "dev-dependencies",
    "dev_dependencies",
    "build-dependencies",
    "build_dependencies",
];

/// The fields that say which package a dependency is, and of which version.
fn source_of(key: &str, item: &Item) -> String {
    const FIELDS: [&str; 9] =
        ["version", "path", "git", "branch", "tag", "rev", "registry", "package", "workspace"];
    if item.is_str() {
        return format!("{key} version {}", text_of(Some(item)));
    }
    let said = FIELDS.iter().filter_map(|it| Some((it, item.get(it)?)));
    let said = said.map(|(name, value)| format!(" {name} {}", text_of(Some(value))));
    std::iter::once(key.to_owned()).chain(said).collect()
}

/// A scalar without its quotes and what stands around it.
fn text_of(item: Option<&Item>) -> String {
    match item {
        Some(it) => it.as_str().map_or_else(|| it.to_string().trim().to_owned(), str::to_owned),
        None => String::new(),
    }
}

/// `path` without `.` and with each `..` taken against the part before it.
pub fn normalized(path: &Utf8Path) -> Utf8PathBuf {
    let mut out = Utf8PathBuf::new();
    for part in path.components() {
        let poppable = !matches!(
            out.components().next_back(),
            None | Some(Utf8Component::ParentDir | Utf8Component::RootDir)
        );
        match part {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if poppable => {
                out.pop();
            }
            _ => out.push(part),
        }
    }
    out
}

fn parse(manifest: &str) -> Option<Document<&str>> {
    Document::parse(manifest.strip_prefix('\u{feff}').unwrap_or(manifest)).ok()
}

fn workspace_table<'d>(root: &'d Document<&str>) -> Option<&'d dyn TableLike> {
    root.get("workspace")?.get("dependencies")?.as_table_like()
}

fn entries(item: Option<&Item>) -> impl Iterator<Item = (&str, &Item)> {
    item.and_then(Item::as_table_like).into_iter().flat_map(|it| it.iter())
}

fn string<'d>(item: &'d Item, field: &str) -> Option<&'d str> {
    item.get(field)?.as_str()
}

fn is_true(item: &Item, field: &str) -> bool {
    item.get(field).and_then(Item::as_bool).unwrap_or(false)
}

struct Reader<'a> {
    dir: &'a Utf8Path,
    inherited: Option<&'a dyn TableLike>,
    patches: BTreeMap<SmolStr, Utf8PathBuf>,
}

impl Reader<'_> {
    fn tables(&self, tables: &dyn TableLike, target: Option<&str>, out: &mut Vec<Dependency>) {
        for kind in [DependencyKind::Normal, DependencyKind::Dev, DependencyKind::Build] {
            let name = kind.table_name();
            let table = tables.get(name).or_else(|| tables.get(&name.replace('-', "_")));
            for (key, item) in entries(table) {
                let target = target.map(SmolStr::from);
                out.push(Dependency { kind, target, ..self.dependency(key, item) });
            }
        }
    }

    fn dependency(&self, key: &str, item: &Item) -> Dependency {
        let inherited = is_true(item, "workspace").then(|| self.inherited?.get(key)).flatten();
        let (source, dir) = match inherited {
            Some(source) => (source, Utf8Path::new("")),
            None => (item, self.dir),
        };
        let package: SmolStr = string(source, "package").unwrap_or(key).into();
        let is_published = source.get("path").is_none() && source.get("git").is_none();
        Dependency {
            patched: self.patches.get(&package).filter(|_| is_published).cloned(),
            code_name: key.replace('-', "_").into(),
            key: key.into(),
            package,
            kind: DependencyKind::Normal,
            path: string(source, "path").map(|it| normalized(&dir.join(it))),
            optional: is_true(item, "optional"),
            target: None,
        }
    }
}
