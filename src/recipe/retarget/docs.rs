//! How doc links are rewritten, and imports in code of documentation.
//!
//! Invariant: a line that is written into documentation has the marker that
//! the lines around it have.

use super::decide::Round;
use super::spell::body_at;
use super::{At, BodyKey, Goal, Request};
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
        (goal, path): (&Goal, &str),
    ) -> Vec<Indel> {
        let text = self.workspace().file(at.file()).map_or("", |it| &*it.text);
        let shown = || Indel::replace(it.range, shown(goal, slice(text, it.range)));
        match part {
            DocLink::Destination => vec![Indel::replace(it.range, path)],
            DocLink::Text => vec![shown()],
            DocLink::Shortcut(whole) => {
                let is_collapsed = slice(text, whole).ends_with("[]");
                let brackets = TextSize::from(if is_collapsed { 2 } else { 0 });
                let label_end = whole.end() - brackets - TextSize::from(1);
                let label_start = whole.start() + TextSize::from(1);
                let before = slice(text, TextRange::new(label_start, it.range.start()));
                let behind = slice(text, TextRange::new(it.range.end(), label_end));
                let destination = format!("({before}{path}{behind})").replace('`', "");
                let place = TextRange::new(whole.end() - brackets, whole.end());
                vec![shown(), Indel::replace(place, destination)]
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
        Some(edits.into_iter().map(|it| marked(&source.text, &code, it)).collect())
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
        let goal = &self.request.goals[&def];
        let edits = self.request.link_edits(at, (it, part), (goal, text));
        self.rewritten(at, text.to_owned());
        for indel in edits {
            self.keep(at, def, indel, part == DocLink::Destination);
        }
    }
}

/// As many segments of the goal's path as stand there.
fn shown(goal: &Goal, old: &str) -> String {
    let segments = &goal.path.segments;
    let count = old.split("::").filter(|it| !it.is_empty()).count().min(segments.len());
    segments[segments.len() - count..].join("::")
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

/// An edit with the marker of its line behind each line end that it inserts.
fn marked(text: &str, code: &str, mut edit: Indel) -> Indel {
    let at = usize::from(edit.delete.start());
    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let line = &code[start..];
    let blanks = line.len() - line.trim_start_matches(' ').len();
    let marker = &text[start..start + blanks];
    if !marker.trim().is_empty() {
        let blank = " ".repeat(blanks);
        edit.insert = edit.insert.replace(&format!("\n{blank}"), &format!("\n{marker}"));
    }
    edit
}
