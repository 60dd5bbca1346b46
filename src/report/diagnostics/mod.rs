//! A finding as rustc shows it, in one line, or as data.
//!
//! Invariant: every finding can be shown: a range outside its text, or inside
//! a char, is moved to the nearest place that exists.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Severity, Renderer, Snippet};

use super::{escape, style};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::text::{LineCol, LineIndex, TextSize};

/// The finding with its source lines, as wide as `width` columns where these
/// must be cut; ends with a line end.
pub fn full(finding: &Diagnostic, width: usize) -> String {
    let title = severity(finding.level).primary_title(escape::lines(&finding.message));
    let notes = finding.notes.iter().map(|it| Severity::NOTE.message(escape::lines(it)));
    let help = finding.help.iter().map(|it| Severity::HELP.message(escape::lines(it)));
    let windows = windows(&finding.labels);
    let group = Group::with_title(title)
        .elements(windows.iter().map(Window::snippet))
        .elements(notes)
        .elements(help);
    let shown = Renderer::styled().term_width(width).render(&[group]);
    format!("{shown}\n")
}

/// The finding in one line, as `cargo --message-format short` has it:
/// `path:line:col: error: message: label`; ends with a line end.
pub fn short(finding: &Diagnostic) -> String {
    let (name, style) = match finding.level {
        Level::Error => ("error", style::ERROR),
        Level::Warning => ("warning", style::CAUTION),
        Level::Note => ("note", style::NOTE),
    };
    let main = finding.labels.first();
    let place = main.map(|it| format!("{}: ", place(it))).unwrap_or_default();
    let label = main.filter(|it| !it.text.is_empty()).map(|it| format!(": {}", it.text));
    let text = format!("{}{}", finding.message, label.unwrap_or_default());
    format!("{place}{style}{name}{style:#}: {}\n", escape::line(&text))
}

/// `path:line:col` of where a label begins.
fn place(label: &Label) -> String {
    let LineCol { line, col } = span(label).0;
    format!("{}:{line}:{col}", escape::line(label.path.as_str()))
}

/// Where a label begins and ends.
pub(super) fn span(label: &Label) -> (LineCol, LineCol) {
    let range = range(label);
    let index = LineIndex::new(&label.source);
    let at = |offset: usize| index.line_col(&label.source, TextSize::new(offset as u32));
    (at(range.start), at(range.end))
}

/// The label's bytes, on char boundaries of its source.
pub(super) fn range(label: &Label) -> Range<usize> {
    let start = label.source.floor_char_boundary(label.range.start().into());
    let end = label.source.ceil_char_boundary(label.range.end().into());
    start..end
}

fn severity(level: Level) -> Severity<'static> {
    match level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
        Level::Note => Severity::NOTE,
    }
}

/// The lines of one text that its labels need.
struct Window<'a> {
    labels: Vec<(AnnotationKind, &'a Label)>,
    /// Bytes of the source, whole lines.
    bytes: Range<usize>,
    /// Number of the first line, from 1.
    first_line: usize,
}

/// One window per text, in the order in which the labels name them.
fn windows(labels: &[Label]) -> Vec<Window<'_>> {
    let mut windows: Vec<Window<'_>> = Vec::new();
    let kinds =
        std::iter::once(AnnotationKind::Primary).chain(std::iter::repeat(AnnotationKind::Context));
    for (kind, label) in kinds.zip(labels) {
        match windows.iter_mut().find(|it| it.is_of(label)) {
            Some(window) => window.add(kind, label),
            None => windows.push(Window::new(kind, label)),
        }
    }
    windows
}

impl<'a> Window<'a> {
    fn new(kind: AnnotationKind, label: &'a Label) -> Window<'a> {
        let mut window = Window { labels: Vec::new(), bytes: range(label), first_line: 1 };
        window.add(kind, label);
        window
    }

    fn is_of(&self, label: &Label) -> bool {
        let same = |(_, it): &(_, &Label)| it.path == label.path && it.source == label.source;
        self.labels.first().is_some_and(same)
    }

    fn add(&mut self, kind: AnnotationKind, label: &'a Label) {
        let (source, range) = (&*label.source, range(label));
        let start = self.bytes.start.min(range.start);
        let end = self.bytes.end.max(range.end);
        let start = source[..start].rfind('\n').map_or(0, |it| it + 1);
        let end = source[end..].find('\n').map_or(source.len(), |it| end + it);
        self.first_line = source[..start].matches('\n').count() + 1;
        self.bytes = start..end;
        self.labels.push((kind, label));
    }

    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let label = self.labels[0].1;
        // A line end after the last line: also one that is empty is a line.
        let text = escape::in_place(&label.source[self.bytes.clone()]) + "\n";
        Snippet::source(text)
            .path(escape::line(label.path.as_str()))
            .line_start(self.first_line)
            .annotations(self.labels.iter().map(|(kind, label)| self.annotation(*kind, label)))
    }

    fn annotation<'l>(&self, kind: AnnotationKind, label: &'l Label) -> Annotation<'l> {
        let Range { start, end } = range(label);
        let span = kind.span(start - self.bytes.start..end - self.bytes.start);
        let text = (!label.text.is_empty()).then(|| escape::lines(&label.text));
        span.label(text)
    }
}

#[cfg(test)]
mod tests;
