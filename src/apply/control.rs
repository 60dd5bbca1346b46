//! The folder at the root that this tool keeps to itself.
//!
//! Invariant: it is a folder, no link, of the user's own; nobody else can put a
//! journal there.

use camino::Utf8Path;

use super::CONTROL;
use super::store::{Done, Kind, Store};

/// What lies in it beside the transactions.
pub(super) const LOCK: &str = "lock";
const IGNORE: &str = ".gitignore";

/// Makes the folder where it is missing, hidden from Git.
pub(super) fn make<S: Store>(store: &S) -> Done {
    let folder = Utf8Path::new(CONTROL);
    if store.meta(folder)?.is_none()
        && let Err(fault) = store.make_folder(folder, None)
        && store.meta(folder)?.is_none_or(|it| it.kind != Kind::Folder)
    {
        return Err(fault);
    }
    let ignore = folder.join(IGNORE);
    if store.meta(&ignore)?.is_none()
        && let Err(fault) = store.write(&ignore, b"*\n", None)
        && store.meta(&ignore)?.is_none()
    {
        return Err(fault);
    }
    Ok(())
}

/// Removes the folder where no run has left anything in it.
pub(super) fn remove_if_unused<S: Store>(store: &S) -> Done {
    let folder = Utf8Path::new(CONTROL);
    let names = store.list(folder)?;
    if !names.iter().all(|it| [Some(IGNORE), Some(LOCK)].contains(&it.file_name())) {
        return Ok(());
    }
    // The lock goes last, and with it the right to be here.
    for name in [IGNORE, LOCK].map(|it| folder.join(it)) {
        if names.contains(&name) {
            store.remove(&name)?;
        }
    }
    store.remove_folder(folder)
}
