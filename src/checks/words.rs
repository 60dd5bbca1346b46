//! The words that a step writes, and whether its edits keep to whole words.
//!
//! Invariant: knows texts and edits only; what a word means is asked elsewhere.

use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::recipe::plan::Evidence;
use crate::resolve::search::is_word;
use crate::syntax::is_keyword;
use crate::text::{Indel, TextEdit, TextRange, TextSize, slice};
use crate::workspace::SourceFile;

/// What is to be done about an edit that no planner should make.
pub(super) const BUG: &str = "no recipe should lead to this: edit the place by hand first, or leave its \
                              file out with `[scope]`, and report a bug with the recipe and the file";

/// Edits that begin or end inside a word or mark, or put a name in the place of a name and
/// of what stands behind it: whatever is there afterwards, nobody asked for it.
pub(super) fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, edit) in &evidence.change.edits {
        let Some(file) = evidence.before.file(*id) else { continue };
        let report = |at: TextRange, message: &str| {
            Diagnostic::error(message).at(label(&evidence.before, *id, at, "")).help(BUG)
        };
        // The braces of a group that comes down to one member go together.
        let opens =
            |it: &Indel| slice(&file.text, it.delete).ends_with('{') && it.insert.is_empty();
        let loses_braces = edit.indels().iter().any(opens);
        for it in edit.indels() {
            let ends = [it.delete.start(), it.delete.end()];
            let cut = ends.into_iter().filter(|at| is_inside_token(&file.text, *at));
            findings.extend(
                cut.map(|at| report(TextRange::empty(at), "an edit would cut what stands here")),
            );
            if is_loose(&file.text, it) {
                findings.push(report(it.delete, "an edit would write a link's target elsewhere"));
            }
            if joins_lines(&file.text, it) {
                findings.push(report(it.delete, "an edit would join what it writes with a line"));
            }
            if is_twice(&it.insert) {
                findings.push(report(it.delete, "an edit would write an attribute twice"));
            }
            if is_two_paths(&it.insert) {
                findings.push(report(it.delete, "an edit would write one path behind another"));
            }
            let old = slice(&file.text, it.delete);
            if !(loses_braces && old.contains('}')) && takes_more(old, &it.insert) {
                findings
                    .push(report(it.delete, "an edit would take away what stands behind a name"));
            }
        }
    }
    findings
}

/// Whether the target of a doc link is written that stands behind no link, or takes away
/// what is no target.
fn is_loose(text: &str, it: &Indel) -> bool {
    let is_target = it.insert.starts_with('(') && it.insert.ends_with(')');
    let before = &text[..it.delete.start().into()];
    let old = slice(text, it.delete);
    is_target && (!before.ends_with(']') || !(old.is_empty() || old.starts_with(['(', '['])))
}

/// Whether lines are written before the rest of a line that is no blank.
fn joins_lines(text: &str, it: &Indel) -> bool {
    let rest = &text[it.delete.end().into()..];
    let is_line = |it: &str| it.starts_with('\n') || it.starts_with("\r\n");
    let is_end = rest.is_empty() || rest.starts_with(char::is_whitespace);
    is_line(&it.insert) && it.insert.ends_with(';') && !is_end
}

/// Whether a text is an attribute and that attribute again.
fn is_twice(new: &str) -> bool {
    let (half, rest) = new.as_bytes().split_at(new.len() / 2);
    half.starts_with(b"#[") && half == rest
}

/// Whether a text that is made as a path is made has a second path in it, right
/// behind the first.
fn is_two_paths(new: &str) -> bool {
    new.chars().all(|it| is_word(it) || it == ':' || it == '$')
        && new.chars().skip(1).any(|it| it == '$')
}

/// Whether a path and marks behind it give way to a path alone, or to what ends in
/// another mark.
fn takes_more(old: &str, new: &str) -> bool {
    let path = old.trim_end_matches(|it| !is_word(it));
    let is_path = |it: &str| {
        let it = it.replace("r#", "");
        !it.is_empty() && it.chars().all(|it| is_word(it) || it == ':')
    };
    let mark = old.trim_end().chars().next_back();
    // In documentation a line begins with a marker.
    let last_line = new.rfind('\n').map_or(new.len(), |it| it + 1);
    let is_marker = new[last_line..].chars().all(|it| " \t/!*".contains(it));
    let written = if is_marker { &new[..last_line] } else { new };
    let ends_otherwise = !new.is_empty() && mark != written.trim_end().chars().next_back();
    path.len() < old.len() && is_path(path) && (is_path(new) || mark == Some(',') && ends_otherwise)
}

/// Whether a place lies in a word, between `$` and a word, or between the equal marks of
/// one token: `::`, `//`.
fn is_inside_token(text: &str, at: TextSize) -> bool {
    let (before, after) = text.split_at(at.into());
    if before.ends_with('$') && after.starts_with(is_word) {
        return true;
    }
    let mark = before.chars().next_back().filter(|it| "/:.&|=".contains(*it));
    is_inside_word(text, at) || mark.is_some_and(|it| after.starts_with(it))
}

/// Whether a place has a part of the same word on both sides.
fn is_inside_word(text: &str, at: TextSize) -> bool {
    let (before, after) = text.split_at(at.into());
    before.ends_with(is_word) && after.starts_with(is_word)
}

/// The words of a file after a step that an edit wrote, whole or in part, in the
/// order of the text: no keywords, no numbers.
pub(super) fn written(edit: &TextEdit, after: &SourceFile) -> Vec<TextRange> {
    let text = &*after.text;
    let mut found: Vec<TextRange> =
        edit.inserted().into_iter().flat_map(|it| words(text, whole(text, it))).collect();
    found.dedup();
    found.retain(|it| is_name(text, *it) && !is_keyword(slice(text, *it), after.edition));
    found
}

/// A range, with the rest of the words that it begins and ends in.
fn whole(text: &str, range: TextRange) -> TextRange {
    let (start, end) = (usize::from(range.start()), usize::from(range.end()));
    let mut whole = start..end;
    if is_inside_word(text, range.start()) {
        whole.start = text[..start].trim_end_matches(is_word).len();
    }
    if is_inside_word(text, range.end()) {
        whole.end = text.len() - text[end..].trim_start_matches(is_word).len();
    }
    TextRange::new((whole.start as u32).into(), (whole.end as u32).into())
}

fn words(text: &str, within: TextRange) -> Vec<TextRange> {
    let mut found: Vec<TextRange> = Vec::new();
    let start = usize::from(within.start());
    for (at, it) in slice(text, within).char_indices().filter(|it| is_word(it.1)) {
        let at = TextSize::from((start + at) as u32);
        let own = TextRange::at(at, TextSize::of(it));
        match found.last_mut() {
            Some(last) if last.end() == at => *last = last.cover(own),
            _ => found.push(own),
        }
    }
    found
}

/// Whether a word is no number and not the mark of a raw identifier.
fn is_name(text: &str, word: TextRange) -> bool {
    let is_mark = slice(text, word) == "r" && text[usize::from(word.end())..].starts_with('#');
    !is_mark
        && slice(text, word) != "_"
        && !slice(text, word).starts_with(|it: char| it.is_ascii_digit())
}
