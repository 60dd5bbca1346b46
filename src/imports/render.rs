//! From what was decided to edits: statements, paths, braces of siblings.
//!
//! Invariant: of a path that changes, only the segments that differ are
//! touched; what stays of a group is never written again.

use std::ops::Range;

use super::deletion;
use super::edits::Edits;
use super::group;
use super::lines;
use super::model::{Fate, NewStatement, NodeId, Scope, attributes, tokens, written};
use super::order::{Key, Order};
use super::path::{self, ImportPath, joined, spelled};
use super::place::{Place, places};
use crate::syntax::UseTreeKind;
use crate::text::Indel;

/// The edits of a scope.
pub(super) fn scope(scope: &Scope<'_>) -> Vec<Indel> {
    let mut edits = Edits::default();
    let placed = places(scope);
    let instead =
        |at: usize| placed.iter().filter(move |(_, it)| *it == Place::InsteadOf(at)).map(|it| it.0);
    let mut gone = Vec::new();
    for (at, &root) in scope.roots.iter().enumerate() {
        let new: Vec<&NewStatement> = instead(at).collect();
        if scope.statement_alive(at) {
            node(scope, root, &mut edits);
        } else if !new.is_empty() {
            replace_statement(scope, at, &new, &mut edits);
        } else if scope.nodes[root].tree.range.len() > 0.into() && touched(scope, root) {
            gone.push(scope.body.uses[at].range);
        }
    }
    deletion::uses(scope.text, &gone, &mut edits);
    let first: Vec<&NewStatement> =
        placed.iter().filter(|it| it.1 == Place::Start).map(|it| it.0).collect();
    put_first(scope, &first, &mut edits);
    for (new, place) in &placed {
        put(scope, new, *place, &mut edits);
    }
    edits.finish(scope.text)
}

/// Whether some leaf below was taken away in this call (`use a::{};` was empty before).
fn touched(scope: &Scope<'_>, root: NodeId) -> bool {
    scope.leaves().any(|it| scope.is_in(it, root) && scope.nodes[it].fate == Fate::Go)
}

/// A node that stays, with all below it.
pub(super) fn node(scope: &Scope<'_>, id: NodeId, edits: &mut Edits) {
    let become_path = match &scope.nodes[id].fate {
        Fate::Become(to) => Some(to),
        _ => None,
    };
    let braces = split(scope, id);
    become_path.into_iter().for_each(|to| repath_parents(scope, id, to, edits));
    if let Some(it) = &braces {
        edits.insert(it.start, it.open.as_str());
    }
    become_path.into_iter().for_each(|to| rename(scope, id, to, edits));
    if let Some(it) = braces {
        edits.insert(scope.nodes[id].tree.range.end().into(), it.close);
    }
    if !scope.is_leaf(id) {
        group::render(scope, id, edits);
    }
}

/// Changes the segments that differ before the last one.
fn repath_parents(scope: &Scope<'_>, id: NodeId, to: &ImportPath, edits: &mut Edits) {
    let tree = scope.nodes[id].tree;
    let (old, tokens) = (written(tree), tokens(tree));
    let Some(first) = tokens.first() else { return };
    if old.leading_colons != to.leading_colons {
        let colons = usize::from(tree.range.start())..first.start;
        edits.replace(colons, if to.leading_colons { "::" } else { "" });
    }
    let (a, b) = (old.parent(), to.parent());
    let front = path::common(a, b);
    let left = a.len().min(b.len()) - front;
    let same = a.iter().rev().zip(b.iter().rev()).take(left).take_while(|(a, b)| a == b);
    let back = same.count();
    let (gone, new) = (front..a.len() - back, &b[front..b.len() - back]);
    let start = tokens[gone.start].start;
    match (gone.is_empty(), new.is_empty()) {
        (true, true) => {}
        (true, false) => edits.insert(start, format!("{}::", joined(new))),
        (false, true) => edits.delete(start..tokens[gone.end].start),
        (false, false) => edits.replace(start..tokens[gone.end - 1].end, joined(new)),
    }
}

