//! How an array grows in its own style: on one line or many, sorted or not,
//! with or without a comma at the end.

use std::ops::Range;

use toml_edit::Array;

use super::outline::{line_end, line_start, newline};
use super::value::{Element, elements};

/// A replacement of bytes.
pub(super) type Splice = (Range<usize>, String);

/// What makes `array` hold every one of `wanted`; nothing if it does.
pub(super) fn extended(text: &str, array: &Array, wanted: &[Element]) -> Option<Splice> {
    let present = elements(array, text);
    let missing = wanted.iter().find(|it| present.iter().all(|has| has.name != it.name))?;
    let spans: Vec<Range<usize>> = array.iter().filter_map(|it| it.span()).collect();
    let whole = array.span()?;
    let Some(last) = spans.last() else { return Some(filled(text, whole, missing)) };
    let names: Vec<&str> = present.iter().map(|it| it.name.as_str()).collect();
    let sorted = names.len() > 1 && names.is_sorted();
    let next = names.iter().position(|it| sorted && *it > missing.name.as_str());
    match next.map(|at| &spans[at]) {
        Some(next) => Some(before(text, next, missing)),
        None if starts_its_line(text, last) => Some(below(text, last, &whole, missing)),
        None => Some((last.end..last.end, format!(", {}", missing.text))),
    }
}

/// An array without elements gets its first; comments inside it stay.
fn filled(text: &str, whole: Range<usize>, element: &Element) -> Splice {
    let inside = whole.start + 1..whole.end - 1;
    if text[inside.clone()].trim().is_empty() {
        return (inside, element.text.clone());
    }
    let end = line_start(text, inside.end);
    let indent = indent(text, whole.start);
    (end..end, format!("{indent}    {},{}", element.text, newline(text, end)))
}

fn before(text: &str, next: &Range<usize>, element: &Element) -> Splice {
    let start = next.start;
    if starts_its_line(text, next) {
        let between = format!("{}{}", newline(text, start), indent(text, start));
        return (start..start, format!("{},{between}", element.text));
    }
    (start..start, format!("{}, ", element.text))
}

/// A new line below the last element, its comma and its comment.
fn below(text: &str, last: &Range<usize>, whole: &Range<usize>, element: &Element) -> Splice {
    let indent = indent(text, last.start);
    let after = &text[last.end..whole.end];
    let comma = after.trim_start().starts_with(',');
    let line = line_end(text, last.end).min(whole.end - 1);
    let rest = text[last.end..line].trim_end_matches(['\r', '\n', ' ', '\t']);
    let between = newline(text, last.end);
    if comma {
        let at = last.end + rest.len();
        return (at..at, format!("{between}{indent}{},", element.text));
    }
    let range = last.end..last.end + rest.len();
    (range, format!(",{rest}{between}{indent}{}", element.text))
}

/// What takes the first element away that is to go; nothing if there is none.
pub(super) fn shrunk(text: &str, array: &Array, goes: impl Fn(&Element) -> bool) -> Option<Splice> {
    let present = elements(array, text);
    let at = present.iter().position(goes)?;
    let spans: Vec<Range<usize>> = array.iter().filter_map(|it| it.span()).collect();
    let own = spans.get(at)?.clone();
    let end = line_end(text, own.end);
    let rest = text[own.end..end].trim_start();
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim();
    let is_alone = rest.is_empty() || rest.starts_with('#');
    let range = match (spans.get(at + 1), at.checked_sub(1).and_then(|it| spans.get(it))) {
        _ if starts_its_line(text, &own) && is_alone => line_start(text, own.start)..end,
        (Some(next), _) => own.start..next.start,
        (None, Some(before)) => before.end..own.end,
        (None, None) => own.start..array.span()?.end - 1,
    };
    Some((range, String::new()))
}

fn starts_its_line(text: &str, element: &Range<usize>) -> bool {
    let start = line_start(text, element.start);
    start > 0 && text[start..element.start].trim().is_empty()
}

fn indent(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}
