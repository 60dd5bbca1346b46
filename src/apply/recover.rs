//! What is left of a run that died: taken back, or dropped.
//!
//! Invariant: only under the lock, so never while the run still lives; may be
//! stopped anywhere and run again.

use camino::{Utf8Path, Utf8PathBuf};

use super::failure::{Failure, stuck};
use super::journal::Journal;
use super::lock::Lock;
use super::rollback::{Kept, TakenBack};
use super::store::{Disk, Done, Store};
use super::transaction::{LAST, OPEN, STALE, Transaction, remove_tree};
use super::{CONTROL, KEPT};
use crate::diagnostic::Diagnostic;

/// What [`recover`] found and did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Runs that died before they touched a file: only their folders went.
    pub dropped: usize,
    /// Runs that died later, and were taken back.
    pub taken_back: usize,
    /// Files that are again as they were, relative to the root.
    pub restored: Vec<Utf8PathBuf>,
    /// Files that somebody changed since: they were left, and need a person
    /// (exit code 5).
    pub kept: Vec<Kept>,
}

/// Takes back what an interrupted run left. Does nothing where there is nothing.
///
/// # Errors
/// [`Failure::Refused`] while another run is at work; [`Failure::NeedsPerson`]
/// for a journal that cannot be trusted, or a file that cannot be restored.
pub fn recover(root: &Utf8Path) -> Result<Recovery, Failure> {
    recover_with(&Disk, root)
}

/// Whether a run died within the swap, so that the tree may be half changed.
///
/// # Errors
/// The folder of this tool cannot be read.
pub fn is_interrupted(root: &Utf8Path) -> Result<bool, Failure> {
    let open = open_transactions(&Disk, root);
    open.map(|it| it.iter().any(|it| it.1)).map_err(|it| stuck(root, it))
}

pub(super) fn recover_with<S: Store>(store: &S, root: &Utf8Path) -> Result<Recovery, Failure> {
    let mut recovery = Recovery::default();
    let Some(_lock) = Lock::take_if_present(root)? else { return Ok(recovery) };
    for (folder, has_journal) in open_transactions(store, root).map_err(|it| stuck(root, it))? {
        let transaction = Transaction { store, root, folder };
        if has_journal {
            recover_one(&transaction, &mut recovery)?;
        } else {
            transaction.discard().map_err(|it| stuck(root, it))?;
            recovery.dropped += 1;
        }
    }
    settle(store, root).map_err(|it| stuck(root, it))?;
    recovery.restored.sort();
    recovery.kept.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(recovery)
}

fn recover_one<S: Store>(
    transaction: &Transaction<'_, S>,
    recovery: &mut Recovery,
) -> Result<(), Failure> {
    let root = transaction.root;
    let bytes = transaction.store.read(&transaction.journal_place());
    let bytes = bytes.map_err(|it| stuck(root, it))?;
    let journal = Journal::read(&bytes).map_err(|it| untrusted(transaction, &it))?;
    let back = transaction.roll_back(&journal).map_err(|it| stuck(root, it))?;
    recovery.taken_back += 1;
    recovery.restored.extend(back.restored.iter().cloned());
    recovery.kept.extend(close(transaction, back).map_err(|it| stuck(root, it))?);
    Ok(())
}

/// Ends a transaction that was taken back: its folder goes, or, where files
/// were left to the user, is kept under another name with their originals.
pub(super) fn close<S: Store>(
    transaction: &Transaction<'_, S>,
    back: TakenBack,
) -> Done<Vec<Kept>> {
    if back.kept.is_empty() {
        // The tree is what it was; what cannot be removed is taken up again by
        // the next run, which finds nothing to take back.
        let _ = transaction.discard();
        return Ok(Vec::new());
    }
    let Transaction { store, root, folder } = transaction;
    let name = folder.file_name().unwrap_or_default().replacen(OPEN, KEPT, 1);
    let closed = Transaction { store: *store, root, folder: root.join(CONTROL).join(name) };
    store.rename(folder, &closed.folder)?;
    thin_out(&closed, &back)?;
    let moved = |number, kept: Kept| {
        let original = kept.original.map(|_| closed.below_root(&closed.old_place(number)));
        Kept { original, ..kept }
    };
    Ok(back.kept.into_iter().map(|(number, kept)| moved(number, kept)).collect())
}

/// Leaves in a closed folder what nobody else has: the originals of the files
/// that were kept. The others are second names of files of the workspace.
fn thin_out<S: Store>(closed: &Transaction<'_, S>, back: &TakenBack) -> Done {
    let keep: Vec<_> = back.kept.iter().map(|it| closed.old_place(it.0)).collect();
    remove_tree(closed.store, &closed.journal_place())?;
    remove_tree(closed.store, &closed.folder.join("new"))?;
    for original in closed.store.list(&closed.folder.join("old"))? {
        if !keep.contains(&original) {
            closed.store.remove(&original)?;
        }
    }
    Ok(())
}

/// The unfinished transactions, newest first, and whether each has a journal.
pub(super) fn open_transactions<S: Store>(
    store: &S,
    root: &Utf8Path,
) -> Done<Vec<(Utf8PathBuf, bool)>> {
    let mut found = Vec::new();
    for folder in own_folders(store, root, OPEN)? {
        let has_journal = store.meta(&folder.join("journal"))?.is_some();
        found.push((folder, has_journal));
    }
    found.reverse();
    Ok(found)
}

/// Drops a `last` that a newer one pushed aside, or puts it back where the
/// newer one was taken back.
pub(super) fn settle<S: Store>(store: &S, root: &Utf8Path) -> Done {
    let last = root.join(CONTROL).join(LAST);
    for stale in own_folders(store, root, STALE)? {
        match store.meta(&last)? {
            Some(_) => remove_tree(store, &stale)?,
            None => store.rename(&stale, &last)?,
        }
    }
    Ok(())
}

fn own_folders<S: Store>(store: &S, root: &Utf8Path, prefix: &str) -> Done<Vec<Utf8PathBuf>> {
    let control = root.join(CONTROL);
    if store.meta(&control)?.is_none() {
        return Ok(Vec::new());
    }
    let is_one = |it: &Utf8PathBuf| it.file_name().is_some_and(|it| it.starts_with(prefix));
    Ok(store.list(&control)?.into_iter().filter(is_one).collect())
}

fn untrusted<S: Store>(transaction: &Transaction<'_, S>, why: &str) -> Failure {
    let folder = transaction.below_root(&transaction.folder);
    let message = format!("the journal `{folder}/journal` of an interrupted run is not followed");
    let finding = Diagnostic::error(message)
        .note(why.to_owned())
        .note("no file of the workspace was touched by this recovery")
        .help(format!("originals lie in `{folder}/old`: compare them, then remove `{folder}`"));
    Failure::NeedsPerson(vec![finding])
}