/// Changes the last segment and the alias, where they differ.
fn rename(scope: &Scope<'_>, id: NodeId, to: &ImportPath, edits: &mut Edits) {
    let tree = scope.nodes[id].tree;
    let (old, tokens) = (written(tree), tokens(tree));
    let (Some(last), Some(name)) = (tokens.last(), to.segments.last()) else { return };
    if old.segments.last() != Some(name) {
        edits.replace(last.clone(), spelled(name));
    }
    if let UseTreeKind::Leaf { alias } = &tree.kind {
        let written = alias.as_ref().map(|it| lines::span(it.range));
        realias(last.end, (written, old.alias.as_deref()), to.alias.as_deref(), edits);
    }
}

/// Changes the name after `as`.
fn realias(
    path_end: usize,
    (range, old): (Option<Range<usize>>, Option<&str>),
    new: Option<&str>,
    edits: &mut Edits,
) {
    match (range, new) {
        (Some(range), Some(new)) if old != Some(new) => edits.replace(range, spelled(new)),
        (Some(range), None) => edits.delete(path_end..range.end),
        (None, Some(new)) => edits.insert(path_end, format!(" as {}", spelled(new))),
        _ => {}
    }
}

/// Braces that come around a node, with its new siblings.
struct Braces {
    /// Where they open.
    start: usize,
    open: String,
    close: String,
}

fn split(scope: &Scope<'_>, id: NodeId) -> Option<Braces> {
    let node = &scope.nodes[id];
    let (at, added) = node.split.as_ref()?;
    let tokens = tokens(node.tree);
    let first = if node.fate == Fate::Stay { *at } else { tokens.len().checked_sub(1)? };
    let range = tokens.get(first)?.start..usize::from(node.tree.range.end());
    let ImportPath { mut segments, alias, .. } = scope.own(id).tail(*at);
    let is_group = !scope.is_leaf(id) && !group::loses_braces(scope, id);
    if is_group {
        segments.push("{".into());
    }
    let key = Key { segments, alias };
    let mut texts = group::member_texts(added);
    texts.sort_by(|a, b| Order::Rustfmt.compare(&a.0, &b.0));
    let before = texts.iter().take_while(|it| Order::Rustfmt.compare(&it.0, &key).is_lt()).count();
    let grown: usize = texts.iter().map(|it| lines::width(&it.1) + 2).sum();
    let nested = if is_group { scope.style.width } else { 0 };
    let [open, row, close] = brace_gaps(scope, &range, grown + 2 + nested);
    let (front, back) = texts.split_at(before);
    let front: String = front.iter().map(|it| format!("{}{row}", it.1)).collect();
    let back: String = back.iter().map(|it| format!("{row}{}", it.1)).collect();
    Some(Braces {
        start: range.start,
        open: format!("{{{open}{front}"),
        close: format!("{back}{close}}}"),
    })
}

/// What stands behind `{`, between members and before `}`, if the line grows by `grown`.
fn brace_gaps(scope: &Scope<'_>, range: &Range<usize>, grown: usize) -> [String; 3] {
    let text = scope.text;
    let line = &text[lines::line_start(text, range.start)..lines::line_end(text, range.end)];
    if line.contains('\n') || lines::width(line) + grown <= scope.style.width - 2 {
        return [String::new(), ", ".to_owned(), String::new()];
    }
    let outer = format!("{}{}", scope.style.newline, lines::indent(text, range.start));
    let inner = format!("{outer}{}", scope.style.unit);
    [inner.clone(), format!(",{inner}"), format!(",{outer}")]
}

