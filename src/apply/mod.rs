//! The only writer: a change of the tree comes about as a whole or not at all.
//!
//! 1. **Preflight** ([`preflight`]): every file must be what the plan was made
//!    on, and replaceable. Only looks.
//! 2. **Stage** ([`transaction`]): new content, with the permissions and owner
//!    of the old, goes to `.kalam-codemod/txn-<pid>-<time>/new/`; the originals
//!    get a second name in `old/`. Then the [`journal`], flushed and renamed to
//!    its name: the commit point.
//! 3. **Swap**: files that go are renamed into `old/`, staged ones over their
//!    targets, in the order of paths; each is looked at once more before and
//!    after. Then the folders are flushed.
//! 4. **End**: the folder is renamed to `last`, from where [`undo()`] takes it.
//!
//! A failure after the commit point is taken back at once ([`rollback`]); a
//! death, by the next [`recover()`].
//!
//! Invariant: no file is ever written in place, so none is torn at any instant.
//! Between the commit point and the end the tree may be half changed (some
//! system calls per file); then the journal says how to take that back. A file
//! that somebody else changed is never overwritten knowingly. No link is
//! followed, nothing outside the root is written, no process is started, nothing
//! is printed.

// The one room that writes.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod attributes;
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

pub use self::failure::Failure;
pub use self::recover::{Recovery, is_interrupted, recover};
pub use self::rollback::Kept;
pub use self::undo::undo;
pub use self::vcs::{Vcs, dirty};

use self::failure::{finding_of, finding_of_trouble, left, stopped, stuck_finding};
use self::journal::{Journal, Purpose};
use self::lock::Lock;
use self::recover::{close, open_transactions, settle};
use self::store::{Disk, Done, Store};
use self::swap::swaps_of;
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

/// Carries out a change of the tree below `root`, an absolute path. When this
/// returns `Ok`, everything is on disk, durably.
///
/// # Errors
/// [`Failure::Refused`] with all problems found before anything was written
/// (kind `Check`), or with what failed while writing (kind `Write`); in both
/// cases the tree is what it was. [`Failure::NeedsPerson`] where a file could not
/// be taken back.
pub fn write(root: &Utf8Path, change: &TreeChange, options: &Options<'_>) -> Result<(), Failure> {
    write_with(&Disk, root, change, options)
}

/// Looks whether a change could be written now, as [`write()`] does before it
/// begins.
///
/// # Errors
/// All that stands in the way (kind `Check`).
pub fn check(root: &Utf8Path, change: &TreeChange, options: &Options<'_>) -> Result<(), Refusal> {
    preflight::check(&Disk, root, &swaps_of(change)?, options)
}

/// Keeps other runs out of a workspace until it is dropped, and lets its holder
/// use the folder of this tool.
#[derive(Debug)]
pub struct Hold {
    /// Absolute path of the folder of this tool.
    pub folder: Utf8PathBuf,
    _lock: Lock,
}

/// Takes a workspace for this run. [`write()`] takes it anew: drop this before.
///
/// # Errors
/// Another run has it, or the folder of this tool cannot be used.
pub fn hold(root: &Utf8Path) -> Result<Hold, Refusal> {
    Ok(Hold { folder: root.join(CONTROL), _lock: Lock::take(root)? })
}

fn write_with<S: Store>(
    store: &S,
    root: &Utf8Path,
    change: &TreeChange,
    options: &Options<'_>,
) -> Result<(), Failure> {
    let swaps = swaps_of(change)?;
    if swaps.is_empty() {
        return Ok(());
    }
    let _lock = match Lock::take_if_present(root)? {
        Some(lock) => lock,
        None => {
            // Looked at twice, so that a refusal does not leave our folder behind.
            preflight::check(store, root, &swaps, options)?;
            Lock::take(root)?
        }
    };
    carry_out(store, root, &Order { purpose: Purpose::Apply, swaps, modes: &[] }, options)
}

/// Checks and writes, under the lock.
fn carry_out<S: Store>(
    store: &S,
    root: &Utf8Path,
    order: &Order<'_>,
    options: &Options<'_>,
) -> Result<(), Failure> {
    refuse_unfinished(store, root)?;
    preflight::check(store, root, &order.swaps, options)?;
    let transaction = Transaction::new(store, root);
    let journal = match transaction.stage(order, options) {
        Ok(journal) => journal,
        Err(trouble) => {
            // What cannot be removed now is dropped by the next run.
            let _ = transaction.discard();
            return Err(stopped(root, trouble, UNCHANGED));
        }
    };
    let swapped = transaction.swap(order, &journal).and_then(|()| transaction.finish());
    match swapped {
        Ok(()) => {
            // The next run drops what this leaves.
            let _ = settle(store, root);
            Ok(())
        }
        Err(trouble) => Err(take_back(&transaction, &journal, trouble)),
    }
}

/// A run that died within its swap must be taken back first; what others left
/// goes.
fn refuse_unfinished<S: Store>(store: &S, root: &Utf8Path) -> Result<(), Refusal> {
    let tidied = || -> Done<bool> {
        for (folder, has_journal) in open_transactions(store, root)? {
            if has_journal {
                return Ok(false);
            }
            Transaction { store, root, folder }.discard()?;
        }
        settle(store, root)?;
        Ok(true)
    };
    match tidied() {
        Ok(true) => Ok(()),
        Ok(false) => Err(Refusal::check(
            Diagnostic::error(format!("an earlier run in `{root}` was interrupted"))
                .note(UNCHANGED)
                .help("run `kalam-codemod recover` first: it takes that run back"),
        )),
        Err(fault) => Err(Refusal::write(finding_of(root, &fault).note(UNCHANGED))),
    }
}

/// Takes everything back after the commit point, and says why.
fn take_back<S: Store>(
    transaction: &Transaction<'_, S>,
    journal: &Journal,
    trouble: Trouble,
) -> Failure {
    let root = transaction.root;
    let taken_back = || {
        transaction.reopen()?;
        let back = transaction.roll_back(journal)?;
        let kept = close(transaction, back);
        // What this leaves is dropped by the next run.
        let _ = settle(transaction.store, root);
        kept
    };
    let findings = match taken_back() {
        Ok(kept) if kept.is_empty() => return stopped(root, trouble, TAKEN_BACK),
        Ok(kept) => left(&kept),
        Err(fault) => vec![stuck_finding(root, &fault)],
    };
    let cause = finding_of_trouble(root, &trouble);
    Failure::NeedsPerson(cause.into_iter().chain(findings).collect())
}
