//! References to an item as a table: where each stands, what kind of place it
//! is, and the line.
//!
//! Invariant: rows come in the order in which they are given, one line each.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use camino::Utf8PathBuf;

use super::count::{self, counts, plural};
use super::{escape, style};
use crate::recipe::plan::SiteKind;
use crate::text::LineCol;

/// One row: a reference and the line in which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// File, relative to the root.
    pub path: Utf8PathBuf,
    /// Where it begins.
    pub at: LineCol,
    /// What kind of place it is.
    pub site: SiteKind,
    /// The whole line of source, with or without its line end.
    pub line: String,
}

/// The table: a line each.
pub fn table(references: &[Reference]) -> String {
    let cells: Vec<(String, &Reference)> = references.iter().map(|it| (place(it), it)).collect();
    let place_width = cells.iter().map(|(place, _)| place.chars().count()).max().unwrap_or(0);
    let site_width = references.iter().map(|it| it.site.as_str().len()).max().unwrap_or(0);
    let mut out = String::new();
    for (place, it) in cells {
        let (style, site, line) = (style::PLACE, it.site.as_str(), escape::line(it.line.trim()));
        let _ = write!(out, "{style}{place:place_width$}{style:#}  {site:site_width$}  ");
        let _ = writeln!(out, "{line}");
    }
    out
}

/// A line that counts: `3 references in 2 files (2 paths, 1 import)`.
pub fn sum(references: &[Reference]) -> String {
    if references.is_empty() {
        return "no references\n".into();
    }
    let paths: BTreeSet<_> = references.iter().map(|it| &it.path).collect();
    let places = plural(references.len(), ["reference", "references"]);
    let kinds = counts(references.iter().map(|it| count::site(it.site)));
    format!("{places} in {} ({kinds})\n", plural(paths.len(), ["file", "files"]))
}

fn place(it: &Reference) -> String {
    format!("{}:{}:{}", escape::line(it.path.as_str()), it.at.line, it.at.col)
}

#[cfg(test)]
mod tests {
    use anstream::adapter::strip_str;

    use super::*;

    fn reference(path: &str, line: u32, site: SiteKind, text: &str) -> Reference {
        let at = LineCol { line, col: 9 };
        Reference { path: path.into(), at, site, line: text.into() }
    }

    #[test]
    fn columns_stand_below_each_other() {
        let rows = [
            reference("src/lib.rs", 3, SiteKind::Import, "    use crate::Job;\r\n"),
            reference("src/lib.rs", 117, SiteKind::MacroCall, "\tjob!(Job\u{1b}, \t1);\n"),
            reference("tests/it.rs", 8, SiteKind::Path, "let job: Job;"),
        ];
        let expected = r"src/lib.rs:3:9    import      use crate::Job;
src/lib.rs:117:9  macro call  job!(Job\u{1b}, \t1);
tests/it.rs:8:9   path        let job: Job;
";
        assert_eq!(strip_str(&table(&rows)).to_string(), expected);
        assert_eq!(sum(&rows), "3 references in 2 files (1 import, 1 macro call, 1 path)\n");
    }

    #[test]
    fn none_at_all() {
        assert_eq!((table(&[]), sum(&[])), (String::new(), "no references\n".into()));
    }
}
