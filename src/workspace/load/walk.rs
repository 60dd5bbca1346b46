//! Finds the files of a workspace.
//!
//! What `rg` would search counts: `.gitignore` in a git repository, `.ignore`
//! everywhere, hidden files not. Invariant: no file but a manifest on the way
//! up to the root is opened, and no symbolic link followed.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use ignore::{DirEntry, WalkBuilder, WalkState};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::cargo::{Members, Outside};
use super::{escaped, read, slashed};
use crate::workspace::{NO_MEMBER, PassedOver};

/// The ends of names of files that are taken in, manifests aside.
const SOURCES: [&[u8]; 3] = [b".rs", b".md", b".markdown"];

/// What lies below a root; paths relative to it.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Rust and Markdown files.
    pub files: Vec<Utf8PathBuf>,
    /// `Cargo.toml` files, of members or not.
    pub manifests: Vec<Utf8PathBuf>,
    /// Files and folders that cannot be taken in.
    pub passed_over: Vec<PassedOver>,
    /// Folders that are links.
    pub linked: Vec<Linked>,
}

/// A folder that is a link.
#[derive(Debug)]
pub(super) struct Linked {
    /// Its path relative to the root.
    pub below: Utf8PathBuf,
    /// Where it leads to.
    target: Utf8PathBuf,
}

/// The files that are to be read; paths relative to the root.
pub(super) struct Chosen {
    /// Sources and manifests, in the order of paths.
    pub files: Vec<Utf8PathBuf>,
    /// Packages that are no members.
    pub passed_over: Vec<PassedOver>,
    /// The sources of those packages.
    pub strangers: Vec<Utf8PathBuf>,
}

/// Where the root of the workspace probably is: the nearest folder above with
/// a manifest that has a `[workspace]`, else the nearest with a manifest.
/// Cargo knows better; this is for walking while Cargo is asked.
pub(super) fn guess_root(manifest_path: Option<&Utf8Path>) -> Option<Utf8PathBuf> {
    let start = match manifest_path {
        Some(path) => std::path::absolute(path.parent()?).ok()?,
        None => std::env::current_dir().ok()?,
    };
    let start = Utf8PathBuf::from_path_buf(start).ok()?;
    let manifests = start.ancestors().map(|dir| (dir, dir.join("Cargo.toml")));
    let mut found: Vec<_> = manifests.filter(|(_, it)| it.is_file()).collect();
    let is_root = |path: &Utf8Path| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        text.contains("[workspace")
    };
    let root = found.iter().position(|(_, it)| is_root(it)).unwrap_or(0);
    (root < found.len()).then(|| found.swap_remove(root).0.to_owned())
}

/// Finds sources and manifests below `root`.
pub(super) fn walk(root: &Utf8Path) -> Walked {
    let all = Mutex::new(Walked::default());
    let mut walker = WalkBuilder::new(root);
    walker.filter_entry(|it| !is_build_folder(it));
    if rayon::current_num_threads() == 1 {
        let mut found = Walked::default();
        walker.build().for_each(|it| found.take(root, it));
        return found;
    }
    let walker = walker.build_parallel();
    walker.run(|| {
        let mut own = Batch { found: Walked::default(), all: &all };
        Box::new(move |entry| {
            own.found.take(root, entry);
            WalkState::Continue
        })
    });
    all.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What one thread found; joined with the rest when the thread is done.
struct Batch<'a> {
    found: Walked,
    all: &'a Mutex<Walked>,
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.files.append(&mut self.found.files);
        all.manifests.append(&mut self.found.manifests);
        all.passed_over.append(&mut self.found.passed_over);
        all.linked.append(&mut self.found.linked);
    }
}

/// Whether it is a folder that Cargo builds in: `target` beside a manifest, or
/// marked as a cache. A module may well be called `target`.
fn is_build_folder(entry: &DirEntry) -> bool {
    let path = entry.path();
    let is_dir = entry.file_type().is_some_and(|it| it.is_dir());
    let named = is_dir && entry.file_name() == "target" && entry.depth() > 0;
    named && (path.with_file_name("Cargo.toml").exists() || path.join("CACHEDIR.TAG").exists())
}

