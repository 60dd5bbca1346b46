//! Files and folders that follow the names of modules.
//!
//! Invariant: what `#[path]` names stays where it is; no path that a file names
//! comes to lead elsewhere, or the step is refused.
//! <https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames>

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};
use crate::recipe::label;
use crate::resolve::{ModuleId, Resolver, joined};
use crate::text::TextRange;
use crate::workspace::{FileId, FileKind, PassedOver, SourceFile, Workspace};

/// As many paths that would lead elsewhere are shown.
const SHOWN: usize = 10;

/// Modules that get other names, by what lies where.
#[derive(Default)]
pub(super) struct Moves {
    /// Folders of their children, and the new names.
    folders: BTreeMap<Utf8PathBuf, SmolStr>,
    /// Files called after them, and the new names.
    files: BTreeMap<FileId, SmolStr>,
    /// Files that would have to go along, and were not taken in.
    unread: Vec<Diagnostic>,
}

impl Moves {
    /// Takes a module in that is called `name` afterwards.
    pub(super) fn add(&mut self, resolver: &Resolver<'_>, id: ModuleId, name: &str) {
        let module = resolver.module(id);
        let unread = resolver.unread_files(id).into_iter();
        self.unread.extend(unread.map(|it| stays(resolver, id, it)));
        for (file, dir) in resolver.conventional_places(id) {
            let source = file.and_then(|it| resolver.workspace.file(it));
            if let Some(source) = source.filter(|it| it.path.file_stem() == Some(&module.name)) {
                self.files.insert(source.id, name.into());
            }
            self.folders.insert(dir, name.into());
        }
    }

    /// The files that get other paths.
    ///
    /// # Errors
    /// A file lies there already, or cannot be moved, or a path that a file names
    /// would lead elsewhere.
    pub(super) fn files(
        &self,
        workspace: &Workspace,
    ) -> Result<Vec<(FileId, Utf8PathBuf)>, Refusal> {
        if !self.unread.is_empty() {
            return Err(Refusal { kind: RefusalKind::Check, findings: self.unread.clone() });
        }
        if self.folders.is_empty() && self.files.is_empty() {
            return Ok(Vec::new());
        }
        let moved = workspace.files().filter_map(|it| {
            let to = self.path_after(it);
            (to != it.path).then_some((it.id, to))
        });
        let moved: BTreeMap<FileId, Utf8PathBuf> = moved.collect();
        for (file, to) in &moved {
            if workspace.file_at(to).is_some_and(|it| !moved.contains_key(&it)) {
                return Err(taken(workspace, *file, to));
            }
            if workspace.file(*file).is_some_and(|it| becomes_target(workspace, it, to)) {
                return Err(target(workspace, *file, to));
            }
        }
        self.check_named(workspace, &moved)?;
        Ok(moved.into_iter().collect())
    }

    fn path_after(&self, file: &SourceFile) -> Utf8PathBuf {
        let mut to = self.folder_after(file.path.parent().unwrap_or(Utf8Path::new("")));
        match self.files.get(&file.id) {
            Some(name) => to.push(format!("{name}.rs")),
            None => to.extend(file.path.file_name()),
        }
        to
    }

    /// Each folder on the way by its own new name.
    fn folder_after(&self, folder: &Utf8Path) -> Utf8PathBuf {
        let (mut old, mut new) = (Utf8PathBuf::new(), Utf8PathBuf::new());
        for part in folder.components() {
            old.push(part);
            new.push(self.folders.get(&old).map_or(part.as_str(), SmolStr::as_str));
        }
        new
    }

