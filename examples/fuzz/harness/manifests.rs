//! What is done to the manifests of an input: comments, spacing, line ends, quotes, and
//! the forms that a table can have.
//!
//! Invariant: a manifest says what it said, so that what Cargo made of it stays true.

use toml_edit::{DocumentMut, Item, Value};

use super::chance::Chance;
use super::mutate::lines;

/// One of the ways in which a line is written otherwise: the line without its end.
type Way = fn(&str, &mut Chance) -> Option<String>;

const WAYS: &[Way] =
    &[behind, above, spaced, spaced, indented, quoted_key, quoted_value, over_lines, dotted];

/// Writes a manifest in another way, or leaves it.
pub fn mutate(text: &mut String, chance: &mut Chance) {
    let Some(before) = meaning(text) else { return };
    for _ in 0..=chance.below(4) {
        let new = match chance.below(8) {
            0 => text.replace('\n', "\r\n"),
            1 => text.trim_end().to_owned(),
            2 => some_lines_end_otherwise(text, chance),
            3 => as_table(text, chance),
            _ => with_a_line(text, chance),
        };
        if meaning(&new).as_ref() == Some(&before) {
            *text = new;
        }
    }
}

fn with_a_line(text: &str, chance: &mut Chance) -> String {
    let (line, way) = (chance.pick(&lines(text)).clone(), chance.pick(WAYS));
    let own = text[line.clone()].trim_end_matches(['\r', '\n']);
    let new = way(own, chance).unwrap_or_else(|| own.to_owned());
    [&text[..line.start], &new, &text[line.start + own.len()..]].concat()
}

fn behind(line: &str, chance: &mut Chance) -> Option<String> {
    Some(format!("{line}{}", *chance.pick(&[" # old", "# é = [", "  \t", " #"])))
}

fn above(line: &str, chance: &mut Chance) -> Option<String> {
    Some(format!("{}\n{line}", *chance.pick(&["# [old]", "", "\n", "  # \"", "#", "\t"])))
}

fn spaced(line: &str, chance: &mut Chance) -> Option<String> {
    let part = *chance.pick(&["=", ",", "{", "}", "[", "]"]);
    let (start, end) = line.split_once(part)?;
    let (start, end) = (start.trim_end(), end.trim_start());
    let [left, right] = [(); 2].map(|()| *chance.pick(&["", " ", "  ", "\t"]));
    Some(format!("{start}{left}{part}{right}{end}"))
}

fn indented(line: &str, chance: &mut Chance) -> Option<String> {
    Some(format!("{}{}", *chance.pick(&["  ", "\t", "    "]), line.trim_start()))
}

fn quoted_key(line: &str, chance: &mut Chance) -> Option<String> {
    let is_bare = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    let start = line.find(is_bare)?;
    let end = start + line[start..].find(|it| !is_bare(it))?;
    let quote = *chance.pick(&["\"", "'"]);
    Some([&line[..start], quote, &line[start..end], quote, &line[end..]].concat())
}

fn quoted_value(line: &str, _: &mut Chance) -> Option<String> {
    Some(if line.contains('"') { line.replace('"', "'") } else { line.replace('\'', "\"") })
}

/// An array with a line for each value.
fn over_lines(line: &str, chance: &mut Chance) -> Option<String> {
    let (start, rest) = line.split_once('[').filter(|it| it.0.contains('='))?;
    let (values, end) = rest.rsplit_once(']')?;
    let values = values.trim().trim_end_matches(',').replace(", ", ",\n    ");
    let comma = *chance.pick(&["", ",", ", # last"]);
    Some(format!("{start}[\n    {values}{comma}\n]{end}"))
}

/// `a.b = 1` for `a = { b = 1 }`.
fn dotted(line: &str, _: &mut Chance) -> Option<String> {
    let (key, rows) = inline(line)?;
    let rows: Vec<_> = rows.iter().map(|it| format!("{key}.{it}")).collect();
    Some(rows.join("\n"))
}

/// The key of a line that holds an inline table, and the rows of that.
fn inline(line: &str) -> Option<(String, Vec<String>)> {
    let document: DocumentMut = line.parse().ok()?;
    let (key, value) = document.iter().next()?;
    let rows = value.as_inline_table()?.iter().map(|(key, value)| format!("{key} = {value}"));
    Some((key.to_owned(), rows.collect()))
}

/// An inline table becomes one with a header of its own, at the end.
fn as_table(text: &str, chance: &mut Chance) -> String {
    let line = chance.pick(&lines(text)).clone();
    let above = text[..line.start].lines().rfind(|it| it.starts_with('['));
    let header = above.and_then(|it| it.strip_prefix('[')?.strip_suffix(']'));
    let (Some(header), Some((key, rows))) = (header, inline(&text[line.clone()])) else {
        return text.to_owned();
    };
    let rest = [&text[..line.start], &text[line.end..]].concat();
    format!("{}\n\n[{header}.{key}]\n{}\n", rest.trim_end(), rows.join("\n"))
}

fn some_lines_end_otherwise(text: &str, chance: &mut Chance) -> String {
    let ends = |it: std::ops::Range<usize>| {
        let line = text[it].trim_end_matches(['\r', '\n']);
        format!("{line}{}", if chance.one_in(3) { "\r\n" } else { "\n" })
    };
    lines(text).into_iter().map(ends).collect()
}

/// What a manifest says, however it is written.
fn meaning(text: &str) -> Option<String> {
    Some(of_item(text.parse::<DocumentMut>().ok()?.as_item()))
}

fn of_item(item: &Item) -> String {
    match (item.as_table_like(), item.as_array_of_tables()) {
        (Some(table), _) => {
            let mut rows: Vec<_> =
                table.iter().map(|(key, it)| format!("{key}={}", of_item(it))).collect();
            rows.sort();
            format!("{{{}}}", rows.join(";"))
        }
        (_, Some(tables)) => {
            let all = tables.iter().map(|it| of_item(&Item::Table(it.clone())));
            format!("[{}]", all.collect::<Vec<_>>().join(";"))
        }
        _ => item.as_value().map_or_else(String::new, of_value),
    }
}

fn of_value(value: &Value) -> String {
    match value {
        Value::String(it) => format!("{:?}", it.value()),
        Value::Array(all) => {
            format!("[{}]", all.iter().map(of_value).collect::<Vec<_>>().join(";"))
        }
        Value::InlineTable(_) => of_item(&Item::Value(value.clone())),
        other => other.clone().decorated("", "").to_string(),
    }
}
