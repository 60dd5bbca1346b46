//! A manifest as the list of its headers and assignments, in the order of the
//! text, each with its bytes.
//!
//! `toml_edit` parses; the text itself is never reprinted. Every edit of a
//! manifest is made in bytes that an [`Outline`] names, so line endings, odd
//! spacing and comments elsewhere cannot change.

use std::ops::Range;

use toml_edit::{Document, Item, Key, Table, Value};

/// One key of a dotted path or a header.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The key, quotes and escapes taken off.
    pub name: String,
    /// Its bytes, quotes included.
    pub range: Range<usize>,
}

/// `a.b = value`
#[derive(Debug, Clone)]
pub(super) struct Assign<'d> {
    /// The keys before `=`.
    pub keys: Vec<Part>,
    /// What is assigned.
    pub value: &'d Value,
    /// Bytes of the value.
    pub value_range: Range<usize>,
}

impl Assign<'_> {
    /// Bytes from the first key to the end of the value.
    pub fn range(&self) -> Range<usize> {
        let start = self.keys.first().map_or(self.value_range.start, |it| it.range.start);
        start..self.value_range.end
    }
}

/// A header and the assignments below it; the first one has no header.
#[derive(Debug, Clone)]
pub(super) struct Section<'d> {
    /// The keys of the header.
    pub path: Vec<Part>,
    /// Bytes of the header, brackets included.
    pub header: Range<usize>,
    /// The assignments, in the order of the text.
    pub assigns: Vec<Assign<'d>>,
}

/// A parsed manifest with its text.
#[derive(Debug, Clone)]
pub(super) struct Outline<'d> {
    /// The text.
    pub text: &'d str,
    /// At least one: that before the first header.
    pub sections: Vec<Section<'d>>,
}

impl<'d> Outline<'d> {
    /// Lists what `document`, the parse of `text`, holds.
    pub fn new(text: &'d str, document: &'d Document<&str>) -> Outline<'d> {
        let mut found = Found::default();
        found.collect(document.as_table());
        found.headers.sort_by_key(|it| it.start);
        found.values.sort_by_key(|it| it.0);
        let first = Section { path: Vec::new(), header: 0..0, assigns: Vec::new() };
        let headed = found.headers.into_iter().map(|header| {
            let path = header_parts(text, &header);
            Section { path, header, assigns: Vec::new() }
        });
        let mut sections: Vec<_> = std::iter::once(first).chain(headed).collect();
        for (key_end, value) in found.values {
            let above = sections.partition_point(|it| it.header.start < key_end);
            let keys = parts(text, line_start(text, key_end)..key_end);
            let value_range = value.span().unwrap_or(key_end..key_end);
            sections[above.max(1) - 1].assigns.push(Assign { keys, value, value_range });
        }
        Outline { text, sections }
    }

    /// The section with the header of a table itself, if there is one.
    pub fn section_of(&self, is_table: impl Fn(&[&str]) -> bool) -> Option<usize> {
        self.sections.iter().position(|it| !it.header.is_empty() && is_table(&path_names(it, &[])))
    }

    /// Every assignment with its section.
    pub fn assigns(&self) -> impl Iterator<Item = (&Section<'d>, &Assign<'d>)> {
        self.sections.iter().flat_map(|section| section.assigns.iter().map(move |it| (section, it)))
    }

    /// Where the lines of a section end: comments that stand directly above
    /// the next header belong to that one, blank lines before it to neither.
    pub fn section_end(&self, index: usize) -> usize {
        let next = self.sections.get(index + 1);
        let mut end = next.map_or(self.text.len(), |it| line_start(self.text, it.header.start));
        let floor = self.last_line_end(index);
        if next.is_some() {
            end = comments_above(self.text, end, floor);
        }
        while end > floor && line(self.text, line_before(self.text, end)).trim().is_empty() {
            end = line_before(self.text, end);
        }
        end.max(floor)
    }

    /// Where the line of the last assignment of a section ends, or that of
    /// its header.
    pub fn last_line_end(&self, index: usize) -> usize {
        let section = &self.sections[index];
        match section.assigns.last() {
            Some(last) => line_end(self.text, last.value_range.end),
            None if section.header.is_empty() => 0,
            None => line_end(self.text, section.header.end),
        }
    }
}

