//! Which files mention a name, as text: a superset that resolution confirms.
//!
//! Invariant: nothing is parsed here; a name counts where no letter, digit or
//! `_` stands directly beside it.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rayon::prelude::*;
use smol_str::SmolStr;

use crate::text::{TextRange, TextSize};
use crate::workspace::{FileId, FileKind, SourceFile, Workspace};

/// Up to as many names are searched for by the fastest automaton, whose size
/// grows with them.
const DFA_LIMIT: usize = 1000;

/// The names of one step, ready to be searched for.
#[derive(Debug, Clone)]
pub struct Names {
    all: Vec<SmolStr>,
    /// Made for the first text; none where it cannot be made.
    searcher: OnceLock<Option<AhoCorasick>>,
}

/// One file with the places where names stand, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// The file.
    pub file: FileId,
    /// Bytes of each name; `r#` is not part of it.
    pub ranges: Vec<TextRange>,
}

impl Names {
    /// Prepares a search; equal names are one.
    pub fn new(names: impl IntoIterator<Item = SmolStr>) -> Names {
        let mut all: Vec<_> = names.into_iter().filter(|it| !it.is_empty()).collect();
        all.sort();
        all.dedup();
        Names { all, searcher: OnceLock::new() }
    }

    fn searcher(&self) -> Option<&AhoCorasick> {
        self.searcher.get_or_init(|| automaton(&self.all)).as_ref()
    }

    /// The names, sorted.
    pub fn all(&self) -> &[SmolStr] {
        &self.all
    }

    /// Where a name stands in `text` as a whole word.
    pub fn find(&self, text: &str) -> Vec<TextRange> {
        let bytes = text.as_bytes();
        let is_whole = |&(start, end): &(usize, usize)| {
            !is_word_end(&text[..start]) && !is_word_start(&text[end..])
        };
        let range = |(start, end): (usize, usize)| {
            TextRange::new(TextSize::from(start as u32), TextSize::from(end as u32))
        };
        match self.all.as_slice() {
            [] => Vec::new(),
            [one] => {
                let found = memchr::memmem::find_iter(bytes, one.as_bytes());
                found.map(|at| (at, at + one.len())).filter(is_whole).map(range).collect()
            }
            _ => {
                let Some(searcher) = self.searcher() else { return Vec::new() };
                let place = |it: aho_corasick::Match| (it.start(), it.end());
                if searcher.match_kind() == MatchKind::LeftmostLongest {
                    let found = searcher.find_iter(bytes);
                    return found.map(place).filter(is_whole).map(range).collect();
                }
                let found = searcher.find_overlapping_iter(bytes);
                found.map(place).filter(is_whole).map(range).collect()
            }
        }
    }
}

/// What finds the names in one pass.
fn automaton(names: &[SmolStr]) -> Option<AhoCorasick> {
    // Words do not overlap; the longest at a place is the only whole one.
    let match_kind = match names.iter().all(|it| it.chars().all(is_word)) {
        true => MatchKind::LeftmostLongest,
        false => MatchKind::Standard,
    };
    AhoCorasick::builder()
        .match_kind(match_kind)
        .kind((names.len() <= DFA_LIMIT).then_some(AhoCorasickKind::DFA))
        .build(names.iter().map(|it| it.as_bytes()))
        .ok()
}

fn is_word_end(before: &str) -> bool {
    before.chars().next_back().is_some_and(is_word)
}

fn is_word_start(after: &str) -> bool {
    after.chars().next().is_some_and(is_word)
}

/// Whether a character is part of a word.
pub(crate) fn is_word(it: char) -> bool {
    it == '_' || it.is_alphanumeric()
}

/// The Rust and Markdown files of `workspace` that mention a name, in the
/// order of files.
pub fn candidates(workspace: &Workspace, names: &Names) -> Vec<Hits> {
    let files: Vec<&SourceFile> =
        workspace.files().filter(|it| it.kind != FileKind::Manifest).collect();
    files.par_iter().filter_map(|it| searched(it, names)).collect()
}

/// Where the names stand in some files, also in those that have none of them.
pub fn all_in(
    workspace: &Workspace,
    files: impl Iterator<Item = FileId>,
    names: &Names,
) -> Vec<Hits> {
    let files: Vec<&SourceFile> = files.filter_map(|it| workspace.file(it)).collect();
    files.par_iter().map(|it| Hits { file: it.id, ranges: names.find(&it.text) }).collect()
}

/// The same for `after`, made of `before` by [`Workspace::with`], whose
/// candidates are `known`: files that both share are not searched again.
pub fn candidates_after(
    (before, known): (&Workspace, &[Hits]),
    after: &Workspace,
    names: &Names,
) -> Vec<Hits> {
    let known_in = |file: FileId| {
        let at = known.binary_search_by_key(&file, |it| it.file).ok()?;
        Some(known[at].clone())
    };
    let search = |file: &SourceFile| match before.file(file.id) {
        Some(old) if std::ptr::eq(old, file) => known_in(file.id),
        _ => searched(file, names),
    };
    after.files().filter(|it| it.kind != FileKind::Manifest).filter_map(search).collect()
}

fn searched(file: &SourceFile, names: &Names) -> Option<Hits> {
    let ranges = names.find(&file.text);
    (!ranges.is_empty()).then_some(Hits { file: file.id, ranges })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], text: &str) -> Vec<String> {
        let names = Names::new(names.iter().map(SmolStr::new));
        names.find(text).into_iter().map(|it| crate::text::slice(text, it).to_owned()).collect()
    }

    #[test]
    fn only_whole_words_count() {
        assert_eq!(found(&["Job"], "Job JobRecord aJob Job_ éJob r#Job Job2 (Job)").len(), 3);
    }

    #[test]
    fn a_name_that_is_a_prefix_of_another_is_found() {
        assert_eq!(found(&["Job", "JobRecord"], "Job JobRecord"), ["Job", "JobRecord"]);
    }

    #[test]
    fn a_word_that_is_no_name_hides_none() {
        assert_eq!(found(&["Job", "obj", "JobRecord"], "JobRecord2 Jobj (Job)"), ["Job"]);
    }

    #[test]
    fn names_that_are_no_words_may_overlap() {
        assert_eq!(found(&["shop-core", "core"], "shop-core"), ["shop-core", "core"]);
    }

    #[test]
    fn no_name_is_nowhere() {
        assert!(found(&[], "anything").is_empty());
    }
}
