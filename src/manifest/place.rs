//! Where a new entry goes, and where a table that is not there yet.

use std::ops::Range;

use super::array::Splice;
use super::merge::new_line;
use super::outline::{Outline, comments_above, line, line_end, line_start, newline, path_names};
use super::style::Style;
use super::table::{Entry, Form, Table};
use super::value::{WantedField, key_text};

/// An entry to come.
#[derive(Debug, Clone, Copy)]
pub(super) struct New<'a> {
    /// The table it comes to.
    pub table: &'a Table,
    /// Its key.
    pub key: &'a str,
    /// What it says of a dependency.
    pub fields: &'a [WantedField],
    /// What it says of a feature, as TOML text.
    pub feature: Option<&'a str>,
}

impl New<'_> {
    fn line(&self, style: &Style) -> String {
        let key = key_text(self.key);
        match self.feature {
            Some(value) => style.assignment(&format!("{}{key}", style.indent()), value),
            None => style.entry(&key, self.fields),
        }
    }

    fn is_path(&self) -> bool {
        self.fields.iter().any(|it| it.name == "path")
    }
}

/// What puts a new entry into the manifest.
pub(super) fn insert(outline: &Outline<'_>, new: New<'_>) -> Splice {
    let entries = outline.entries_of(new.table);
    let lines: Vec<&Entry<'_>> = entries.iter().filter(|it| it.is_line()).collect();
    if !lines.is_empty() {
        return among(outline, &lines, new);
    }
    let style = Style::of(outline, new.table);
    if let Some(section) = outline.section_of(|it| new.table.is_at(it)) {
        return new_line(outline.text, below_header(outline, section), &new.line(&style));
    }
    let headed = entries.iter().rev().find_map(|it| match it.form {
        Form::Headed(index) => Some(index),
        _ => None,
    });
    match headed {
        Some(last) => section(outline, last, &headed_entry(outline, new, last)),
        None => new_table(outline, new, &style),
    }
}

/// Below the header of an empty table and the comments directly below it, so
/// far as those are not of the next header.
fn below_header(outline: &Outline<'_>, index: usize) -> usize {
    let start = outline.last_line_end(index);
    let end = outline.section_end(index);
    let mut at = start;
    while at < end && line(outline.text, at).trim_start().starts_with('#') {
        at = line_end(outline.text, at);
    }
    at
}

/// A place among the lines of a table: sorted where they are sorted, else in
/// the group of its family, else at the end.
fn among(outline: &Outline<'_>, lines: &[&Entry<'_>], new: New<'_>) -> Splice {
    let text = outline.text;
    let mut entry = new.line(&Style::of(outline, new.table));
    if let Some(prefix) = key_prefix(text, lines[0]) {
        let indent = entry.len() - entry.trim_start().len();
        entry.insert_str(indent, prefix);
    }
    let groups = groups(text, lines);
    let grouped = groups.iter().filter(|it| is_headed(outline, lines, it)).count() > 0;
    if *new.table == Table::Features && new.key == "default" {
        return sorted(text, &lines[..1], &entry, "");
    }
    if !grouped && is_sorted(lines) {
        return sorted(text, lines, &entry, new.key);
    }
    if let Some(group) = family(lines, &groups, new) {
        let members = &lines[group];
        return match members.len() > 1 && is_sorted(members) {
            true => sorted(text, members, &entry, new.key),
            false => new_line(text, members[members.len() - 1].lines(text).end, &entry),
        };
    }
    at_end(outline, lines, &groups, (&entry, new.key))
}

