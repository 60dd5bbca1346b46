//! The text of a doc comment without its markers, and where it stands in the
//! file.
//!
//! What is taken off is what rustdoc takes off: `///`, `//!`, the stars of a
//! block comment, and the indentation that all lines have.
//! <https://doc.rust-lang.org/rustdoc/write-documentation/the-doc-attribute.html>
//! Invariant: bytes that are in no piece (the line ends between comments) were
//! put there; all others are bytes of the file.

use std::ops::Range;

use crate::text::{TextRange, TextSize};

/// One comment or `#[doc = "…"]`.
#[derive(Debug)]
pub(super) struct Fragment {
    /// Its lines, markers taken off.
    pub lines: Vec<Line>,
    /// Whether it is a comment.
    pub is_comment: bool,
}

/// A line, without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub text: String,
    /// Where it begins in the file.
    pub start: TextSize,
}

impl Fragment {
    /// A line comment: what stands behind its marker.
    pub(super) fn line(text: &str, start: TextSize) -> Fragment {
        Fragment { lines: lines(text, start), is_comment: true }
    }

    /// A block comment: what stands between its markers.
    pub(super) fn block(text: &str, start: TextSize) -> Fragment {
        Fragment { lines: without_stars(lines(text, start)), is_comment: true }
    }

    /// The value of `#[doc = "…"]`; none of it where it has escapes.
    pub(super) fn value(text: Option<&str>, start: TextSize) -> Fragment {
        Fragment { lines: text.map(|it| lines(it, start)).unwrap_or_default(), is_comment: false }
    }

    /// How many blanks all its lines begin with.
    fn indent(&self) -> Option<usize> {
        self.lines.iter().filter(|it| !it.is_blank()).map(Line::indent).min()
    }
}

impl Line {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches([' ', '\t']).len()
    }

    fn skip(&mut self, bytes: usize) {
        self.text.drain(..bytes);
        self.start += TextSize::from(bytes as u32);
    }
}

fn lines(text: &str, start: TextSize) -> Vec<Line> {
    let mut at = 0;
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        let own = line.strip_suffix('\n').unwrap_or(line);
        let own = own.strip_suffix('\r').unwrap_or(own);
        out.push(Line { text: own.to_owned(), start: start + TextSize::from(at as u32) });
        at += line.len();
    }
    if out.is_empty() {
        out.push(Line { text: String::new(), start });
    }
    out
}

/// A block comment without the column of stars, if it has one.
fn without_stars(mut lines: Vec<Line>) -> Vec<Line> {
    if lines.len() < 2 {
        return lines;
    }
    let is_stars = |it: &Line| it.text.chars().all(|it| it == '*');
    if is_stars(&lines[0]) {
        lines.remove(0);
    }
    if lines.last().is_some_and(|it| !it.text.is_empty() && is_stars(it)) {
        lines.pop();
    }
    let Some(column) = column_of_stars(&lines) else { return lines };
    for it in lines.iter_mut().filter(|it| it.text.len() > column && it.indent() >= column) {
        it.skip(column);
        if it.text == "*" || it.text.starts_with("* ") || it.text.starts_with("**") {
            it.skip(1);
        }
    }
    lines
}

/// Before which byte of each line a star stands. A first line that stands
/// beside the opening marker does not count.
fn column_of_stars(lines: &[Line]) -> Option<usize> {
    let first = lines.first().filter(|it| !it.text.trim_start().starts_with('*'));
    let rest = &lines[usize::from(first.is_some())..];
    let start = rest.iter().position(|it| !it.is_blank())?;
    let end = rest.iter().rposition(|it| !it.is_blank())? + 1;
    let column = |it: &Line| it.text[it.indent()..].starts_with('*').then(|| it.indent());
    let mut columns = rest[start..end].iter().map(column);
    let column = columns.next()??;
    columns.all(|it| it == Some(column)).then_some(column)
}

/// A run of bytes that are the same in the doc and in the file.
#[derive(Debug, Clone, Copy)]
struct Piece {
    own: usize,
    file: TextSize,
    len: usize,
}

/// The Markdown of one item.
#[derive(Debug, Default)]
pub(super) struct DocText {
    pub text: String,
    /// In the order of both.
    pieces: Vec<Piece>,
}

impl DocText {
    /// A file that is Markdown as a whole.
    pub(super) fn file(text: &str) -> DocText {
        let piece = Piece { own: 0, file: 0.into(), len: text.len() };
        DocText { text: text.to_owned(), pieces: vec![piece] }
    }