    /// Refuses paths in `include!` and its kin, and in `#[path]`, that would lead
    /// elsewhere.
    fn check_named(
        &self,
        workspace: &Workspace,
        moved: &BTreeMap<FileId, Utf8PathBuf>,
    ) -> Result<(), Refusal> {
        let mut findings = Vec::new();
        for file in workspace.files().filter(|it| it.kind == FileKind::Rust) {
            for (range, path) in named_paths(&file.text) {
                let dir = |it: &Utf8Path| it.parent().unwrap_or(Utf8Path::new("")).to_owned();
                let target = joined(&dir(&file.path), path);
                let known = workspace.file_at(&target);
                let is_below = self.folders.keys().any(|it| target.starts_with(it));
                // A path below an inline module is of another folder.
                if known.is_none() && !is_below {
                    continue;
                }
                let due = known.and_then(|it| moved.get(&it)).unwrap_or(&target);
                let from = moved.get(&file.id).unwrap_or(&file.path);
                let leads_elsewhere = joined(&dir(from), path) != *due;
                if leads_elsewhere && findings.len() < SHOWN && file.syntax().is_string(range) {
                    let message = format!("`{path}` would lead elsewhere");
                    let at = label(workspace, file.id, range, "named here");
                    let error = Diagnostic::error(message).at(at);
                    findings.push(match known {
                        Some(_) => error.help("take this path to another file first, or name it by `env!(\"CARGO_MANIFEST_DIR\")`"),
                        None => error
                            .note("only sources, Markdown and manifests move with a module")
                            .help("move that file out of the module's folder first"),
                    });
                }
            }
        }
        if findings.is_empty() {
            return Ok(());
        }
        Err(Refusal { kind: RefusalKind::Check, findings })
    }
}

/// The literal paths in `include!`, `include_str!`, `include_bytes!` and
/// `#[path = "…"]` of a text, with their places.
fn named_paths(text: &str) -> Vec<(TextRange, &str)> {
    let find = |what: &str, sign: char| {
        let found = memchr::memmem::find_iter(text.as_bytes(), what.as_bytes());
        let ends: Vec<usize> = found.map(|at| at + what.len()).collect();
        ends.into_iter().filter_map(move |at| {
            let rest = text[at..].trim_start().strip_prefix(sign)?.trim_start();
            let rest = rest.strip_prefix('"')?;
            let start = text.len() - rest.len();
            let end = start + rest.find('"')?;
            let range = TextRange::new((start as u32).into(), (end as u32).into());
            Some((range, &text[start..end]))
        })
    };
    let macros = ["include!", "include_str!", "include_bytes!"];
    macros.into_iter().flat_map(|it| find(it, '(')).chain(find("path", '=')).collect()
}

/// Whether Cargo would take a file for a target by its new place alone.
/// <https://doc.rust-lang.org/cargo/guide/project-layout.html>
fn becomes_target(workspace: &Workspace, file: &SourceFile, to: &Utf8Path) -> bool {
    let dir = &workspace.package(file.package).dir;
    let is_target = |path: &Utf8Path| {
        let path = path.strip_prefix(dir).unwrap_or(path);
        let parts: Vec<&str> = path.components().map(|it| it.as_str()).collect();
        match parts.as_slice() {
            ["src", "main.rs" | "lib.rs"] | ["build.rs"] => true,
            ["src", "bin", rest @ ..] | ["tests" | "examples" | "benches", rest @ ..] => {
                matches!(rest, [_] | [_, "main.rs"])
            }
            _ => false,
        }
    };
    is_target(to) && !is_target(&file.path)
}

fn target(workspace: &Workspace, file: FileId, to: &Utf8Path) -> Refusal {
    let from = workspace.file(file).map(|it| it.path.clone()).unwrap_or_default();
    let message = format!("`{from}` would move to `{to}`, which Cargo takes for a target");
    let error = Diagnostic::error(message);
    Refusal::check(error.help("choose another name, or name the module's file by `#[path]` first"))
}

/// A file of a module would stay behind.
fn stays(resolver: &Resolver<'_>, id: ModuleId, file: &PassedOver) -> Diagnostic {
    let message = format!("`{}` is the file of a module, and cannot be moved with it", file.path);
    let help = "make it a file that can be read, or name it by `#[path]` first";
    let error = Diagnostic::error(message).note(file.reason.clone()).help(help);
    match resolver.module(id).decls.first() {
        Some(it) => error.at(label(resolver.workspace, it.file, it.name, "this gets another name")),
        None => error,
    }
}

fn taken(workspace: &Workspace, file: FileId, to: &Utf8Path) -> Refusal {
    let from = workspace.file(file).map(|it| it.path.clone()).unwrap_or_default();
    let message = format!("`{from}` would move to `{to}`, where a file is already");
    Refusal::check(
        Diagnostic::error(message).help("move that file away first, or choose another name"),
    )
}
