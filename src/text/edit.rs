//! Edits of one text: sorted, disjoint, in offsets of the original.
//!
//! Invariant: a [`TextEdit`] in hand can be applied; conflicts are found when
//! it is built, and are values.

use std::fmt;

use text_size::{TextRange, TextSize};

/// One deletion and one insertion at the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indel {
    /// Bytes of the original text that go.
    pub delete: TextRange,
    /// Text that comes in their place.
    pub insert: String,
}

impl Indel {
    /// Puts `text` in the place of `range`.
    pub fn replace(range: TextRange, text: impl Into<String>) -> Indel {
        Indel { delete: range, insert: text.into() }
    }

    /// Puts `text` at `offset`.
    pub fn insert(offset: TextSize, text: impl Into<String>) -> Indel {
        Indel::replace(TextRange::empty(offset), text)
    }

    /// Takes `range` away.
    pub fn delete(range: TextRange) -> Indel {
        Indel::replace(range, String::new())
    }
}

/// Edits of one text, sorted and disjoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextEdit {
    indels: Vec<Indel>,
    /// By how many bytes the text is longer behind each of them.
    grown: Vec<i64>,
}

/// Two edits that want the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditConflict {
    /// The edit that stands first in the text.
    pub first: Indel,
    /// The edit that reaches into it.
    pub second: Indel,
}

impl fmt::Display for EditConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Indel { delete: a, .. } = &self.first;
        let Indel { delete: b, .. } = &self.second;
        write!(f, "edits of bytes {a:?} and {b:?} overlap")
    }
}

impl std::error::Error for EditConflict {}

/// Collects edits in any order; [`TextEditBuilder::finish`] sorts and judges them.
#[derive(Debug, Clone, Default)]
pub struct TextEditBuilder {
    indels: Vec<Indel>,
}

impl TextEditBuilder {
    /// Adds one edit.
    pub fn push(&mut self, indel: Indel) {
        self.indels.push(indel);
    }

    /// Whether no edit was added.
    pub fn is_empty(&self) -> bool {
        self.indels.is_empty()
    }

    /// Sorts the edits and drops the second of two equal ones (a file that
    /// stands in several module trees is edited once).
    ///
    /// Insertions at the same offset stay in the order in which they came.
    ///
    /// # Errors
    /// Two edits that overlap without being equal.
    pub fn finish(mut self) -> Result<TextEdit, EditConflict> {
        self.indels.sort_by_key(|it| (it.delete.start(), it.delete.end()));
        self.indels.dedup();
        let conflict = self.indels.windows(2).find(|w| w[1].delete.start() < w[0].delete.end());
        match conflict {
            Some(w) => Err(EditConflict { first: w[0].clone(), second: w[1].clone() }),
            None => Ok(TextEdit { grown: grown(&self.indels), indels: self.indels }),
        }
    }
}

/// By how many bytes a text is longer behind each of some edits.
fn grown(indels: &[Indel]) -> Vec<i64> {
    let mut sum = 0;
    let grow = |it: &Indel| {
        sum += it.insert.len() as i64 - i64::from(u32::from(it.delete.len()));
        sum
    };
    indels.iter().map(grow).collect()
}

impl TextEdit {
    /// The edits, in the order of their places.
    pub fn indels(&self) -> &[Indel] {
        &self.indels
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.indels.is_empty()
    }

    /// The first edit that takes bytes of `range` away.
    pub fn touching(&self, range: TextRange) -> Option<&Indel> {
        let first = self.indels.partition_point(|it| it.delete.end() <= range.start());
        let mut near = self.indels[first..].iter().take_while(|it| it.delete.start() < range.end());
        near.find(|it| it.delete.intersect(range).is_some_and(|it| !it.is_empty()))
    }

    /// The text after the edits.
    ///
    /// # Panics
    /// If an edit lies outside `text` or inside a char: a bug of the planner,
    /// never of the input.
    pub fn apply(&self, text: &str) -> String {
        let grown: usize = self.indels.iter().map(|it| it.insert.len()).sum();
        let mut out = String::with_capacity(text.len() + grown);
        let mut done = 0;
        for it in &self.indels {
            out.push_str(&text[done..usize::from(it.delete.start())]);
            out.push_str(&it.insert);
            done = usize::from(it.delete.end());
        }
        out.push_str(&text[done..]);
        out
    }

    /// What was inserted, in offsets of the text after the edits; empty where an
    /// edit only deletes.
    pub fn inserted(&self) -> Vec<TextRange> {
        let mut shift = 0i64;
        let mut place = |it: &Indel| {
            let start = i64::from(u32::from(it.delete.start())) + shift;
            shift += it.insert.len() as i64 - i64::from(u32::from(it.delete.len()));
            TextRange::at(TextSize::from(start.max(0) as u32), TextSize::of(&*it.insert))
        };
        self.indels.iter().map(&mut place).collect()
    }

    /// Where a byte of the original stands afterwards, unless it was deleted.
    pub fn map_offset(&self, offset: TextSize) -> Option<TextSize> {
        let mut shift = 0i64;
        for it in &self.indels {
            if it.delete.start() > offset {
                break;
            }
            if it.delete.contains(offset) {
                return None;
            }
            shift += it.insert.len() as i64 - i64::from(u32::from(it.delete.len()));
        }
        u32::try_from(i64::from(u32::from(offset)) + shift).ok().map(TextSize::from)
    }
}

