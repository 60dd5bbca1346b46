//! Which files may declare the module of a file: by rustc's conventions, and by
//! the paths that files name in `#[path]` and `include!`.
//!
//! Invariant: found by text alone; a superset that [`super::modules`] confirms.

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::Resolver;
use super::folders::may_name;
use super::places::folder;
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
        let paths = files.par_iter().map(|it| it.named_files(all_named));
        let paths: Vec<&[SmolStr]> = paths.collect();
        let mut named: FxHashMap<SmolStr, Vec<FileId>> = FxHashMap::default();
        let mut macros: FxHashMap<SmolStr, Vec<FileId>> = FxHashMap::default();
        let mut in_macros = FxHashSet::default();
        let mut includers = Vec::new();
        let mut sharing = FxHashSet::default();
        let mut exporters = FxHashSet::default();
        for (file, names) in files.iter().zip(paths) {
            for name in names {
                match (name.strip_suffix('!'), name.strip_suffix(';')) {
                    _ if name.ends_with('$') => _ = exporters.insert(name.replace('$', "!")),
                    _ if name == INCLUDES => includers.push(file.id),
                    _ if name == SHARES => _ = sharing.insert(file.id),
                    (Some(it), _) => macros.entry(it.into()).or_default().push(file.id),
                    (_, Some(it)) => _ = in_macros.insert(SmolStr::new(it)),
                    _ => named.entry(name.clone()).or_default().push(file.id),
                }
            }
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

/// Among the names of a file: it may include others as text.
const INCLUDES: &str = "include_str";

/// The attribute that makes macros part of a crate.
const EXPORT: &str = "macro_export";

/// The attribute that a file may give to its own module.
const SHARES: &str = "macro_use";

/// The files that a text names; the macros that it defines, with `!` behind each;
/// where there are any the modules that it declares, with `;` behind each;
/// those that export what they are handed, with `$` behind each;
/// [`INCLUDES`] and [`SHARES`] where it has the words.
fn all_named(text: &str) -> Vec<SmolStr> {
    let [has_path, has_macro, includes, may_share] = marks_in(text);
    let mut all = if has_path { quoted_files(text) } else { Vec::new() };
    let macros = if has_macro { macro_names(text) } else { Vec::new() };
    if !macros.is_empty() {
        all.extend(declared_modules(text).iter().map(|it| SmolStr::new(format!("{it};"))));
        all.extend(exporters(text));
    }
    all.extend(macros.iter().map(|it| SmolStr::new(format!("{it}!"))));
    all.extend(includes.then(|| SmolStr::new_static(INCLUDES)));
    all.extend((may_share && shares(text)).then(|| SmolStr::new_static(SHARES)));
    all.sort();
    all.dedup();
    all
}

/// What a text has that names files, or defines macros. (The word `path` is all over, the
/// end of such a string is not.)
const MARKS: [&str; 4] = [".rs\"", "macro_rules!", INCLUDES, SHARES];

/// Which of [`MARKS`] stand in a text, found in one pass where the processor can.
fn marks_in(text: &str) -> [bool; 4] {
    static SEARCHER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(MARKS));
    let Some(searcher) = &*SEARCHER else {
        return MARKS.map(|it| memchr::memmem::find(text.as_bytes(), it.as_bytes()).is_some());
    };
    let mut found = [false; 4];
    searcher.find_iter(text).for_each(|it| found[it.pattern().as_usize()] = true);
    found
}

/// The names behind `macro_rules!`.
fn macro_names(text: &str) -> Vec<SmolStr> {
    let found = memchr::memmem::find_iter(text.as_bytes(), b"macro_rules!").filter_map(|at| {
        let rest = text[at + 12..].trim_start();
        let rest = rest.strip_prefix("r#").unwrap_or(rest);
        let end = rest.find(|it: char| !(it == '_' || it.is_alphanumeric()))?;
        Some(SmolStr::new(&rest[..end]))
    });
    found.collect()
}

/// The names behind `mod` and before `;`; `$` for a fragment.
fn declared_modules(text: &str) -> Vec<SmolStr> {
    let found = memchr::memmem::find_iter(text.as_bytes(), b"mod ").filter_map(|at| {
        let rest = text[at + 4..].trim_start();
        if rest.starts_with('$') {
            return Some("$");
        }
        let rest = rest.strip_prefix("r#").unwrap_or(rest);
        let end = rest.find(|it: char| !(it == '_' || it.is_alphanumeric()))?;
        rest[end..].trim_start().starts_with(';').then_some(&rest[..end])
    });
    found.map(SmolStr::new).collect()
}

/// Whether an offset is on a line of which all is a comment.
fn is_in_comment(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().is_some_and(|it| it.trim_start().starts_with("//"))
}

impl Resolver<'_> {
    /// Whether a file may export macros: by the attribute, or by the call of a macro that
    /// puts it before what it is handed.
    pub(super) fn may_export(&self, source: &SourceFile) -> bool {
        let has = |it: &str| memchr::memmem::find(source.text.as_bytes(), it.as_bytes()).is_some();
        has(EXPORT) || self.declarers().exporters.iter().any(|it| has(it))
    }
}

/// An attribute has at most so many bytes before a word that counts.
const LONGEST: usize = 1000;

/// Whether an inner attribute of a text may say `macro_use`.
fn shares(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), SHARES.as_bytes()).any(|at| {
        let near = text.floor_char_boundary(at.saturating_sub(LONGEST));
        let attribute = text[near..at].rsplit_once("#!").map(|it| it.1);
        attribute.is_some_and(|it| !it.contains(']'))
    })
}

/// The macros that seem to put `#[macro_export]` before a fragment, with `$` behind each.
fn exporters(text: &str) -> impl Iterator<Item = SmolStr> {
    let found = memchr::memmem::find_iter(text.as_bytes(), EXPORT.as_bytes());
    found.filter_map(|at| {
        let mut behind = text[at + EXPORT.len()..].strip_prefix(']')?.trim_start();
        while behind.starts_with("#[") {
            behind = behind.split_once(']')?.1.trim_start();
        }
        let (_, named) =
            text[..at].rsplit_once("macro_rules!").filter(|_| behind.starts_with('$'))?;
        let name = named.trim_start().split(|it: char| it != '_' && !it.is_alphanumeric());
        Some(SmolStr::new(format!("{}$", name.into_iter().next()?)))
    })
}

/// The last parts of paths in `path = "…"` and `include!("…")`.
fn quoted_files(text: &str) -> Vec<SmolStr> {
    let starts = memchr::memmem::find_iter(text.as_bytes(), b"path")
        .map(|at| (at + 4, '='))
        .chain(memchr::memmem::find_iter(text.as_bytes(), b"include!").map(|at| (at + 8, '(')));
    let quoted = starts.filter_map(|(at, sign)| {
        let rest = text[at..].trim_start().strip_prefix(sign)?.trim_start();
        let rest = rest.strip_prefix('"').filter(|_| !is_in_comment(text, at))?;
        let path = &rest[..rest.find('"')?];
        path.rsplit(['/', '\\']).next().filter(|it| it.ends_with(".rs"))
    });
    quoted.map(SmolStr::new).collect()
}
