//! Puts a snapshot together from files and packages in any order.
//!
//! Invariant: pure; the same parts in another order make the same snapshot,
//! with the same numbers.

use std::sync::{Arc, Mutex, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{
    FileId, FileKind, Package, PackageId, PassedOver, SourceFile, Target, TargetId, TargetKind,
    Workspace,
};
use crate::manifest::Dependency;
use crate::manifest::read::{Inherited, dependencies};
use crate::syntax::Edition;
use crate::syntax::marks::Marks;
use crate::text::Text;

/// A file that is in no package yet.
#[derive(Debug)]
pub(super) struct RawFile {
    /// Path relative to the root.
    pub path: Utf8PathBuf,
    /// Text, without a byte order mark.
    pub text: Text,
    /// Whether a byte order mark stood before the text.
    pub bom: bool,
    /// What the text says before it is parsed, where that was looked for.
    pub marks: Option<Box<Marks>>,
}

/// A package whose files have no numbers yet.
#[derive(Debug)]
pub(super) struct RawPackage {
    /// Name, as in the manifest.
    pub name: SmolStr,
    /// Folder relative to the root.
    pub dir: Utf8PathBuf,
    /// Edition of the package.
    pub edition: Edition,
    /// Targets in any order.
    pub targets: Vec<RawTarget>,
}

/// A target whose root has no number yet.
#[derive(Debug)]
pub(super) struct RawTarget {
    /// What it is.
    pub kind: TargetKind,
    /// Its name as code spells it.
    pub name: SmolStr,
    /// File of its root module, relative to the root.
    pub root: Utf8PathBuf,
    /// Its edition.
    pub edition: Edition,
}

/// All that a snapshot is made of.
#[derive(Debug)]
pub(super) struct Parts {
    /// Absolute path of the root.
    pub root: Utf8PathBuf,
    /// Files, the manifests of the root and of all packages among them.
    pub files: Vec<RawFile>,
    /// Packages; at least one.
    pub packages: Vec<RawPackage>,
    /// Files that were not taken in.
    pub passed_over: Vec<PassedOver>,
    /// Sources of packages that are no members and depend on one.
    pub strangers: Vec<PassedOver>,
    /// Roots of targets outside the root, and folders of members there.
    pub roots_outside: Vec<Utf8PathBuf>,
    /// Whether a `Cargo.lock` lies at the root.
    pub has_lock: bool,
}

/// A file that must be there and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing(pub Utf8PathBuf);

/// Numbers files, packages and targets, and ties them together.
///
/// A target whose root is among the files passed over is left out.
///
/// # Errors
/// The first manifest or target root that is not among the files.
pub(super) fn assemble(mut parts: Parts) -> Result<Workspace, Missing> {
    parts.files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    parts.files.dedup_by(|a, b| a.path == b.path);
    parts.packages.sort_by(|a, b| a.dir.cmp(&b.dir));
    parts.passed_over.sort_by(|a, b| a.path.cmp(&b.path));

    let files = Homes::of_parts(&parts).settled(parts.files);
    let by_path = Workspace::index(files.iter().map(|it| (it.path.clone(), it.id)));
    let mut workspace = Workspace {
        root: parts.root,
        packages: Vec::with_capacity(parts.packages.len()),
        targets: Vec::new(),
        passed_over: parts.passed_over,
        roots_passed_over: parts.roots_outside,
        strangers: parts.strangers,
        has_lock: parts.has_lock,
        published: None,
        root_manifest: FileId(0),
        files: files.into_iter().map(|it| Some(Arc::new(it))).collect(),
        by_path,
        searches: Arc::default(),
    };
    workspace.root_manifest = required(&workspace, Utf8Path::new("Cargo.toml"))?;
    let root = root_text(&workspace);
    let inherited = Inherited::read(&root);
    for package in parts.packages {
        add_package(&mut workspace, package)?;
    }
    let packages = workspace.packages.par_iter();
    let read = packages.map(|it| dependencies_of(&workspace, it.manifest, &it.dir, &inherited));
    let read: Vec<_> = read.collect();
    for (package, dependencies) in workspace.packages.iter_mut().zip(read) {
        package.dependencies = dependencies;
    }
    Ok(workspace)
}

/// Adds a package with its targets, and without its dependencies.
fn add_package(workspace: &mut Workspace, mut raw: RawPackage) -> Result<(), Missing> {
    let id = PackageId(workspace.packages.len() as u32);
    let manifest = required(workspace, &raw.dir.join("Cargo.toml"))?;
    let passed_over = |path: &Utf8Path| workspace.passed_over.iter().any(|it| it.path == path);
    let (gone, targets) = raw.targets.into_iter().partition(|it| passed_over(&it.root));
    let gone: Vec<RawTarget> = gone;
    raw.targets = targets;
    workspace.roots_passed_over.extend(gone.into_iter().map(|it| it.root));
    raw.targets.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));

    let first = workspace.targets.len() as u32;
    for RawTarget { kind, name, root, edition } in raw.targets {
        let root = required(workspace, &root)?;
        workspace.targets.push(Target { package: id, kind, name, root, edition });
    }
    let targets = (first..workspace.targets.len() as u32).map(TargetId).collect();
    let dependencies = Vec::new();
    let RawPackage { name, dir, edition, .. } = raw;
    workspace.packages.push(Package { name, dir, manifest, edition, targets, dependencies });
    Ok(())
}

