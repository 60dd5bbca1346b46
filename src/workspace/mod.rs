//! The workspace as it lay on disk at one moment, and the same with a change
//! laid over it.
//!
//! Invariant: a [`Workspace`] never changes; [`Workspace::with`] makes the next
//! one, which shares every file that is the same (text and parse). Only
//! [`load`] reads the disk.

mod assemble;
#[cfg(test)]
pub mod fixture;
pub mod load;
mod outline;
mod overlay;
pub mod published;
mod searches;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use self::published::Published;
use self::searches::Searches;
use crate::manifest::Dependency;
use crate::planted::planted;
use crate::syntax::marks::Marks;
use crate::syntax::{Edition, Syntax};
pub use crate::text::FileId;
use crate::text::{LineCol, LineIndex, Text, TextEdit};

/// A package of the workspace: index into [`Workspace::packages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackageId(pub u32);

/// A target (a crate): index into [`Workspace::targets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetId(pub u32);

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Rust source.
    Rust,
    /// A `Cargo.toml`.
    Manifest,
    /// Markdown: documentation, of a crate or beside it.
    Markdown,
}

impl FileKind {
    /// What a file with this name holds.
    fn of(path: &Utf8Path) -> FileKind {
        match path.extension() {
            Some("rs") => FileKind::Rust,
            Some("md" | "markdown") => FileKind::Markdown,
            _ => FileKind::Manifest,
        }
    }
}

/// One file of the snapshot.
#[derive(Debug)]
pub struct SourceFile {
    /// Its number.
    pub id: FileId,
    /// Path relative to [`Workspace::root`], `/` between the parts.
    pub path: Utf8PathBuf,
    /// What it holds.
    pub kind: FileKind,
    /// Its text, without a byte order mark.
    pub text: Text,
    /// Whether a byte order mark stands before the text.
    pub bom: bool,
    /// The package whose folder is nearest above the file; for a file above
    /// all packages, the first one with a target there, else the first one.
    pub package: PackageId,
    /// The edition it is parsed with: its package's.
    pub edition: Edition,
    syntax: OnceLock<Arc<Syntax>>,
    /// The parse of the file that this one was made of, and by which edit.
    origin: Option<(Arc<Syntax>, TextEdit)>,
    lines: OnceLock<LineIndex>,
    marks: OnceLock<Box<Marks>>,
    /// The last edits that were laid over this file, and what they made of it.
    changed: Mutex<Vec<(Option<TextEdit>, Arc<SourceFile>)>>,
}

impl SourceFile {
    /// The parse of this file, made when it is first asked for.
    pub fn syntax(&self) -> &Syntax {
        let parse = || match &self.origin {
            Some((before, edit)) => before.edited(edit, &self.text),
            None if self.kind == FileKind::Markdown => {
                Syntax::markdown(self.text.clone(), self.edition)
            }
            None => Syntax::parse(&self.text, self.edition),
        };
        self.syntax.get_or_init(|| Arc::new(parse()))
    }

    /// What its text says before it is parsed.
    pub fn marks(&self) -> &Marks {
        self.marks.get_or_init(|| Box::new(Marks::of(&self.text)))
    }

    /// That it is passed over, as it nests too deeply; known when it was parsed.
    pub fn too_deep(&self) -> Option<PassedOver> {
        let at = self.syntax.get()?.too_deep()?;
        let LineCol { line, col } = self.lines().line_col(&self.text, at);
        Some(PassedOver {
            path: self.path.clone(),
            reason: format!("nested too deeply at {line}:{col}"),
            bytes: Some(self.content().as_bytes().into()),
            leads_to: None,
            is_folder: false,
        })
    }

    /// Where its lines begin.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The file as it is on disk: byte order mark and text.
    pub fn content(&self) -> Text {
        if planted("line-ends-changed") {
            return self.text.replace("\r\n", "\n").into();
        }
        if self.bom { format!("\u{feff}{}", self.text).into() } else { self.text.clone() }
    }
}

/// What Cargo builds of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetKind {
    /// A library, of whatever crate type.
    Lib,
    /// A procedural macro library.
    ProcMacro,
    /// A binary.
    Bin,
    /// An example.
    Example,
    /// An integration test.
    Test,
    /// A benchmark.
    Bench,
    /// A build script.
    BuildScript,
}

/// A target: one crate.
#[derive(Debug, Clone)]
pub struct Target {
    /// The package it belongs to.
    pub package: PackageId,
    /// What it is.
    pub kind: TargetKind,
    /// Its crate's name as code spells it (`kalamdb_core`).
    pub name: SmolStr,
    /// The file of its root module.
    pub root: FileId,
    /// Its edition.
    pub edition: Edition,
}

/// A package of the workspace.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its name as `Cargo.toml` spells it (`kalamdb-core`).
    pub name: SmolStr,
    /// Folder relative to the root; empty for a package at the root.
    pub dir: Utf8PathBuf,
    /// Its manifest.
    pub manifest: FileId,
    /// Its edition.
    pub edition: Edition,
    /// Its targets, library first.
    pub targets: Vec<TargetId>,
    /// Its dependencies, with inheritance from the workspace resolved.
    pub dependencies: Vec<Dependency>,
}

