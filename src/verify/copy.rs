//! The copy of a workspace in which commands run.
//!
//! It stands in the folder of this tool, so that Cargo's configuration, the
//! toolchain file and Git are found upwards from it as they are from the
//! workspace. Files that the workspace ignores, and what beside the workspace its
//! manifests and sources name, are not copied but linked to.
//! Invariant: writes below [`Copy::make`]'s folder only; no file of the workspace
//! that a plan may change is linked to, so a command that writes in place writes
//! to the copy.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use camino::{Utf8Path, Utf8PathBuf};
use ignore::WalkBuilder;

use super::outside::Outside;
use crate::text::Text;
use crate::workspace::{SourceFile, Workspace};

/// Folders that hold no part of what is built: those of version control.
const LEFT_OUT: [&str; 5] = [".git", ".hg", ".jj", ".pijul", ".svn"];
/// Marks a folder that may be thrown away. <https://bford.info/cachedir/>
const CACHE_MARK: &str = "CACHEDIR.TAG";

/// The copy; it goes with the value.
#[derive(Debug)]
pub(super) struct Copy {
    /// Holds everything that was made.
    base: Utf8PathBuf,
    /// The copy of the workspace root.
    tree: Utf8PathBuf,
    /// What the copy holds of the files that a plan may change.
    laid: BTreeMap<Utf8PathBuf, Text>,
}

impl Copy {
    /// Copies a workspace to a place below `own`, the folder of this tool; what an
    /// earlier run left there goes first. What stands at the paths of `changed`,
    /// and the folders above them, are copies in any case.
    ///
    /// # Errors
    /// A file that cannot be read or written; nothing is left behind.
    pub fn make<'a>(
        workspace: &'a Workspace,
        changed: impl Iterator<Item = &'a Utf8PathBuf>,
        own: &Utf8Path,
    ) -> anyhow::Result<Copy> {
        let base = own.join("verify");
        remove(&base)?;
        let outside = Outside::of(workspace);
        let tree = outside.place_of_root(&base);
        let laid = contents(workspace);
        let copy = Copy { base, tree, laid };
        let kept = kept(&workspace.root, workspace.files().map(|it| &it.path).chain(changed));
        fs::create_dir_all(&copy.tree).with_context(|| format!("cannot make `{}`", copy.tree))?;
        let from = Source { root: workspace.root.as_std_path(), own: own.as_std_path(), kept };
        from.fill(Path::new(""), copy.tree.as_std_path())?;
        for (target, link) in outside.links(&copy.base) {
            self::link(target.as_std_path(), link.as_std_path())?;
        }
        Ok(copy)
    }

    /// Where the commands run.
    pub fn folder(&self) -> &Utf8Path {
        &self.tree
    }

    /// Makes the copy hold a snapshot of its workspace. What changes looks
    /// written now, so that Cargo builds it again.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn lay(&mut self, workspace: &Workspace) -> anyhow::Result<()> {
        let next = contents(workspace);
        for path in self.laid.keys().filter(|it| !next.contains_key(*it)) {
            remove(&self.tree.join(path))?;
        }
        for (path, content) in next.iter().filter(|it| self.laid.get(it.0) != Some(it.1)) {
            let place = self.tree.join(path);
            self.refuse_links_above(path)?;
            remove(&place)?;
            let folder = place.parent().unwrap_or(&self.tree);
            let written =
                fs::create_dir_all(folder).and_then(|()| fs::write(&place, content.as_bytes()));
            written.with_context(|| format!("cannot write `{place}`"))?;
        }
        self.laid = next;
        Ok(())
    }

    /// A link may lead to files of the workspace.
    fn refuse_links_above(&self, path: &Utf8Path) -> anyhow::Result<()> {
        for folder in path.ancestors().skip(1).map(|it| self.tree.join(it)) {
            if folder.is_symlink() {
                anyhow::bail!("`{path}` lies in a folder that is a link");
            }
        }
        Ok(())
    }

    /// The files that are not as they were laid: a command wrote them.
    pub fn edited(&self) -> Vec<&Utf8Path> {
        let same = |path: &Utf8Path, content: &str| {
            fs::read(self.tree.join(path)).is_ok_and(|it| it == content.as_bytes())
        };
        let edited = self.laid.iter().filter(|it| !same(it.0, it.1));
        edited.map(|it| &**it.0).collect()
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // What cannot be removed now goes before the next copy is made.
        let _ = remove(&self.base);
    }
}

