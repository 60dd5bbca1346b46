//! The path of an import, as it is written.
//!
//! Invariant: what is displayed parses as a use-tree.

use std::fmt;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Words that a path can hold only as `r#…`.
/// <https://doc.rust-lang.org/reference/keywords.html>
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// What is imported: a path, and the name it gets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ImportPath {
    /// Whether it begins with `::`.
    pub leading_colons: bool,
    /// Names without `r#`; the last one is `*` for a glob.
    pub segments: Vec<SmolStr>,
    /// The name after `as`; `_` is an alias here.
    pub alias: Option<SmolStr>,
}

impl ImportPath {
    /// A path without alias and without leading `::`.
    pub fn new<S: Into<SmolStr>>(segments: impl IntoIterator<Item = S>) -> ImportPath {
        let segments = segments.into_iter().map(Into::into).collect();
        ImportPath { segments, ..ImportPath::default() }
    }

    /// The name that the scope gets; a glob has none.
    pub fn local_name(&self) -> Option<&str> {
        let last = self.alias.as_ref().or(self.segments.last())?;
        (last != "*").then_some(last)
    }

    /// All segments but the last.
    pub(super) fn parent(&self) -> &[SmolStr] {
        self.segments.split_last().map_or(&[], |(_, rest)| rest)
    }

    /// The path without its last segment.
    pub(super) fn module(&self) -> ImportPath {
        ImportPath { segments: self.parent().to_vec(), alias: None, ..self.clone() }
    }

    /// Whether both import the same, under whatever name.
    pub(super) fn same_path(&self, other: &ImportPath) -> bool {
        self.leading_colons == other.leading_colons && self.segments == other.segments
    }

    /// The path as a member of a group.
    pub(super) fn inner(self) -> ImportPath {
        ImportPath { leading_colons: false, ..self }
    }

    /// The path from segment `from` on; `::` stays only at the very front.
    pub(super) fn tail(&self, from: usize) -> ImportPath {
        ImportPath {
            leading_colons: self.leading_colons && from == 0,
            segments: self.segments[from.min(self.segments.len())..].to_vec(),
            alias: self.alias.clone(),
        }
    }
}

impl fmt::Display for ImportPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.leading_colons {
            f.write_str("::")?;
        }
        f.write_str(&joined(&self.segments))?;
        match &self.alias {
            Some(alias) => write!(f, " as {}", spelled(alias)),
            None => Ok(()),
        }
    }
}

/// Segments with `::` between them.
pub(super) fn joined(segments: &[SmolStr]) -> String {
    segments.iter().map(|it| spelled(it)).collect::<Vec<_>>().join("::")
}

/// A name as code spells it.
pub(super) fn spelled(name: &str) -> String {
    match KEYWORDS.contains(&name) {
        true => format!("r#{name}"),
        false => name.to_owned(),
    }
}

/// How many segments both begin with.
pub(super) fn common(a: &[SmolStr], b: &[SmolStr]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// Members of a group, nested where they share their first segment.
pub(super) fn members(paths: &[ImportPath]) -> Vec<String> {
    let mut parts: Vec<Vec<ImportPath>> = Vec::new();
    let mut heads: FxHashMap<&SmolStr, usize> = FxHashMap::default();
    let mut names: FxHashMap<&ImportPath, usize> = FxHashMap::default();
    for path in paths {
        let next = parts.len();
        let at = match path.segments.as_slice() {
            [head, _, ..] => *heads.entry(head).or_insert(next),
            _ => *names.entry(path).or_insert(next),
        };
        if at == next {
            parts.push(Vec::new());
        }
        parts[at].push(path.clone());
    }
    parts.iter().map(|it| tree(it)).collect()
}

/// One use-tree that imports all of `paths`; they share what can be shared.
pub(super) fn tree(paths: &[ImportPath]) -> String {
    match paths {
        [] => String::new(),
        [one] => one.to_string(),
        [first, ..] => {
            let (prefix, inner) = split(first, paths);
            format!("{prefix}{{{}}}", members(&inner).join(", "))
        }
    }
}

/// The shared prefix with its `::`, and what stands behind it in each path.
pub(super) fn split(first: &ImportPath, paths: &[ImportPath]) -> (String, Vec<ImportPath>) {
    let shared = paths.iter().map(|it| common(first.parent(), it.parent())).min().unwrap_or(0);
    let colons = if first.leading_colons { "::" } else { "" };
    let tail = if shared > 0 { "::" } else { "" };
    let prefix = format!("{colons}{}{tail}", joined(&first.segments[..shared]));
    let inner = paths.iter().map(|it| ImportPath { leading_colons: false, ..it.tail(shared) });
    (prefix, inner.collect())
}
