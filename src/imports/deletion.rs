//! How an item is taken away: with its docs, its lines, and blank lines as a
//! careful person would leave them.
//!
//! Invariant: between two neighbours there are as many blank lines as the
//! larger of the gaps beside what went; none at the start or end of a block.

use std::ops::Range;

use super::edits::Edits;
use super::lines;
use crate::text::{Indel, TextRange};

/// Takes one item away; `range` has its docs and attributes.
///
/// A `//` comment directly above, without a blank line between, goes too.
pub fn remove_item(text: &str, range: TextRange) -> Vec<Indel> {
    remove_items(text, &[range])
}

/// Takes items away; see [`remove_item`]. Their ranges are in no order.
pub fn remove_items(text: &str, ranges: &[TextRange]) -> Vec<Indel> {
    let mut edits = Edits::default();
    let with_comment = |it: &TextRange| {
        let range = lines::item_span(text, *it);
        comment_start(text, range.start)..range.end
    };
    remove(text, ranges.iter().map(with_comment).collect(), &mut edits);
    edits.finish(text)
}

/// Takes `use` items away; a comment above goes only if it is about nothing else.
pub(super) fn uses(text: &str, ranges: &[TextRange], edits: &mut Edits) {
    let paragraph = |it: &TextRange| {
        let range = lines::item_span(text, *it);
        let start = comment_start(text, range.start);
        let above = text[..lines::line_start(text, start)].lines().next_back();
        let below = text[lines::next_line(text, range.end)..].lines().next();
        let alone = |line: Option<&str>| line.is_none_or(|it| matches!(it.trim(), "" | "}"));
        let first = text[..start].trim_end();
        let apart = above.is_some_and(|it| it.trim().is_empty()) && !first.is_empty();
        if apart && alone(below) { start..range.end } else { range }
    };
    remove(text, ranges.iter().map(paragraph).collect(), edits);
}

/// Where the comment directly above the line of `at` begins, or `at`.
fn comment_start(text: &str, at: usize) -> usize {
    if !lines::begins_line(text, at) {
        return at;
    }
    let mut start = at;
    while let Some(line) = text[..lines::line_start(text, start)].lines().next_back() {
        let comment = line.trim_start();
        let plain = comment.starts_with("//") && !comment.starts_with("//!");
        if !plain {
            break;
        }
        let line_start = lines::line_start(text, lines::line_start(text, start) - 1);
        start = line_start + (line.len() - comment.len());
    }
    let lower = text[start..at].to_lowercase();
    let licence = ["copyright", "spdx", "licence", "license"].iter().any(|it| lower.contains(it));
    let heads_file = text[..start].trim().is_empty();
    if licence && heads_file { at } else { start }
}

fn remove(text: &str, mut ranges: Vec<Range<usize>>, edits: &mut Edits) {
    ranges.sort_by_key(|it| (it.start, it.end));
    let mut runs: Vec<Run> = Vec::new();
    for it in ranges {
        let it = it.start..with_trailing_comment(text, it.end);
        match runs.last_mut() {
            Some(run)
                if it.start <= run.all.end || text[run.all.end..it.start].trim().is_empty() =>
            {
                let between = run.all.end..it.start.max(run.all.end);
                if run.blank.is_none() && text[between.clone()].matches('\n').count() > 1 {
                    run.blank = Some(between);
                }
                run.all.end = run.all.end.max(it.end);
            }
            _ => runs.push(Run { all: it, blank: None }),
        }
    }
    for Run { all, blank } in runs {
        match blank.filter(|_| is_between_lines(text, &all)) {
            Some(blank) => {
                edits.delete(widened(text, all.start..blank.start));
                edits.delete(widened(text, blank.end..all.end));
            }
            None => edits.delete(widened(text, all)),
        }
    }
}

/// Neighbours that go, with what stands between them.
struct Run {
    all: Range<usize>,
    /// The first gap that holds a blank line.
    blank: Option<Range<usize>>,
}

/// Whether text stands on the lines directly before and behind, so that a
/// blank line inside was what held them apart.
fn is_between_lines(text: &str, range: &Range<usize>) -> bool {
    let start = lines::line_start(text, range.start);
    let end = lines::next_line(text, range.end);
    let before = text[..start].lines().next_back().is_some_and(|it| !it.trim().is_empty());
    let behind = text[end..].lines().next().is_some_and(|it| !it.trim().is_empty());
    let opens = text[..start].trim_end().ends_with('{');
    let closes = text[end..].trim_start().starts_with('}');
    before && behind && !opens && !closes
}

/// The end of a comment behind the item on its last line.
fn with_trailing_comment(text: &str, end: usize) -> usize {
    let line_end = lines::line_end(text, end);
    let rest = &text[end..line_end];
    if !rest.trim().is_empty() && lines::only_comments(rest) { line_end } else { end }
}

/// The range with the blanks that go with it.
fn widened(text: &str, range: Range<usize>) -> Range<usize> {
    let before = &text[..range.start];
    let after = &text[range.end..];
    let opens = before.trim_end().ends_with('{') || before.trim().is_empty();
    let closes = after.trim_start().starts_with('}') || after.trim().is_empty();
    let all = before.trim_end().len()..text.len() - after.trim_start().len();
    if before.trim_end().ends_with('{') && after.trim_start().starts_with('}') {
        return all;
    }
    let whole_lines = lines::begins_line(text, range.start)
        && text[range.end..lines::line_end(text, range.end)].trim().is_empty();
    if !whole_lines {
        return within_line(text, range);
    }
    let start = lines::line_start(text, range.start);
    let end = lines::next_line(text, range.end);
    let blank_before = blank_lines_before(text, start);
    let blank_after = blank_lines_after(text, end);
    match (opens, closes) {
        (true, _) => start..blank_after.last().copied().unwrap_or(end),
        (_, true) => {
            blank_before.last().copied().unwrap_or(start)..end_of_file(text, end, &blank_after)
        }
        _ => {
            let surplus = blank_before.len().min(blank_after.len());
            start..if surplus == 0 { end } else { blank_after[surplus - 1] }
        }
    }
}

/// At the end of the file blank lines behind go, too.
fn end_of_file(text: &str, end: usize, blank_after: &[usize]) -> usize {
    match blank_after.last() {
        Some(&last) if last == text.len() => last,
        _ => end,
    }
}

/// The starts of the blank lines right before the line that begins at `start`, nearest first.
fn blank_lines_before(text: &str, start: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = start;
    while at > 0 {
        let line = lines::line_start(text, at - 1);
        if !text[line..at].trim().is_empty() {
            break;
        }
        out.push(line);
        at = line;
    }
    out
}

/// The ends of the blank lines from `at` on, nearest first.
fn blank_lines_after(text: &str, mut at: usize) -> Vec<usize> {
    let mut out = Vec::new();
    while at < text.len() {
        let next = lines::next_line(text, at);
        if !text[at..next].trim().is_empty() {
            break;
        }
        out.push(next);
        at = next;
    }
    out
}

/// An item that shares its line with others goes with the blanks on one side.
fn within_line(text: &str, range: Range<usize>) -> Range<usize> {
    let next = lines::skip_blanks(text, range.end);
    let ends_line = text[next..].starts_with(['\n', '\r']) || next == text.len();
    let closes = text[next..].starts_with('}');
    if lines::begins_line(text, range.start) || !(ends_line || closes) {
        return range.start..next;
    }
    let start = text[..range.start].trim_end_matches([' ', '\t']).len();
    start..range.end
}
