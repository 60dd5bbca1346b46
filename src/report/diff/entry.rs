//! The files of a tree change, as entries of a diff.
//!
//! Invariant: no path is the old name of one entry and the new name of
//! another. Git and `patch` disagree on what that would mean; so files that
//! change places, or follow one another, are shown path by path: as edited,
//! deleted and new.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use crate::change::{FileChange, TreeChange};

/// One entry of a diff: a file that is edited, moves, comes or goes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry<'a> {
    /// Path before; none for a file that comes.
    pub(super) from: Option<&'a Utf8Path>,
    /// Path after; none for a file that goes.
    pub(super) to: Option<&'a Utf8Path>,
    /// Content before.
    pub(super) before: &'a str,
    /// Content after.
    pub(super) after: &'a str,
}

/// The entries of a tree change, in its order; by path if some had to be split.
pub(super) fn entries(tree: &TreeChange) -> Vec<Entry<'_>> {
    let shared = shared_paths(tree);
    let is_tangled =
        |it: &Entry<'_>| [it.from, it.to].into_iter().flatten().any(|path| shared.contains(path));
    let (tangled, mut entries): (Vec<_>, Vec<_>) =
        tree.files.iter().map(Entry::new).partition(is_tangled);
    if !tangled.is_empty() {
        entries.extend(by_path(&tangled));
        entries.sort_by_key(|it| it.to.or(it.from));
    }
    entries
}

/// Paths that one file leaves and another gets.
fn shared_paths(tree: &TreeChange) -> BTreeSet<&Utf8Path> {
    let moving = || tree.files.iter().filter(|it| it.from != it.to);
    let left: BTreeSet<&Utf8Path> = moving().filter_map(|it| it.from.as_deref()).collect();
    moving().filter_map(|it| it.to.as_deref()).filter(|it| left.contains(it)).collect()
}

/// What becomes of each path of these entries.
fn by_path<'a>(entries: &[Entry<'a>]) -> Vec<Entry<'a>> {
    let mut paths = BTreeMap::<&Utf8Path, Entry<'a>>::new();
    for entry in entries {
        if let Some(path) = entry.from {
            let it = paths.entry(path).or_default();
            (it.from, it.before) = (Some(path), entry.before);
        }
        if let Some(path) = entry.to {
            let it = paths.entry(path).or_default();
            (it.to, it.after) = (Some(path), entry.after);
        }
    }
    paths.into_values().filter(|it| it.from != it.to || it.before != it.after).collect()
}

impl<'a> Entry<'a> {
    fn new(file: &'a FileChange) -> Entry<'a> {
        Entry {
            from: file.from.as_deref(),
            to: file.to.as_deref(),
            before: &file.before,
            after: &file.after,
        }
    }

    /// The names after `diff --git`: a file that comes or goes has one name.
    pub(super) fn names(&self) -> Option<(&'a Utf8Path, &'a Utf8Path)> {
        let old = self.from.or(self.to)?;
        Some((old, self.to.unwrap_or(old)))
    }
}
