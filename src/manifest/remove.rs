//! How an entry goes, and what goes with it.
//!
//! A comment directly above an entry goes with it when no other entry stands
//! below it and it does not stand directly below the table's header; a comment
//! that holds TOML (an entry that somebody switched off) stays always.

use std::ops::Range;

use toml_edit::Document;

use super::array::{Splice, shrunk};
use super::judge;
use super::outline::{Outline, comments_above, line, line_before, line_end, line_start};
use super::table::{Entry, Form, Table};
use super::value::Element;

/// What takes an entry away; its table too, where nothing else is in it.
pub(super) fn remove(outline: &Outline<'_>, table: &Table, entry: &Entry<'_>) -> Vec<Splice> {
    let text = outline.text;
    if let Some(range) = emptied(outline, table, entry) {
        return vec![(range, String::new())];
    }
    let ranges: Vec<Range<usize>> = match entry.form {
        Form::Headed(index) => vec![section_range(outline, index)],
        _ => runs(text, entry).into_iter().map(|it| with_comments(outline, it)).collect(),
    };
    ranges.into_iter().map(|it| (without_gap(text, it), String::new())).collect()
}

/// What takes a dependency that is gone out of the next feature that names it;
/// nothing where some table of dependencies has it still.
/// <https://doc.rust-lang.org/cargo/reference/features.html#optional-dependencies>
pub(super) fn from_features(outline: &Outline<'_>, table: &Table, key: &str) -> Vec<Splice> {
    let is_there = judge::dependencies(outline).iter().any(|it| it.entry.key == key);
    let features = outline.entries_of(&Table::Features);
    if is_there || matches!(table, Table::WorkspaceDependencies | Table::Features) {
        return Vec::new();
    }
    let is_feature = features.iter().any(|it| it.key == key);
    let goes = |it: &Element| match it.name.split_once('/') {
        Some((own, _)) => own.trim_end_matches('?') == key,
        None => it.name.strip_prefix("dep:") == Some(key) || (it.name == key && !is_feature),
    };
    let arrays = features.iter().filter_map(|it| match &it.form {
        Form::Plain(value) => value.as_array(),
        _ => None,
    });
    arrays.filter_map(|it| shrunk(outline.text, it, goes)).next().into_iter().collect()
}

/// The lines of an entry, those that stand together as one range.
fn runs(text: &str, entry: &Entry<'_>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for range in &entry.ranges {
        let lines = line_start(text, range.start)..line_end(text, range.end);
        match runs.last_mut() {
            Some(last) if last.end == lines.start => last.end = lines.end,
            _ => runs.push(lines),
        }
    }
    runs
}

/// The whole table, header included, if the entry is all it has.
fn emptied(outline: &Outline<'_>, table: &Table, entry: &Entry<'_>) -> Option<Range<usize>> {
    let text = outline.text;
    let index = outline.section_of(|it| table.is_at(it))?;
    let [lines] = runs(text, entry).try_into().ok()?;
    let start = line_start(text, outline.sections[index].header.start);
    let follows = line_end(text, outline.sections[index].header.end) == lines.start;
    let alone = outline.sections[index].assigns.len() == entry.ranges.len() && entry.is_line();
    let bare = outline.section_end(index) == lines.end && comments_above(text, start, 0) == start;
    (follows && alone && bare).then(|| without_gap(text, start..lines.end))
}

/// A section of its own from the comments above its header to its last line.
fn section_range(outline: &Outline<'_>, index: usize) -> Range<usize> {
    let text = outline.text;
    let header = line_start(text, outline.sections[index].header.start);
    comments_above(text, header, 0)..outline.last_line_end(index)
}

/// Takes in the comment above the lines if it belongs to them alone.
fn with_comments(outline: &Outline<'_>, lines: Range<usize>) -> Range<usize> {
    let text = outline.text;
    let top = comments_above(text, lines.start, 0);
    let comment = &text[top..lines.start];
    let header_above = top > 0 && line(text, line_before(text, top)).trim_start().starts_with('[');
    let shared = lines.end < text.len() && !is_break(line(text, lines.end));
    if comment.is_empty() || header_above || shared || holds_toml(comment) {
        return lines;
    }
    top..lines.end
}

fn is_break(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with(['#', '['])
}

/// Whether a line of a comment is an entry or a header.
fn holds_toml(comment: &str) -> bool {
    comment.lines().any(|it| {
        let inner = it.trim().trim_start_matches('#').trim();
        !inner.is_empty() && Document::parse(inner).is_ok_and(|it| !it.as_table().is_empty())
    })
}

/// Takes in one of two blank lines that would come to stand together, or the
/// line ending before a last line that has none.
fn without_gap(text: &str, lines: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = lines;
    let above = (start > 0).then(|| line(text, line_before(text, start)));
    let below = (end < text.len()).then(|| line(text, end));
    let blank = |it: Option<&str>| it.is_none_or(|it| it.trim().is_empty());
    if above.is_some() && blank(above) && blank(below) {
        start = line_before(text, start);
    } else if blank(above) || above.is_some_and(|it| it.trim_start().starts_with('[')) {
        let next = below.filter(|it| it.trim().is_empty()).map(|_| line_end(text, end));
        let more =
            next.filter(|&at| at < text.len() && !line(text, at).trim_start().starts_with('['));
        end = more.unwrap_or(end);
    }
    if end == text.len() && !text.ends_with('\n') {
        start = text[..start].trim_end_matches('\n').trim_end_matches('\r').len();
    }
    start..end
}
