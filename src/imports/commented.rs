//! Groups with comments: lines of members, taken away or put in one by one.
//!
//! Invariant: a comment goes only with the member on whose line it ends;
//! comments on lines of their own stay.

use std::ops::Range;

use super::edits::Edits;
use super::group::Slot;
use super::lines::{self, Piece, pieces};
use super::model::{NodeId, Scope};
use super::render;

/// A member with what belongs to it.
#[derive(Debug, Clone)]
struct Entry {
    node: NodeId,
    range: Range<usize>,
    comma: Option<Range<usize>>,
    /// Where the comma or the member ends.
    end: usize,
    begins_line: bool,
    ends_line: bool,
    stays: bool,
}

/// The edits of a group with comments, which is to have the members `slots`.
pub(super) fn edit(scope: &Scope<'_>, id: NodeId, slots: &[Slot], edits: &mut Edits) {
    let Some(braces) = scope.braces(id) else { return };
    let entries = entries(scope, id, &braces);
    let mut at = 0;
    while at < entries.len() {
        let end = entries[at..]
            .iter()
            .position(|it| it.ends_line)
            .map_or(entries.len(), |it| at + it + 1);
        remove_line(scope.text, &entries[at..end], edits);
        at = end;
    }
    insert(scope, &entries, (&braces, slots), edits);
}

fn entries(scope: &Scope<'_>, id: NodeId, braces: &Range<usize>) -> Vec<Entry> {
    let text = scope.text;
    let children = &scope.nodes[id].children;
    let range = |it: NodeId| lines::span(scope.nodes[it].tree.range);
    let entry = |(at, &node): (usize, &NodeId)| {
        let own = range(node);
        let next = children.get(at + 1).map_or(braces.end - 1, |&it| range(it).start);
        let comma = pieces(text, own.end..next).into_iter().find_map(|it| match it {
            Piece::Comma(it) => Some(it),
            Piece::Comment(_) => None,
        });
        let end = comma.as_ref().map_or(own.end, |it| it.end);
        Entry {
            node,
            begins_line: lines::begins_line(text, own.start),
            ends_line: text[end..next].contains('\n'),
            stays: scope.alive(node),
            range: own,
            comma,
            end,
        }
    };
    children.iter().enumerate().map(entry).collect()
}

/// Takes away what goes of the members of one line.
fn remove_line(text: &str, line: &[Entry], edits: &mut Edits) {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return };
    if line.iter().all(|it| !it.stays) {
        let end = if last.ends_line { lines::line_end(text, last.end) } else { last.end };
        return match (first.begins_line, last.ends_line) {
            (true, true) => {
                edits.delete(
                    lines::line_start(text, first.range.start)..lines::next_line(text, end),
                );
            }
            _ => edits.delete(first.range.start..end),
        };
    }
    for (at, entry) in line.iter().enumerate().filter(|(_, it)| !it.stays) {
        let rest_goes = line[at..].iter().all(|it| !it.stays);
        match line[..at].iter().rposition(|it| it.stays) {
            Some(before) if rest_goes => edits.delete(line[before].end..entry.end),
            _ => edits.delete(entry.range.start..lines::skip_blanks(text, entry.end)),
        }
    }
}

/// Puts new members in and sets the commas.
fn insert(
    scope: &Scope<'_>,
    entries: &[Entry],
    (braces, slots): (&Range<usize>, &[Slot]),
    edits: &mut Edits,
) {
    let trailing = entries.last().is_some_and(|it| it.comma.is_some());
    let mut before: Option<&Entry> = None;
    for (at, slot) in slots.iter().enumerate() {
        let comma = trailing || at + 1 < slots.len();
        match slot {
            Slot::Old(node) => {
                render::node(scope, *node, edits);
                before = entries.iter().find(|it| it.node == *node);
                before.into_iter().for_each(|it| set_comma(it, comma, edits));
            }
            Slot::New(text) => {
                let text = format!("{text}{}", if comma { "," } else { "" });
                let (place, text) = place(scope, entries, (before, braces), text);
                edits.insert(place, text);
            }
        }
    }
}

fn set_comma(entry: &Entry, wanted: bool, edits: &mut Edits) {
    match &entry.comma {
        Some(comma) if !wanted => edits.delete(comma.clone()),
        None if wanted => edits.insert(entry.range.end, ","),
        _ => {}
    }
}

/// Where a new member goes, and its text with the blanks it needs there.
fn place(
    scope: &Scope<'_>,
    entries: &[Entry],
    (before, braces): (Option<&Entry>, &Range<usize>),
    text: String,
) -> (usize, String) {
    let own_lines = entries.iter().find(|it| it.begins_line);
    let from = before.map_or(braces.start + 1, |it| it.end);
    let breaks = before.map_or(own_lines.is_some(), |it| it.ends_line);
    match (own_lines, breaks) {
        (Some(line), true) => {
            let indent = lines::indent(scope.text, line.range.start);
            let at = lines::line_end(scope.text, from);
            (at, format!("{}{indent}{text}", scope.style.newline))
        }
        _ if before.is_none() => (from, format!("{text} ")),
        _ => (from, format!(" {text}")),
    }
}
