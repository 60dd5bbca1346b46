//! Numbers of things in words.
//!
//! Invariant: one is singular, all else plural; the same things give the same
//! words in the same order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::recipe::plan::{LeftReason, SiteKind};

/// A thing in words: one of it, several of it.
pub(super) type Words = [&'static str; 2];

/// `1 file`, `3 files`.
pub(super) fn plural(count: usize, [one, several]: Words) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// `9 in comments, 5 other items, 1 in a string`: the most frequent first.
pub(super) fn counts(things: impl Iterator<Item = Words>) -> String {
    let mut counts = BTreeMap::<Words, usize>::new();
    for words in things {
        *counts.entry(words).or_default() += 1;
    }
    let mut counts: Vec<(Words, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| Reverse(count));
    let parts: Vec<String> = counts.into_iter().map(|(it, count)| plural(count, it)).collect();
    parts.join(", ")
}

/// How a kind of place is counted.
pub(super) fn site(kind: SiteKind) -> Words {
    match kind {
        SiteKind::Definition => ["definition", "definitions"],
        SiteKind::Path => ["path", "paths"],
        SiteKind::Import => ["import", "imports"],
        SiteKind::Reexport => ["re-export", "re-exports"],
        SiteKind::MacroCall => ["macro call", "macro calls"],
        SiteKind::MacroBody => ["macro body", "macro bodies"],
        SiteKind::Attribute => ["attribute", "attributes"],
        SiteKind::AttributeString => ["attribute string", "attribute strings"],
        SiteKind::FilePath => ["file path", "file paths"],
        SiteKind::FormatString => ["format string", "format strings"],
        SiteKind::DocLink => ["doc link", "doc links"],
        SiteKind::Doctest => ["doctest", "doctests"],
        SiteKind::Manifest => ["manifest entry", "manifest entries"],
        SiteKind::Text => ["text", "texts"],
    }
}

/// How a reason is counted.
pub(super) fn reason(reason: &LeftReason) -> Words {
    match reason {
        LeftReason::OtherItem(_) => ["other item", "other items"],
        LeftReason::Member => ["member", "members"],
        LeftReason::Local => ["local name", "local names"],
        LeftReason::Comment => ["in a comment", "in comments"],
        LeftReason::DocComment => ["in a doc comment", "in doc comments"],
        LeftReason::Prose => ["in prose", "in prose"],
        LeftReason::StringLiteral => ["in a string", "in strings"],
        LeftReason::KeptName => ["kept by an alias", "kept by aliases"],
        LeftReason::KeptDefinition => ["in the kept definition", "in kept definitions"],
        LeftReason::OutOfScope => ["out of scope", "out of scope"],
        LeftReason::Ambiguous(_) => ["ambiguous", "ambiguous"],
        LeftReason::Perhaps(_) => ["perhaps code", "perhaps code"],
        LeftReason::MacroTokens => ["in macro tokens", "in macro tokens"],
        LeftReason::MacroWord => ["word of a macro", "words of macros"],
        LeftReason::Unresolved => ["unresolved", "unresolved"],
        LeftReason::UnreachedFile => ["in an unreached file", "in unreached files"],
        LeftReason::Unread(_) => ["not read as code", "not read as code"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular() {
        let file = ["file", "files"];
        assert_eq!([0, 1, 2].map(|it| plural(it, file)), ["0 files", "1 file", "2 files"]);
    }

    #[test]
    fn the_most_frequent_comes_first_then_the_alphabet() {
        let kinds = [SiteKind::Path, SiteKind::Import, SiteKind::Attribute, SiteKind::Import];
        assert_eq!(counts(kinds.into_iter().map(site)), "2 imports, 1 attribute, 1 path");
        assert_eq!(counts(std::iter::empty()), "");
    }

    #[test]
    fn reasons_that_differ_in_detail_are_counted_together() {
        let other = |it: &str| LeftReason::OtherItem(it.into());
        let reasons = [other("a::Job"), LeftReason::Comment, other("b::Job")];
        assert_eq!(counts(reasons.iter().map(reason)), "2 other items, 1 in a comment");
    }
}
