//! Groups: members that come and go, and the braces of a single one.
//!
//! A group without comments is a row of gaps between its members; only gaps
//! that must change are written. One that rustfmt laid out is laid out
//! again, others keep their lines. Groups with comments are for [`commented`].
//!
//! Invariant: a member that stays is never written again.

use std::ops::Range;

use super::commented;
use super::edits::Edits;
use super::lines::{self, Piece, pieces};
use super::model::{NodeId, Scope};
use super::order::{Key, Order};
use super::path::{self, ImportPath};
use super::render;

/// A member as it will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    /// One that stays.
    Old(NodeId),
    /// One that comes.
    New(String),
}

/// What stands at the end of a line of a group, and at the start of the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines<'a> {
    /// The line ending.
    pub(super) newline: &'a str,
    /// The indentation of the members.
    pub(super) indent: &'a str,
}

/// What stands before, between and behind members: one more than there are members.
type Gaps = Vec<String>;

/// The edits of a group and of all in it.
pub(super) fn render(scope: &Scope<'_>, id: NodeId, edits: &mut Edits) {
    let stay: Vec<NodeId> = scope.members(id).collect();
    let Some(braces) = scope.braces(id) else {
        return stay.iter().for_each(|&it| render::node(scope, it, edits));
    };
    let node = &scope.nodes[id];
    let slots = slots(scope, id);
    let comments = has_comments(scope, id, &braces);
    let same_members = node.added.is_empty() && stay.len() == node.children.len();
    match slots.as_slice() {
        _ if same_members && (comments || stay.iter().all(|&it| unchanged(scope, it))) => {
            stay.iter().for_each(|&it| render::node(scope, it, edits));
        }
        _ if same_members => gaps(scope, id, &slots, edits),
        [Slot::Old(only)] if loses_braces(scope, id) => unwrap(scope, id, *only, edits),
        [Slot::New(only)] if !comments && stay.is_empty() => edits.replace(braces, only.as_str()),
        _ if comments => commented::edit(scope, id, &slots, edits),
        _ => gaps(scope, id, &slots, edits),
    }
}

fn unchanged(scope: &Scope<'_>, id: NodeId) -> bool {
    let mut edits = Edits::default();
    render::node(scope, id, &mut edits);
    edits.finish(scope.text).is_empty()
}

/// Keys and texts of new members.
pub(super) fn member_texts(added: &[ImportPath]) -> Vec<(Key, String)> {
    let mut paths = added.to_vec();
    paths.dedup();
    let texts = path::members(&paths);
    let key = |text: &str| {
        let (path, alias) = text.split_once(" as ").unwrap_or((text, ""));
        let segments = path.split("::").map(|it| it.trim_start_matches("r#"));
        let segments = segments.map(|it| if it.starts_with('{') { "{" } else { it });
        let end = segments.clone().position(|it| it == "{").map_or(usize::MAX, |it| it + 1);
        let alias = (!alias.is_empty() && end == usize::MAX).then(|| alias.into());
        Key { segments: segments.take(end).map(Into::into).collect(), alias }
    };
    texts.into_iter().map(|it| (key(&it), it)).collect()
}

/// The members as they will be, in their order.
fn slots(scope: &Scope<'_>, id: NodeId) -> Vec<Slot> {
    let stay: Vec<NodeId> = scope.members(id).collect();
    let keys: Vec<Key> = stay.iter().map(|&it| scope.key(it)).collect();
    let mut new = member_texts(&scope.nodes[id].added);
    let order = Order::of(&keys);
    new.sort_by(|a, b| order.unwrap_or(Order::Rustfmt).compare(&a.0, &b.0));
    let mut new = new.into_iter().peekable();
    let mut out = Vec::new();
    for (&member, key) in stay.iter().zip(&keys) {
        while let Some((_, text)) =
            new.next_if(|it| order.is_some_and(|order| order.compare(key, &it.0).is_gt()))
        {
            out.push(Slot::New(text));
        }
        out.push(Slot::Old(member));
    }
    out.extend(new.map(|it| Slot::New(it.1)));
    out
}

/// Whether comments stand in the group that do not go with a member.
fn has_comments(scope: &Scope<'_>, id: NodeId, braces: &Range<usize>) -> bool {
    let mut at = braces.start + 1;
    let mut going = false;
    for &child in &scope.nodes[id].children {
        let range = lines::span(scope.nodes[child].tree.range);
        if stays_in(scope.text, at..range.start, going) {
            return true;
        }
        (at, going) = (range.end, !scope.alive(child));
    }
    stays_in(scope.text, at..braces.end - 1, going)
}

