//! Rust code in Markdown.
//! <https://doc.rust-lang.org/rustdoc/write-documentation/documentation-tests.html>
//!
//! The code is made as long as what it is in the file: markers of comments and
//! of hidden lines are blanks. So one shift leads from one to the other.

use std::ops::Range;

use ra_ap_syntax::Edition;

use super::markers::DocText;
use crate::text::{TextRange, TextSize};

/// A block of Rust code.
#[derive(Debug, Clone)]
pub(super) struct Code {
    /// Its lines in the file, without their ends.
    pub lines: Vec<TextRange>,
    /// The code, as long as what lies between the first and the last line.
    pub text: String,
    /// Whether the fence says that it is Rust.
    pub is_tagged: bool,
    /// The edition that the fence says.
    pub edition: Option<Edition>,
}

/// What a fence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tags {
    is_rust: bool,
    is_tagged: bool,
    edition: Option<Edition>,
}

impl Tags {
    /// Those of an indented block.
    pub(super) const NONE: Tags = Tags { is_rust: true, is_tagged: false, edition: None };

    /// Reads what stands behind the fence, as rustdoc does.
    pub(super) fn read(info: &str) -> Tags {
        let (mut own, mut other, mut edition) = (false, false, None);
        let words = info.split([',', ' ', '\t']).filter(|it| !it.is_empty());
        let words = words.filter(|it| !it.starts_with(['{', '(', '.']));
        let mut is_tagged = false;
        for word in words {
            match word {
                "rust" => (own, is_tagged) = (true, true),
                "should_panic" | "no_run" | "ignore" | "compile_fail" | "allow_fail"
                | "test_harness" | "standalone_crate" | "standalone" => own |= !other,
                _ if word.starts_with("ignore-") || is_error_code(word) => own |= !other,
                _ if word.starts_with("edition") => {
                    edition = word["edition".len()..].parse().ok();
                    own |= !other;
                }
                _ => other = true,
            }
        }
        Tags { is_rust: own || !other, is_tagged, edition }
    }
}

fn is_error_code(word: &str) -> bool {
    let digits = word.strip_prefix('E').unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|it| it.is_ascii_digit())
}

impl Code {
    /// The code that stands at `texts` of a doc; none if it is not Rust.
    pub(super) fn new(doc: &DocText, tags: Tags, texts: &[Range<usize>]) -> Option<Code> {
        let lines = texts.iter().flat_map(|it| doc.lines(it.clone()));
        let lines: Vec<_> = lines.filter(|it| !it.0.is_empty()).collect();
        let start = lines.first().filter(|_| tags.is_rust)?.1.start();
        let mut text = String::new();
        for (line, range) in &lines {
            pad(&mut text, range.start().checked_sub(start)?);
            text.push_str(&without_mark(line));
        }
        let lines = lines.into_iter().map(|it| it.1).collect();
        Some(Code { lines, text, is_tagged: tags.is_tagged, edition: tags.edition })
    }

    /// From the first to the last byte, in the file.
    pub(super) fn range(&self) -> TextRange {
        let start = self.lines.first().map_or(0.into(), |it| it.start());
        TextRange::at(start, TextSize::of(self.text.as_str()))
    }

    /// Whether bytes of the file are part of the code.
    pub(super) fn contains(&self, range: TextRange) -> bool {
        self.range().contains_range(range) && self.lines.iter().any(|it| it.contains_range(range))
    }
}

/// Makes `text` so long, with a line end before blanks.
fn pad(text: &mut String, len: TextSize) {
    let missing = usize::from(len).saturating_sub(text.len());
    if missing > 0 {
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', missing - 1));
    }
}

/// A line without the mark that hides it; `##` is an escaped `#`.
pub(super) fn without_mark(line: &str) -> String {
    let own = line.trim();
    let start = line.len() - line.trim_start().len();
    if own == "#" || own.starts_with("# ") || own.starts_with("##") {
        return format!("{} {}", &line[..start], &line[start + 1..]);
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::docs::links;
    use crate::syntax::docs::markers::Fragment;

    fn is_rust(info: &str) -> (bool, bool) {
        let tags = Tags::read(info);
        (tags.is_rust, tags.is_tagged)
    }

    #[test]
    fn lines_that_stand_in_another_order_than_in_the_file_are_no_code() {
        let line = |text: &str, start: u32| Fragment::line(text, start.into());
        let rows = [line("```", 40), line("x();", 50), line("y();", 10), line("```", 60)];
        assert!(links::read(&DocText::new(&rows)).codes.is_empty());
    }

    #[test]
    fn which_fences_are_rust() {
        for info in ["", "should_panic", "no_run", "ignore", "ignore-windows", "compile_fail,E0277"]
        {
            assert_eq!(is_rust(info), (true, false), "{info}");
        }
        for info in ["rust", "rust,ignore", "ignore, rust", "rust edition2018", "text,rust"] {
            assert_eq!(is_rust(info), (true, true), "{info}");
        }
        for info in ["text", "console", "toml", "rs", "text,ignore", "c"] {
            assert!(!is_rust(info).0, "{info}");
        }
        assert_eq!(Tags::read("rust,edition2018").edition, Some(Edition::Edition2018));
    }

    #[test]
    fn marks_are_blanks() {
        for (line, code) in [
            ("# let x = 1;", "  let x = 1;"),
            ("  #", "   "),
            ("## escaped", " # escaped"),
            ("#[derive(Job)]", "#[derive(Job)]"),
            ("#![allow(x)]", "#![allow(x)]"),
            ("let x = \"# y\";", "let x = \"# y\";"),
        ] {
            assert_eq!(without_mark(line), code);
        }
    }

    #[test]
    fn the_code_is_as_long_as_what_it_is_in_the_file() {
        let source = "/// x\n/// # y\n";
        let lines = super::super::markers::Fragment::line(" x", 3.into());
        let more = super::super::markers::Fragment::line(" # y", 9.into());
        let doc = DocText::new(&[lines, more]);
        let code = Code::new(&doc, Tags::NONE, &[0..5, 5..doc.text.len()]).unwrap();
        assert_eq!(code.text, "x\n      y");
        assert_eq!(crate::text::slice(source, code.range()), "x\n/// # y");
    }
}
