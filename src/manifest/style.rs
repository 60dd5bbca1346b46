//! How the entries of a table are written, and a new one in their manner.

use super::outline::{Outline, line_start};
use super::table::{Entry, Form, Table};
use super::value::WantedField;

/// The manner of a table's entries.
#[derive(Debug, Clone)]
pub(super) struct Style {
    /// White space before a key.
    indent: String,
    /// The column of `=` where all entries share one though their keys differ
    /// in length.
    column: Option<usize>,
    /// Whether nothing stands around `=`.
    tight: bool,
    /// Whether inheritance is written `x.workspace = true`.
    dotted: bool,
}

impl Style {
    /// The manner of the entries of `table`, or of its siblings where it says
    /// nothing.
    pub fn of(outline: &Outline<'_>, table: &Table) -> Style {
        let entries = outline.entries_of(table);
        let everywhere =
            outline.entries(|path| path.last().is_some_and(|it| it.ends_with("dependencies")));
        let dotted = dotted(&entries).or_else(|| dotted(&everywhere)).unwrap_or(true);
        let lines: Vec<Line<'_>> = entries
            .iter()
            .filter(|it| it.is_line())
            .filter_map(|it| Line::new(outline.text, it))
            .collect();
        let indent = lines.first().map_or("", |it| it.indent).to_owned();
        let tight = !lines.is_empty() && lines.iter().all(|it| it.tight);
        Style { indent, column: column(&lines), tight, dotted }
    }

    /// A whole entry, without a line ending; `key` is TOML text.
    pub fn entry(&self, key: &str, fields: &[WantedField]) -> String {
        let indent = &self.indent;
        match fields {
            [one] if one.name == "workspace" && self.dotted => {
                self.assignment(&format!("{indent}{key}.workspace"), &one.text)
            }
            _ => self.assignment(&format!("{indent}{key}"), &self.value(fields)),
        }
    }

    /// The value of an entry.
    pub fn value(&self, fields: &[WantedField]) -> String {
        match fields {
            [one] if one.name == "version" => one.text.clone(),
            _ => inline_table(fields),
        }
    }

    /// `key = value`, with `=` where the others have it.
    pub fn assignment(&self, key: &str, value: &str) -> String {
        let equals = if self.tight { "=" } else { " = " };
        match self.column {
            Some(column) => format!("{key:<width$}= {value}", width = column.max(key.len() + 1)),
            None => format!("{key}{equals}{value}"),
        }
    }

    /// White space before a key.
    pub fn indent(&self) -> &str {
        &self.indent
    }
}

/// `{ a = 1, b = 2 }`
pub(super) fn inline_table(fields: &[WantedField]) -> String {
    let all: Vec<String> = fields.iter().map(|it| format!("{} = {}", it.name, it.text)).collect();
    format!("{{ {} }}", all.join(", "))
}

/// Whether most entries that only inherit are dotted; none if none inherits.
fn dotted(entries: &[Entry<'_>]) -> Option<bool> {
    let inherits = |it: &&Entry<'_>| it.fields.len() == 1 && it.field("workspace").is_some();
    let (dotted, inline): (Vec<_>, Vec<_>) = entries
        .iter()
        .filter(inherits)
        .filter(|it| it.is_line())
        .partition(|it| matches!(it.form, Form::Dotted));
    (!dotted.is_empty() || !inline.is_empty()).then_some(dotted.len() >= inline.len())
}

struct Line<'t> {
    indent: &'t str,
    key_len: usize,
    column: usize,
    tight: bool,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, entry: &Entry<'_>) -> Option<Line<'t>> {
        let range = entry.ranges.first()?;
        let start = line_start(text, range.start);
        let key = entry.key_ranges.first()?;
        let equals = key.end + text[key.end..range.end].find('=')?;
        let tail = &text[equals + 1..range.end];
        let head = &text[range.start..equals];
        Some(Line {
            indent: &text[start..range.start],
            key_len: head.trim_end().len(),
            column: equals - start,
            tight: !head.ends_with([' ', '\t']) && !tail.starts_with([' ', '\t']),
        })
    }
}

fn column(lines: &[Line<'_>]) -> Option<usize> {
    let first = lines.first()?;
    let aligned = lines.iter().all(|it| it.column == first.column);
    let uneven = lines.iter().any(|it| it.key_len != first.key_len);
    (aligned && uneven).then_some(first.column)
}