/// Whether a comment in the gap stays: all do but one that ends the line of a member that goes.
fn stays_in(text: &str, gap: Range<usize>, going: bool) -> bool {
    let own_line = lines::line_end(text, gap.start);
    pieces(text, gap).iter().any(|it| match it {
        Piece::Comment(it) => !going || it.start >= own_line || it.end < own_line,
        Piece::Comma(_) => false,
    })
}

/// Whether a group comes down to one member, without braces.
pub(super) fn loses_braces(scope: &Scope<'_>, id: NodeId) -> bool {
    let node = &scope.nodes[id];
    let mut stay = scope.members(id);
    let (Some(only), None, Some(braces)) = (stay.next(), stay.next(), scope.braces(id)) else {
        return false;
    };
    let is_less = node.children.len() > 1 && node.added.is_empty();
    is_less && !has_comments(scope, id, &braces) && unwraps(scope, id, only)
}

/// Whether a group can lose its braces and mean the same.
fn unwraps(scope: &Scope<'_>, id: NodeId, only: NodeId) -> bool {
    if scope.own(only).segments != ["self"] || !scope.is_leaf(only) {
        return true;
    }
    let named = |it: &str| !matches!(it, "self" | "super" | "crate" | "Self" | "$crate");
    scope.own(id).segments.last().is_some_and(|it| named(it))
}

/// Takes the braces around a single member away.
fn unwrap(scope: &Scope<'_>, id: NodeId, only: NodeId, edits: &mut Edits) {
    let Some(braces) = scope.braces(id) else { return };
    render::node(scope, only, edits);
    let tree = scope.nodes[only].tree;
    let member = lines::span(tree.range);
    let is_self = scope.is_leaf(only) && scope.own(only).segments == ["self"];
    match (is_self, tree.path.segments.first(), scope.nodes[id].tree.path.segments.last()) {
        (true, Some(own), Some(parent)) => {
            edits.delete(lines::span(parent.range).end..lines::span(own.range).end);
        }
        _ => edits.delete(braces.start..member.start),
    }
    edits.delete(member.end..braces.end);
    dedent(scope.text, &member, braces.start, edits);
}

/// Moves the lines of a member out as far as its first one moves.
fn dedent(text: &str, member: &Range<usize>, to: usize, edits: &mut Edits) {
    let from = lines::indent(text, member.start).len();
    let surplus = from.saturating_sub(lines::indent(text, to).len());
    let starts = text[member.clone()].match_indices('\n').map(|(at, _)| member.start + at + 1);
    for start in starts.filter(|_| surplus > 0) {
        let blanks = lines::indent(text, start).len();
        if !edits.deletes(start) {
            edits.delete(start..start + surplus.min(blanks));
        }
    }
}

/// How the text has the group's gaps, and whether those can be made anew.
struct Layout {
    /// The gaps of all original members.
    gaps: Gaps,
    /// The width of what stands on the group's lines beside its members.
    frame: usize,
    /// The indentation of its members, if it were on several lines.
    indent: String,
    /// The line ending and indentation before its closing brace.
    outer: String,
}

fn layout(scope: &Scope<'_>, id: NodeId, braces: &Range<usize>) -> Layout {
    let text = scope.text;
    let mut at = braces.start + 1;
    let mut gaps = Gaps::new();
    for &child in &scope.nodes[id].children {
        let range = lines::span(scope.nodes[child].tree.range);
        gaps.push(text[at..range.start].to_owned());
        at = range.end;
    }
    gaps.push(text[at..braces.end - 1].to_owned());
    let before = &text[lines::line_start(text, braces.start)..braces.start];
    let behind = &text[braces.end..lines::line_end(text, braces.end)];
    let outer = lines::indent(text, braces.start);
    Layout {
        gaps,
        frame: lines::width(before) + lines::width(behind.trim_end()) + 2,
        indent: format!("{outer}{}", scope.style.unit),
        outer: format!("{}{outer}", scope.style.newline),
    }
}

/// Writes the gaps that must change.
fn gaps(scope: &Scope<'_>, id: NodeId, slots: &[Slot], edits: &mut Edits) {
    let Some(braces) = scope.braces(id) else { return };
    let layout = layout(scope, id, &braces);
    let (wanted, anew) = match relaid(scope, id, &layout, slots) {
        Some(gaps) => (gaps, true),
        None => (kept(scope, id, &layout, slots), false),
    };
    let children = &scope.nodes[id].children;
    let place = |it: NodeId| children.iter().position(|&child| child == it);
    let (mut from, mut next_place, mut pending) = (braces.start + 1, Some(0), String::new());
    for (slot, gap) in slots.iter().zip(&wanted) {
        pending.push_str(gap);
        match slot {
            Slot::New(text) => {
                pending.push_str(text);
                next_place = None;
            }
            Slot::Old(member) => {
                let range = lines::span(scope.nodes[*member].tree.range);
                if anew || place(*member) != next_place {
                    edits.replace(from..range.start, std::mem::take(&mut pending));
                }
                render::node(scope, *member, edits);
                pending.clear();
                (from, next_place) = (range.end, place(*member).map(|it| it + 1));
            }
        }
    }
    pending.push_str(wanted.last().map_or("", String::as_str));
    edits.replace(from..braces.end - 1, pending);
}

