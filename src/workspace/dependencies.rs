//! STAND-IN for `crate::manifest::read::dependencies`; goes when that is there.
//!
//! Invariant: text in, values out; a manifest that does not parse has none.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use toml_edit::{Document, TableLike};

use crate::manifest::{Dependency, DependencyKind};

const TABLES: [(&str, DependencyKind); 3] = [
    ("dependencies", DependencyKind::Normal),
    ("dev-dependencies", DependencyKind::Dev),
    ("build-dependencies", DependencyKind::Build),
];

/// The dependencies that `manifest` names. `dir` is its folder relative to the
/// root, `root` the text of the root's manifest.
pub(super) fn dependencies(manifest: &str, dir: &Utf8Path, root: &str) -> Vec<Dependency> {
    let (Ok(own), Ok(root)) = (Document::parse(manifest), Document::parse(root)) else {
        return Vec::new();
    };
    let inherited = root.get("workspace").and_then(|it| it.get("dependencies"));
    let inherited = inherited.and_then(|it| it.as_table_like());
    let targets = own.get("target").and_then(|it| it.as_table_like());
    let targets = targets.into_iter().flat_map(|it| it.iter());
    let targets = targets.filter_map(|(cfg, it)| Some((Some(cfg), it.as_table_like()?)));
    let own = std::iter::once((None, own.as_table() as &dyn TableLike)).chain(targets);

    let mut found = Vec::new();
    for (target, holder) in own {
        for (table, kind) in TABLES {
            let rows = holder.get(table).and_then(|it| it.as_table_like());
            for (key, row) in rows.into_iter().flat_map(|it| it.iter()) {
                let row = row.as_table_like();
                let here = |key: &str| row.and_then(|it| it.get(key));
                let shared = here("workspace").is_some();
                let base = if shared { Utf8Path::new("") } else { dir };
                let there = inherited.filter(|_| shared).and_then(|it| it.get(key));
                let there = there.and_then(|it| it.as_table_like());
                let says = |key: &str| here(key).or_else(|| there.and_then(|it| it.get(key)));
                found.push(Dependency {
                    code_name: key.replace('-', "_").into(),
                    package: says("package").and_then(|it| it.as_str()).unwrap_or(key).into(),
                    kind,
                    path: says("path").and_then(|it| it.as_str()).map(|it| join(base, it)),
                    optional: here("optional").and_then(|it| it.as_bool()) == Some(true),
                    target: target.map(Into::into),
                });
            }
        }
    }
    found
}

fn join(dir: &Utf8Path, path: &str) -> Utf8PathBuf {
    let mut out = Utf8PathBuf::new();
    for part in dir.join(path).components() {
        match part {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
