//! Modules and their files: what a target reached before a step it reaches after
//! it, and a module that is declared under another name has a file there.
//!
//! Invariant: looks at files that a step moves with what they declare, and at the
//! declarations that it edits; at no others.

use super::Judged;
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::recipe::plan::Evidence;
use crate::resolve::{Def, ModuleId, Resolver};
use crate::text::{TextEdit, TextRange};
use crate::workspace::{FileId, FileKind};

pub(super) fn check(judged: &Judged<'_>) -> Vec<Diagnostic> {
    let &Judged { step, before, after } = judged;
    let evidence = &step.evidence;
    let change = &evidence.change;
    let is_lost =
        |it: &&FileId| !before.modules_of(**it).is_empty() && after.modules_of(**it).is_empty();
    let rust =
        |it: &&FileId| evidence.before.file(**it).is_some_and(|it| it.kind == FileKind::Rust);
    let kept = change.moves.keys().filter(|it| !change.deletes.contains(it));
    let mut findings: Vec<Diagnostic> =
        kept.filter(rust).filter(is_lost).map(|it| lost(evidence, *it)).collect();
    let none = TextEdit::default();
    let moved =
        change.moves.keys().filter(|it| !change.edits.contains_key(it)).map(|it| (it, &none));
    for (file, edit) in change.edits.iter().chain(moved) {
        findings.extend(bare(evidence, (before, after), (*file, edit)));
    }
    findings
}

fn lost(evidence: &Evidence, file: FileId) -> Diagnostic {
    let path = evidence.after.file(file).map(|it| it.path.clone()).unwrap_or_default();
    let label = label(&evidence.before, file, TextRange::default(), "");
    let error = Diagnostic::error(format!("no target would reach this file as `{path}`")).at(label);
    error.help(super::words::BUG)
}

/// Declarations of a file that a step edits, of modules that had a file and have
/// none afterwards.
fn bare(
    evidence: &Evidence,
    (before, after): (&Resolver<'_>, &Resolver<'_>),
    (file, edit): (FileId, &TextEdit),
) -> Vec<Diagnostic> {
    let is_moved = evidence.change.moves.contains_key(&file);
    let edited = |at: TextRange| {
        is_moved || edit.indels().iter().any(|it| it.delete.intersect(at).is_some())
    };
    let with_file = |resolver: &Resolver<'_>| -> Vec<(TextRange, bool)> {
        let roots = resolver.modules_of(file);
        let all = roots.iter().flat_map(|it| declared_in(resolver, *it, file));
        let sites = all.flat_map(|id| {
            let has_file = resolver.file_of(id).is_some();
            resolver.def_sites(Def::Module(id)).into_iter().map(move |it| (it, has_file))
        });
        sites.filter(|it| it.0.file == file).map(|(it, has_file)| (it.name, has_file)).collect()
    };
    let declared = |range: TextRange| {
        let at = edit.map_start(range.start());
        with_file(after).into_iter().find(|it| it.0.start() == at && !it.1)
    };
    let had = with_file(before).into_iter().filter(|it| it.1 && edited(it.0));
    let report = |(range, _): (TextRange, bool)| {
        let label = label(&evidence.after, file, range, "");
        let error = Diagnostic::error("this module would have no file").at(label);
        error.help(super::words::BUG)
    };
    had.filter_map(|it| declared(it.0)).map(report).collect()
}

/// The modules that a module declares in a file, those of inline ones included.
fn declared_in(resolver: &Resolver<'_>, module: ModuleId, file: FileId) -> Vec<ModuleId> {
    let mut found = Vec::new();
    for (_, child) in resolver.children(module) {
        found.push(child);
        if resolver.file_of(child) == Some(file) {
            found.extend(declared_in(resolver, child, file));
        }
    }
    found
}
