//! Taking a transaction back, by what the journal says and what is on disk.
//!
//! Invariant: may be stopped anywhere and run again. A file that is neither what
//! the journal says it was nor what it says it became is the user's: it stays.
//!
//! How far a path got is read off the transaction's folder. New content lies at
//! `new/<number>` until it is put in place; then what it took the place of lies
//! there, until that was looked at and dropped. A file that goes lies there, too.
//! The original lies at `old/<number>` from the start until it is brought back.

use camino::{Utf8Path, Utf8PathBuf};

use super::journal::{Entry, Hash, Journal};
use super::store::{Done, Kind, Store};
use super::transaction::Transaction;
use crate::planted::planted;

/// A file that was not taken back, for it has changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Path relative to the root.
    pub path: Utf8PathBuf,
    /// Where the content from before lies, relative to the root; none for a
    /// file that did not exist.
    pub original: Option<Utf8PathBuf>,
}

impl Kept {
    fn new(entry: &Entry, original: Option<&Utf8Path>) -> Kept {
        Kept { path: entry.path.clone(), original: original.map(Utf8Path::to_owned) }
    }
}

/// What became of the paths of a journal.
#[derive(Debug, Default)]
pub(super) struct TakenBack {
    /// What is again as it was, relative to the root.
    pub restored: Vec<Utf8PathBuf>,
    /// What was left to the user.
    pub kept: Vec<Kept>,
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
        let [new, old] = [self.new_place(number), self.old_place(number)];
        let waiting = self.on_disk(&new)?;
        let is_original = waiting != OnDisk::Nothing && self.is_same_file(&new, &old)?;
        if waiting == OnDisk::from(&entry.new) && !is_original {
            return Ok(()); // never put in place
        }
        if entry.old.is_none() {
            return self.take_away(&new, entry, back);
        }
        if waiting != OnDisk::Nothing {
            return self.give_back(&new, entry, back);
        }
        if self.on_disk(&old)? != OnDisk::from(&entry.old) {
            return Ok(()); // brought back by an earlier attempt
        }
        self.give_back(&old, entry, back)
    }

    /// What lies at `kept` returns to the place of new content.
    fn give_back(&self, kept: &Utf8Path, entry: &Entry, back: &mut TakenBack) -> Done {
        let place = &*entry.path;
        if planted("recovery-over-foreign") {
            return self.store.rename(kept, place);
        }
        let now = self.on_disk(place)?;
        let by_hand = now == OnDisk::from(&entry.old) && entry.old != entry.new;
        if by_hand && self.on_disk(kept)? == now {
            return Ok(());
        }
        if now != OnDisk::from(&entry.new) || !self.replace_by(kept, place, entry)? {
            back.kept.push(Kept::new(entry, Some(kept)));
            return Ok(());
        }
        back.restored.push(entry.path.clone());
        Ok(())
    }

    /// Puts an original in the place of new content, younger than it: Cargo must
    /// see that it is another. False where somebody changed that at this instant;
    /// then it stays.
    fn replace_by(&self, kept: &Utf8Path, place: &Utf8Path, entry: &Entry) -> Done<bool> {
        if let Some(it) = self.store.meta(place)? {
            self.store.make_younger(kept, it.modified)?;
        }
        if entry.old == entry.new {
            // Could not be told apart after an exchange.
            return self.store.rename(kept, place).map(|()| true);
        }
        if !self.store.exchange(kept, place)? {
            return Ok(true);
        }
        // What lies there now goes with the transaction's folder, when all this
        // is on the platter: a name removed too early could take the original
        // with it.
        if self.on_disk(kept)? == OnDisk::from(&entry.new) {
            return Ok(true);
        }
        self.store.exchange(kept, place).map(|_| false)
    }

    /// A file that came goes. What an earlier attempt took for it comes back.
    fn take_away(&self, new: &Utf8Path, entry: &Entry, back: &mut TakenBack) -> Done {
        let (place, now) = (&*entry.path, self.on_disk(&entry.path)?);
        let waits = self.exists(new)?;
        match (waits, now == OnDisk::from(&entry.new)) {
            (true, _) if now == OnDisk::Nothing => return self.store.rename_new(new, place),
            (false, _) if now == OnDisk::Nothing => return Ok(()),
            (false, true) => {
                self.store.rename_new(place, new)?;
                if self.on_disk(new)? == now {
                    back.restored.push(entry.path.clone());
                    return Ok(());
                }
                self.store.rename_new(new, place)?;
            }
            _ => {}
        }
        back.kept.push(Kept::new(entry, waits.then_some(new)));
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
        let [out, old] = [self.new_place(number), self.old_place(number)];
        let place = &*entry.path;
        let waits = self.exists(&out)?;
        if self.exists(place)? {
            // Never taken out, or come back; else somebody made another.
            back.kept.extend(waits.then(|| Kept::new(entry, Some(&out))));
            return Ok(());
        }
        // Where the power went, its last names may have gone with it.
        let original = if waits { out } else { old };
        let Some(meta) = self.store.meta(&original)? else { return Ok(()) };
        for (folder, mode) in journal.emptied.iter().filter(|it| entry.path.starts_with(&it.0)) {
            if !self.exists(folder)? {
                self.store.make_folder(folder, *mode)?;
                self.store.sync_folder(folder.parent().unwrap_or(Utf8Path::new("")))?;
            }
        }
        self.store.make_younger(&original, meta.modified)?;
        self.store.rename_new(&original, place)?;
        back.restored.push(entry.path.clone());
        Ok(())
    }

    fn is_same_file(&self, a: &Utf8Path, b: &Utf8Path) -> Done<bool> {
        let identity = |it| Ok(self.store.meta(it)?.and_then(|it| it.identity));
        let (a, b) = (identity(a)?, identity(b)?);
        Ok(a.is_some() && a == b)
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
