//! What sources name by a path (`#[path]`, `include_str!` and its kin) is the same file
//! after a step that moves files.
//!
//! Invariant: asked by text, of strings that lead to a file of the workspace before; it
//! knows nothing of how a path was written anew.

use super::{Judged, words};
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::resolve::{NamedPath, folder, joined, named_paths};
use crate::text::{TextEdit, TextRange, TextSize};
use crate::workspace::{FileId, FileKind, SourceFile, Workspace};

/// What a source names by another file afterwards.
pub(super) fn check(judged: &Judged<'_>) -> Vec<Diagnostic> {
    let evidence = &judged.step.evidence;
    if evidence.change.moves.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for file in evidence.before.files().filter(|it| it.kind == FileKind::Rust) {
        let Some(after) = evidence.after.file(file.id) else { continue };
        let edit = evidence.change.edits.get(&file.id);
        for NamedPath { range, path, is_included } in named_paths(&file.text) {
            let Some(target) = named(&evidence.before, file, path) else { continue };
            let start = edit.map_or(range.start(), |it| it.map_start(range.start()));
            if is_removed(edit, range)
                || path_at(after, start).and_then(|it| named(&evidence.after, after, it))
                    == Some(target)
                || file.syntax().path_base(range, is_included).is_none()
            {
                continue;
            }
            let message = format!("`{path}` would lead to another file, or to none");
            let at = label(&evidence.before, file.id, range, "named here");
            findings.push(Diagnostic::error(message).at(at).help(words::BUG));
        }
    }
    findings
}

/// The file that a path in a file leads to.
fn named(workspace: &Workspace, file: &SourceFile, path: &str) -> Option<FileId> {
    workspace.file_at(&joined(&folder(&file.path), path))
}

/// What a string says whose content begins at an offset.
fn path_at(file: &SourceFile, start: TextSize) -> Option<&str> {
    let rest = file.text.get(start.into()..)?;
    Some(&rest[..rest.find('"')?])
}

/// Whether a string goes, with its quotes.
fn is_removed(edit: Option<&TextEdit>, content: TextRange) -> bool {
    let touching = edit.and_then(|it| it.touching(content));
    touching.is_some_and(|it| it.delete.start() < content.start())
}
