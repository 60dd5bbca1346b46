//! All or nothing: staging, the commit point, the swap, and its end.
//!
//! Invariant: until the journal has its name, no file of the workspace was
//! touched; from then on, until the folder has the name `last`, the journal and
//! the originals say how everything is taken back.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use camino::{Utf8Path, Utf8PathBuf};

use super::journal::{Entry, Hash, Journal, Purpose};
use super::store::{Done, Fault, Kind, Like, Store};
use super::swap::Swap;
use super::{CONTROL, Options};
use crate::planted::planted;

/// Name of the folder of the transaction that can be undone.
const LAST: &str = "last";
/// What the names of folders of unfinished transactions begin with.
pub(super) const OPEN: &str = "txn-";
/// What the names of folders that a new `last` pushed aside begin with.
pub(super) const STALE: &str = "stale-";

/// What a transaction shall do.
pub(super) struct Order<'a> {
    pub purpose: Purpose,
    /// The paths, in the order in which they are swapped.
    pub swaps: Vec<Swap<'a>>,
    /// Folders that come, and the mode bits they shall have; those that are not
    /// in it get what the system gives.
    pub modes: &'a [(Utf8PathBuf, Option<u32>)],
}

impl Order<'_> {
    fn mode_of(&self, folder: &Utf8Path) -> Option<u32> {
        self.modes.iter().find(|it| it.0 == folder)?.1
    }
}

/// A transaction's folder, and where it lies.
pub(super) struct Transaction<'a, S> {
    pub store: &'a S,
    /// The transaction's folder.
    pub folder: Utf8PathBuf,
}

/// Why a transaction stopped.
#[derive(Debug)]
pub(super) enum Trouble {
    /// An operation failed.
    Fault(Fault),
    /// A file is no longer what the plan was made on; relative to the root.
    Changed(Utf8PathBuf),
    /// The user asked to stop.
    Interrupted,
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Fault(fault)
    }
}

impl<'a, S: Store> Transaction<'a, S> {
    /// A transaction whose folder has a name of its own.
    pub fn new(store: &'a S) -> Self {
        let time = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let nanos = time.map_or(0, |it| it.as_nanos());
        let name = format!("{OPEN}{}-{nanos}", std::process::id());
        Transaction { store, folder: Utf8Path::new(CONTROL).join(name) }
    }

    /// Lays all new content and the originals beside the tree, then the journal.
    ///
    /// # Errors
    /// The first operation that failed, or that the user asked to stop; no file
    /// of the workspace was touched.
    pub fn stage(&self, order: &Order<'_>, options: &Options<'_>) -> Result<Journal, Trouble> {
        let [new, old] = ["new", "old"].map(|it| self.folder.join(it));
        for folder in [&self.folder, &new, &old] {
            self.store.make_folder(folder, None)?;
        }
        let go_on = || match options.interrupt.is_some_and(|it| it.load(Ordering::Relaxed)) {
            true => Err(Trouble::Interrupted),
            false => Ok(()),
        };
        let mut staged = Vec::new();
        for (number, swap) in order.swaps.iter().enumerate() {
            go_on()?;
            self.stage_one(number, swap, &mut staged)?;
        }
        self.store.sync_files(&staged)?;
        for folder in [&*new, &old, &self.folder, Utf8Path::new(CONTROL), Utf8Path::new("")] {
            self.store.sync_folder(folder)?;
        }
        go_on()?;
        let journal = self.journal(order)?;
        self.commit(&journal)?;
        Ok(journal)
    }

    fn stage_one(&self, number: usize, swap: &Swap<'_>, staged: &mut Vec<Utf8PathBuf>) -> Done {
        let (place, new, old) = (&*swap.path, self.new_place(number), self.old_place(number));
        let there = self.like(Some(place))?;
        if let Some(after) = &swap.after {
            let mut like = self.like(after.like.as_deref())?;
            if let (Some(like), Some(there)) = (&mut like, &there) {
                like.younger_than = like.younger_than.max(there.younger_than);
            }
            let written = self.store.write(&new, after.bytes, like.as_ref());
            written.map_err(|it| Fault { path: place.to_owned(), ..it })?;
            staged.push(new);
        }
        if let Some(before) = swap.before
            && self.store.link(place, &old).is_err()
        {
            self.store.write(&old, before, there.as_ref())?;
            staged.push(old);
        }
        Ok(())
    }