/// Why the folder of a package is passed over that is no member.
pub const NO_MEMBER: &str = "a package that is no member of the workspace";

/// A file that is not worked on, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Path relative to the root, escaped where it is not UTF-8.
    pub path: Utf8PathBuf,
    /// Why: `not UTF-8 at byte 17`, `not a regular file`, …
    pub reason: String,
    /// The bytes: a name in play may stand in them. None of a file that could not
    /// be read; empty where there is nothing to read.
    pub bytes: Option<Arc<[u8]>>,
    /// Of a link: the file below the root that it leads to, relative to the root.
    pub leads_to: Option<Utf8PathBuf>,
    /// Whether it is a folder whose entries could not be read, all or some.
    pub is_folder: bool,
}

/// The snapshot.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// Absolute path of the workspace root.
    pub root: Utf8PathBuf,
    /// Packages, in the order of their folders.
    pub packages: Vec<Package>,
    /// Targets, grouped by package.
    pub targets: Vec<Target>,
    /// Files that were found and not taken in; those that nest too deeply are found
    /// out when they are parsed ([`SourceFile::too_deep`]).
    pub passed_over: Vec<PassedOver>,
    /// Sources of packages that are no members and depend on one by its path: never
    /// edited, but names in play may stand in them.
    pub strangers: Vec<PassedOver>,
    /// Files of target roots that are among those passed over, and folders of members outside
    /// the root whose sources name a library of the workspace.
    pub roots_passed_over: Vec<Utf8PathBuf>,
    /// Whether a `Cargo.lock` lies at the root.
    pub has_lock: bool,
    /// The packages that are built with members in the place of published ones; none
    /// where it is not known which are, or `[patch]` names no member.
    pub published: Option<Arc<Published>>,
    /// The manifest at the root (a package's or a virtual one).
    pub root_manifest: FileId,
    files: Vec<Option<Arc<SourceFile>>>,
    /// Files by the text of their paths, as [`plain`] has it.
    by_path: Arc<FxHashMap<String, FileId>>,
    searches: Arc<Searches>,
}

impl Workspace {
    /// The file with this number, unless the overlay deleted it.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)?.as_deref()
    }

    /// All files, in the order of their numbers (that of their paths on disk).
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().flatten().map(|it| &**it)
    }

    /// The file at a path relative to the root.
    pub fn file_at(&self, path: &Utf8Path) -> Option<FileId> {
        self.by_path.get(&*plain(path)).copied()
    }

    /// Files by their paths.
    fn index(files: impl Iterator<Item = (Utf8PathBuf, FileId)>) -> Arc<FxHashMap<String, FileId>> {
        Arc::new(files.map(|it| (plain(&it.0).into_owned(), it.1)).collect())
    }

    /// The package with this number.
    pub fn package(&self, id: PackageId) -> &Package {
        &self.packages[id.0 as usize]
    }

    /// The target with this number.
    pub fn target(&self, id: TargetId) -> &Target {
        &self.targets[id.0 as usize]
    }

    /// The package with this name, as `Cargo.toml` or as code spells it.
    pub fn package_named(&self, name: &str) -> Option<PackageId> {
        let same = |it: &Package| it.name == name || it.name.replace('-', "_") == name;
        self.packages.iter().position(same).map(|at| PackageId(at as u32))
    }

    /// The library of the workspace that a dependency means.
    pub fn dependency_lib(&self, dependency: &Dependency) -> Option<TargetId> {
        let dir = dependency.path.as_deref().or(dependency.patched.as_deref())?;
        let package = self.packages.iter().position(|it| it.dir == dir)?;
        self.lib_of(PackageId(package as u32))
    }

    /// The name by which code calls a dependency: the library's own, unless the
    /// manifest gives it another.
    pub fn name_in_code(&self, dependency: &Dependency) -> SmolStr {
        let is_plain = dependency.code_name == dependency.package.replace('-', "_");
        let lib = self.dependency_lib(dependency).filter(|_| is_plain);
        lib.map_or_else(|| dependency.code_name.clone(), |it| self.target(it).name.clone())
    }

    /// The library target of a package, if it has one.
    pub fn lib_of(&self, package: PackageId) -> Option<TargetId> {
        let is_lib = |id: &&TargetId| {
            matches!(self.target(**id).kind, TargetKind::Lib | TargetKind::ProcMacro)
        };
        self.package(package).targets.iter().find(is_lib).copied()
    }
}

/// The text of a relative path with one `/` between its parts: paths of the same parts
/// have the same.
fn plain(path: &Utf8Path) -> Cow<'_, str> {
    let text = path.as_str();
    let mut before = b'/';
    let is_plain = text.bytes().all(|it| {
        let is_odd = before == b'/' && matches!(it, b'/' | b'.') || it == b'\\';
        before = it;
        !is_odd
    });
    if is_plain && !text.ends_with('/') {
        return Cow::Borrowed(text);
    }
    let parts: Vec<&str> = path.components().map(|it| it.as_str()).collect();
    Cow::Owned(parts.join("/"))
}