/// The names of a header and the keys below it.
pub(super) fn full_path<'a>(
    section: &'a Section<'_>,
    keys: &'a [Part],
) -> impl Iterator<Item = &'a Part> + Clone {
    section.path.iter().chain(keys)
}

/// The same as text.
pub(super) fn path_names<'a>(section: &'a Section<'_>, keys: &'a [Part]) -> Vec<&'a str> {
    full_path(section, keys).map(|it| it.name.as_str()).collect()
}

#[derive(Default)]
struct Found<'d> {
    headers: Vec<Range<usize>>,
    values: Vec<(usize, &'d Value)>,
}

impl<'d> Found<'d> {
    fn collect(&mut self, table: &'d Table) {
        for (name, item) in table.iter() {
            match item {
                Item::None => {}
                Item::Value(value) => {
                    let key_end = table.key(name).and_then(Key::span).map_or(0, |it| it.end);
                    self.values.push((key_end, value));
                }
                Item::Table(inner) => self.collect_headed(inner),
                Item::ArrayOfTables(all) => all.iter().for_each(|it| self.collect_headed(it)),
            }
        }
    }

    fn collect_headed(&mut self, table: &'d Table) {
        if !table.is_implicit() {
            self.headers.extend(table.span());
        }
        self.collect(table);
    }
}

/// The keys between the brackets of a header.
fn header_parts(text: &str, header: &Range<usize>) -> Vec<Part> {
    let brackets = if text[header.clone()].starts_with("[[") { 2 } else { 1 };
    parts(text, header.start + brackets..header.end - brackets)
}

/// The keys of a dotted path.
fn parts(text: &str, range: Range<usize>) -> Vec<Part> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let len = key_len(rest);
        if len > 0 {
            found.push(Part { name: unquoted(&rest[..len]), range: at..at + len });
        }
        at += len.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    found
}

/// Bytes of the key at the start of `rest`; 0 for a dot or a space.
fn key_len(rest: &str) -> usize {
    let is_end = |c: char| c == '.' || c.is_whitespace();
    match rest.chars().next() {
        Some('\'') => rest[1..].find('\'').map_or(rest.len(), |at| at + 2),
        Some('"') => {
            let mut escaped = false;
            let close = rest[1..].find(|c| {
                let closes = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                closes
            });
            close.map_or(rest.len(), |at| at + 2)
        }
        _ => rest.find(is_end).unwrap_or(rest.len()),
    }
}

fn unquoted(raw: &str) -> String {
    let parsed = Key::parse(raw).ok().and_then(|keys| keys.into_iter().next());
    parsed.map_or_else(|| raw.to_owned(), |it| it.get().to_owned())
}

/// Where the line that holds `at` begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |it| it + 1)
}

/// Where the line that holds `at` ends, its line ending included.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |it| at + it + 1)
}

/// Where the line before the one that begins at `start` begins.
pub(super) fn line_before(text: &str, start: usize) -> usize {
    line_start(text, start.saturating_sub(1))
}

/// The line that begins at `start`, its line ending included.
pub(super) fn line(text: &str, start: usize) -> &str {
    &text[start..line_end(text, start)]
}

/// Where the comment lines directly above the line at `start` begin; looks
/// no further up than `floor`.
pub(super) fn comments_above(text: &str, start: usize, floor: usize) -> usize {
    let mut top = start;
    while top > floor && line(text, line_before(text, top)).trim_start().starts_with('#') {
        top = line_before(text, top);
    }
    top
}

/// The line ending in use around `at`.
pub(super) fn newline(text: &str, at: usize) -> &'static str {
    let before = text[..at].rfind('\n');
    let near = before.or_else(|| text[at..].find('\n').map(|it| at + it));
    match near {
        Some(end) if text[..end].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}
