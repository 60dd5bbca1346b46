//! Text that is no TOML.
//!
//! Invariant: the place is that of the first fault; of a key that is there
//! twice, both places where the first can be found.

use toml_edit::{Document, Item, Key, Table, TomlError};

use super::page::{Page, shown, text_range};
use crate::diagnostic::Diagnostic;
use crate::text::{TextRange, slice};

/// Reports why `page` could not be parsed.
pub(super) fn report(page: &mut Page<'_>, error: &TomlError) {
    let range = place(page.source, error);
    if error.message() == "duplicate key" {
        return duplicate(page, range);
    }
    let (message, help) = match error.message() {
        it if it.contains("recursion") || it.contains("recurse") => {
            ("the recipe is nested too deeply".to_owned(), "a recipe needs a few levels only")
        }
        it if range.is_empty() && it.starts_with("string values must be quoted") => {
            ("not TOML: a value is missing".to_owned(), "write a value after the `=`")
        }
        it => (format!("not TOML: {}", lower(it)), "see https://toml.io/en/v1.0.0"),
    };
    page.error(range, message, help);
}

/// The range of the fault, within the text and on char boundaries.
fn place(source: &str, error: &TomlError) -> TextRange {
    let span = error.span().unwrap_or_default();
    let start = source.floor_char_boundary(span.start);
    let end = source.ceil_char_boundary(span.end.max(start));
    text_range(start..end)
}

fn lower(message: &str) -> String {
    let mut rest = message.chars();
    rest.next().map(|it| it.to_lowercase().chain(rest).collect()).unwrap_or_default()
}

fn duplicate(page: &mut Page<'_>, second: TextRange) {
    let key = slice(page.source, second);
    let message = format!("the key `{}` is there twice", shown(key.trim_matches(['"', '\''])));
    let finding = Diagnostic::error(message).at(page.label(second, "again here"));
    let first = first_of(page.source, second).map(|it| page.label(it, "first here"));
    let finding = first.into_iter().fold(finding, Diagnostic::at);
    page.push(finding.help("keep one of them"));
}

/// Where the key at `second` stood before: the text above its line is parsed
/// alone, and the key's whole path looked up in it. None within inline tables.
fn first_of(source: &str, second: TextRange) -> Option<TextRange> {
    let (start, end) = (usize::from(second.start()), usize::from(second.end()));
    let line = source[..start].rfind('\n').map_or(0, |it| it + 1);
    let above = Document::parse(&source[..line]).ok()?;
    let written = source[line..end].trim_start();
    let path = match written.trim_start_matches('[') {
        header if header.len() < written.len() => Key::parse(header).ok()?,
        row => {
            let mut path = last_table(above.as_table(), Vec::new()).1;
            path.extend(Key::parse(row).ok()?);
            path
        }
    };
    let (last, parents) = path.split_last()?;
    let parent = parents.iter().try_fold(above.as_table(), |table, key| child(table, key.get()))?;
    let (key, item) = parent.get_key_value(last.get())?;
    let range = item.as_table().and_then(Table::span).or_else(|| key.span())?;
    Some(text_range(range))
}

/// The table that a header names: of a list, its last.
fn child<'t>(table: &'t Table, key: &str) -> Option<&'t Table> {
    match table.get(key)? {
        Item::Table(it) => Some(it),
        Item::ArrayOfTables(list) => list.get(list.len().checked_sub(1)?),
        _ => None,
    }
}

/// Where the last header of the text stands, and its keys.
fn last_table(table: &Table, path: Vec<Key>) -> (usize, Vec<Key>) {
    let below = table.iter().filter_map(|(name, _)| {
        let longer = || path.iter().cloned().chain([Key::new(name)]).collect();
        child(table, name).filter(|it| !it.is_dotted()).map(|it| last_table(it, longer()))
    });
    let start = table.span().map_or(0, |it| it.start);
    below.max_by_key(|it| it.0).filter(|it| it.0 > start).unwrap_or((start, path))
}
