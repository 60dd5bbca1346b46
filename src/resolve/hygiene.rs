//! Who wrote a word of an expansion: a macro's local variables are not seen by the words
//! of its caller, nor the other way round.
//! <https://doc.rust-lang.org/reference/macros-by-example.html#hygiene>
//!
//! Invariant: a word whose writer is not known sees every local variable. The rounds of a
//! macro that calls itself are one writer.

use rustc_hash::FxHashMap;

use crate::syntax::{Local, Site};
use crate::text::{TextRange, TextSize};
use crate::workspace::FileId;

/// A macro: file, and where its arms begin there. None is the code around all calls.
pub(super) type Writer = Option<(FileId, TextSize)>;

/// The writers of the words of a snapshot with calls expanded.
#[derive(Debug, Default)]
pub struct Writers {
    /// By where words end.
    words: FxHashMap<(FileId, TextSize), Writer>,
    /// What calls stand for, by where it begins, in order.
    expansions: FxHashMap<FileId, Vec<TextRange>>,
}

impl Writers {
    pub(super) fn add_expansion(&mut self, file: FileId, range: TextRange) {
        self.expansions.entry(file).or_default().push(range);
    }

    pub(super) fn add_word(&mut self, file: FileId, word: TextRange, writer: Writer) {
        self.words.insert((file, word.end()), writer);
    }

    /// Whether a local variable is out of sight for a site as somebody else wrote it. A
    /// macro sees those that are in scope where it is defined.
    pub(super) fn hides(&self, file: FileId, local: &Local, site: &Site) -> bool {
        let Some(by) = self.writer(file, site.range) else { return false };
        let of = self.writer(file, local.range).unwrap_or(None);
        let is_around = |(home, at)| home == file && of.is_none() && local.visible.contains(at);
        by != of && !by.is_some_and(is_around)
    }

    /// Who wrote a word; none where that is not known.
    fn writer(&self, file: FileId, word: TextRange) -> Option<Writer> {
        if let Some(known) = self.words.get(&(file, word.end())) {
            return Some(*known);
        }
        let expansions = self.expansions.get(&file)?;
        let before = expansions.partition_point(|it| it.start() <= word.start());
        let around = before.checked_sub(1).map(|it| expansions[it]);
        (!around.is_some_and(|it| it.contains_range(word))).then_some(None)
    }
}
