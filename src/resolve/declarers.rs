//! Which files may declare the module of a file: by rustc's conventions, and by
//! the paths that files name in `#[path]` and `include!`.
//!
//! Invariant: found by text alone; a superset that [`super::modules`] confirms.

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::Resolver;
use super::folders::may_name;
use super::places::folder;
use crate::syntax::marks::EXPORT;
use crate::workspace::{FileId, FileKind, SourceFile, TargetId, Workspace};

/// What the files of a snapshot say about where modules are declared.
#[derive(Debug)]
pub(super) struct Declarers {
    /// Targets by the file of their root.
    targets: FxHashMap<FileId, Vec<TargetId>>,
    /// By their folder, the files whose modules lie in it: the roots of targets, and what a
    /// path names.
    in_folder: FxHashMap<Utf8PathBuf, Vec<FileId>>,
    /// Files that name a path, by the last part of it.
    named: FxHashMap<SmolStr, Vec<FileId>>,
    /// Files by the names of the `macro_rules!` in them.
    macros: FxHashMap<SmolStr, Vec<FileId>>,
    /// Names of modules that files with a `macro_rules!` declare: by a call of it,
    /// for all that is known here.
    in_macros: FxHashSet<SmolStr>,
    /// Whether some macro declares modules by names that it is given.
    by_name: bool,
    /// Files that may include others as text.
    includers: Vec<FileId>,
    /// Files that may say `#![macro_use]` of their own module.
    sharing: FxHashSet<FileId>,
    /// The macros, with `!` behind each, that seem to export what they are handed.
    exporters: FxHashSet<String>,
}

impl Declarers {
    fn of(workspace: &Workspace) -> Declarers {
        let mut targets: FxHashMap<FileId, Vec<TargetId>> = FxHashMap::default();
        let mut in_folder: FxHashMap<Utf8PathBuf, Vec<FileId>> = FxHashMap::default();
        for (at, target) in workspace.targets.iter().enumerate() {
            targets.entry(target.root).or_default().push(TargetId(at as u32));
            if let Some(root) = workspace.file(target.root) {
                in_folder.entry(folder(&root.path)).or_default().push(target.root);
            }
        }
        let files: Vec<_> = workspace.files().filter(|it| it.kind == FileKind::Rust).collect();
        files.par_iter().for_each(|it| _ = it.marks());
        let mut named: FxHashMap<SmolStr, Vec<FileId>> = FxHashMap::default();
        let mut macros: FxHashMap<SmolStr, Vec<FileId>> = FxHashMap::default();
        let mut in_macros = FxHashSet::default();
        let mut includers = Vec::new();
        let mut sharing = FxHashSet::default();
        let mut exporters = FxHashSet::default();
        for file in &files {
            let marks = file.marks();
            for (names, found) in [(&marks.files, &mut named), (&marks.macros, &mut macros)] {
                names.iter().for_each(|it| found.entry(it.clone()).or_default().push(file.id));
            }
            in_macros.extend(marks.modules.iter().cloned());
            exporters.extend(marks.exporters.iter().map(|it| format!("{it}!")));
            includers.extend(marks.includes.then_some(file.id));
            sharing.extend(marks.shares.then_some(file.id));
        }
        let is_named =
            |it: &&SourceFile| it.path.file_name().is_some_and(|it| named.contains_key(it));
        for file in files.iter().copied().filter(is_named) {
            in_folder.entry(folder(&file.path)).or_default().push(file.id);
        }
        let by_name = in_macros.contains("$");
        Declarers {
            targets,
            in_folder,
            named,
            macros,
            in_macros,
            by_name,
            includers,
            sharing,
            exporters,
        }
    }
}