/// The text of a new statement, without attributes; `indent` is that of its line.
fn statement_text(scope: &Scope<'_>, new: &NewStatement, indent: &str) -> String {
    let vis = if new.vis.is_empty() { String::new() } else { format!("{} ", new.vis) };
    let head = format!("{vis}use ");
    let room = scope.style.width.saturating_sub(lines::width(indent) + lines::width(&head) + 1);
    format!("{head}{};", tree_text(scope, new, (room, indent)))
}

/// The tree of a new statement, on several lines where it is longer than `room`.
fn tree_text(scope: &Scope<'_>, new: &NewStatement, (room, indent): (usize, &str)) -> String {
    let mut paths = new.paths.clone();
    let key = |it: &ImportPath| Key { segments: it.segments.clone(), alias: it.alias.clone() };
    paths.sort_by(|a, b| Order::Rustfmt.compare(&key(a), &key(b)));
    let plain = path::tree(&paths);
    if paths.len() < 2 || lines::width(&plain) < room {
        return plain;
    }
    let (prefix, inner) = path::split(&paths[0], &paths);
    let texts = path::members(&inner);
    let inner_indent = format!("{indent}{}", scope.style.unit);
    let layout = group::Lines { newline: scope.style.newline, indent: &inner_indent };
    let filled = group::fill(&texts, layout, scope.style.width);
    let close = format!("{}{indent}", scope.style.newline);
    format!("{prefix}{{{filled},{close}}}")
}

/// Attributes and statement, on lines of their own.
fn full_text(scope: &Scope<'_>, new: &NewStatement, indent: &str) -> String {
    let mut out = String::new();
    for line in new.attributes.lines() {
        out.push_str(line.trim_start());
        out.push_str(scope.style.newline);
        out.push_str(indent);
    }
    out + &statement_text(scope, new, indent)
}

/// Puts new statements in the place of one that goes.
fn replace_statement(scope: &Scope<'_>, at: usize, new: &[&NewStatement], edits: &mut Edits) {
    let item = &scope.body.uses[at];
    let range = scope.statement_span(at);
    let indent = lines::indent(scope.text, range.start);
    let own = attributes(scope.text, item).0;
    let in_place = new.iter().position(|it| it.vis == item.vis_text && it.attributes == own);
    let between = separator(scope, range.end, indent);
    let mut texts: Vec<String> = new.iter().map(|it| full_text(scope, it, indent)).collect();
    match in_place {
        Some(first) => {
            let tree = lines::span(item.tree.range);
            let used = lines::width(&scope.text[lines::span(item.statement).start..tree.start]);
            let room = scope.style.width.saturating_sub(used + lines::width(indent) + 1);
            edits.replace(tree, tree_text(scope, new[first], (room, indent)));
            texts.remove(first);
            edits.insert(
                range.end,
                texts.iter().map(|it| format!("{between}{it}")).collect::<String>(),
            );
        }
        None => edits.replace(range, texts.join(&between)),
    }
}

/// What stands between two statements of this scope.
fn separator(scope: &Scope<'_>, end: usize, indent: &str) -> String {
    let rest = &scope.text[end..lines::line_end(scope.text, end)];
    match lines::only_comments(rest) {
        true => format!("{}{indent}", scope.style.newline),
        false => " ".to_owned(),
    }
}

/// Puts a new statement beside another, or at the start of the scope.
fn put(scope: &Scope<'_>, new: &NewStatement, place: Place, edits: &mut Edits) {
    let range = |at: usize| scope.statement_span(at);
    let newline = scope.style.newline;
    match place {
        Place::InsteadOf(_) | Place::Start => {}
        Place::Before(at) | Place::ParagraphBefore(at) => {
            let start = range(at).start;
            let indent = lines::indent(scope.text, start);
            let behind = separator(scope, range(at).end, indent);
            let apart = matches!(place, Place::ParagraphBefore(_)) && behind.starts_with(newline);
            let blank = if apart { newline } else { "" };
            edits.insert(start, format!("{}{blank}{behind}", full_text(scope, new, indent)));
        }
        Place::After(at) | Place::Paragraph(at) => {
            let end = range(at).end;
            let indent = lines::indent(scope.text, range(at).start);
            let before = separator(scope, end, indent);
            let own_line = before.starts_with(newline);
            let at = if own_line { lines::line_end(scope.text, end) } else { end };
            let blank = if matches!(place, Place::Paragraph(_)) && own_line { newline } else { "" };
            edits.insert(at, format!("{blank}{before}{}", full_text(scope, new, indent)));
        }
    }
}

