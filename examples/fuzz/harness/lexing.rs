//! What an edit leaves alone: bytes and tokens outside of it.
//!
//! Invariant: edits are laid over texts here anew, and by nothing of the program.

use std::ops::Range;

use kalam_codemod::text::TextEdit;
use kalam_codemod::workspace::{FileKind, SourceFile};
use ra_ap_parser::{LexedStr, SyntaxKind};

/// A token: where it stands, and what it is.
type Token = (Range<usize>, SyntaxKind);

/// The edit is sorted, disjoint and of whole characters, and makes `after` of
/// `before` by itself.
pub fn bytes(before: &SourceFile, edit: &TextEdit, after: &SourceFile) -> Result<(), String> {
    let (mut done, mut out) = (0, String::new());
    for it in edit.indels() {
        let range = Range::<usize>::from(it.delete);
        let is_whole = before.text.is_char_boundary(range.start) && range.end <= before.text.len();
        if range.start < done || !is_whole || !before.text.is_char_boundary(range.end) {
            return Err(format!("{}: {it:?} is no edit after byte {done}", before.path));
        }
        out.push_str(&before.text[done..range.start]);
        out.push_str(&it.insert);
        done = range.end;
    }
    out.push_str(&before.text[done..]);
    match out == *after.text && before.bom == after.bom {
        true => Ok(()),
        false => Err(format!("{}: other bytes changed, too", before.path)),
    }
}

/// Tokens outside of the edit are the same afterwards, and what it writes begins
/// and ends between tokens, but in a string or a comment.
pub fn tokens(before: &SourceFile, edit: &TextEdit, after: &SourceFile) -> Result<(), String> {
    if before.kind != FileKind::Rust || before.edition != after.edition {
        return Ok(());
    }
    let (old, new) = (lexed(before), lexed(after));
    let mut shifted = Shifted { edit, at: 0, shift: 0 };
    for (range, kind) in &old {
        // Where its line end goes, a comment goes on with what comes then.
        let is_line = *kind == SyntaxKind::COMMENT && before.text[range.clone()].starts_with("//");
        let Some(at) = shifted.outside(range, is_line) else { continue };
        let same = |it: &Token| it.0 == (at..at + range.len()) && it.1 == *kind;
        let found = new.binary_search_by_key(&at, |it| it.0.start).map(|it| &new[it]);
        if !found.is_ok_and(same) && *kind != SyntaxKind::WHITESPACE {
            let token = &before.text[range.clone()];
            let is = found.map(|it| &after.text[it.0.clone()]).unwrap_or_default();
            return Err(format!("{}: the token {token:?} becomes {is:?}", before.path));
        }
    }
    ends(edit, (&old, before), (&new, after))
}

fn ends(
    edit: &TextEdit,
    (old, before): (&[Token], &SourceFile),
    (new, after): (&[Token], &SourceFile),
) -> Result<(), String> {
    for (own, written) in edit.indels().iter().zip(edit.inserted()) {
        let (own, written) = (Range::<usize>::from(own.delete), Range::<usize>::from(written));
        if is_prose(old, &own) {
            continue;
        }
        let cut = [written.start, written.end].into_iter().find_map(|it| inside(new, it));
        if let (Some(token), false) = (cut, written.is_empty()) {
            let (text, is) = (&before.text[own], &after.text[token.0.clone()]);
            return Err(format!(
                "{}: what is written for {text:?} is a part of {is:?}",
                after.path
            ));
        }
    }
    Ok(())
}

/// Whether a range is a part of a string or a comment, or of several comments one
/// after another.
fn is_prose(tokens: &[Token], range: &Range<usize>) -> bool {
    use SyntaxKind::{BYTE_STRING, C_STRING, COMMENT, STRING, WHITESPACE};
    let at = tokens.partition_point(|it| it.0.end <= range.start);
    let token = tokens.get(at).filter(|it| it.0.end >= range.end && it.0 != *range);
    if token.is_some_and(|it| [BYTE_STRING, C_STRING, COMMENT, STRING].contains(&it.1)) {
        return true;
    }
    let begin = tokens.partition_point(|it| it.0.end < range.start);
    let touched = tokens[begin..].iter().take_while(|it| it.0.start < range.end);
    let mut touched = touched.map(|it| it.1).filter(|it| *it != WHITESPACE);
    let is_begun = touched.next() == Some(COMMENT);
    is_begun && touched.next() == Some(COMMENT) && touched.all(|it| it == COMMENT)
}

/// The token that a place lies inside of, white space not counted.
fn inside(tokens: &[Token], at: usize) -> Option<&Token> {
    let next = tokens.partition_point(|it| it.0.end <= at);
    tokens.get(next).filter(|it| it.0.start < at && it.1 != SyntaxKind::WHITESPACE)
}

fn lexed(file: &SourceFile) -> Vec<Token> {
    let lexed = LexedStr::new(file.edition, &file.text);
    (0..lexed.len()).map(|it| (lexed.text_range(it), lexed.kind(it))).collect()
}

/// Where things stand afterwards, asked in the order of the text.
struct Shifted<'a> {
    edit: &'a TextEdit,
    at: usize,
    shift: isize,
}

impl Shifted<'_> {
    /// Where a range begins afterwards; none if the edit reaches into it, or, where that
    /// is asked, takes what follows at once.
    fn outside(&mut self, range: &Range<usize>, with_end: bool) -> Option<usize> {
        let indels = self.edit.indels();
        while let Some(it) = indels.get(self.at) {
            let own = Range::<usize>::from(it.delete);
            if own.end > range.start {
                break;
            }
            self.shift += it.insert.len() as isize - own.len() as isize;
            self.at += 1;
        }
        let next = indels.get(self.at).map(|it| Range::<usize>::from(it.delete));
        let joins = |it: &Range<usize>| with_end && it.start == range.end && !it.is_empty();
        next.is_none_or(|it| it.start >= range.end && !joins(&it))
            .then(|| range.start.saturating_add_signed(self.shift))
    }
}
