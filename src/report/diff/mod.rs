//! What becomes of a tree, as a unified diff in Git's format.
//!
//! [`plain`] is for programs: `git apply` and `patch -p1` make the new tree of
//! the old one with it, byte for byte. [`coloured`] is for people: the same lines
//! with Git's colours, and with control characters escaped.
//!
//! Invariant: the diff depends on the change alone: no deadline, no clock. It
//! never names a file's mode but for those that come or go (`100644`).
//!
//! <https://git-scm.com/docs/diff-format#generate_patch_text_with_p>

use std::borrow::Cow;

use anstyle::Style;
use camino::Utf8Path;
use rayon::prelude::*;
use similar::{Algorithm, DiffOp, DiffTag, TextDiff};

use super::{escape, style};
use crate::change::TreeChange;

mod entry;
mod hunk;

use entry::Entry;
use hunk::Side;

/// Lines shown before and after each change.
const CONTEXT_LINES: usize = 3;

/// The diff as `git apply` takes it: bytes of the files as they are, so it must
/// reach the output untouched (not through `anstream`).
pub fn plain(tree: &TreeChange) -> String {
    render(tree, Look::Plain)
}

/// The diff as a terminal shows it. Not to be applied: control characters are
/// escaped, and the `\r` of a file whose lines all end with `\r\n` is left out.
pub fn coloured(tree: &TreeChange) -> String {
    render(tree, Look::Coloured)
}

/// For whom a diff is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Coloured,
}

fn render(tree: &TreeChange, look: Look) -> String {
    let one = |entry: &Entry<'_>| {
        let mut patch = Patch { out: String::new(), look, hide_cr: false };
        patch.file(entry);
        patch.out
    };
    entry::entries(tree).par_iter().map(one).collect::<Vec<_>>().concat()
}

/// A diff on the way to being written.
struct Patch {
    out: String,
    look: Look,
    /// Whether `\r` before a line end says nothing: all lines have it.
    hide_cr: bool,
}

impl Patch {
    fn file(&mut self, file: &Entry<'_>) {
        let Some((old, new)) = file.names() else { return };
        let (before, after) = (file.before, file.after);
        let diff = diff_lines(before, after);
        self.hide_cr = all_crlf(before) && all_crlf(after);
        let quote = if before == after { Quote::Spaces } else { Quote::AsGit };
        self.meta(&format!("diff --git {} {}", quote.name("a/", old), quote.name("b/", new)));
        match (file.from, file.to) {
            (None, _) => self.comes_or_goes("new", file),
            (_, None) => self.comes_or_goes("deleted", file),
            _ if old != new => self.rename([old, new], similarity(&diff, before, after)),
            _ => {}
        }
        if before != after {
            self.meta(&format!("--- {}", label("a/", file.from)));
            self.meta(&format!("+++ {}", label("b/", file.to)));
            self.hunks(&diff);
        }
    }

    /// An empty file has no hunk; `patch` believes that it goes only by the
    /// objects' names (that of the empty one is always the same).
    fn comes_or_goes(&mut self, what: &str, file: &Entry<'_>) {
        self.meta(&format!("{what} file mode 100644"));
        match (file.from, file.to) {
            _ if file.before != file.after => {}
            (None, _) => self.meta("index 0000000..e69de29"),
            _ => self.meta("index e69de29..0000000"),
        }
    }

    fn rename(&mut self, [old, new]: [&Utf8Path; 2], similarity: usize) {
        self.meta(&format!("similarity index {similarity}%"));
        self.meta(&format!("rename from {}", escape::git_path(old.as_str())));
        self.meta(&format!("rename to {}", escape::git_path(new.as_str())));
    }

    fn hunks(&mut self, diff: &TextDiff<'_, '_, str>) {
        let old = Side(diff.iter_old_slices().collect());
        let new = Side(diff.iter_new_slices().collect());
        for ops in diff.grouped_ops(CONTEXT_LINES) {
            let (ranges, heading) = hunk::header(&ops, &old);
            self.hunk_header(&ranges, heading);
            for op in &ops {
                self.op(op, &old, &new);
            }
        }
    }