impl Walked {
    fn take(&mut self, root: &Utf8Path, entry: Result<DirEntry, ignore::Error>) {
        match entry {
            Ok(entry) => self.add(root, &entry),
            Err(why) => self.passed_over.extend(unreadable(root, &why)),
        }
    }

    fn add(&mut self, root: &Utf8Path, entry: &DirEntry) {
        let path = entry.path();
        let is_manifest = entry.file_name() == "Cargo.toml";
        let name = entry.file_name().as_encoded_bytes();
        let is_source = SOURCES.iter().any(|it| name.ends_with(it));
        let kind = entry.file_type();
        let is_link = kind.is_some_and(|it| it.is_symlink());
        let is_dir = kind.is_some_and(|it| it.is_dir());
        let matters = (is_manifest || is_source) && !is_dir;
        let is_linked_folder = is_link && path.is_dir();
        if !matters && !is_linked_folder {
            return;
        }
        let below = path.strip_prefix(root).unwrap_or(path);
        if is_linked_folder {
            let linked = below.to_str().zip(leads(path));
            let linked =
                linked.map(|(it, target)| Linked { below: slashed(it.to_owned()), target });
            self.linked.extend(linked);
        }
        match below.to_str() {
            Some(below) if kind.is_some_and(|it| it.is_file()) => {
                let list = if is_manifest { &mut self.manifests } else { &mut self.files };
                list.push(slashed(below.to_owned()));
            }
            _ if is_link => self.passed_over.push(link(root, path, below)),
            Some(_) => self.passed_over.push(passed_over(below, "not a regular file")),
            None => self.passed_over.push(PassedOver {
                bytes: read::read(path).into_bytes(),
                ..passed_over(below, "the name is not UTF-8")
            }),
        }
    }
}

fn passed_over(path: &Path, reason: &str) -> PassedOver {
    let bytes = Some(Arc::default());
    let (path, reason) = (escaped(path), reason.to_owned());
    PassedOver { path, reason, bytes, leads_to: None, is_folder: false }
}

/// Where a link leads to in the end.
fn leads(path: &Path) -> Option<Utf8PathBuf> {
    path.canonicalize().ok().and_then(|it| Utf8PathBuf::from_path_buf(it).ok())
}

/// A symbolic link; with the bytes that it leads to, if they are outside.
fn link(root: &Utf8Path, path: &Path, below: &Path) -> PassedOver {
    let it = passed_over(below, "a symbolic link");
    let inside = |it: &Utf8PathBuf| {
        let root = root.canonicalize_utf8().ok()?;
        it.strip_prefix(root).ok().map(|it| slashed(it.as_str().to_owned()))
    };
    match leads(path) {
        Some(target) if inside(&target).is_some() => {
            let leads_to = inside(&target).filter(|_| target.is_file());
            let bytes = it.bytes.filter(|_| leads_to.is_none());
            PassedOver { leads_to, bytes, ..it }
        }
        Some(target) => PassedOver {
            reason: format!("a symbolic link to `{target}`, outside the workspace"),
            bytes: read::read(target.as_std_path()).into_bytes(),
            ..it
        },
        None => PassedOver { reason: "a symbolic link to nothing".to_owned(), ..it },
    }
}

fn unreadable(root: &Utf8Path, why: &ignore::Error) -> Option<PassedOver> {
    let (path, said) = match why {
        ignore::Error::WithDepth { err, .. } => return unreadable(root, err),
        ignore::Error::WithPath { path, err } => (path.as_path(), err.to_string()),
        other => (root.as_std_path(), other.to_string()),
    };
    let below = path.strip_prefix(root).unwrap_or(path);
    // What went in the meantime held nothing.
    let is_folder = why.io_error().is_none_or(|it| it.kind() != std::io::ErrorKind::NotFound);
    Some(PassedOver { is_folder, ..passed_over(below, &format!("could not be read: {said}")) })
}

