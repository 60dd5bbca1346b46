//! Paths that sources name in `#[path]`, `include!` and its kin, where files move.
//! <https://doc.rust-lang.org/reference/items/modules.html#the-path-attribute>
//!
//! Invariant: what such a path leads to is the same afterwards, or the step is refused; of
//! a path only the names that change are written.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use super::moves::Moves;
use super::place;
use super::retarget::WrittenOut;
use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};
use crate::recipe::label;
use crate::recipe::plan::{Rewrite, SiteKind};
use crate::resolve::{NamedPath, folder, joined, named_paths};
use crate::syntax::PathBase;
use crate::text::Indel;
use crate::workspace::{FileId, FileKind, SourceFile, Workspace};

/// As many paths that would lead elsewhere are shown.
const SHOWN: usize = 10;

impl Moves {
    /// The paths that lead to `moved` files, or out of them, as they have to be written.
    ///
    /// # Errors
    /// A path would lead elsewhere, and its text does not say how it is to be written.
    pub(super) fn named(
        &self,
        workspace: &Workspace,
        moved: &BTreeMap<FileId, Utf8PathBuf>,
    ) -> Result<Vec<WrittenOut>, Refusal> {
        let (mut written, mut findings) = (Vec::new(), Vec::new());
        if self.folders.is_empty() && self.files.is_empty() {
            return Ok(written);
        }
        for file in workspace.files().filter(|it| it.kind == FileKind::Rust) {
            for NamedPath { range, path, is_included } in named_paths(&file.text) {
                let target = joined(&folder(&file.path), path);
                let known = workspace.file_at(&target);
                let is_below = self.folders.keys().any(|it| target.starts_with(it));
                // A path below an inline module is of another folder.
                if known.is_none() && !is_below {
                    continue;
                }
                let due = known.and_then(|it| moved.get(&it)).unwrap_or(&target);
                let from = folder(moved.get(&file.id).unwrap_or(&file.path));
                if joined(&from, path) == *due {
                    continue;
                }
                let Some(base) = file.syntax().path_base(range, is_included) else { continue };
                let to = known.and_then(|it| self.spelled(file, path, it));
                let to = to.filter(|it| joined(&from, it) == *due);
                match to.filter(|_| base == PathBase::OfFile) {
                    Some(to) => {
                        let indel = Indel::replace(range, to.clone());
                        let (of, at) = place(workspace, file.id, range.start());
                        let (site, from) = (SiteKind::FilePath, path.to_owned());
                        let rewrite = Rewrite { path: of, at, site, from, to };
                        written.push(WrittenOut { file: file.id, indel, rewrite });
                    }
                    None => {
                        let at = label(workspace, file.id, range, "named here");
                        findings.push(leads_elsewhere(path, known.is_some()).at(at));
                    }
                }
            }
        }
        if findings.is_empty() {
            return Ok(written);
        }
        findings.truncate(SHOWN);
        Err(Refusal { kind: RefusalKind::Check, findings })
    }

    /// A path in a file to another file, with the names that what lies on the way has
    /// afterwards; none where it is not written plainly.
    fn spelled(&self, file: &SourceFile, path: &str, to: FileId) -> Option<String> {
        if path.starts_with('/') || path.contains('\\') {
            return None;
        }
        let (dirs, last) = path.rsplit_once('/').map_or((None, path), |it| (Some(it.0), it.1));
        let mut at = folder(&file.path);
        let mut spelled = String::new();
        for part in dirs.into_iter().flat_map(|it| it.split('/')) {
            at = joined(&at, part);
            let is_name = !matches!(part, "" | "." | "..");
            let name = self.folders.get(&at).filter(|_| is_name);
            spelled.push_str(name.map_or(part, |it| it));
            spelled.push('/');
        }
        match self.files.get(&to) {
            Some(name) => spelled.extend([name, ".rs"]),
            None => spelled.push_str(last),
        }
        Some(spelled)
    }
}

fn leads_elsewhere(path: &str, is_known: bool) -> Diagnostic {
    let error = Diagnostic::error(format!("`{path}` would lead elsewhere"));
    if is_known {
        let help = "take this path to another file first, or name it by \
                    `env!(\"CARGO_MANIFEST_DIR\")`";
        return error.help(help);
    }
    error
        .note("only sources, Markdown and manifests move with a module")
        .help("move that file out of the module's folder first")
}
