//! An entry that exists comes to say what is wanted, in the form it has.
//!
//! Each call makes one small change in bytes of the text, or none when the
//! entry says all that is wanted; the caller parses again and repeats.

use super::ManifestError;
use super::array::{Splice, extended};
use super::outline::{Outline, line_end, line_start, newline};
use super::style::{Style, inline_table};
use super::table::{Entry, Field, Form, Table};
use super::value::{Element, WantedField, field, same};

/// The next change that brings `entry` nearer to `wanted`.
pub(super) fn step(
    outline: &Outline<'_>,
    table: &Table,
    entry: &Entry<'_>,
    wanted: &[WantedField],
) -> Vec<Splice> {
    let dropped: Vec<&str> = dropped(entry, wanted);
    if !dropped.is_empty() {
        return without(outline, table, entry, (&dropped, wanted));
    }
    if let Some(splice) = wanted.iter().find_map(|it| changed(outline.text, entry, it)) {
        return vec![splice];
    }
    let missing = wanted.iter().find(|it| entry.field(&it.name).is_none() && !it.is_default());
    missing.map_or_else(Vec::new, |it| with(outline, entry, it))
}

/// The next change that makes the array of a feature hold every element.
///
/// # Errors
/// The feature is not an array.
pub(super) fn step_elements(
    outline: &Outline<'_>,
    entry: &Entry<'_>,
    wanted: &[Element],
) -> Result<Vec<Splice>, ManifestError> {
    match &entry.form {
        Form::Plain(value) if value.is_array() => {
            let array = value.as_array();
            Ok(array.and_then(|it| extended(outline.text, it, wanted)).into_iter().collect())
        }
        _ => {
            let range = entry.ranges.first().cloned().unwrap_or(0..0);
            let message = format!("`{}` is not an array", entry.key);
            Err(ManifestError::new(message, range, "write it as an array of strings"))
        }
    }
}

/// Fields that cannot stand beside those wanted: an inherited dependency says
/// nothing else of where it comes from, and a dependency has one source.
/// <https://doc.rust-lang.org/cargo/reference/workspaces.html#the-dependencies-table>
fn dropped<'e>(entry: &'e Entry<'_>, wanted: &[WantedField]) -> Vec<&'e str> {
    const GIT: [&str; 4] = ["git", "branch", "tag", "rev"];
    const OWN: [&str; 9] =
        ["version", "path", "git", "branch", "tag", "rev", "registry", "registry-index", "package"];
    let wants = |name: &str| wanted.iter().any(|it| it.name == name);
    let goes = |name: &str| {
        (wants("workspace") && OWN.contains(&name))
            || (name == "workspace" && OWN.iter().any(|it| *it != "package" && wants(it)))
            || (wants("path") && GIT.contains(&name))
            || (wants("git") && (name == "path" || name.starts_with("registry")))
    };
    entry.fields.iter().map(|it| it.name.as_str()).filter(|it| goes(it) && !wants(it)).collect()
}

/// Takes the fields away that cannot stay, and puts those in their place that
/// take their part.
fn without(
    outline: &Outline<'_>,
    table: &Table,
    entry: &Entry<'_>,
    (dropped, wanted): (&[&str], &[WantedField]),
) -> Vec<Splice> {
    if matches!(entry.form, Form::Headed(_)) {
        return without_lines(outline, entry, (dropped, wanted));
    }
    let text = outline.text;
    let key = entry.key_ranges.first().map_or(entry.key.as_str(), |it| &text[it.clone()]);
    let mut fields: Vec<WantedField> =
        wanted.iter().filter(|it| !it.is_default() && it.name != "features").cloned().collect();
    for field in entry.fields.iter().filter(|it| !dropped.contains(&it.name.as_str())) {
        if fields.iter().all(|it| it.name != field.name) {
            fields.push(kept(text, field));
        }
    }
    rewritten(outline, table, entry, &Style::of(outline, table).entry(key, &fields))
}