    fn like(&self, path: Option<&Utf8Path>) -> Done<Option<Like>> {
        let Some(path) = path else { return Ok(None) };
        let meta = self.store.meta(path)?.filter(|it| it.kind == Kind::File);
        Ok(meta.map(|it| Like { path: path.to_owned(), younger_than: it.modified }))
    }

    fn journal(&self, order: &Order<'_>) -> Done<Journal> {
        let (come, go): (Vec<_>, Vec<_>) = order.swaps.iter().partition(|it| it.after.is_some());
        let folders = |swaps: &[&Swap<'_>]| -> BTreeSet<Utf8PathBuf> {
            swaps.iter().flat_map(|it| folders_above(&it.path)).collect()
        };
        let (needed, left) = (folders(&come), folders(&go));
        let mut emptied = Vec::new();
        for folder in left.difference(&needed) {
            let meta = self.store.meta(folder)?;
            emptied.push((folder.clone(), meta.and_then(|it| it.mode)));
        }
        let mut made = Vec::new();
        for folder in needed {
            if !self.is_folder(&folder)? {
                made.push(folder);
            }
        }
        let entry = |it: &Swap<'_>| Entry {
            path: it.path.clone(),
            old: it.before.map(Hash::of),
            new: it.after.as_ref().map(|it| Hash::of(it.bytes)),
        };
        let entries = order.swaps.iter().map(entry).collect();
        Ok(Journal { purpose: order.purpose, entries, made, emptied })
    }

    /// The commit point: from here on the transaction is taken back by its
    /// journal.
    fn commit(&self, journal: &Journal) -> Done {
        if planted("journal-left-out") {
            return Ok(());
        }
        let path = self.journal_place();
        let text = journal.text().map_err(|it| Fault::new("write", &path, it.into()))?;
        let part = self.folder.join("journal.part");
        self.store.write(&part, text.as_bytes(), None)?;
        if !planted("journal-not-flushed") {
            self.store.sync_files(std::slice::from_ref(&part))?;
        }
        self.store.rename(&part, &path)?;
        self.store.sync_folder(&self.folder)
    }

    /// Puts the staged files in place.
    ///
    /// # Errors
    /// The first operation that failed, or file that is no longer what the plan
    /// was made on; what was done until then is to be taken back.
    pub fn swap(&self, order: &Order<'_>, journal: &Journal) -> Result<(), Trouble> {
        let numbered = || order.swaps.iter().enumerate();
        for (number, swap) in numbered().filter(|it| it.1.after.is_none()) {
            self.take_out(number, swap)?;
        }
        for (folder, _) in journal.emptied.iter().rev() {
            self.remove_if_empty(folder)?;
        }
        for folder in &journal.made {
            self.store.make_folder(folder, order.mode_of(folder))?;
        }
        for (number, swap) in numbered().filter(|it| it.1.after.is_some()) {
            self.put_in(number, swap)?;
        }
        Ok(self.sync_folders(journal)?)
    }

    /// The file goes where new content would wait, so that the second name of the
    /// original stays what it is.
    fn take_out(&self, number: usize, swap: &Swap<'_>) -> Result<(), Trouble> {
        let (place, out) = (&*swap.path, self.new_place(number));
        self.expect(place, swap)?;
        let taken = self.store.rename_new(place, &out);
        taken.map_err(|it| Fault { action: "remove", path: place.to_owned(), ..it })?;
        self.expect(&out, swap)
    }

    /// What stands at the path is looked at before, and once more when nobody
    /// can reach it by its name any longer: what an editor put there in between
    /// is not lost.
    fn put_in(&self, number: usize, swap: &Swap<'_>) -> Result<(), Trouble> {
        let (place, new) = (&*swap.path, self.new_place(number));
        self.expect(place, swap)?;
        if swap.before.is_none() {
            return Ok(self.store.rename_new(&new, place)?);
        }
        if self.store.exchange(&new, place)? {
            self.expect(&new, swap)?;
            return Ok(self.store.remove(&new)?);
        }
        // Where the original is a second name of the file, it shows at least
        // what was written into that file.
        self.expect(&self.old_place(number), swap)
    }

    /// Whether a path holds what the plan was made on.
    fn expect(&self, place: &Utf8Path, swap: &Swap<'_>) -> Result<(), Trouble> {
        let kind = self.store.meta(place)?.map(|it| it.kind);
        let same = match (swap.before, kind) {
            (Some(before), Some(Kind::File)) => self.store.read(place)? == before,
            (None, None) => true,
            _ => false,
        };
        if same || planted("content-not-looked-at") {
            Ok(())
        } else {
            Err(Trouble::Changed(swap.path.clone()))
        }
    }

    /// Gives the folder the name under which `undo` finds it: the end.
    ///
    /// # Errors
    /// The first operation that failed; everything is to be taken back.
    pub fn finish(&self) -> Result<(), Trouble> {
        let last = last();
        if self.exists(&last)? {
            self.store.rename(&last, &self.stale())?;
        }
        self.store.rename(&self.folder, &last)?;
        Ok(self.store.sync_folder(Utf8Path::new(CONTROL))?)
    }

    /// Undoes what [`Transaction::finish`] did.
    ///
    /// # Errors
    /// The operation that failed.
    pub fn reopen(&self) -> Done {
        match self.exists(&self.folder)? {
            true => Ok(()),
            false => self.store.rename(&last(), &self.folder),
        }
    }

    /// Removes the transaction's folder, the journal first.
    ///
    /// # Errors
    /// The first operation that failed.
    pub fn discard(&self) -> Done {
        if self.exists(&self.journal_place())? {
            self.store.remove(&self.journal_place())?;
            self.store.sync_folder(&self.folder)?;
        }
        remove_tree(self.store, &self.folder)
    }

    /// Removes a folder of the workspace that has no entries.
    pub fn remove_if_empty(&self, folder: &Utf8Path) -> Done {
        if self.is_folder(folder)? && self.store.list(folder)?.is_empty() {
            self.store.remove_folder(folder)?;
        }
        Ok(())
    }

    fn is_folder(&self, path: &Utf8Path) -> Done<bool> {
        Ok(self.store.meta(path)?.is_some_and(|it| it.kind == Kind::Folder))
    }

    /// Makes what happened in the workspace's folders durable.
    pub fn sync_folders(&self, journal: &Journal) -> Done {
        for folder in journal.folders() {
            if self.is_folder(folder)? {
                self.store.sync_folder(folder)?;
            }
        }
        Ok(())
    }

    /// Whether anything is at this path.
    pub fn exists(&self, path: &Utf8Path) -> Done<bool> {
        Ok(self.store.meta(path)?.is_some())
    }

    /// Where the journal lies.
    pub fn journal_place(&self) -> Utf8PathBuf {
        self.folder.join("journal")
    }

    /// Where the new content of a path waits.
    pub fn new_place(&self, number: usize) -> Utf8PathBuf {
        self.folder.join("new").join(number.to_string())
    }

    /// Where the original of a path lies.
    pub fn old_place(&self, number: usize) -> Utf8PathBuf {
        self.folder.join("old").join(number.to_string())
    }

    fn stale(&self) -> Utf8PathBuf {
        let id = self.folder.file_name().unwrap_or_default().trim_start_matches(OPEN);
        Utf8Path::new(CONTROL).join(format!("{STALE}{id}"))
    }
}

/// The folder of the transaction that can be undone.
pub(super) fn last() -> Utf8PathBuf {
    Utf8Path::new(CONTROL).join(LAST)
}

/// The folders above a path, without the root.
fn folders_above(path: &Utf8Path) -> impl Iterator<Item = Utf8PathBuf> {
    let above = path.ancestors().skip(1).filter(|it| !it.as_str().is_empty());
    above.map(Utf8Path::to_owned)
}

/// Removes a folder of this tool's own with all that is in it.
pub(super) fn remove_tree<S: Store>(store: &S, path: &Utf8Path) -> Done {
    match store.meta(path)?.map(|it| it.kind) {
        None => Ok(()),
        Some(Kind::Folder) => {
            for entry in store.list(path)? {
                remove_tree(store, &entry)?;
            }
            store.remove_folder(path)
        }
        Some(_) => store.remove(path),
    }
}