/// Puts new statements where the scope has no other.
fn put_first(scope: &Scope<'_>, new: &[&NewStatement], edits: &mut Edits) {
    if new.is_empty() {
        return;
    }
    let (text, newline) = (scope.text, scope.style.newline);
    let body = scope.inner();
    let start = after_header(text, scope);
    let next = lines::skip_space(text, start).min(body.end);
    let statements = |indent: &str, between: &str| {
        new.iter().map(|it| full_text(scope, it, indent)).collect::<Vec<_>>().join(between)
    };
    let indent = lines::indent(text, next);
    if next == body.end {
        return put_only(scope, start..next, statements, edits);
    }
    if start > 0 && !text[start..next].contains('\n') && !lines::begins_line(text, next) {
        return edits.insert(next, statements(indent, " ") + " ");
    }
    let lead = &text[..start];
    let apart = lead.trim_end().len() <= body.start
        || lead.ends_with("\n\n")
        || lead.ends_with("\n\r\n")
        || text[start..next].matches('\n').count() > usize::from(!lead.ends_with('\n'));
    let gap = if apart { "" } else { newline };
    let all = statements(indent, &format!("{newline}{indent}"));
    if lines::begins_line(text, next) {
        // Where the line begins, as the item on it may go with its line.
        let at = lines::line_start(text, next);
        return edits.insert(at, format!("{gap}{indent}{all}{newline}{newline}"));
    }
    let gap = if apart { String::new() } else { format!("{newline}{indent}") };
    edits.insert(next, format!("{gap}{all}{newline}{newline}{indent}"));
}

/// Puts new statements into a scope that has nothing else.
fn put_only(
    scope: &Scope<'_>,
    blank: Range<usize>,
    statements: impl Fn(&str, &str) -> String,
    edits: &mut Edits,
) {
    let (text, newline) = (scope.text, scope.style.newline);
    if lines::span(scope.body.range) == (0..text.len()) {
        let gap = match text[..blank.start].trim().is_empty() {
            true => "".to_owned(),
            false if text[..blank.start].ends_with('\n') => newline.to_owned(),
            false => newline.repeat(2),
        };
        return edits.replace(blank, format!("{gap}{}{newline}", statements("", newline)));
    }
    let outer = lines::indent(text, blank.start);
    let indent = format!("{newline}{outer}{}", scope.style.unit);
    let all = statements(&indent[newline.len()..], &indent);
    edits.replace(blank, format!("{indent}{all}{newline}{outer}"));
}

/// The scope's start, or what follows a comment with a blank line behind it (a licence).
fn after_header(text: &str, scope: &Scope<'_>) -> usize {
    let mut start = usize::from(scope.body.start);
    let end = scope.inner().end;
    loop {
        let at = lines::skip_space(text, start).min(end);
        let rest = &text[at..end];
        let plain = !rest.starts_with("///") && !rest.starts_with("/**");
        let mut comment = at;
        while plain && text[comment..end].starts_with("//") {
            comment = lines::skip_blanks(text, lines::next_line(text, comment)).min(end);
        }
        if plain && rest.starts_with("/*") {
            comment = lines::next_line(text, at + lines::comment_len(rest)).min(end);
        }
        let blank = text[comment..end].starts_with(['\n', '\r']);
        if comment == at || !blank {
            return start;
        }
        start = comment;
    }
}
