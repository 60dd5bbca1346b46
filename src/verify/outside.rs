//! What lies beside a workspace and is named by it: path dependencies and files
//! that `#[path]` or `include!` take in.
//!
//! A copy of the workspace names it by the same relative paths, so it must be
//! found beside the copy, too.
//! Invariant: looks, and changes nothing; what is found lies outside the root.

use std::collections::BTreeSet;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::workspace::Workspace;

/// The largest manifest outside that is looked into, in bytes.
const LIMIT: u64 = 1 << 20;

/// The entries beside the root, or beside a folder above it, that are named.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outside {
    root: Utf8PathBuf,
    /// Absolute; the parent of each is a folder above the root.
    entries: BTreeSet<Utf8PathBuf>,
}

impl Outside {
    /// What a workspace names outside its root; in manifests of the packages out
    /// there, too.
    pub fn of(workspace: &Workspace) -> Outside {
        let root = &workspace.root;
        let mut found = BTreeSet::new();
        for file in workspace.files() {
            let package = &workspace.package(file.package).dir;
            let folder = file.path.parent().unwrap_or(Utf8Path::new(""));
            for base in [folder, package] {
                found.extend(named(&file.text, &root.join(base), root));
            }
        }
        let mut open: Vec<_> = found.iter().cloned().collect();
        while let Some(path) = open.pop() {
            let manifest = path.join("Cargo.toml");
            let is_small = manifest.metadata().is_ok_and(|it| it.is_file() && it.len() <= LIMIT);
            let text = is_small.then(|| std::fs::read_to_string(&manifest).ok()).flatten();
            let further = named(&text.unwrap_or_default(), &path, root);
            open.extend(further.into_iter().filter(|it| found.insert(it.clone())));
        }
        let entries = found.iter().filter_map(|it| entry(it, root)).collect();
        Outside { root: root.clone(), entries }
    }

    /// Where the copy of the root lies below `base`: as deep as names lead out of
    /// the root, so that the entries have their place beside it.
    pub fn place_of_root(&self, base: &Utf8Path) -> Utf8PathBuf {
        let below = self.root.strip_prefix(self.top());
        base.join(below.unwrap_or(Utf8Path::new("tree")))
    }

    /// The entries, each with the place where the copy finds it.
    pub fn links(&self, base: &Utf8Path) -> impl Iterator<Item = (&Utf8Path, Utf8PathBuf)> {
        let place =
            move |it: &Utf8PathBuf| it.strip_prefix(self.top()).ok().map(|it| base.join(it));
        self.entries.iter().filter_map(move |it| Some((&**it, place(it)?)))
    }

    /// The lowest folder above the root that has all entries.
    fn top(&self) -> &Utf8Path {
        let parent = self.root.parent().unwrap_or(&self.root);
        let parents = self.entries.iter().filter_map(|it| it.parent());
        parents.min_by_key(|it| it.as_str().len()).unwrap_or(parent)
    }
}

/// The entry beside the root, or beside a folder above it, that leads to `path`;
/// none for a path within the root or above it.
fn entry(path: &Utf8Path, root: &Utf8Path) -> Option<Utf8PathBuf> {
    let above: Vec<_> = root.ancestors().collect();
    let entry = path.ancestors().find(|it| it.parent().is_some_and(|it| above.contains(&it)))?;
    (!above.contains(&entry)).then(|| entry.to_owned())
}

/// The paths that exist outside the root and that a text names in a string
/// literal with `..` in it, as seen from `folder`.
fn named(text: &str, folder: &Utf8Path, root: &Utf8Path) -> Vec<Utf8PathBuf> {
    let quoted = text.match_indices("../").filter_map(|(at, _)| {
        let line = text[..at].rfind('\n').map_or(0, |it| it + 1);
        let start = text[line..at].rfind(['"', '\''])? + line + 1;
        let end = text[at..].find(['"', '\'', '\n'])? + at;
        Some(&text[start..end])
    });
    let paths = quoted.map(|it| plain(&folder.join(it.trim_start_matches('/'))));
    let is_named = |it: &Utf8PathBuf| !it.starts_with(root) && it.exists();
    paths.filter(is_named).collect()
}

/// A path without `..`, by its text, as Cargo has it.
fn plain(path: &Utf8Path) -> Utf8PathBuf {
    let mut plain = Utf8PathBuf::new();
    for part in path.components() {
        match part {
            Utf8Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_lies_as_deep_as_names_lead_out() {
        let outside = |entries: &[&str]| Outside {
            root: "/a/b/ws".into(),
            entries: entries.iter().map(Into::into).collect(),
        };
        let none = outside(&[]);
        assert_eq!(none.place_of_root("/o".into()), "/o/ws");
        assert_eq!(none.links("/o".into()).count(), 0);
        let two = outside(&["/a/b/x", "/a/c"]);
        assert_eq!(two.place_of_root("/o".into()), "/o/b/ws");
        let links: Vec<_> = two.links("/o".into()).collect();
        let expected = [("/a/b/x", "/o/b/x"), ("/a/c", "/o/c")];
        assert_eq!(links, expected.map(|(a, b)| (Utf8Path::new(a), Utf8PathBuf::from(b))));
    }

    #[test]
    fn an_entry_is_the_first_part_that_leads_out() {
        let entry = |it: &str| super::entry(it.into(), "/a/b/ws".into());
        assert_eq!(entry("/a/b/x/src/lib.rs"), Some("/a/b/x".into()));
        assert_eq!(entry("/z"), Some("/z".into()));
        assert_eq!(entry("/a/b"), None);
    }
}
