//! Files and folders that follow the names of modules.
//!
//! Invariant: what `#[path]` names stays where it is, unless a folder on the way to it
//! gets another name; what sources name by a path is [`super::named`]'s.
//! <https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames>

use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};
use crate::recipe::label;
use crate::resolve::{Def, ModuleId, Resolver};
use crate::text::TextRange;
use crate::workspace::{FileId, PassedOver, SourceFile, Workspace};

/// Modules that get other names, by what lies where.
#[derive(Default)]
pub(super) struct Moves {
    /// Folders of their children, and the new names.
    pub(super) folders: BTreeMap<Utf8PathBuf, SmolStr>,
    /// Files called after them, and the new names.
    pub(super) files: BTreeMap<FileId, SmolStr>,
    /// The modules.
    modules: BTreeSet<ModuleId>,
    /// Folders and files to which two of them give two names.
    disputed: BTreeMap<Utf8PathBuf, BTreeSet<ModuleId>>,
    /// Files that would have to go along, and were not taken in.
    unread: Vec<Diagnostic>,
}

impl Moves {
    /// Takes a module in that is called `name` afterwards.
    pub(super) fn add(&mut self, resolver: &Resolver<'_>, id: ModuleId, name: &str) {
        let module = resolver.module(id);
        self.modules.insert(id);
        let unread = resolver.unread_files(id).into_iter();
        self.unread.extend(unread.map(|it| stays(resolver, id, it)));
        for (file, dir) in resolver.conventional_places(id) {
            let source = file.and_then(|it| resolver.workspace.file(it));
            if let Some(source) = source.filter(|it| it.path.file_stem() == Some(&module.name)) {
                let old = self.files.insert(source.id, name.into());
                self.dispute(resolver, &source.path, old.filter(|it| it != name));
            }
            let old = self.folders.insert(dir.clone(), name.into());
            self.dispute(resolver, &dir, old.filter(|it| it != name));
        }
    }

    /// Notes that a place has got another name before, and by which modules.
    fn dispute(&mut self, resolver: &Resolver<'_>, place: &Utf8Path, other: Option<SmolStr>) {
        let is_at = |(file, dir): &(Option<FileId>, Utf8PathBuf)| {
            let file = file.and_then(|it| resolver.workspace.file(it));
            dir == place || file.is_some_and(|it| it.path == place)
        };
        let is_of = |it: &&ModuleId| resolver.conventional_places(**it).iter().any(is_at);
        if other.is_some() {
            let all = self.modules.iter().filter(is_of).copied().collect();
            self.disputed.insert(place.to_owned(), all);
        }
    }

    /// The files that get other paths: not those in the folder that are of other modules.
    ///
    /// # Errors
    /// A file lies there already, or cannot be moved, or a module that keeps its name or gets
    /// another one has it, too.
    pub(super) fn moved(
        &self,
        resolver: &Resolver<'_>,
    ) -> Result<BTreeMap<FileId, Utf8PathBuf>, Refusal> {
        let workspace = resolver.workspace;
        if !self.unread.is_empty() {
            return Err(Refusal { kind: RefusalKind::Check, findings: self.unread.clone() });
        }
        if self.folders.is_empty() && self.files.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut moved = BTreeMap::new();
        for file in workspace.files() {
            let mut disputed = self.disputed.iter().filter(|it| file.path.starts_with(it.0));
            if let Some((_, all)) = disputed.next() {
                return Err(shared(resolver, file, all.iter().copied().collect()));
            }
            let to = self.path_after(file);
            if to == file.path {
                continue;
            }
            let above = self.modules_above(resolver, file.id);
            let (own, others): (Vec<_>, Vec<_>) =
                above.into_iter().partition(|it| self.modules.contains(it));
            if !own.is_empty() && !others.is_empty() {
                return Err(shared(resolver, file, [own, others].concat()));
            }
            if others.is_empty() {
                moved.insert(file.id, to);
            }
        }
        for (file, to) in &moved {
            if workspace.file_at(to).is_some_and(|it| !moved.contains_key(&it)) {
                return Err(taken(workspace, *file, to));
            }
            if workspace.file(*file).is_some_and(|it| becomes_target(workspace, it, to)) {
                return Err(target(workspace, *file, to));
            }
        }
        Ok(moved)
    }

    /// The modules by whose folders a file is found that get another name.
    fn modules_above(&self, resolver: &Resolver<'_>, file: FileId) -> Vec<ModuleId> {
        let of_folder = |id: &ModuleId| {
            let places = resolver.conventional_places(*id);
            places.iter().any(|(_, dir)| self.folders.contains_key(dir))
        };
        let above = |id: &ModuleId| {
            let up = successors(Some(*id), |it| resolver.module(*it).parent);
            // Above what `#[path]` names folders say nothing.
            let up = up.take_while(|it| !resolver.conventional_places(*it).is_empty());
            up.filter(of_folder).collect::<Vec<_>>()
        };
        let mut found: Vec<_> = resolver.modules_of(file).iter().flat_map(above).collect();
        found.sort();
        found.dedup();
        found
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

/// A file of several modules would move with one of them.
fn shared(resolver: &Resolver<'_>, file: &SourceFile, all: Vec<ModuleId>) -> Refusal {
    let is_outer =
        |it: &&ModuleId| resolver.module(**it).parent.is_none_or(|it| !all.contains(&it));
    let all: Vec<Def> = all.iter().filter(is_outer).map(|it| Def::Module(*it)).collect();
    let paths: Vec<_> = all.iter().map(|it| format!("`{}`", resolver.path_of(*it))).collect();
    let message = format!("`{}` would move with one of several modules", file.path);
    let at = label(resolver.workspace, file.id, TextRange::default(), "");
    let error = Diagnostic::error(message).at(at).note(format!("it is below {}", paths.join(", ")));
    let help = resolver.one_name_for(&all);
    Refusal::check(error.help(help.unwrap_or_else(|| "name this file by `#[path]` first".into())))
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