/// The gaps in the manner of those that the group has.
fn kept(scope: &Scope<'_>, id: NodeId, layout: &Layout, slots: &[Slot]) -> Gaps {
    let children = &scope.nodes[id].children;
    let between = &layout.gaps[1..layout.gaps.len() - 1];
    let broken = layout.gaps[0].contains('\n');
    let vertical = broken && between.iter().all(|it| it.contains('\n'));
    let row = if vertical { format!(",{}", layout.gaps[0]) } else { ", ".to_owned() };
    let gap = |slot: &Slot| match slot {
        Slot::Old(member) => {
            let at = children.iter().position(|it| it == member).unwrap_or(0);
            let own = if at == 0 { None } else { layout.gaps.get(at) };
            own.cloned().unwrap_or_else(|| row.clone())
        }
        Slot::New(_) => row.clone(),
    };
    let first = layout.gaps[0].clone();
    let last = layout.gaps.last().cloned().unwrap_or_default();
    let inner = slots.iter().skip(1).map(gap);
    std::iter::once(first).chain(inner).chain(std::iter::once(last)).collect()
}

/// The gaps as rustfmt would have them, if the group has those now.
fn relaid(scope: &Scope<'_>, id: NodeId, layout: &Layout, slots: &[Slot]) -> Option<Gaps> {
    let before: Vec<Slot> = scope.nodes[id].children.iter().map(|&it| Slot::Old(it)).collect();
    let width = scope.style.width;
    let old_texts = texts(scope, &before, false);
    let new_texts = texts(scope, slots, true);
    let one_line = |texts: &[String]| {
        let members: usize = texts.iter().map(|it| lines::width(it) + 2).sum();
        layout.frame + members.saturating_sub(2) <= width - 2
    };
    let style = Lines { newline: scope.style.newline, indent: &layout.indent };
    let inline = |count: usize| {
        let inner = std::iter::repeat_n(", ".to_owned(), count.saturating_sub(1));
        std::iter::once(String::new()).chain(inner).chain([String::new()]).collect::<Gaps>()
    };
    let canonical =
        |texts: &[String]| match one_line(texts) && !texts.iter().any(|it| it.contains('{')) {
            true => inline(texts.len()),
            false => fill_gaps(texts, style, (width, &layout.outer)),
        };
    let regular = canonical(&old_texts) == layout.gaps;
    regular.then(|| canonical(&new_texts))
}

/// The members' texts, before or after.
fn texts(scope: &Scope<'_>, slots: &[Slot], after: bool) -> Vec<String> {
    let text = |slot: &Slot| match slot {
        Slot::New(text) => text.clone(),
        Slot::Old(member) => {
            let mut edits = Edits::default();
            if after {
                render::node(scope, *member, &mut edits);
            }
            edits.applied(scope.text, lines::span(scope.nodes[*member].tree.range))
        }
    };
    slots.iter().map(text).collect()
}

/// Members, as many on a line as fit, each line begun with `lines`.
pub(super) fn fill(texts: &[String], lines: Lines<'_>, width: usize) -> String {
    let gaps = fill_gaps(texts, lines, (width, ""));
    texts.iter().zip(gaps).map(|(text, gap)| gap + text).collect()
}

fn fill_gaps(texts: &[String], style: Lines<'_>, (width, outer): (usize, &str)) -> Gaps {
    let start = format!("{}{}", style.newline, style.indent);
    let nested = texts.iter().any(|it| it.contains('{'));
    let room = width.saturating_sub(lines::width(style.indent) + 1);
    let mut used = 0;
    let mut out = Gaps::new();
    for (at, text) in texts.iter().enumerate() {
        let own = lines::width(text) + 1;
        let apart = nested && (text.contains("::") || texts[at.saturating_sub(1)].contains("::"));
        let breaks = used + 1 + own > room || apart;
        out.push(match at {
            0 => start.clone(),
            _ if breaks => format!(",{start}"),
            _ => ", ".to_owned(),
        });
        used = if at == 0 || breaks { own } else { used + 1 + own };
    }
    out.push(format!(",{outer}"));
    out
}