/// At the end of the table; apart from the last group where that stands below
/// a comment of its own.
fn at_end(
    outline: &Outline<'_>,
    lines: &[&Entry<'_>],
    groups: &[Range<usize>],
    (entry, key): (&str, &str),
) -> Splice {
    let text = outline.text;
    let last = groups.last().cloned().unwrap_or(0..lines.len());
    let members = &lines[last.clone()];
    let end = members.last().map_or(0, |it| it.lines(text).end);
    if groups.len() > 1 && is_headed(outline, lines, &last) {
        return new_line(text, end, &format!("{}{entry}", newline(text, end)));
    }
    if groups.len() > 1 && members.len() > 1 && is_sorted(members) {
        return sorted(text, members, entry, key);
    }
    new_line(text, end, entry)
}

/// Keys that stand before the entry's own on its line (`dependencies.foo = …`).
fn key_prefix<'t>(text: &'t str, entry: &Entry<'_>) -> Option<&'t str> {
    let start = entry.ranges.first()?.start;
    let key = entry.key_ranges.first()?.start;
    (start < key).then(|| &text[start..key])
}

/// Runs of entries with neither blank lines nor comments between them.
fn groups(text: &str, lines: &[&Entry<'_>]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for at in 0..lines.len() {
        match groups.last_mut() {
            Some(group) if lines[at - 1].lines(text).end >= lines[at].lines(text).start => {
                group.end = at + 1;
            }
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// Whether a group stands below a comment that is more than a note on its
/// first entry: after a blank line or the table's header.
fn is_headed(outline: &Outline<'_>, lines: &[&Entry<'_>], group: &Range<usize>) -> bool {
    let text = outline.text;
    let start = lines[group.start].lines(text).start;
    let top = comments_above(text, start, 0);
    if top == start {
        return false;
    }
    let above = if top == 0 { "" } else { line(text, line_start(text, top - 1)) };
    above.trim().is_empty() || (above.trim_start().starts_with('[') && group.end < lines.len())
}

fn is_sorted(lines: &[&Entry<'_>]) -> bool {
    lines.is_sorted_by(|a, b| a.key <= b.key) || lines.is_sorted_by_key(|it| folded(&it.key))
}

/// A key as those sort it who take `-` and `_` for the same.
fn folded(key: &str) -> String {
    key.replace('_', "-").to_lowercase()
}

/// Before the first entry with a greater key. A note above the first entry of
/// all stays with it; a comment above several is theirs together.
fn sorted(text: &str, lines: &[&Entry<'_>], entry: &str, key: &str) -> Splice {
    let plain = lines.is_sorted_by(|a, b| a.key <= b.key);
    let greater = |it: &&&Entry<'_>| match plain {
        true => it.key.as_str() > key,
        false => folded(&it.key) > folded(key),
    };
    let before = lines.iter().take_while(|it| !greater(it)).count();
    if before > 0 {
        return new_line(text, lines[before - 1].lines(text).end, entry);
    }
    let first = lines[0].lines(text);
    let shared = lines.get(1).is_some_and(|it| it.lines(text).start == first.end);
    let top = if shared { first.start } else { comments_above(text, first.start, 0) };
    let is_header = top > 0 && line(text, line_start(text, top - 1)).trim_start().starts_with('[');
    let at = if is_header { first.start } else { top };
    (at..at, format!("{entry}{}", newline(text, at)))
}

/// The group with most relatives: keys with the same first word, and path
/// dependencies of a path dependency.
fn family(lines: &[&Entry<'_>], groups: &[Range<usize>], new: New<'_>) -> Option<Range<usize>> {
    if groups.len() < 2 {
        return None;
    }
    let score = |group: &Range<usize>| -> usize {
        let of = |it: &&&Entry<'_>| {
            2 * usize::from(first_word(&it.key) == first_word(new.key))
                + usize::from(new.is_path() && it.field("path").is_some())
        };
        lines[group.clone()].iter().map(|it| of(&it)).sum()
    };
    let best = groups.iter().max_by_key(|it| (score(it), std::cmp::Reverse(it.start)))?;
    (score(best) > 0).then(|| best.clone())
}

fn first_word(key: &str) -> &str {
    key.split(['-', '_']).next().unwrap_or(key)
}

/// `[table.key]` with a line for each field, as the section before it.
fn headed_entry(outline: &Outline<'_>, new: New<'_>, last: usize) -> Vec<String> {
    let path = &outline.sections[last].path;
    let text = outline.text;
    let table: Vec<&str> =
        path[..path.len() - 1].iter().map(|it| &text[it.range.clone()]).collect();
    let header = format!("[{}.{}]", table.join("."), key_text(new.key));
    let fields = new.fields.iter().map(|it| format!("{} = {}", it.name, it.text));
    std::iter::once(header).chain(fields).collect()
}

/// A table that is not there: after those that Cargo's pages name before it,
/// else before those that come after, else at the end.
fn new_table(outline: &Outline<'_>, new: New<'_>, style: &Style) -> Splice {
    let header: Vec<String> = new.table.path().into_iter().map(key_text_target).collect();
    let lines = [format!("[{}]", header.join(".")), new.line(style)];
    let own = rank(&new.table.path());
    let ranks: Vec<u8> = outline.sections.iter().map(|it| rank(&path_names(it, &[]))).collect();
    let kin = ranks.iter().rposition(|&it| it / 10 == own / 10 && it <= own);
    let later = ranks.iter().position(|&it| it > own).and_then(|it| it.checked_sub(1));
    let place = kin.or(later).unwrap_or(outline.sections.len() - 1);
    section(outline, place, &lines)
}

/// A `cfg(…)` is quoted as Cargo's pages quote it.
fn key_text_target(key: &str) -> String {
    match key_text(key) {
        quoted if quoted != key && !key.contains('\'') => format!("'{key}'"),
        bare => bare,
    }
}

/// The order of tables in a manifest; those of one kind share the tens.
/// <https://doc.rust-lang.org/cargo/reference/manifest.html>
fn rank(path: &[&str]) -> u8 {
    match path {
        ["workspace", ..] => 10,
        ["dependencies", ..] => 20,
        ["dev-dependencies" | "dev_dependencies", ..] => 21,
        ["build-dependencies" | "build_dependencies", ..] => 22,
        ["target", ..] => 23,
        ["features", ..] => 24,
        ["patch" | "replace" | "profile" | "lints" | "badges", ..] => 30,
        _ => 0,
    }
}

/// New lines with a header, after a section and one blank line.
fn section(outline: &Outline<'_>, after: usize, lines: &[String]) -> Splice {
    let text = outline.text;
    let end = outline.section_end(after);
    let newline = newline(text, end);
    let block = lines.join(newline);
    if text[..end].trim().is_empty() {
        return (end..end, format!("{block}{newline}{newline}"));
    }
    new_line(text, end, &format!("{newline}{block}"))
}
