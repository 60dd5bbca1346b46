//! Taking a transaction back, by what the journal says and what is on disk.
//!
//! Invariant: may be stopped anywhere and run again. A file that is neither what
//! the journal says it was nor what it says it became is the user's: it stays.
//!
//! How far a path got is read off the transaction's folder. New content lies at
//! `new/<number>` until it is put in place; a file that goes lies at
//! `old/<number>` from then on; the original of one that was replaced lies
//! there until it is brought back.

use camino::{Utf8Path, Utf8PathBuf};

use super::journal::{Entry, Hash, Journal};
use super::store::{Done, Kind, Store};
use super::transaction::Transaction;

/// A file that was not taken back, for it has changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Path relative to the root.
    pub path: Utf8PathBuf,
    /// Where the content from before lies, relative to the root; none for a
    /// file that did not exist.
    pub original: Option<Utf8PathBuf>,
}

/// What became of the paths of a journal.
#[derive(Debug, Default)]
pub(super) struct TakenBack {
    /// What is again as it was, relative to the root.
    pub restored: Vec<Utf8PathBuf>,
    /// The number and path of what was left to the user.
    pub kept: Vec<(usize, Kept)>,
}

/// What is at a path.
#[derive(PartialEq)]
enum OnDisk {
    Nothing,
    File(Hash),
    Other,
}

impl<S: Store> Transaction<'_, S> {
    /// Takes every path back, in the reverse order of the swap.
    ///
    /// # Errors
    /// The first operation that failed; the journal still holds then.
    pub fn roll_back(&self, journal: &Journal) -> Done<TakenBack> {
        let mut back = TakenBack::default();
        let numbered = || journal.entries.iter().enumerate().rev();
        for (number, entry) in numbered().filter(|it| it.1.new.is_some()) {
            self.take_back_content(number, entry, &mut back)?;
        }
        for folder in journal.made.iter().rev() {
            self.remove_if_empty(folder)?;
        }
        for (number, entry) in numbered().filter(|it| it.1.new.is_none()) {
            self.bring_back(number, entry, journal, &mut back)?;
        }
        self.sync_folders(journal)?;
        back.restored.sort();
        Ok(back)
    }

    /// A path that got new content gets the old, or none.
    fn take_back_content(&self, number: usize, entry: &Entry, back: &mut TakenBack) -> Done {
        if self.exists(&self.new_place(number))? {
            return Ok(());
        }
        let (place, old) = (self.root.join(&entry.path), self.old_place(number));
        let now = self.on_disk(&place)?;
        if now == OnDisk::from(&entry.old) {
            return Ok(());
        }
        if entry.old.is_some() && !self.exists(&old)? {
            return Ok(()); // brought back by an earlier attempt, and changed since
        }
        if now != OnDisk::from(&entry.new) {
            let original = entry.old.is_some().then(|| self.below_root(&old));
            back.kept.push((number, Kept { path: entry.path.clone(), original }));
            return Ok(());
        }
        match entry.old {
            Some(_) => self.rename_back(&old, &place)?,
            None => self.store.remove(&place)?,
        }
        back.restored.push(entry.path.clone());
        Ok(())
    }

    /// A file that went comes back, and the folders above it.
    fn bring_back(
        &self,
        number: usize,
        entry: &Entry,
        journal: &Journal,
        back: &mut TakenBack,
    ) -> Done {
        let (place, old) = (self.root.join(&entry.path), self.old_place(number));
        if !self.exists(&old)? {
            return Ok(());
        }
        if self.exists(&place)? {
            let original = Some(self.below_root(&old));
            back.kept.push((number, Kept { path: entry.path.clone(), original }));
            return Ok(());
        }
        for (folder, mode) in journal.emptied.iter().filter(|it| entry.path.starts_with(&it.0)) {
            let folder = self.root.join(folder);
            if !self.exists(&folder)? {
                self.store.make_folder(&folder, *mode)?;
            }
        }
        self.rename_back(&old, &place)?;
        back.restored.push(entry.path.clone());
        Ok(())
    }

    /// Puts an original back, younger than what stands in its place: Cargo must
    /// see that the content is another than it built.
    fn rename_back(&self, old: &Utf8Path, place: &Utf8Path) -> Done {
        let newest = match self.store.meta(place)? {
            Some(it) => Some(it.modified),
            None => self.store.meta(old)?.map(|it| it.modified),
        };
        if let Some(newest) = newest {
            self.store.make_younger(old, newest)?;
        }
        self.store.rename(old, place)
    }

    fn on_disk(&self, place: &Utf8Path) -> Done<OnDisk> {
        Ok(match self.store.meta(place)?.map(|it| it.kind) {
            None => OnDisk::Nothing,
            Some(Kind::File) => OnDisk::File(Hash::of(&self.store.read(place)?)),
            Some(_) => OnDisk::Other,
        })
    }
}

impl From<&Option<Hash>> for OnDisk {
    fn from(hash: &Option<Hash>) -> OnDisk {
        hash.clone().map_or(OnDisk::Nothing, OnDisk::File)
    }
}