    fn hunk_header(&mut self, ranges: &str, heading: &str) {
        self.styled(style::HUNK, ranges);
        if !heading.is_empty() {
            self.out.push(' ');
            let heading = self.shown(heading).into_owned();
            self.out.push_str(&heading);
        }
        self.out.push('\n');
    }

    fn op(&mut self, op: &DiffOp, old: &Side<'_>, new: &Side<'_>) {
        let (tag, old_range, new_range) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            return self.lines(' ', &old.0[old_range]);
        }
        self.lines('-', &old.0[old_range]);
        self.lines('+', &new.0[new_range]);
    }

    fn lines(&mut self, sign: char, lines: &[&str]) {
        let style = match sign {
            '-' => style::REMOVED,
            '+' => style::ADDED,
            _ => style::CONTEXT,
        };
        for line in lines {
            let text = line.strip_suffix('\n');
            let shown = self.shown(text.unwrap_or(line));
            self.styled(style, &format!("{sign}{shown}"));
            self.out.push('\n');
            if text.is_none() {
                self.out.push_str("\\ No newline at end of file\n");
            }
        }
    }

    /// A line of a file, without its `\n`.
    fn shown<'a>(&self, line: &'a str) -> Cow<'a, str> {
        if self.look == Look::Plain {
            return line.into();
        }
        let without_cr = line.strip_suffix('\r').filter(|_| self.hide_cr);
        escape::lines(without_cr.unwrap_or(line))
    }

    fn meta(&mut self, line: &str) {
        self.styled(style::META, line);
        self.out.push('\n');
    }

    fn styled(&mut self, style: Style, text: &str) {
        match self.look {
            Look::Plain => self.out.push_str(text),
            Look::Coloured => self.out.push_str(&format!("{style}{text}{style:#}")),
        }
    }
}

/// Which names stand in double quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    /// Those that Git quotes.
    AsGit,
    /// Also those with a space: `patch` reads them only so where no `---` and
    /// `+++` follow. Git reads both.
    Spaces,
}

impl Quote {
    fn name(self, prefix: &str, path: &Utf8Path) -> String {
        let path = format!("{prefix}{path}");
        match escape::git_path(&path) {
            Cow::Borrowed(same) if self == Quote::Spaces && same.contains(' ') => {
                format!("\"{same}\"")
            }
            quoted => quoted.into_owned(),
        }
    }
}

/// The name after `---` or `+++`. One with a space ends with a tab, as Git has
/// it, or `patch` would take the rest for a date.
fn label(prefix: &str, path: Option<&Utf8Path>) -> String {
    let Some(path) = path else { return "/dev/null".into() };
    let name = Quote::AsGit.name(prefix, path);
    let tab = if path.as_str().contains(' ') { "\t" } else { "" };
    format!("{name}{tab}")
}

/// Compares line by line; a line ends with `\n` and nothing else.
fn diff_lines<'a>(before: &'a str, after: &'a str) -> TextDiff<'a, 'a, str> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    TextDiff::configure().algorithm(Algorithm::Myers).diff_slices(&old, &new)
}

/// How much of the larger text is in both, in percent; 100 only for equal texts.
fn similarity(diff: &TextDiff<'_, '_, str>, before: &str, after: &str) -> usize {
    if before == after {
        return 100;
    }
    let equal = diff.ops().iter().filter(|op| op.tag() == DiffTag::Equal);
    let lines = equal.flat_map(|op| op.old_range()).filter_map(|at| diff.old_slice(at));
    let kept: usize = lines.map(str::len).sum();
    kept * 100 / before.len().max(after.len())
}

fn all_crlf(text: &str) -> bool {
    text.split_inclusive('\n').all(|line| !line.ends_with('\n') || line.ends_with("\r\n"))
}

#[cfg(test)]
mod tests;
