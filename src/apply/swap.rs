//! A change of the tree, path by path: what stands there now and what shall.
//!
//! Invariant: a path stands in a list of [`Swap`]s once, lies below the root,
//! and changes. A move is two swaps; so a chain or a ring of moves needs no care.

use std::collections::BTreeMap;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::CONTROL;
use crate::change::TreeChange;
use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};

/// What one path holds and shall hold.
#[derive(Debug, Clone)]
pub(super) struct Swap<'a> {
    /// Relative to the root.
    pub path: Utf8PathBuf,
    /// The content there now; none where nothing is.
    pub before: Option<&'a [u8]>,
    /// What comes; none where the file goes.
    pub after: Option<After<'a>>,
}

/// What a path shall hold.
#[derive(Debug, Clone)]
pub(super) struct After<'a> {
    /// The content.
    pub bytes: &'a [u8],
    /// The file, relative to the root, whose permissions and owner it takes.
    pub like: Option<Utf8PathBuf>,
}

/// The swaps of a change: files that go first, then the others, each in the
/// order of paths. So a file can give way to a folder of its name, and `a.rs`
/// become `A.rs` where the file system takes them for one.
///
/// # Errors
/// Paths that leave the root, and two files that would become one.
pub(super) fn swaps_of(change: &TreeChange) -> Result<Vec<Swap<'_>>, Refusal> {
    let mut collected = Collected::default();
    for file in change.files.iter().filter(|it| it.from != it.to || it.before != it.after) {
        if let Some(path) = &file.from {
            collected.before(path, file.before.as_bytes());
        }
        if let Some(path) = &file.to {
            collected.after(path, After { bytes: file.after.as_bytes(), like: file.from.clone() });
        }
    }
    collected.finish()
}

/// The folders that moved files come to, each with the one that it stands for:
/// `a/b/x.rs` that becomes `c/b/x.rs` says that `c/b` is what `a/b` was, and `c`
/// what `a` was.
pub(super) fn folders_moved(change: &TreeChange) -> BTreeMap<&Utf8Path, &Utf8Path> {
    let moves = change.files.iter().filter_map(|it| Some((it.to.as_deref()?, it.from.as_deref()?)));
    let pairs = moves.flat_map(|(to, from)| to.ancestors().zip(from.ancestors()).skip(1));
    pairs.filter(|(to, from)| to != from && ![*to, *from].contains(&Utf8Path::new(""))).collect()
}

/// The order in which swaps are carried out.
pub(super) fn sort(swaps: &mut [Swap<'_>]) {
    swaps.sort_by(|a, b| (a.after.is_some(), &a.path).cmp(&(b.after.is_some(), &b.path)));
}

/// Whether a path is one that may be written: relative, of plain names only,
/// and not within the folder that this tool or git keeps for itself.
pub(super) fn may_be_written(path: &Utf8Path) -> bool {
    let mut parts = path.components().peekable();
    let own = |it: &Utf8Component<'_>| matches!(it.as_str(), CONTROL | ".git");
    parts.peek().is_some_and(|it| !own(it))
        && parts.all(|it| matches!(it, Utf8Component::Normal(_)))
        && !path.as_str().contains('\0')
}

#[derive(Default)]
struct Collected<'a> {
    swaps: BTreeMap<Utf8PathBuf, Swap<'a>>,
    problems: Vec<Diagnostic>,
}

impl<'a> Collected<'a> {
    fn before(&mut self, path: &Utf8Path, bytes: &'a [u8]) {
        let earlier = self.at(path).before.replace(bytes);
        if earlier.is_some() {
            self.problem(format!("`{path}` is changed twice in one plan"));
        }
    }

    fn after(&mut self, path: &Utf8Path, after: After<'a>) {
        let earlier = self.at(path).after.replace(after);
        if earlier.is_some() {
            self.problem(format!("two files would become `{path}`"));
        }
    }

    fn at(&mut self, path: &Utf8Path) -> &mut Swap<'a> {
        let empty = || Swap { path: path.to_owned(), before: None, after: None };
        self.swaps.entry(path.to_owned()).or_insert_with(empty)
    }

    fn problem(&mut self, message: String) {
        let help = "give one of them another path, or leave one out";
        self.problems.push(Diagnostic::error(message).note(super::UNCHANGED).help(help));
    }

    fn finish(mut self) -> Result<Vec<Swap<'a>>, Refusal> {
        for path in self.swaps.keys().filter(|it| !may_be_written(it)) {
            let message = format!("`{path}` does not lie in the workspace's own files");
            let help = "paths are relative to the workspace root, without `..`";
            self.problems.push(Diagnostic::error(message).note(super::UNCHANGED).help(help));
        }
        if !self.problems.is_empty() {
            return Err(Refusal { kind: RefusalKind::Check, findings: self.problems });
        }
        let mut swaps: Vec<_> = self.swaps.into_values().collect();
        sort(&mut swaps);
        Ok(swaps)
    }
}
