//! What is left of a run that died: taken back, or dropped.
//!
//! Invariant: may be stopped anywhere and run again. A file that somebody else
//! changed is left.

use camino::{Utf8Path, Utf8PathBuf};

use super::failure::{Failure, stuck};
use super::journal::Journal;
use super::rollback::{Kept, TakenBack};
use super::store::{Done, Store};
use super::transaction::{OPEN, STALE, Transaction, last, remove_tree};
use super::{CONTROL, KEPT};
use crate::diagnostic::Diagnostic;

/// What [`recover_on`] found and did.
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

/// Takes back what an interrupted run left, over any store; the caller sees to
/// it that no run is at work there. May be stopped anywhere and run again.
///
/// # Errors
/// [`Failure::NeedsPerson`] for a journal that cannot be trusted, or a file that
/// cannot be restored.
pub fn recover_on<S: Store>(store: &S) -> Result<Recovery, Failure> {
    let mut recovery = Recovery::default();
    for (folder, has_journal) in open_transactions(store).map_err(|it| stuck(store, &it))? {
        let transaction = Transaction { store, folder };
        if has_journal {
            recover_one(&transaction, &mut recovery)?;
        } else {
            transaction.discard().map_err(|it| stuck(store, &it))?;
            recovery.dropped += 1;
        }
    }
    settle(store).map_err(|it| stuck(store, &it))?;
    recovery.restored.sort();
    recovery.kept.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(recovery)
}

fn recover_one<S: Store>(
    transaction: &Transaction<'_, S>,
    recovery: &mut Recovery,
) -> Result<(), Failure> {
    let Transaction { store, .. } = transaction;
    let bytes = store.read(&transaction.journal_place()).map_err(|it| stuck(*store, &it))?;
    let journal = Journal::read(&bytes).map_err(|it| untrusted(transaction, &it))?;
    let back = transaction.roll_back(&journal).map_err(|it| stuck(*store, &it))?;
    recovery.taken_back += 1;
    recovery.restored.extend(back.restored.iter().cloned());
    recovery.kept.extend(close(transaction, back).map_err(|it| stuck(*store, &it))?);
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
    let Transaction { store, folder } = transaction;
    let name = folder.file_name().unwrap_or_default().replacen(OPEN, KEPT, 1);
    let closed = Transaction { store: *store, folder: Utf8Path::new(CONTROL).join(name) };
    store.rename(folder, &closed.folder)?;
    let moved = |kept: Kept| {
        let original = kept.original.as_deref().and_then(|it| it.strip_prefix(folder).ok());
        Kept { original: original.map(|it| closed.folder.join(it)), ..kept }
    };
    let kept: Vec<_> = back.kept.into_iter().map(moved).collect();
    thin_out(&closed, &kept)?;
    Ok(kept)
}

/// Leaves in a closed folder what nobody else has: the originals of the files
/// that were kept. The others are second names of files of the workspace.
fn thin_out<S: Store>(closed: &Transaction<'_, S>, kept: &[Kept]) -> Done {
    remove_tree(closed.store, &closed.journal_place())?;
    for part in ["new", "old"].map(|it| closed.folder.join(it)) {
        let entries = closed.store.list(&part)?;
        let is_needed =
            |it: &&Utf8PathBuf| kept.iter().any(|kept| kept.original.as_ref() == Some(*it));
        for entry in entries.iter().filter(|it| !is_needed(it)) {
            closed.store.remove(entry)?;
        }
        if !entries.iter().any(|it| is_needed(&it)) {
            closed.store.remove_folder(&part)?;
        }
    }
    Ok(())
}

/// The unfinished transactions, newest first, and whether each has a journal.
pub(super) fn open_transactions<S: Store>(store: &S) -> Done<Vec<(Utf8PathBuf, bool)>> {
    let mut found = Vec::new();
    for folder in own_folders(store, OPEN)? {
        let has_journal = store.meta(&folder.join("journal"))?.is_some();
        found.push((folder, has_journal));
    }
    found.reverse();
    Ok(found)
}

/// Drops a `last` that a newer one pushed aside, or puts it back where the
/// newer one was taken back.
pub(super) fn settle<S: Store>(store: &S) -> Done {
    let last = last();
    for stale in own_folders(store, STALE)? {
        match store.meta(&last)? {
            Some(_) => remove_tree(store, &stale)?,
            None => store.rename(&stale, &last)?,
        }
    }
    Ok(())
}

fn own_folders<S: Store>(store: &S, prefix: &str) -> Done<Vec<Utf8PathBuf>> {
    let control = Utf8Path::new(CONTROL);
    if store.meta(control)?.is_none() {
        return Ok(Vec::new());
    }
    let is_one = |it: &Utf8PathBuf| it.file_name().is_some_and(|it| it.starts_with(prefix));
    Ok(store.list(control)?.into_iter().filter(is_one).collect())
}

fn untrusted<S: Store>(transaction: &Transaction<'_, S>, why: &str) -> Failure {
    let folder = &transaction.folder;
    let message = format!("the journal `{folder}/journal` of an interrupted run is not followed");
    let finding = Diagnostic::error(message)
        .note(why.to_owned())
        .note("no file of the workspace was touched by this recovery")
        .help(format!("originals lie in `{folder}/old`: compare them, then remove `{folder}`"));
    Failure::NeedsPerson(vec![finding])
}
