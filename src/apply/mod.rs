//! The only writer: a change of the tree comes about as a whole or not at all.
//!
//! 1. **Claim** ([`Claim`]): the root must be one that may be worked in; the lock
//!    is taken, and what an interrupted run left is taken back.
//! 2. **Preflight** ([`preflight`]): every file must be what the plan was made
//!    on, and replaceable. Only looks.
//! 3. **Stage** ([`transaction`]): new content, with the permissions and owner
//!    of the old, goes to `.kalam-codemod/txn-<pid>-<time>/new/`; the originals
//!    get a second name in `old/`. Then the [`journal`], flushed and renamed to
//!    its name: the commit point.
//! 4. **Swap**: files that go are renamed into `old/`, staged ones change places
//!    with their targets, in the order of paths; each is looked at once more
//!    before and after. Then the folders are flushed.
//! 5. **End**: the folder is renamed to `last`, from where [`Claim::undo`] takes
//!    it.
//!
//! A failure after the commit point is taken back at once ([`rollback`]); a
//! death, by the next command ([`recover_if_needed`]).
//!
//! The protocol (steps 2 to 5, [`recover_on`], [`undo_on`]) runs over any
//! [`Store`]; on the [`Disk`] a [`Claim`] stands before it.
//!
//! Invariant: no file is ever written in place, so none is torn at any instant.
//! Between the commit point and the end the tree may be half changed (some
//! system calls per file); then the journal says how to take that back. A file
//! that somebody else changed is never overwritten. No link is followed, nothing
//! outside the root is written, no process is started, nothing is printed.

// The one room that writes.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod claim;
mod control;
mod disk;
mod failure;
mod journal;
mod lock;
mod preflight;
mod recover;
mod rollback;
mod store;
mod swap;
#[cfg(test)]
mod tests;
mod transaction;
mod undo;
mod vcs;

use std::sync::atomic::AtomicBool;

use camino::{Utf8Path, Utf8PathBuf};

pub use self::claim::{Claim, Roots, recover, recover_if_needed, root_above, write};
pub use self::disk::Disk;
pub use self::failure::{Failure, changed_since};
pub use self::recover::{Recovery, recover_on};
pub use self::rollback::Kept;
pub use self::store::{Done, Fault, Kind, Like, Meta, Store};
pub use self::undo::undo_on;
pub use self::vcs::{Vcs, dirty};

use self::failure::{finding_of, finding_of_trouble, left, stopped, stuck_finding};
use self::journal::{Journal, Purpose};
use self::recover::{close, open_transactions, settle};
use self::swap::{folders_moved, swaps_of};
use self::transaction::{Order, Transaction, Trouble};
use crate::change::TreeChange;
use crate::diagnostic::{Diagnostic, Refusal};

/// The folder at the root of a workspace that this tool keeps to itself.
const CONTROL: &str = ".kalam-codemod";
/// What the names of folders with originals that a person must look at begin with.
const KEPT: &str = "kept-";
const UNCHANGED: &str = "nothing was changed";
const TAKEN_BACK: &str = "everything was taken back";

/// What becomes of a file with several names (hard links).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HardLinks {
    /// It is refused: the other names may lie outside the workspace.
    #[default]
    Refuse,
    /// The name in the workspace gets the new content, the others keep the old.
    Break,
}

/// How to write.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// What becomes of files with several names.
    pub hard_links: HardLinks,
    /// Set when the user asks to stop. Looked at until the commit point: what
    /// comes after takes milliseconds, and is finished.
    pub interrupt: Option<&'a AtomicBool>,
}

/// Carries out a change of the tree, over any store; the caller sees to it that
/// no other run is at work there. When this returns `Ok`, everything is there,
/// durably.
///
/// # Errors
/// [`Failure::Refused`] with all problems found before anything was written
/// (kind `Check`), or with what failed while writing (kind `Write`); in both
/// cases the tree is what it was. [`Failure::NeedsPerson`] where a file could not
/// be taken back.
pub fn write_on<S: Store>(
    store: &S,
    change: &TreeChange,
    options: &Options<'_>,
) -> Result<(), Failure> {
    let swaps = swaps_of(change)?;
    if swaps.is_empty() {
        return Ok(());
    }
    let modes = modes(store, change).map_err(|it| stopped(store, &it.into(), UNCHANGED))?;
    carry_out(store, &Order { purpose: Purpose::Apply, swaps, modes: &modes }, options)
}

/// The mode bits of folders that come because files move there.
fn modes<S: Store>(store: &S, change: &TreeChange) -> Done<Vec<(Utf8PathBuf, Option<u32>)>> {
    let moved = folders_moved(change).into_iter();
    let mode = |(to, from): (&Utf8Path, &Utf8Path)| {
        let meta = store.meta(from)?.filter(|it| it.kind == Kind::Folder);
        Ok((to.to_owned(), meta.and_then(|it| it.mode)))
    };
    moved.map(mode).collect()
}

/// Checks and writes.
fn carry_out<S: Store>(store: &S, order: &Order<'_>, options: &Options<'_>) -> Result<(), Failure> {
    refuse_unfinished(store)?;
    preflight::check(store, &order.swaps, options)?;
    control::make(store).map_err(|it| stopped(store, &it.into(), UNCHANGED))?;
    let transaction = Transaction::new(store);
    let journal = match transaction.stage(order, options) {
        Ok(journal) => journal,
        Err(trouble) => {
            // What cannot be removed now is dropped by the next run.
            let _ = transaction.discard();
            return Err(stopped(store, &trouble, UNCHANGED));
        }
    };
    let swapped = transaction.swap(order, &journal).and_then(|()| transaction.finish());
    match swapped {
        Ok(()) => {
            // The next run drops what this leaves.
            let _ = settle(store);
            Ok(())
        }
        Err(trouble) => Err(take_back(&transaction, &journal, &trouble)),
    }
}

/// A run that died within its swap must be taken back first; what others left
/// goes.
fn refuse_unfinished<S: Store>(store: &S) -> Result<(), Refusal> {
    let tidied = || -> Done<bool> {
        for (folder, has_journal) in open_transactions(store)? {
            if has_journal {
                return Ok(false);
            }
            Transaction { store, folder }.discard()?;
        }
        settle(store)?;
        Ok(true)
    };
    match tidied() {
        Ok(true) => Ok(()),
        Ok(false) => Err(Refusal::check(
            Diagnostic::error("an earlier run was interrupted, and is not taken back")
                .note(UNCHANGED)
                .help("run `kalam-codemod recover` first"),
        )),
        Err(fault) => Err(Refusal::write(finding_of(store, &fault).note(UNCHANGED))),
    }
}

/// Takes everything back after the commit point, and says why.
fn take_back<S: Store>(
    transaction: &Transaction<'_, S>,
    journal: &Journal,
    trouble: &Trouble,
) -> Failure {
    let store = transaction.store;
    let taken_back = || {
        transaction.reopen()?;
        let back = transaction.roll_back(journal)?;
        let kept = close(transaction, back);
        // What this leaves is dropped by the next run.
        let _ = settle(store);
        kept
    };
    let findings = match taken_back() {
        Ok(kept) if kept.is_empty() => return stopped(store, trouble, TAKEN_BACK),
        Ok(kept) => left(&kept),
        Err(fault) => vec![stuck_finding(store, &fault)],
    };
    let cause = finding_of_trouble(store, trouble);
    Failure::NeedsPerson(cause.into_iter().chain(findings).collect())
}
