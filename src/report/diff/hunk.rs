//! The line that opens a hunk: `@@ -12,7 +12,8 @@ impl Job {`.
//!
//! Invariant: line numbers are those of the whole files, from 1.

use std::ops::Range;

use similar::DiffOp;

/// As many bytes of a heading as Git shows.
const HEADING_BYTES: usize = 80;

/// One file's lines, each with its line end.
pub(super) struct Side<'a>(pub(super) Vec<&'a str>);

impl<'a> Side<'a> {
    /// The last line before `line` (from 0) that begins with a letter, `_` or
    /// `$`: Git's guess at what the hunk is in.
    fn heading(&self, line: usize) -> &'a str {
        let opens =
            |it: &&&str| it.starts_with(|c: char| c.is_ascii_alphabetic() || "_$".contains(c));
        let found = self.0[..line].iter().rev().find(opens).map_or("", |it| it.trim_end());
        found[..found.floor_char_boundary(HEADING_BYTES)].trim_end()
    }
}

/// The places of a hunk in both files, and what it is in (may be empty).
pub(super) fn header<'a>(ops: &[DiffOp], old: &Side<'a>) -> (String, &'a str) {
    let (Some(first), Some(last)) = (ops.first(), ops.last()) else { return Default::default() };
    let old_range = first.old_range().start..last.old_range().end;
    let new_range = first.new_range().start..last.new_range().end;
    let heading = old.heading(old_range.start);
    (format!("@@ -{} +{} @@", place(old_range), place(new_range)), heading)
}

/// `12,7`, as POSIX says it: a length of 1 is left out, and an empty range is
/// named by the line before it.
///
/// <https://pubs.opengroup.org/onlinepubs/9699919799/utilities/diff.html>
fn place(lines: Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        len => format!("{},{len}", lines.start + 1),
    }
}