/// In a section of its own, the line of the first field that goes takes in the
/// new source.
fn without_lines(
    outline: &Outline<'_>,
    entry: &Entry<'_>,
    (dropped, wanted): (&[&str], &[WantedField]),
) -> Vec<Splice> {
    let text = outline.text;
    let gone = entry.fields.iter().filter(|it| dropped.contains(&it.name.as_str()));
    let source = wanted.iter().find(|it| entry.field(&it.name).is_none() && !it.is_default());
    let put = |(at, field): (usize, &Field<'_>)| match source {
        Some(it) if at == 0 => (field.range.clone(), format!("{} = {}", it.name, it.text)),
        _ => {
            let lines = line_start(text, field.range.start)..line_end(text, field.range.end);
            (lines, String::new())
        }
    };
    gone.enumerate().map(put).collect()
}

fn kept(text: &str, it: &Field<'_>) -> WantedField {
    field(&it.name, it.value, text)
}

/// Puts `line` in the place of the first assignment and takes the others away.
fn rewritten(outline: &Outline<'_>, table: &Table, entry: &Entry<'_>, line: &str) -> Vec<Splice> {
    let text = outline.text;
    let indent = Style::of(outline, table).indent().len();
    let mut splices = Vec::new();
    for (at, range) in entry.ranges.iter().enumerate() {
        if at == 0 {
            let prefix = entry.key_ranges.first().map_or(range.start, |it| it.start);
            splices.push((prefix..range.end, line[indent..].to_owned()));
        } else {
            let lines = line_start(text, range.start)..line_end(text, range.end);
            splices.push((lines, String::new()));
        }
    }
    splices
}

/// A field that is there and says something else, or too little.
fn changed(text: &str, entry: &Entry<'_>, wanted: &WantedField) -> Option<Splice> {
    let field = entry.field(&wanted.name)?;
    match (field.value.as_array(), wanted.value.as_array()) {
        (Some(has), Some(_)) => extended(text, has, &wanted.elements),
        _ if same(field.value, &wanted.value) => None,
        _ => Some((field.value_range.clone(), wanted.text.clone())),
    }
}

/// Adds a field that is not there.
fn with(outline: &Outline<'_>, entry: &Entry<'_>, field: &WantedField) -> Vec<Splice> {
    let text = outline.text;
    let assignment = format!("{} = {}", field.name, field.text);
    let splice = match &entry.form {
        Form::Plain(_) => entry.ranges.first().map(|range| {
            let start = entry.fields.first().map_or(range.start, |it| it.value_range.start);
            (start..range.end, all_inline(text, entry, field))
        }),
        Form::Inline(table) => match entry.fields.iter().map(|it| it.range.end).max() {
            Some(end) => Some((end..end, format!(", {assignment}"))),
            None => table.span().map(|it| (it, format!("{{ {assignment} }}"))),
        },
        Form::Dotted if entry.ranges.len() == 1 => entry.ranges.first().map(|range| {
            let key_end = entry.key_ranges.first().map_or(range.start, |it| it.end);
            (key_end..range.end, format!(" = {}", all_inline(text, entry, field)))
        }),
        Form::Dotted => entry.ranges.last().zip(entry.key_ranges.last()).map(|(range, key)| {
            let start = line_start(text, range.start);
            let line = format!("{}.{assignment}", &text[start..key.end]);
            new_line(text, line_end(text, range.end), &line)
        }),
        Form::Headed(index) => Some(new_line(text, outline.last_line_end(*index), &assignment)),
    };
    splice.into_iter().collect()
}

/// The fields of an entry and one more, in one inline table.
fn all_inline(text: &str, entry: &Entry<'_>, more: &WantedField) -> String {
    let has = entry.fields.iter().map(|it| kept(text, it));
    inline_table(&has.chain([more.clone()]).collect::<Vec<_>>())
}

/// A line of its own at `end`, where another ends.
pub(super) fn new_line(text: &str, end: usize, line: &str) -> Splice {
    let newline = newline(text, end);
    let text = match text[..end].ends_with('\n') || end == 0 {
        true => format!("{line}{newline}"),
        false => format!("{newline}{line}"),
    };
    (end..end, text)
}
