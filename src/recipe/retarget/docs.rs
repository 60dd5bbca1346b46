//! How doc links are rewritten, and imports in code of documentation.
//!
//! Invariant: a line that is written into documentation has the marker that
//! the lines around it have.

use super::decide::Round;
use super::spell::body_at;
use super::{At, BodyKey, Request};
use crate::imports::ImportOp;
use crate::resolve::Def;
use crate::syntax::{DocLink, PathSite};
use crate::text::{Indel, TextRange, TextSize, slice};
use crate::workspace::SourceFile;

impl Request<'_> {
    /// The edits that make a doc link lead to `path`, which says more than the
    /// name: what is shown stays as short as it is.
    pub(super) fn link_edits(
        &self,
        at: At<'_>,
        (it, part): (&PathSite, DocLink),
        path: &str,
    ) -> Vec<Indel> {
        let text = self.workspace().file(at.file()).map_or("", |it| &*it.text);
        let shown = shown(path, slice(text, it.range));
        match part {
            DocLink::Destination => vec![Indel::replace(it.range, path)],
            DocLink::Text => vec![Indel::replace(it.range, shown)],
            DocLink::Shortcut(_) if shown == path => vec![Indel::replace(it.range, path)],
            DocLink::Shortcut(whole) => {
                let is_collapsed = slice(text, whole).ends_with("[]");
                let brackets = TextSize::from(if is_collapsed { 2 } else { 0 });
                let label_end = whole.end() - brackets - TextSize::from(1);
                let label_start = whole.start() + TextSize::from(1);
                let before = slice(text, TextRange::new(label_start, it.range.start()));
                let behind = slice(text, TextRange::new(it.range.end(), label_end));
                let destination = format!("({before}{path}{behind})").replace('`', "");
                let place = TextRange::new(whole.end() - brackets, whole.end());
                vec![Indel::replace(it.range, shown), Indel::replace(place, destination)]
            }
        }
    }

    /// The edits of imports in code of documentation; none if the body is not
    /// of such code.
    pub(super) fn doc_import_edits(
        &self,
        source: &SourceFile,
        key: BodyKey,
        ops: &[ImportOp],
    ) -> Option<Vec<Indel>> {
        let lines = source.syntax().doc_code_lines(TextRange::new(key.1, key.2));
        let body = body_at(source, key).filter(|_| !lines.is_empty())?;
        let code = only(&source.text, &lines);
        let edits = crate::imports::edit(&code, &body, ops);
        Some(edits.into_iter().map(|it| marked(&source.text, &lines, it)).collect())
    }
}

impl Round<'_, '_> {
    /// A doc link; text that repeats its destination follows it.
    pub(super) fn link(
        &mut self,
        at: At<'_>,
        def: Def,
        (it, part): (&PathSite, DocLink),
        (range, text): (TextRange, &str),
    ) {
        let is_checked = part != DocLink::Text;
        if !text.contains("::") {
            return self.push(at, def, Indel::replace(range, text), is_checked);
        }
        let edits = self.request.link_edits(at, (it, part), text);
        self.rewritten(at, text.to_owned());
        for indel in edits {
            self.keep(at, def, indel, part == DocLink::Destination);
        }
    }
}

/// What of a path is shown where `old` was: as many of its last segments, and all of
/// them where `old` said from where it leads. What rustdoc takes for a repetition of
/// the destination has to be its end.
fn shown<'a>(path: &'a str, old: &str) -> &'a str {
    let leads = |it: &str| matches!(it, "" | "crate" | "self" | "super");
    let count = old.split("::").count();
    let starts = std::iter::once(0).chain(path.match_indices("::").map(|it| it.0 + 2));
    let starts: Vec<usize> = starts.collect();
    let is_whole = old.split("::").next().is_some_and(leads) || count > starts.len();
    let mut kept = starts[starts.len().saturating_sub(count)..].iter().map(|it| &path[*it..]);
    let named = kept.find(|it| !it.split("::").next().is_some_and(leads));
    if is_whole { path } else { named.unwrap_or(path) }
}

/// The text with blanks for all but some lines of it, as long as it was.
fn only(text: &str, lines: &[TextRange]) -> String {
    let mut out = String::with_capacity(text.len());
    let blank = |out: &mut String, rest: &str| {
        for it in rest.bytes() {
            out.push(if matches!(it, b'\n' | b'\r') { it as char } else { ' ' });
        }
    };
    for &line in lines {
        let start = TextSize::from(out.len() as u32);
        if start <= line.start() {
            blank(&mut out, slice(text, TextRange::new(start, line.start())));
            out.push_str(slice(text, line));
        }
    }
    let done = out.len();
    blank(&mut out, &text[done..]);
    out
}

/// An edit with the marker of its line behind each line end that it inserts, and with the
/// mark that hides the line.
fn marked(text: &str, lines: &[TextRange], mut edit: Indel) -> Indel {
    let at = edit.delete.start();
    let start = text[..at.into()].rfind('\n').map_or(0, |it| it + 1);
    let Some(line) = lines.iter().rev().find(|it| it.start() <= at) else { return edit };
    let code = slice(text, *line);
    let blanks = code.len() - code.trim_start().len();
    let hides = if code[blanks..].starts_with("# ") { blanks + "# ".len() } else { 0 };
    let before = usize::from(line.start()) - start;
    let marker = text.get(start..start + before + hides).unwrap_or_default();
    if !marker.trim().is_empty() {
        let mut parts = edit.insert.split('\n');
        let mut marked = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let indent = part.len() - part.trim_start_matches(' ').len();
            marked = marked + "\n" + marker + &part[indent.min(before)..];
        }
        edit.insert = marked;
    }
    edit
}
