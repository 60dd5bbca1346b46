//! Whether a file that could not be taken in is part of a crate.
//!
//! Invariant: found from its path and the `mod` items that can lead to it, by
//! the rules by which modules are found; nothing of the file itself is known.
//! <https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames>

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::Resolver;
use super::modules::{folder, join};
use crate::syntax::{Body, ItemKind};
use crate::workspace::{FileKind, SourceFile};

impl Resolver<'_> {
    /// Whether a target has the file at `path`, which is not of the snapshot,
    /// as its root or as a module.
    pub fn reaches(&self, path: &Utf8Path) -> bool {
        let rust = || self.workspace.files().filter(|it| it.kind == FileKind::Rust);
        let name = path.file_name().unwrap_or_default();
        let is_named = |it: &SourceFile| it.text.contains(name) && names_path(it, path);
        self.workspace.roots_passed_over.iter().any(|it| it == path)
            || self.possible_parents(path).any(|it| declares(it, path) && self.is_reached(it))
            || rust().any(|it| is_named(it) && self.is_reached(it))
    }

    fn is_reached(&self, file: &SourceFile) -> bool {
        !self.modules_of(file.id).is_empty()
    }

    /// Files whose modules may lie where `path` is.
    fn possible_parents(&self, path: &Utf8Path) -> impl Iterator<Item = &SourceFile> {
        let dirs: Vec<Utf8PathBuf> = path.ancestors().skip(1).map(Utf8Path::to_owned).collect();
        let file = |path: &Utf8Path| self.workspace.file_at(path);
        let by_name = dirs.iter().flat_map(|dir| [dir.join("mod.rs"), dir.with_extension("rs")]);
        let mut found: Vec<_> = by_name.filter_map(|it| file(&it)).collect();
        let roots = self.workspace.targets.iter().map(|it| it.root);
        found.extend(roots.filter(|it| {
            let dir = self.workspace.file(*it).and_then(|it| it.path.parent());
            dir.is_some_and(|dir| dirs.iter().any(|it| it == dir))
        }));
        found.sort();
        found.dedup();
        found.into_iter().filter_map(|it| self.workspace.file(it))
    }
}

/// Whether a `mod` item of the file leads to `path` by its name. Roots and
/// `mod.rs` have their modules beside them, others in a folder of their name;
/// which of both the file is, is not asked.
fn declares(file: &SourceFile, path: &Utf8Path) -> bool {
    let stem = file.path.with_extension("");
    [folder(&file.path), stem].iter().any(|base| {
        let Ok(below) = path.strip_prefix(base) else { return false };
        let module = match below.file_name() {
            Some("mod.rs") => below.parent().unwrap_or(below).to_owned(),
            _ => below.with_extension(""),
        };
        let names: Vec<&str> = module.components().map(|it| it.as_str()).collect();
        has_module(file.syntax().body(), &names)
    })
}

fn has_module(body: &Arc<Body>, names: &[&str]) -> bool {
    let Some((first, rest)) = names.split_first() else { return false };
    body.items.iter().filter(|it| it.name.as_ref().is_some_and(|it| it.name == *first)).any(|it| {
        match &it.kind {
            ItemKind::Module(None) => rest.is_empty(),
            ItemKind::Module(Some(inner)) => has_module(inner, rest),
            _ => false,
        }
    })
}

/// Whether a `#[path]` or an `include!` of the file leads to `path`.
fn names_path(file: &SourceFile, path: &Utf8Path) -> bool {
    let dir = folder(&file.path);
    let body = file.syntax().body();
    let by_attribute = body.items.iter().flat_map(|it| &it.attrs.paths);
    by_attribute.chain(&body.includes).any(|it| join(&dir, it) == path)
}
