//! Lines and blanks of a text, in byte offsets.
//!
//! Invariant: a line ends before its `\n` or `\r\n`.

use std::ops::Range;

use crate::text::{TextRange, TextSize};

/// A range of the text as bytes.
pub(super) fn span(range: TextRange) -> Range<usize> {
    range.into()
}

/// A byte range as the text's own.
pub(super) fn text_range(range: &Range<usize>) -> TextRange {
    TextRange::new(TextSize::new(range.start as u32), TextSize::new(range.end as u32))
}

/// An item without the ordinary comments that the parser counts to it.
pub(super) fn item_span(text: &str, range: TextRange) -> Range<usize> {
    let mut range = span(range);
    loop {
        let rest = &text[range.clone()];
        let doc = |open: &str, none: &str| rest.starts_with(open) && !rest.starts_with(none);
        let len = comment_len(rest);
        if len == 0 || doc("///", "////") || (doc("/**", "/***") && !rest.starts_with("/**/")) {
            return range;
        }
        range.start = skip_space(text, range.start + len).min(range.end);
    }
}

/// Where the line of `at` begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |it| it + 1)
}

/// Where the line of `at` ends, before its line ending.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |it| at + it);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// Where the line after that of `at` begins; the end of the text if there is none.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |it| at + it + 1)
}

/// The blanks that the line of `at` begins with.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Whether only blanks stand before `at` on its line.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    text[line_start(text, at)..at].trim().is_empty()
}

/// The line ending that the text uses.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The first offset from `at` on that is no blank of the line.
pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches([' ', '\t']).len()
}

/// The first offset from `at` on that is no whitespace.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// One step of indentation, as `text` has it.
pub(super) fn unit(text: &str) -> &'static str {
    let tab = text.starts_with('\t') || text.contains("\n\t");
    if tab { "\t" } else { "    " }
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|it| if it == '\t' { 4 } else { 1 }).sum()
}

/// A comma or comment between two trees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// `,`
    Comma(Range<usize>),
    /// A comment, without its line ending.
    Comment(Range<usize>),
}

/// Commas and comments in `range`, where nothing else but whitespace stands.
pub(super) fn pieces(text: &str, range: Range<usize>) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let comment = comment_len(rest);
        match rest.chars().next() {
            Some(',') => out.push(Piece::Comma(at..at + 1)),
            _ if comment > 0 => out.push(Piece::Comment(at..at + comment)),
            _ => {}
        }
        at += comment.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    out
}

/// The length of the comment that `rest` begins with.
pub(super) fn comment_len(rest: &str) -> usize {
    if rest.starts_with("//") {
        return line_end(rest, 0);
    }
    if !rest.starts_with("/*") {
        return 0;
    }
    let (mut depth, mut at) = (0usize, 0);
    while at < rest.len() {
        match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Whether only whitespace and comments stand in `text`.
pub(super) fn only_comments(text: &str) -> bool {
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        match comment_len(rest) {
            0 => return false,
            len => rest = rest[len..].trim_start(),
        }
    }
    true
}
