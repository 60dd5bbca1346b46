//! Whether a file that could not be taken in is part of a crate, or one that no
//! `mod` item leads to.
//!
//! Invariant: found from its path and the `mod` items and macro calls that can
//! lead to it, by the rules by which modules are found; nothing of the file itself
//! is known.
//! <https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames>

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::declarers::module_name;
use super::places::{folder, joined};
use super::{ModuleId, Resolver};
use crate::syntax::{Body, ItemKind, MacroCall, PathData};
use crate::text::{TextRange, slice};
use crate::workspace::{FileId, FileKind, PassedOver, SourceFile};

impl Resolver<'_> {
    /// Whether a target has the file at `path`, which is not of the snapshot,
    /// as its root or as a module; one of a member outside the root counts as a whole.
    pub fn reaches(&self, path: &Utf8Path) -> bool {
        let rust = || self.workspace.files().filter(|it| it.kind == FileKind::Rust);
        let name = path.file_name().unwrap_or_default();
        let is_named = |it: &SourceFile| it.text.contains(name) && names_path(it, path);
        self.workspace.roots_passed_over.iter().any(|it| path.starts_with(it))
            || self.possible_parents(path).any(|it| declares(it, path) && self.is_reached(it))
            || rust().any(|it| is_named(it) && self.is_reached(it))
    }

    /// Whether a module or a target of the workspace may lie in a folder that could not be
    /// read: one is declared and was not found, or Cargo looks for targets there.
    /// <https://doc.rust-lang.org/cargo/guide/project-layout.html>
    pub fn may_reach_below(&self, dir: &Utf8Path) -> bool {
        let packages = self.workspace.packages.iter();
        let is_looked_into = |own: &Utf8PathBuf| {
            let mut kinds = ["src/bin", "tests", "examples", "benches"].iter();
            kinds.any(|it| own.join(it).starts_with(dir) || dir.parent() == Some(&own.join(it)))
        };
        let is_lost =
            |path: &Utf8Path| path.starts_with(dir) && self.workspace.file_at(path).is_none();
        let rust = || self.workspace.files().filter(|it| it.kind == FileKind::Rust);
        packages.map(|it| &it.dir).any(is_looked_into)
            || self.possible_parents(&dir.join("mod.rs")).any(|it| {
                self.is_reached(it) && declared_by(it).any(|(a, b)| is_lost(&a) && is_lost(&b))
            })
            || rust().any(|it| {
                let mut named = if it.text.contains('"') { named_paths(it) } else { Vec::new() };
                named.retain(|it| is_lost(it));
                !named.is_empty() && self.is_reached(it)
            })
    }

    /// The files of a module and of those below it that are not of the snapshot, by the
    /// names of the modules.
    pub fn unread_files(&self, id: ModuleId) -> Vec<&PassedOver> {
        let module = self.module(id);
        let parent = module.parent.map(|it| self.module(it));
        let own = |it: &PassedOver| {
            let bodies = parent.iter().flat_map(|it| self.bodies(it).to_vec());
            let mut dirs = bodies.map(|it| it.0.dir.join(module.name.as_str()));
            let name = it.path.with_extension("");
            dirs.any(|dir| name == dir || name == dir.join("mod"))
        };
        let below = |it: &PassedOver| {
            let mut places = self.conventional_places(id).into_iter();
            places.any(|(_, dir)| it.path.starts_with(dir)) && self.reaches(&it.path)
        };
        let rust = self.workspace.passed_over.iter().filter(|it| it.path.extension() == Some("rs"));
        rust.filter(|it| module.bodies.is_empty() && own(it) || below(it)).collect()
    }

    /// The macro call that may declare the module of a file that no target
    /// reaches: the file lies where the module would, and what the macro gives is
    /// not known, or it is told the file's name or folder.
    pub fn perhaps_declared_by(&self, file: &SourceFile) -> Option<(FileId, TextRange)> {
        let name = module_name(&file.path);
        let dirs: Vec<&str> = file.path.parent()?.components().map(|it| it.as_str()).collect();
        let mut parents: Vec<_> =
            self.possible_parents(&file.path).filter(|it| it.id != file.id).collect();
        parents.retain(|it| self.is_reached(it));
        for parent in parents {
            let is_near = lies_below(parent, &file.path);
            let text = |it: &MacroCall| slice(&parent.text, it.range);
            let call = all_calls(parent.syntax().body()).into_iter().find(|it| {
                let is_told = it.words.iter().any(|it| it.name == name);
                let is_opaque = || self.is_opaque(parent, &it.path, text(it));
                !it.is_read
                    && (is_near && (is_told || is_opaque()) || names_folder(text(it), &dirs))
            });
            if let Some(call) = call {
                return Some((parent.id, call.range));
            }
        }
        None
    }

    /// Whether a macro may give modules that are not known: an arm of it does not
    /// read as items, or it is not of the workspace and is told nothing.
    fn is_opaque(&self, file: &SourceFile, path: &PathData, call: &str) -> bool {
        let modules = self.modules_of(file.id);
        let Some(first) = modules.first() else { return false };
        let found = self.rules_called(&self.module(*first), path);
        let inner = call.split_once('!').map_or("", |it| it.1);
        let is_bare = !inner.contains(char::is_alphanumeric);
        found.iter().any(|it| it.1.is_opaque) || found.is_empty() && is_bare
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

/// Whether a file lies directly where modules of `parent` do.
fn lies_below(parent: &SourceFile, path: &Utf8Path) -> bool {
    let stem = parent.path.with_extension("");
    let of = |base: &Utf8Path| {
        let below = path.strip_prefix(base).ok();
        below.is_some_and(|it| {
            let len = it.components().count();
            len == 1 || len == 2 && it.file_name() == Some("mod.rs")
        })
    };
    of(&folder(&parent.path)) || of(&stem)
}

/// The macro calls among the items of a file.
fn all_calls(body: &Body) -> Vec<&MacroCall> {
    let inner = body.items.iter().filter_map(|it| match &it.kind {
        ItemKind::Module(Some(inner)) => Some(inner),
        _ => None,
    });
    body.macro_calls.iter().chain(inner.flat_map(|it| all_calls(it))).collect()
}

/// Whether a string of a call ends in the folder of a file: `dir!("src/parts")`.
fn names_folder(call: &str, dirs: &[&str]) -> bool {
    let Some(last) = dirs.last() else { return false };
    let mut strings = call.split('"').skip(1).step_by(2);
    strings.any(|it| it.trim_end_matches('/').rsplit('/').next() == Some(last))
}

/// Whether a `#[path]` or an `include!` of the file leads to `path`.
fn names_path(file: &SourceFile, path: &Utf8Path) -> bool {
    named_paths(file).iter().any(|it| it == path)
}

/// Where the `#[path]`s and `include!`s of the file lead.
fn named_paths(file: &SourceFile) -> Vec<Utf8PathBuf> {
    let dir = folder(&file.path);
    let body = file.syntax().body();
    let by_attribute = body.items.iter().flat_map(|it| &it.attrs.paths);
    by_attribute.chain(&body.includes).map(|it| joined(&dir, it)).collect()
}

/// The two places of each module that the `mod` items of a file declare, beside the file
/// and in the folder of its name; see [`declares`].
fn declared_by(file: &SourceFile) -> impl Iterator<Item = (Utf8PathBuf, Utf8PathBuf)> {
    let mut found = Vec::new();
    for base in [folder(&file.path), file.path.with_extension("")] {
        declared_in(file.syntax().body(), &base, &mut found);
    }
    found.into_iter()
}

fn declared_in(body: &Body, base: &Utf8Path, found: &mut Vec<(Utf8PathBuf, Utf8PathBuf)>) {
    for item in &body.items {
        let Some(dir) = item.name.as_ref().map(|it| base.join(it.name.as_str())) else { continue };
        match &item.kind {
            ItemKind::Module(None) => found.push((format!("{dir}.rs").into(), dir.join("mod.rs"))),
            ItemKind::Module(Some(inner)) => declared_in(inner, &dir, found),
            _ => {}
        }
    }
}