fn contents(workspace: &Workspace) -> BTreeMap<Utf8PathBuf, Text> {
    let content = |it: &SourceFile| (it.path.clone(), it.content());
    workspace.files().map(content).collect()
}

/// Removes a file or a folder with all that is in it; no link is followed.
fn remove(path: &Utf8Path) -> anyhow::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(it) if it.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(it) => Err(it),
    };
    match removed {
        Err(it) if !matches!(it.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(it).with_context(|| format!("cannot remove `{path}`"))
        }
        _ => Ok(()),
    }
}

/// What is copied, relative to the root: all that the workspace does not ignore,
/// and in any case the files that a plan may change, with the folders above them.
fn kept<'a>(root: &Utf8Path, files: impl Iterator<Item = &'a Utf8PathBuf>) -> BTreeSet<PathBuf> {
    let walk = WalkBuilder::new(root).hidden(false).filter_entry(|it| !is_cache(it.path())).build();
    let walked = walk.filter_map(Result::ok);
    let below = walked.filter_map(|it| Some(it.path().strip_prefix(root).ok()?.to_owned()));
    let files = files.flat_map(|it| it.ancestors().map(|it| it.as_std_path().to_owned()));
    below.chain(files).collect()
}

fn is_cache(path: &Path) -> bool {
    path.join(CACHE_MARK).is_file()
        || path.file_name() == Some("target".as_ref())
            && path.is_dir()
            && path.with_file_name("Cargo.toml").is_file()
}

/// Where files are copied from.
struct Source<'a> {
    root: &'a Path,
    /// The folder of this tool.
    own: &'a Path,
    kept: BTreeSet<PathBuf>,
}

impl Source<'_> {
    /// Fills a folder that exists with what lies at `below` in the workspace.
    fn fill(&self, below: &Path, to: &Path) -> anyhow::Result<()> {
        let folder = self.root.join(below);
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = entries.with_context(|| format!("cannot list `{}`", folder.display()))?;
        for name in entries.into_iter().map(|it| it.file_name()) {
            let path = below.join(&name);
            if !self.is_left_out(&path) {
                self.put(&path, &to.join(&name))?;
            }
        }
        Ok(())
    }

    fn is_left_out(&self, path: &Path) -> bool {
        let from = self.root.join(path);
        let name = path.file_name().unwrap_or_default();
        // Cargo reads the configuration of the workspace itself, above the copy.
        let is_config = path == Path::new(".cargo");
        let is_vcs = LEFT_OUT.iter().any(|it| name == *it);
        from == self.own || is_config || is_vcs || is_cache(&from)
    }

    fn put(&self, path: &Path, to: &Path) -> anyhow::Result<()> {
        let from = self.root.join(path);
        let cannot = || format!("cannot copy `{}`", from.display());
        let kind = fs::symlink_metadata(&from).with_context(cannot)?.file_type();
        match () {
            () if cfg!(unix) && !self.kept.contains(path) => link(&from, to),
            () if kind.is_symlink() => self.put_link(&from, to),
            () if kind.is_dir() => {
                fs::create_dir(to).with_context(cannot)?;
                self.fill(path, to)
            }
            () if kind.is_file() => fs::copy(&from, to).map(drop).with_context(cannot),
            // Pipes, sockets, devices: nothing that is built.
            () => Ok(()),
        }
    }

    /// A link within the workspace stays one within the copy.
    fn put_link(&self, from: &Path, to: &Path) -> anyhow::Result<()> {
        let cannot = || format!("cannot read the link `{}`", from.display());
        let target = fs::read_link(from).with_context(cannot)?;
        let real = from.canonicalize().ok();
        let is_inside = self.root.canonicalize().is_ok_and(|root| {
            real.as_ref().is_none_or(|it| it.starts_with(root)) && target.is_relative()
        });
        link(if is_inside { &target } else { real.as_deref().unwrap_or(&target) }, to)
    }
}

#[cfg(unix)]
fn link(target: &Path, to: &Path) -> anyhow::Result<()> {
    let linked = std::os::unix::fs::symlink(target, to);
    linked.with_context(|| format!("cannot make the link `{}`", to.display()))
}

/// Where links need privileges, there are none.
#[cfg(not(unix))]
fn link(_target: &Path, _to: &Path) -> anyhow::Result<()> {
    Ok(())
}
