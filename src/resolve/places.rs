//! Paths of files relative to the root, as text.
//!
//! Invariant: no disk is touched; a link is a file like any other.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::text::TextRange;

/// The folder of a file; empty at the root.
pub fn folder(path: &Utf8Path) -> Utf8PathBuf {
    path.parent().map(Utf8Path::to_path_buf).unwrap_or_default()
}

/// Joins and takes `.` and `..` out.
pub fn joined(dir: &Utf8Path, path: &str) -> Utf8PathBuf {
    let has_dots = |it: &Utf8Path| it.as_str().split('/').any(|it| matches!(it, "." | ".."));
    if !path.contains(['/', '\\']) && !has_dots(dir) && !has_dots(path.into()) {
        return dir.join(path);
    }
    let mut out = Utf8PathBuf::new();
    for part in dir.join(path.replace('\\', "/")).components() {
        match part {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if out.parent().is_some() => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// A literal path in `include!`, `include_str!`, `include_bytes!`, or behind `path =`.
#[derive(Debug, Clone, Copy)]
pub struct NamedPath<'a> {
    /// What the string holds.
    pub range: TextRange,
    /// The same, as text.
    pub path: &'a str,
    /// Whether it stands in a macro call.
    pub is_included: bool,
}

/// What may name a file in a text: a tree tells whether it does.
pub fn named_paths(text: &str) -> Vec<NamedPath<'_>> {
    let find = |what: &str, sign: char| {
        let found = memchr::memmem::find_iter(text.as_bytes(), what.as_bytes());
        let ends: Vec<usize> = found.map(|at| at + what.len()).collect();
        ends.into_iter().filter_map(move |at| {
            let rest = text[at..].trim_start().strip_prefix(sign)?.trim_start();
            let rest = rest.strip_prefix('"')?;
            let start = text.len() - rest.len();
            let end = start + rest.find('"')?;
            let range = TextRange::new((start as u32).into(), (end as u32).into());
            Some(NamedPath { range, path: &text[start..end], is_included: sign == '(' })
        })
    };
    let macros = ["include!", "include_str!", "include_bytes!"];
    macros.into_iter().flat_map(|it| find(it, '(')).chain(find("path", '=')).collect()
}