impl Resolver<'_> {
    /// Files by the names of the `macro_rules!` in them.
    pub(super) fn macros_by_text(&self) -> &FxHashMap<SmolStr, Vec<FileId>> {
        &self.declarers().macros
    }

    /// Files that may include others as text.
    pub(super) fn possible_includers(&self) -> &[FileId] {
        &self.declarers().includers
    }

    /// Whether the file of a module that is declared by a name may say `#![macro_use]`.
    pub(super) fn may_share(&self, name: &str) -> bool {
        let files = self.declarers().sharing.iter().filter_map(|it| self.workspace.file(*it));
        files.map(|it| module_name(&it.path)).any(|it| it == name)
    }

    /// Whether the macros of a module in a file of its own are seen behind it, as the file
    /// says itself.
    /// <https://doc.rust-lang.org/reference/macros-by-example.html#the-macro_use-attribute>
    pub(super) fn says_macro_use(&self, file: FileId) -> bool {
        self.declarers().sharing.contains(&file)
            && self.file(file).is_some_and(|it| it.syntax().body().macro_use)
    }

    fn declarers(&self) -> &Declarers {
        self.declarers.get_or_init(|| Declarers::of(self.workspace))
    }

    /// The targets whose root module a file is.
    pub(super) fn targets_with_root(&self, file: FileId) -> &[TargetId] {
        self.declarers().targets.get(&file).map(Vec::as_slice).unwrap_or_default()
    }

    /// The files that may declare the module of `file`, by Cargo's and rustc's
    /// conventions, and those that name it in `#[path]` or `include!`.
    pub(super) fn possible_declarers(&self, file: FileId) -> Vec<FileId> {
        let Some(source) = self.workspace.file(file) else { return Vec::new() };
        let name = module_name(&source.path);
        let mut found = Vec::new();
        for dir in source.path.ancestors().skip(1) {
            found.extend(self.declarers().in_folder.get(dir).into_iter().flatten());
            found.extend(self.workspace.file_at(&dir.join("mod.rs")));
            found.extend(self.workspace.file_at(&dir.with_extension("rs")).filter(|_| dir != ""));
        }
        let text = |it: &FileId| self.workspace.file(*it).map_or("", |it| &*it.text);
        let in_macro = self.declarers().in_macros.contains(&name);
        let by_name = self.declarers().by_name;
        found.retain(|it| {
            let text = text(it);
            let is_call = in_macro && text.contains('!');
            let by_folder = || source.path.parent().is_some_and(|it| may_name(text, it));
            let is_named = is_call || mentions_module(text, &name);
            is_named || by_name && text.contains(name.as_str()) || by_folder()
        });
        let named = source.path.file_name().and_then(|it| self.declarers().named.get(it));
        found.extend(named.into_iter().flatten());
        found.sort();
        found.dedup();
        found.retain(|it| *it != file);
        found
    }

    /// Parses, in parallel, some files and those that may be needed to find out
    /// which modules they are, and lists their items.
    pub fn parse_ahead(&self, files: impl Iterator<Item = FileId>) {
        let mut next: Vec<FileId> = files.collect();
        let mut all: FxHashSet<FileId> = next.iter().copied().collect();
        while let Some(file) = next.pop() {
            let more = self.possible_declarers(file).into_iter().filter(|it| all.insert(*it));
            next.extend(more);
        }
        let mut files: Vec<&SourceFile> =
            all.into_iter().filter_map(|it| self.workspace.file(it)).collect();
        // The longest first, so that no thread is left with it at the end.
        files.sort_by_key(|it| std::cmp::Reverse(it.text.len()));
        files.into_par_iter().for_each(|it| {
            it.syntax().body();
        });
    }
}

/// The name that declares the module of a file.
pub(super) fn module_name(path: &Utf8Path) -> SmolStr {
    let stem = path.file_stem().unwrap_or_default();
    let folder = || path.parent().and_then(Utf8Path::file_name);
    SmolStr::new(if stem == "mod" { folder().unwrap_or(stem) } else { stem })
}

fn mentions_module(text: &str, name: &str) -> bool {
    let mut found = memchr::memmem::find_iter(text.as_bytes(), name.as_bytes());
    found.any(|at| text[at + name.len()..].trim_start().starts_with(';'))
}

impl Resolver<'_> {
    /// Whether a file may export macros: by the attribute, or by the call of a macro that
    /// puts it before what it is handed.
    pub(super) fn may_export(&self, source: &SourceFile) -> bool {
        let has = |it: &str| memchr::memmem::find(source.text.as_bytes(), it.as_bytes()).is_some();
        has(EXPORT) || self.declarers().exporters.iter().any(|it| has(it))
    }
}
