//! What a text says of files, modules and macros, before anything of it is parsed.
//!
//! Invariant: a superset; what it says is confirmed in the tree.

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use smol_str::SmolStr;

/// What is found in one text.
#[derive(Debug, Default)]
pub struct Marks {
    /// The last parts of paths in `path = "…"` and `include!("…")`.
    pub files: Vec<SmolStr>,
    /// The macros that it defines by `macro_rules!`.
    pub macros: Vec<SmolStr>,
    /// Where it defines macros, the modules that it declares; `$` for a fragment.
    pub modules: Vec<SmolStr>,
    /// The macros that seem to put `#[macro_export]` before what they are handed.
    pub exporters: Vec<SmolStr>,
    /// Whether it may include others as text.
    pub includes: bool,
    /// Whether an inner attribute of it may say `macro_use`.
    pub shares: bool,
}

impl Marks {
    /// Searches a text.
    pub fn of(text: &str) -> Marks {
        let [has_path, has_macro, includes, may_share] = words_in(text);
        let files = if has_path { quoted_files(text) } else { Vec::new() };
        let macros = if has_macro { macro_names(text) } else { Vec::new() };
        let (mut modules, mut exporters) = (Vec::new(), Vec::new());
        if !macros.is_empty() {
            modules = declared_modules(text);
            exporters = exporters_in(text);
        }
        let shares = may_share && shares(text);
        let mut marks = Marks { files, macros, modules, exporters, includes, shares };
        let Marks { files, macros, modules, exporters, .. } = &mut marks;
        for list in [files, macros, modules, exporters] {
            list.sort();
            list.dedup();
        }
        marks
    }
}

/// The attribute that makes macros part of a crate.
pub const EXPORT: &str = "macro_export";

/// The attribute that a file may give to its own module.
const SHARES: &str = "macro_use";

/// What stands in a text that names files, or defines macros. (The word `path` is all over, the
/// end of such a string is not.)
const WORDS: [&str; 4] = [".rs\"", "macro_rules!", "include_str", SHARES];

/// Which of [`WORDS`] stand in a text, found in one pass where the processor can.
fn words_in(text: &str) -> [bool; 4] {
    static SEARCHER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(WORDS));
    let Some(searcher) = &*SEARCHER else {
        return WORDS.map(|it| memchr::memmem::find(text.as_bytes(), it.as_bytes()).is_some());
    };
    let mut found = [false; 4];
    searcher.find_iter(text).for_each(|it| found[it.pattern().as_usize()] = true);
    found
}

/// The names behind `macro_rules!`.
fn macro_names(text: &str) -> Vec<SmolStr> {
    let found = memchr::memmem::find_iter(text.as_bytes(), b"macro_rules!").filter_map(|at| {
        let rest = text[at + 12..].trim_start();
        let rest = rest.strip_prefix("r#").unwrap_or(rest);
        let end = rest.find(|it: char| !(it == '_' || it.is_alphanumeric()))?;
        Some(SmolStr::new(&rest[..end]))
    });
    found.collect()
}

/// The names behind `mod` and before `;`; `$` for a fragment.
fn declared_modules(text: &str) -> Vec<SmolStr> {
    let found = memchr::memmem::find_iter(text.as_bytes(), b"mod ").filter_map(|at| {
        let rest = text[at + 4..].trim_start();
        if rest.starts_with('$') {
            return Some("$");
        }
        let rest = rest.strip_prefix("r#").unwrap_or(rest);
        let end = rest.find(|it: char| !(it == '_' || it.is_alphanumeric()))?;
        rest[end..].trim_start().starts_with(';').then_some(&rest[..end])
    });
    found.map(SmolStr::new).collect()
}

/// Whether an offset is on a line of which all is a comment.
fn is_in_comment(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().is_some_and(|it| it.trim_start().starts_with("//"))
}

/// An attribute has at most so many bytes before a word that counts.
const LONGEST: usize = 1000;

/// Whether an inner attribute of a text may say `macro_use`.
fn shares(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), SHARES.as_bytes()).any(|at| {
        let near = text.floor_char_boundary(at.saturating_sub(LONGEST));
        let attribute = text[near..at].rsplit_once("#!").map(|it| it.1);
        attribute.is_some_and(|it| !it.contains(']'))
    })
}

/// The macros that seem to put `#[macro_export]` before a fragment.
fn exporters_in(text: &str) -> Vec<SmolStr> {
    let found = memchr::memmem::find_iter(text.as_bytes(), EXPORT.as_bytes());
    let exporter = |at: usize| {
        let mut behind = text[at + EXPORT.len()..].strip_prefix(']')?.trim_start();
        while behind.starts_with("#[") {
            behind = behind.split_once(']')?.1.trim_start();
        }
        let (_, named) =
            text[..at].rsplit_once("macro_rules!").filter(|_| behind.starts_with('$'))?;
        let name = named.trim_start().split(|it: char| it != '_' && !it.is_alphanumeric());
        name.into_iter().next().map(SmolStr::new)
    };
    found.filter_map(exporter).collect()
}

/// The last parts of paths in `path = "…"` and `include!("…")`.
fn quoted_files(text: &str) -> Vec<SmolStr> {
    let starts = memchr::memmem::find_iter(text.as_bytes(), b"path")
        .map(|at| (at + 4, '='))
        .chain(memchr::memmem::find_iter(text.as_bytes(), b"include!").map(|at| (at + 8, '(')));
    let quoted = starts.filter_map(|(at, sign)| {
        let rest = text[at..].trim_start().strip_prefix(sign)?.trim_start();
        let rest = rest.strip_prefix('"').filter(|_| !is_in_comment(text, at))?;
        let path = &rest[..rest.find('"')?];
        path.rsplit(['/', '\\']).next().filter(|it| it.ends_with(".rs"))
    });
    quoted.map(SmolStr::new).collect()
}