    /// The comments and attributes of an item, in the order of the text.
    pub(super) fn new(fragments: &[Fragment]) -> DocText {
        let is_mixed = fragments.windows(2).any(|it| it[0].is_comment != it[1].is_comment);
        // The blank behind the marker, where attributes stand besides.
        let own = usize::from(is_mixed);
        let indent = |it: &Fragment| Some(it.indent()? + if it.is_comment { 0 } else { own });
        let indent = fragments.iter().filter_map(indent).min().unwrap_or(0);
        let mut doc = DocText::default();
        for fragment in fragments {
            let indent = if fragment.is_comment { indent } else { indent.saturating_sub(own) };
            fragment.lines.iter().for_each(|it| doc.push(it, indent));
        }
        doc
    }

    fn push(&mut self, line: &Line, indent: usize) {
        let indent = if line.is_blank() { 0 } else { indent };
        let file = line.start + TextSize::from(indent as u32);
        let text = &line.text[indent..];
        self.pieces.push(Piece { own: self.text.len(), file, len: text.len() });
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn before(&self, at: usize) -> usize {
        self.pieces.partition_point(|it| it.own <= at).saturating_sub(1)
    }

    /// Where bytes of the doc stand in the file; none if they are not together.
    pub(super) fn in_file(&self, range: Range<usize>) -> Option<TextRange> {
        let piece = self.pieces.get(self.before(range.start))?;
        let start = range.start.checked_sub(piece.own)?;
        let end = range.end.checked_sub(piece.own).filter(|it| *it <= piece.len)?;
        Some(piece.range(start..end))
    }

    /// The lines that bytes of the doc stand on: each with its place, without
    /// its end.
    pub(super) fn lines(&self, range: Range<usize>) -> Vec<(&str, TextRange)> {
        let mut out = Vec::new();
        for piece in self.pieces.iter().skip(self.before(range.start)) {
            let start = piece.own.max(range.start);
            let end = (piece.own + piece.len).min(range.end);
            if piece.own >= range.end {
                break;
            }
            let mut at = start;
            for line in self.text.get(start..end).unwrap_or_default().split_inclusive('\n') {
                let own = line.trim_end_matches(['\n', '\r']);
                out.push((own, piece.range(at - piece.own..at - piece.own + own.len())));
                at += line.len();
            }
        }
        out
    }
}

impl Piece {
    fn range(&self, own: Range<usize>) -> TextRange {
        let at = |it: usize| self.file + TextSize::from(it as u32);
        TextRange::new(at(own.start), at(own.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The doc's text; each line in the file is what it is in the doc.
    fn text(source: &str, fragments: Vec<Fragment>) -> String {
        let doc = DocText::new(&fragments);
        for (line, range) in doc.lines(0..doc.text.len()) {
            assert_eq!(line, crate::text::slice(source, range));
        }
        doc.text
    }

    fn line_comments(source: &str) -> Vec<Fragment> {
        let starts = memchr::memmem::find_iter(source.as_bytes(), b"///");
        let line = |at: usize| {
            let text = source[at + 3..].split('\n').next().unwrap_or_default();
            Fragment::line(text, TextSize::from(at as u32 + 3))
        };
        starts.map(line).collect()
    }

    fn block_comment(source: &str) -> Vec<Fragment> {
        vec![Fragment::block(&source[3..source.len() - 2], 3.into())]
    }

    #[test]
    fn markers_indentation_and_line_ends_go() {
        let source = "    /// One\r\n    ///   two\r\n    ///\r\n    /// é\r\n";
        assert_eq!(text(source, line_comments(source)), "One\n  two\n\né\n");
    }

    #[test]
    fn a_line_without_a_blank_decides_and_an_empty_one_stays() {
        let source = "///One\n///\n/// two\n";
        assert_eq!(text(source, line_comments(source)), "One\n\n two\n");
    }

    #[test]
    fn a_column_of_stars_goes_and_a_list_stays() {
        let stars = "/**\n * One\n *\n *  * two\n */";
        assert_eq!(text(stars, block_comment(stars)), "One\n\n * two\n \n");
        let list = "/** One\n    * two\n    three */";
        assert_eq!(text(list, block_comment(list)), "One\n   * two\n   three \n");
    }

    #[test]
    fn an_attribute_has_no_blank_of_its_own() {
        let source = "/// One\n#[doc = \"two\"]\n";
        let mut fragments = line_comments(source);
        fragments.push(Fragment::value(Some("two"), 17.into()));
        assert_eq!(text(source, fragments), "One\ntwo\n");
    }

    #[test]
    fn what_is_not_together_has_no_place() {
        let source = "/// One\n/// two\n";
        let doc = DocText::new(&line_comments(source));
        assert_eq!(doc.in_file(4..7), Some(TextRange::new(12.into(), 15.into())));
        assert_eq!(doc.in_file(0..7), None);
        assert_eq!(doc.in_file(3..4), None);
    }
}