/// Picks what is to be read: sources whose nearest manifest above is that of a
/// member or of the root, target roots, and the manifests of root and members.
pub(super) fn choose(
    members: &Members,
    sources: Vec<Utf8PathBuf>,
    manifests: &[Utf8PathBuf],
) -> Chosen {
    let mut own: FxHashSet<&Utf8Path> = members.packages.iter().map(|it| &*it.dir).collect();
    own.insert(Utf8Path::new(""));
    let parents = manifests.iter().filter_map(|it| it.parent());
    let foreign: FxHashSet<&Utf8Path> = parents.filter(|it| !own.contains(it)).collect();
    let is_own = |dir: &Utf8Path| {
        dir.ancestors().find_map(|it| match () {
            () if own.contains(it) => Some(true),
            () if foreign.contains(it) => Some(false),
            () => None,
        })
    };
    let built_in = members.target_dir.strip_prefix(&members.root).ok();
    let is_built = |dir: &Utf8Path| built_in.is_some_and(|it| dir.starts_with(it));
    let is_chosen = |dir: &Utf8Path| is_own(dir) != Some(false) && !is_built(dir);
    // The files of a folder mostly stand side by side.
    let mut last = (Utf8PathBuf::new(), is_chosen(Utf8Path::new("")));
    let (mut files, mut strangers): (Vec<_>, Vec<_>) = sources.into_iter().partition(|it| {
        let dir = folder(it);
        if dir != last.0.as_str() {
            last = (dir.into(), is_chosen(Utf8Path::new(dir)));
        }
        last.1
    });
    strangers.retain(|it| it.extension() == Some("rs") && !is_built(it));
    files.extend(own.iter().map(|it| it.join("Cargo.toml")));
    let targets = members.packages.iter().flat_map(|it| &it.targets);
    files.extend(targets.map(|it| it.root.clone()));
    files.par_sort_unstable_by(|a, b| in_order(a.as_str()).cmp(in_order(b.as_str())));
    files.dedup();
    let foreign = foreign.into_iter().filter(|it| !is_built(it));
    let passed_over = foreign.map(|it| passed_over(it.as_std_path(), NO_MEMBER)).collect();
    Chosen { files, passed_over, strangers }
}

/// What paths without `.` and `..` are compared by, part by part.
fn in_order(path: &str) -> impl Iterator<Item = u8> {
    path.bytes().map(|it| if it == b'/' { 0 } else { it })
}

/// The folder of a file; both relative to the root.
fn folder(path: &Utf8Path) -> &str {
    path.as_str().rsplit_once('/').map_or("", |it| it.0)
}

/// The sources of what lies outside the root, with their bytes: never edited,
/// but names in play may stand in them.
pub(super) fn outside(outside: &Outside) -> Vec<PassedOver> {
    let one = |path: Utf8PathBuf| {
        let bytes = read::read(path.as_std_path()).into_bytes();
        let reason = "outside the workspace root".to_owned();
        PassedOver { bytes, ..passed_over(outside.relative(&path).as_std_path(), &reason) }
    };
    let sources = |path: &Utf8PathBuf| {
        if path.is_file() {
            return vec![path.clone()];
        }
        walk(path).files.into_iter().map(|it| path.join(it)).collect()
    };
    outside.paths.iter().flat_map(sources).map(one).collect()
}

/// The sources of a folder that is a link, as they are reached through it.
pub(super) fn behind(folder: &Linked) -> Vec<PassedOver> {
    let reason = || format!("behind the symbolic link `{}`", folder.below);
    let one = |path: Utf8PathBuf| PassedOver {
        bytes: read::read(folder.target.join(&path).as_std_path()).into_bytes(),
        ..passed_over(folder.below.join(path).as_std_path(), &reason())
    };
    walk(&folder.target).files.into_iter().map(one).collect()
}
