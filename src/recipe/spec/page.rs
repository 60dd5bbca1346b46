//! One recipe on the way to being read: its text, and what was found wrong.
//!
//! Invariant: reading goes on after a finding, so that a person sees all of
//! them; every finding points into the text.

use std::ops::Range;

use camino::Utf8Path;
use toml_edit::{Item, Key, TableLike, Value};

use super::Spanned;
use crate::diagnostic::{Diagnostic, Label, Refusal, RefusalKind};
use crate::text::{Text, TextRange, TextSize, slice};

/// As many findings are shown of one recipe.
const SHOWN: usize = 50;

/// The text of a recipe, and the findings so far.
pub(super) struct Page<'s> {
    pub(super) path: &'s Utf8Path,
    pub(super) source: &'s Text,
    findings: Vec<Diagnostic>,
    further: usize,
}

/// A key and what stands after it.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t> {
    key: &'t Key,
    pub(super) item: &'t Item,
}

impl<'t> Entry<'t> {
    /// The key without quotes.
    pub(super) fn name(self) -> &'t str {
        self.key.get()
    }

    /// The key, quotes included.
    pub(super) fn key_range(self) -> TextRange {
        text_range(self.key.span().unwrap_or_default())
    }

    /// The value; the key, where the value is a table without a header.
    pub(super) fn range(self) -> TextRange {
        self.item.span().map_or_else(|| self.key_range(), text_range)
    }

    /// The key, with its place.
    pub(super) fn spanned_key(self) -> Spanned<String> {
        Spanned { value: self.name().to_owned(), range: self.key_range() }
    }
}

/// The rows of a table, in the order of the recipe.
pub(super) fn entries<'t>(table: &'t dyn TableLike) -> impl Iterator<Item = Entry<'t>> {
    let row = |(key, _): (&'t str, _)| table.get_key_value(key);
    table.iter().filter_map(row).map(|(key, item)| Entry { key, item })
}

/// A range of bytes as the rest of the crate has it. A text beyond four
/// gigabytes is not addressed; [`super::read()`] never hands one out.
pub(super) fn text_range(range: Range<usize>) -> TextRange {
    let size = |at: usize| TextSize::from(u32::try_from(at).unwrap_or(u32::MAX));
    TextRange::new(size(range.start), size(range.end.max(range.start)))
}

/// A list of tables: `[[x]]`, or `x = [{ … }, …]`.
pub(super) struct Rows<'t>(pub(super) Vec<(&'t dyn TableLike, TextRange)>);

