//! Each changed file parses as well as before: by the parser that planned the
//! change, and by one that had no part in it.
//!
//! The second one reads the items that changed; where it objects, the whole
//! file before and after decides. Code in documentation is read by the first one.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, Label};
use crate::recipe::plan::{Evidence, Plan};
use crate::syntax::Edition;
use crate::text::{TextRange, TextSize, slice};
use crate::workspace::{FileKind, SourceFile};

pub(super) fn check(plan: &Plan) -> Vec<Diagnostic> {
    let sources = plan.after.files().filter(|it| it.kind != FileKind::Manifest);
    let changed = sources.filter_map(|after| {
        let before = plan.before.file(after.id)?;
        (before.text != after.text).then_some((before, after))
    });
    let changed: Vec<_> = changed.collect();
    let mut findings: Vec<_> =
        changed.par_iter().filter_map(|(before, after)| worse(before, after)).collect();
    findings.extend(plan.steps.iter().flat_map(|it| worse_examples(&it.evidence)));
    findings
}

/// Code in documentation that no longer parses where a step edits it.
fn worse_examples(evidence: &Evidence) -> Vec<Diagnostic> {
    let edits = evidence.change.edits.iter().filter_map(|(id, edit)| {
        Some((evidence.before.file(*id)?, evidence.after.file(*id)?, edit))
    });
    let mut findings = Vec::new();
    for (before, after, edit) in edits.filter(|it| it.0.kind != FileKind::Manifest) {
        let mut seen = TextSize::default();
        for indel in edit.indels() {
            let at = indel.delete.start();
            let known = if at < seen { None } else { before.syntax().doc_code_errors(at) };
            let Some((range, old)) = known else { continue };
            seen = range.end();
            let at = edit.map_start(at);
            if after.syntax().doc_code_errors(at).is_none_or(|it| it.1 > old) {
                let text = "in the example around this place";
                findings.push(report(after, TextRange::empty(at), text));
            }
        }
    }
    findings
}

fn worse(before: &SourceFile, after: &SourceFile) -> Option<Diagnostic> {
    if after.kind != FileKind::Rust {
        return None;
    }
    let syntax = after.syntax();
    if let Some(at) = syntax.too_deep() {
        return Some(report(after, TextRange::empty(at), "nested too deeply from here"));
    }
    let new = if syntax.is_respelled() { Vec::new() } else { syntax.errors() };
    if !new.is_empty() {
        let old = before.syntax().errors();
        if new.len() > old.len() {
            // The same message may come once more: then the last one is shown.
            let is_new = |it: &&(TextRange, String)| !old.iter().any(|old| old.1 == it.1);
            let (range, message) = new.iter().find(is_new).or(new.last())?;
            return Some(report(after, *range, message));
        }
    }
    if changed_pieces(before, after).iter().all(|it| syn::parse_file(it).is_ok()) {
        return None;
    }
    // The witness knows the keywords of the edition 2018 and later only.
    let error = syn::parse_file(&after.text).err().filter(|_| !is_2015(after))?;
    syn::parse_file(&before.text).ok()?;
    let start = after.lines().offset(&after.text, place(&error)).unwrap_or_default();
    Some(report(after, TextRange::empty(start), &error.to_string()))
}

fn is_2015(file: &SourceFile) -> bool {
    file.edition == Edition::Edition2015
}

/// The pieces of a file that it did not have before, neighbours joined.
fn changed_pieces<'t>(before: &SourceFile, after: &'t SourceFile) -> Vec<&'t str> {
    let pieces = |it: &SourceFile| it.syntax().pieces();
    let known: FxHashSet<&str> =
        pieces(before).into_iter().map(|it| slice(&before.text, it)).collect();
    let mut changed: Vec<TextRange> = Vec::new();
    for piece in pieces(after) {
        match changed.last_mut() {
            _ if known.contains(slice(&after.text, piece)) => {}
            Some(last) if last.end() == piece.start() => *last = last.cover(piece),
            _ => changed.push(piece),
        }
    }
    changed.into_iter().map(|it| slice(&after.text, it)).collect()
}

fn place(error: &syn::Error) -> crate::text::LineCol {
    let start = error.span().start();
    crate::text::LineCol { line: start.line as u32, col: start.column as u32 + 1 }
}

fn report(after: &SourceFile, range: TextRange, message: &str) -> Diagnostic {
    let end = TextSize::from(after.text.len() as u32);
    let range = TextRange::new(range.start().min(end), range.end().min(end));
    let label =
        Label { path: after.path.clone(), source: after.text.clone(), range, text: message.into() };
    Diagnostic::error("the file would no longer parse")
        .at(label)
        .note("this is the text after the change")
        .help(super::words::BUG)
}