impl TextEdit {
    /// Where a token that begins at `start` begins afterwards, also where it
    /// was replaced. What is inserted directly before it counts.
    pub fn map_start(&self, start: TextSize) -> TextSize {
        self.shifted(start, |it| {
            it.end() <= start && it.start() < start || it.is_empty() && it.start() == start
        })
    }

    /// Where a token that ends at `end` ends afterwards, also where it was
    /// replaced. What is inserted directly behind it does not count.
    pub fn map_end(&self, end: TextSize) -> TextSize {
        self.shifted(end, |it| it.start() < end)
    }

    /// Whether a token that begins at `start` is taken away: by itself with nothing in its
    /// place, or with what stands before it.
    pub fn takes(&self, start: TextSize) -> bool {
        let at = self.indels.partition_point(|it| it.delete.end() <= start);
        self.indels.get(at).is_some_and(|it| {
            let own = it.delete;
            own.start() < start || own.contains(start) && it.insert.is_empty()
        })
    }

    /// `counts` holds of the edits up to some place, and of none behind it.
    fn shifted(&self, offset: TextSize, counts: impl Fn(TextRange) -> bool) -> TextSize {
        let counted = self.indels.partition_point(|it| counts(it.delete));
        let shift = counted.checked_sub(1).map_or(0, |it| self.grown[it]);
        TextSize::from((i64::from(u32::from(offset)) + shift).max(0) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: u32, end: u32) -> TextRange {
        TextRange::new(start.into(), end.into())
    }

    fn edit(indels: &[Indel]) -> Result<TextEdit, EditConflict> {
        let mut builder = TextEditBuilder::default();
        indels.iter().cloned().for_each(|it| builder.push(it));
        builder.finish()
    }

    #[test]
    fn edits_apply_in_the_order_of_their_places() {
        let edit =
            edit(&[Indel::replace(range(4, 7), "b"), Indel::insert(0.into(), "> ")]).unwrap();
        assert_eq!(edit.apply("use old;"), "> use b;");
    }

    #[test]
    fn equal_edits_are_one() {
        let it = Indel::replace(range(0, 3), "new");
        assert_eq!(edit(&[it.clone(), it]).unwrap().apply("old"), "new");
    }

    #[test]
    fn a_token_goes_with_what_stands_before_it_or_without_another_one() {
        // `mod old;` of `mod old; X, Old`
        let edit = edit(&[
            Indel::delete(range(0, 9)),
            Indel::delete(range(9, 11)),
            Indel::replace(range(12, 15), "New"),
        ]);
        let edit = edit.unwrap();
        let takes = |it: u32| edit.takes(it.into());
        assert!(takes(0) && takes(4) && takes(9) && !takes(11) && !takes(12) && takes(13));
        assert!(!takes(15));
    }

    #[test]
    fn overlap_is_a_value() {
        let conflict = edit(&[Indel::delete(range(0, 4)), Indel::delete(range(3, 5))]).unwrap_err();
        assert_eq!(conflict.to_string(), "edits of bytes 0..4 and 3..5 overlap");
    }

    #[test]
    fn adjacent_edits_do_not_overlap() {
        let edit = edit(&[Indel::delete(range(0, 2)), Indel::replace(range(2, 3), "x")]).unwrap();
        assert_eq!(edit.apply("abcd"), "xd");
    }

    #[test]
    fn offsets_map_through_edits() {
        let edit =
            edit(&[Indel::replace(range(2, 4), "xyz"), Indel::insert(6.into(), "!")]).unwrap();
        assert_eq!(edit.map_offset(1.into()), Some(1.into()));
        assert_eq!(edit.map_offset(2.into()), None);
        assert_eq!(edit.map_offset(4.into()), Some(5.into()));
        assert_eq!(edit.map_offset(6.into()), Some(8.into()));
    }

    #[test]
    fn what_was_inserted_has_a_place_afterwards() {
        let edit = edit(&[
            Indel::replace(range(0, 3), "Long"),
            Indel::delete(range(4, 6)),
            Indel::insert(7.into(), "!"),
        ]);
        let edit = edit.unwrap();
        assert_eq!(edit.apply("Old, ab"), "Long,b!");
        assert_eq!(edit.inserted(), [range(0, 4), range(5, 5), range(6, 7)]);
    }

    #[test]
    fn what_takes_a_byte_away_touches_it() {
        let edit = edit(&[
            Indel::delete(range(2, 4)),
            Indel::insert(5.into(), "!"),
            Indel::replace(range(6, 9), "x"),
        ]);
        let edit = edit.unwrap();
        let touching = |start, end| edit.touching(range(start, end)).map(|it| it.delete);
        assert_eq!(touching(0, 2), None);
        assert_eq!(touching(0, 3), Some(range(2, 4)));
        assert_eq!(touching(4, 6), None);
        assert_eq!(touching(4, 7), Some(range(6, 9)));
        assert_eq!(touching(8, 20), Some(range(6, 9)));
        assert_eq!(touching(9, 20), None);
    }

    #[test]
    fn both_ends_of_a_replaced_token_map() {
        let edit =
            edit(&[Indel::replace(range(4, 7), "x::Long"), Indel::insert(7.into(), "!")]).unwrap();
        assert_eq!(edit.apply("use Old;"), "use x::Long!;");
        assert_eq!(edit.map_start(4.into()), 4.into());
        assert_eq!(edit.map_end(7.into()), 11.into());
        assert_eq!(edit.map_start(7.into()), 12.into());
    }
}