impl<'s> Page<'s> {
    pub(super) fn new(path: &'s Utf8Path, source: &'s Text) -> Page<'s> {
        Page { path, source, findings: Vec::new(), further: 0 }
    }

    /// A place in this recipe.
    pub(super) fn label(&self, range: TextRange, text: impl Into<String>) -> Label {
        let (path, source) = (self.path.to_owned(), self.source.clone());
        Label { path, source, range, text: text.into() }
    }

    /// Takes a finding in; many are only counted.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        if self.findings.len() < SHOWN {
            self.findings.push(finding);
        } else {
            self.further += 1;
        }
    }

    /// An error with its one place and what to do.
    pub(super) fn error(&mut self, range: TextRange, message: String, help: impl Into<String>) {
        let label = self.label(range, "");
        self.push(Diagnostic::error(message).at(label).help(help));
    }

    /// Whether nothing was found wrong.
    pub(super) fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// The value, unless something was found wrong.
    pub(super) fn finish<T>(mut self, value: Option<T>) -> Result<T, Refusal> {
        if self.further > 0 {
            let more = format!("and {} more errors in this recipe", self.further);
            let last = self.findings.pop();
            self.findings.extend(last.map(|it| it.note(more)));
        }
        match value {
            Some(value) if self.findings.is_empty() => Ok(value),
            _ => Err(Refusal { kind: RefusalKind::Input, findings: self.findings }),
        }
    }

    /// A key that does not belong here.
    pub(super) fn unknown(&mut self, entry: Entry<'_>, valid: &[&str]) {
        let message = format!("unknown key `{}`", shown(entry.name()));
        let help = match nearest(entry.name(), valid) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("valid keys here: {}", quoted(valid)),
        };
        self.error(entry.key_range(), message, help);
    }

    /// A value of the wrong type.
    pub(super) fn wrong_type(&mut self, entry: Entry<'_>, (due, help): (&str, &str)) {
        let found = kind_of(entry.item);
        let message = format!("`{}` is {due}, not {found}", shown(entry.name()));
        self.error(entry.range(), message, help);
    }

    /// A string.
    pub(super) fn string(&mut self, entry: Entry<'_>) -> Option<Spanned<String>> {
        let Some(value) = entry.item.as_str() else {
            self.wrong_type(entry, ("a string", "write it in quotes"));
            return None;
        };
        Some(Spanned { value: value.to_owned(), range: entry.range() })
    }

    /// A string in one line that is not empty.
    pub(super) fn line(&mut self, entry: Entry<'_>) -> Option<String> {
        let text = self.string(entry)?;
        if text.value.trim().is_empty() || text.value.contains('\n') {
            let message = format!("`{}` is one line of text", entry.name());
            self.error(text.range, message, "write a short title");
            return None;
        }
        Some(text.value)
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, entry: Entry<'_>) -> Option<bool> {
        let value = entry.item.as_bool();
        if value.is_none() {
            self.wrong_type(entry, ("a boolean", "write `true` or `false`, without quotes"));
        }
        value
    }

    /// One of some words.
    pub(super) fn choice<T: Copy>(&mut self, entry: Entry<'_>, of: &[(&str, T)]) -> Option<T> {
        let text = self.string(entry)?;
        let found = of.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let words: Vec<&str> = of.iter().map(|(word, _)| *word).collect();
            let message = format!("`{}` cannot be `{}`", entry.name(), shown(&text.value));
            self.error(text.range, message, format!("one of {}", quoted(&words)));
        }
        found.map(|(_, value)| *value)
    }

    /// A list of strings.
    pub(super) fn strings(&mut self, entry: Entry<'_>) -> Vec<Spanned<String>> {
        let Some(list) = entry.item.as_array() else {
            self.wrong_type(entry, ("a list of strings", "write `[\"…\", \"…\"]`"));
            return Vec::new();
        };
        list.iter().filter_map(|it| self.element(entry, it)).collect()
    }

    /// A string, or a list of strings.
    pub(super) fn string_or_strings(&mut self, entry: Entry<'_>) -> Vec<Spanned<String>> {
        match entry.item {
            Item::Value(Value::Array(_)) => self.strings(entry),
            _ => self.string(entry).into_iter().collect(),
        }
    }

    /// One string of a list.
    fn element(&mut self, entry: Entry<'_>, value: &Value) -> Option<Spanned<String>> {
        let range = value_range(value, entry);
        let Some(text) = value.as_str() else {
            let message = format!(
                "`{}` is a list of strings, and this is {}",
                shown(entry.name()),
                article(value.type_name())
            );
            self.error(range, message, "write it in quotes");
            return None;
        };
        Some(Spanned { value: text.to_owned(), range })
    }

    /// A table, with or without a header.
    pub(super) fn table<'t>(&mut self, entry: Entry<'t>, help: &str) -> Option<&'t dyn TableLike> {
        let table = entry.item.as_table_like();
        if table.is_none() {
            self.wrong_type(entry, ("a table", help));
        }
        table
    }

    /// A list of tables.
    pub(super) fn rows<'t>(&mut self, entry: Entry<'t>) -> Rows<'t> {
        let row = |it: &'t toml_edit::Table| {
            let range = it.span().map_or_else(|| entry.key_range(), text_range);
            (it as &dyn TableLike, range)
        };
        match entry.item {
            Item::ArrayOfTables(list) => Rows(list.iter().map(row).collect()),
            Item::Value(Value::Array(list)) => {
                Rows(list.iter().filter_map(|it| self.inline_row(entry, it)).collect())
            }
            _ => {
                let help = format!("write `[[{}]]` above each of them", entry.name());
                self.wrong_type(entry, ("a list of tables", &help));
                Rows(Vec::new())
            }
        }
    }

    fn inline_row<'t>(
        &mut self,
        entry: Entry<'t>,
        value: &'t Value,
    ) -> Option<(&'t dyn TableLike, TextRange)> {
        let range = value_range(value, entry);
        let Some(table) = value.as_inline_table() else {
            let found = article(value.type_name());
            let message = format!("`{}` is a list of tables, and this is {found}", entry.name());
            self.error(range, message, "write `{ key = \"value\" }`");
            return None;
        };
        Some((table, range))
    }

    /// The bytes of the recipe that spell `part` of a string's value; the whole
    /// string where it is written with escapes.
    pub(super) fn part_of(&self, text: &Spanned<String>, part: Range<usize>) -> TextRange {
        let written = slice(self.source, text.range);
        let quote = (written.len() - written.trim_start_matches(['"', '\'']).len()).min(1);
        let start = usize::from(text.range.start()) + quote;
        match written.get(quote..written.len() - quote) {
            Some(inner) if inner == text.value => text_range(start + part.start..start + part.end),
            _ => text.range,
        }
    }
}

/// The place of one element of a list.
pub(super) fn value_range(value: &Value, entry: Entry<'_>) -> TextRange {
    value.span().map_or_else(|| entry.range(), text_range)
}

/// What an item is, with its article.
fn kind_of(item: &Item) -> String {
    match item {
        Item::Value(value) => article(value.type_name()),
        Item::ArrayOfTables(_) => "a list of tables".into(),
        _ => "a table".into(),
    }
}

/// A TOML type in words of the recipe's documentation, with its article.
fn article(type_name: &str) -> String {
    match type_name {
        "inline table" => "a table".into(),
        "array" => "a list".into(),
        "integer" => "an integer".into(),
        other => format!("a {other}"),
    }
}

/// `text` for a message: in one line, control characters escaped, cut where it
/// is long.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        match c {
            _ if at == LONGEST => return out + "…",
            _ if super::chars::is_unseen(c) || c.is_control() => out.extend(c.escape_unicode()),
            _ => out.push(c),
        }
    }
    out
}

/// The words in backquotes, with commas between.
pub(super) fn quoted(words: &[&str]) -> String {
    let each: Vec<String> = words.iter().map(|it| format!("`{it}`")).collect();
    each.join(", ")
}

/// The word that is most probably meant: at most a third of it mistyped.
pub(super) fn nearest<'w>(word: &str, of: &[&'w str]) -> Option<&'w str> {
    let word: String = word.chars().take(64).flat_map(char::to_lowercase).collect();
    let near = |it: &&'w str| (strsim::osa_distance(&word, it), *it);
    let (distance, found) = of.iter().map(near).min()?;
    let longest = word.chars().count().max(found.chars().count());
    (distance <= (longest / 3).max(1)).then_some(found)
}
