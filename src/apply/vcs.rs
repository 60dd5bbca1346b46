//! Which files version control could not bring back.
//!
//! Invariant: asks the library, starts no process, writes nothing (the index is
//! not refreshed on disk). What cannot be looked at is an error, never "clean".
#![allow(clippy::disallowed_methods, reason = "looks at folders, writes nothing")]

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use camino::{Utf8Path, Utf8PathBuf};
use git2::{ErrorCode, Repository, Status, StatusOptions};

/// What version control says of some files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vcs {
    /// None of the files lies in a repository.
    None,
    /// The files, relative to the root and sorted, that are modified, staged or
    /// untracked, or lie in no repository while others do. Ignored files are
    /// not among them.
    Git(Vec<Utf8PathBuf>),
}

/// Which of these files, relative to the root, git could not bring back. Each is
/// asked of the repository nearest above it: a submodule is one of its own.
///
/// # Errors
/// A repository that is there but cannot be read, or has no work tree.
pub fn dirty(root: &Utf8Path, paths: &[Utf8PathBuf]) -> anyhow::Result<Vcs> {
    let mut found = Grouped::default();
    for path in paths {
        let (folder, rest) = lowest_folder(root, path)?;
        found.sort_in(path, &folder, &rest)?;
    }
    if found.by_repository.is_empty() {
        return Ok(Vcs::None);
    }
    let mut dirty = found.outside;
    for (work_tree, files) in &found.by_repository {
        dirty.extend(dirty_in(work_tree, files)?);
    }
    dirty.sort();
    dirty.dedup();
    Ok(Vcs::Git(dirty))
}

/// Paths by the work tree they lie in; beside each, its path within that.
#[derive(Default)]
struct Grouped {
    by_repository: BTreeMap<PathBuf, BTreeMap<PathBuf, Utf8PathBuf>>,
    outside: Vec<Utf8PathBuf>,
    work_trees: BTreeMap<PathBuf, Option<PathBuf>>,
}

impl Grouped {
    fn sort_in(&mut self, path: &Utf8Path, folder: &Path, rest: &Path) -> anyhow::Result<()> {
        if !self.work_trees.contains_key(folder) {
            self.work_trees.insert(folder.to_owned(), work_tree_of(folder)?);
        }
        let Some(Some(work_tree)) = self.work_trees.get(folder) else {
            self.outside.push(path.to_owned());
            return Ok(());
        };
        let within = folder.join(rest);
        let within = within.strip_prefix(work_tree).with_context(|| {
            format!("`{path}` does not lie in the work tree `{}`", work_tree.display())
        })?;
        let files = self.by_repository.entry(work_tree.clone()).or_default();
        files.insert(within.to_owned(), path.to_owned());
        Ok(())
    }
}

/// The lowest folder above a path that exists, links resolved, and what is left
/// of the path below it.
fn lowest_folder(root: &Utf8Path, path: &Utf8Path) -> anyhow::Result<(PathBuf, PathBuf)> {
    let whole = root.join(path);
    for folder in whole.ancestors().skip(1) {
        match folder.canonicalize() {
            Ok(real) => {
                let rest = whole.strip_prefix(folder)?;
                return Ok((real, rest.as_std_path().to_owned()));
            }
            Err(it) if matches!(it.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(it) => return Err(it).with_context(|| format!("cannot look at `{folder}`")),
        }
    }
    bail!("`{root}` does not exist")
}

/// The work tree a folder lies in; none where there is no repository.
fn work_tree_of(folder: &Path) -> anyhow::Result<Option<PathBuf>> {
    let unreadable = || {
        let folder = folder.display();
        format!("cannot read the git repository of `{folder}`; see what `git status` says there")
    };
    match Repository::discover(folder) {
        Ok(repository) => {
            let Some(work_tree) = repository.workdir() else {
                bail!("the git repository of `{}` has no work tree", folder.display());
            };
            Ok(Some(work_tree.canonicalize().with_context(unreadable)?))
        }
        // Also the answer for a `.git` that is damaged beyond recognition.
        Err(it) if it.code() == ErrorCode::NotFound && !has_git_above(folder) => Ok(None),
        Err(it) => Err(it).with_context(unreadable),
    }
}

fn has_git_above(folder: &Path) -> bool {
    folder.ancestors().any(|it| it.join(".git").symlink_metadata().is_ok())
}

fn dirty_in(
    work_tree: &Path,
    files: &BTreeMap<PathBuf, Utf8PathBuf>,
) -> anyhow::Result<Vec<Utf8PathBuf>> {
    let unreadable = || format!("cannot read the git repository `{}`", work_tree.display());
    let repository = Repository::open(work_tree).with_context(unreadable)?;
    let mut options = StatusOptions::new();
    options.include_untracked(true).recurse_untracked_dirs(true).exclude_submodules(true);
    options.disable_pathspec_match(true).no_refresh(false).update_index(false);
    for path in files.keys() {
        options.pathspec(path);
    }
    let statuses = repository.statuses(Some(&mut options)).with_context(unreadable)?;
    let is_dirty = |it: Status| it != Status::CURRENT && it != Status::IGNORED;
    let dirty = statuses.iter().filter(|it| is_dirty(it.status()));
    Ok(dirty.filter_map(|it| files.get(&path_of(it.path_bytes())).cloned()).collect())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}
