//! Collects what goes and what comes, in any order, and makes indels of it.
//!
//! Invariant: the indels are sorted, disjoint and do not touch; what both the
//! old and the new text begin or end with is in no deleted range. A name is
//! never cut in two.

use std::ops::Range;

use super::lines::text_range;
use crate::text::Indel;

/// Deletions and insertions of one text.
#[derive(Debug, Default)]
pub(super) struct Edits {
    deletes: Vec<Range<usize>>,
    inserts: Vec<(usize, String)>,
}

impl Edits {
    /// Takes `range` away; ranges may overlap.
    pub(super) fn delete(&mut self, range: Range<usize>) {
        if range.start < range.end {
            self.deletes.push(range);
        }
    }

    /// Puts `text` at `at`, behind what was put there before.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.inserts.push((at, text));
        }
    }

    /// Puts `new` in the place of `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, new: impl Into<String>) {
        self.insert(range.start, new);
        self.delete(range);
    }

    /// Whether `at` lies in what goes.
    pub(super) fn deletes(&self, at: usize) -> bool {
        self.deletes.iter().any(|it| it.contains(&at))
    }

    /// What `range` of the text is afterwards; all edits lie in it.
    pub(super) fn applied(self, text: &str, range: Range<usize>) -> String {
        let mut out = String::new();
        let mut at = range.start;
        for it in self.finish(text) {
            out.push_str(&text[at..usize::from(it.delete.start())]);
            out.push_str(&it.insert);
            at = it.delete.end().into();
        }
        out.push_str(&text[at..range.end]);
        out
    }

    /// The indels.
    pub(super) fn finish(mut self, text: &str) -> Vec<Indel> {
        let mut out: Vec<(Range<usize>, String)> = Vec::new();
        let inserts = self.inserts.iter().map(|(at, _)| *at..*at);
        self.deletes.extend(inserts);
        self.deletes.sort_by_key(|it| (it.start, it.end));
        for it in self.deletes {
            match out.last_mut() {
                Some((last, _)) if it.start <= last.end => last.end = last.end.max(it.end),
                _ => out.push((it, String::new())),
            }
        }
        self.inserts.sort_by_key(|(at, _)| *at);
        for (at, new) in self.inserts {
            let slot = out.iter_mut().find(|(it, _)| it.start <= at && at <= it.end);
            slot.into_iter().for_each(|(_, text)| text.push_str(&new));
        }
        out.into_iter().filter_map(|(range, new)| trimmed(text, range, new)).collect()
    }
}

/// Without what both texts begin or end with; nothing if they are the same.
fn trimmed(text: &str, range: Range<usize>, new: String) -> Option<Indel> {
    let old = &text[range.clone()];
    if old == new {
        return None;
    }
    if new.is_empty() {
        return Some(Indel::delete(text_range(&range)));
    }
    let after = text[range.end..].chars().next();
    let before = text[..range.start].chars().next_back();
    let front = common_front(old, &new, after);
    let back =
        common_back(&old[front..], &new[front..], old[..front].chars().next_back().or(before));
    let new = new[front..new.len() - back].to_owned();
    Some(Indel::replace(text_range(&(range.start + front..range.end - back)), new))
}

fn common_front(old: &str, new: &str, after: Option<char>) -> usize {
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b);
    let mut len: usize = same.map(|(a, _)| a.len_utf8()).sum();
    let next = |it: &str, len: usize| it[len..].chars().next().or(after).is_some_and(is_name);
    while old[..len].chars().next_back().is_some_and(is_name) && (next(old, len) || next(new, len))
    {
        len -= old[..len].chars().next_back().map_or(1, char::len_utf8);
    }
    len
}

fn common_back(old: &str, new: &str, before: Option<char>) -> usize {
    let same = old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b);
    let mut len: usize = same.map(|(a, _)| a.len_utf8()).sum();
    let prev = |it: &str, len: usize| {
        it[..it.len() - len].chars().next_back().or(before).is_some_and(is_name)
    };
    let first = |len: usize| old[old.len() - len..].chars().next();
    while len > 0 && first(len).is_some_and(is_name) && (prev(old, len) || prev(new, len)) {
        len -= first(len).map_or(1, char::len_utf8);
    }
    len
}

fn is_name(it: char) -> bool {
    it == '_' || it.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextEditBuilder;

    fn apply(text: &str, edits: Edits) -> String {
        let mut builder = TextEditBuilder::default();
        edits.finish(text).into_iter().for_each(|it| builder.push(it));
        builder.finish().unwrap().apply(text)
    }

    #[test]
    fn what_touches_is_one_indel() {
        let mut edits = Edits::default();
        edits.delete(1..3);
        edits.insert(3, "x");
        edits.delete(3..4);
        assert_eq!(apply("abcde", edits), "axe");
    }

    #[test]
    fn names_are_not_cut() {
        let mut edits = Edits::default();
        edits.replace(0..14, "use a::JobRow;");
        let text = "use a::JobRec;";
        assert_eq!(edits.finish(text), [Indel::replace(text_range(&(7..13)), "JobRow")]);
    }

    #[test]
    fn common_ends_stay() {
        let mut edits = Edits::default();
        edits.replace(1..4, ", C");
        assert_eq!(edits.finish("A, B"), [Indel::replace(text_range(&(3..4)), "C")]);
    }
}