/// The text of the root's manifest.
pub(super) fn root_text(workspace: &Workspace) -> Text {
    workspace.file(workspace.root_manifest).map(|it| it.text.clone()).unwrap_or_default()
}

/// The dependencies that a package's manifest names, as the snapshot has it.
pub(super) fn dependencies_of(
    workspace: &Workspace,
    manifest: FileId,
    dir: &Utf8Path,
    inherited: &Inherited<'_>,
) -> Vec<Dependency> {
    let text = workspace.file(manifest).map_or("", |it| &*it.text);
    dependencies(text, dir, inherited)
}

fn required(workspace: &Workspace, path: &Utf8Path) -> Result<FileId, Missing> {
    workspace.file_at(path).ok_or_else(|| Missing(path.to_owned()))
}

/// Which package the files of a folder belong to.
#[derive(Debug)]
pub(super) struct Homes {
    by_dir: FxHashMap<Utf8PathBuf, PackageId>,
    editions: Vec<Edition>,
}

impl Homes {
    fn of_parts(parts: &Parts) -> Homes {
        let mut homes = Homes { by_dir: FxHashMap::default(), editions: Vec::new() };
        for package in &parts.packages {
            let roots = package.targets.iter().map(|it| it.root.as_path());
            homes.add(&package.dir, package.edition, roots);
        }
        homes
    }

    /// The homes of a snapshot, after packages moved.
    pub(super) fn of_workspace(workspace: &Workspace) -> Homes {
        let mut homes = Homes { by_dir: FxHashMap::default(), editions: Vec::new() };
        for package in &workspace.packages {
            let roots = package.targets.iter().map(|it| workspace.target(*it).root);
            let roots = roots.filter_map(|it| Some(workspace.file(it)?.path.as_path()));
            homes.add(&package.dir, package.edition, roots);
        }
        homes
    }

    /// Adds a package, and the folders outside it that hold its target roots.
    fn add<'a>(
        &mut self,
        dir: &Utf8Path,
        edition: Edition,
        roots: impl Iterator<Item = &'a Utf8Path>,
    ) {
        let id = PackageId(self.editions.len() as u32);
        self.editions.push(edition);
        for outside in roots.filter(|it| !it.starts_with(dir)).filter_map(Utf8Path::parent) {
            self.by_dir.entry(outside.to_owned()).or_insert(id);
        }
        self.by_dir.insert(dir.to_owned(), id);
    }

    /// The package of the file at `path`, and its edition.
    pub(super) fn of(&self, path: &Utf8Path) -> (PackageId, Edition) {
        let id = path.ancestors().skip(1).find_map(|dir| self.by_dir.get(dir));
        let id = id.copied().unwrap_or(PackageId(0));
        (id, self.editions.get(id.0 as usize).copied().unwrap_or(Edition::CURRENT))
    }

    /// The files, with their packages, numbered in the order in which they come.
    fn settled(&self, files: Vec<RawFile>) -> Vec<SourceFile> {
        // The files of a folder stand side by side.
        let mut last: Option<(Utf8PathBuf, (PackageId, Edition))> = None;
        let settle = |(at, raw): (usize, RawFile)| {
            let dir = raw.path.as_str().rsplit_once('/').map_or("", |it| it.0);
            let home = match &last {
                Some((known, home)) if known.as_str() == dir => *home,
                _ => last.insert((dir.into(), self.of(&raw.path))).1,
            };
            settled(FileId(at as u32), raw, home)
        };
        files.into_iter().enumerate().map(settle).collect()
    }
}

pub(super) fn settled(
    id: FileId,
    raw: RawFile,
    (package, edition): (PackageId, Edition),
) -> SourceFile {
    let RawFile { path, text, bom, marks } = raw;
    let kind = FileKind::of(&path);
    SourceFile {
        id,
        path,
        kind,
        text,
        bom,
        package,
        edition,
        syntax: OnceLock::new(),
        origin: None,
        lines: OnceLock::new(),
        marks: marks.map_or_else(OnceLock::new, OnceLock::from),
        changed: Mutex::default(),
    }
}
