//! `delete`: items that nothing names go, with their impls and docs.

use crate::change::SourceChangeBuilder;
use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};
use crate::imports::ImportOp;
use crate::recipe::plan::{Left, Rewrite, SiteKind, StepState};
use crate::recipe::retarget::{left, spell};
use crate::recipe::spec::Spanned;
use crate::recipe::target::Source;
use crate::recipe::{Step, StepOutcome, finished, label, place, removal, replace, unread};
use crate::resolve::references::FileMentions;
use crate::resolve::search::Names;
use crate::resolve::{Def, Resolver};
use crate::syntax::Place;
use crate::text::TextRange;
use crate::workspace::{FileId, Workspace};

pub(super) fn plan(
    step: Step<'_>,
    paths: &[Spanned<String>],
    workspace: &Workspace,
) -> Result<StepOutcome, Refusal> {
    let resolver = Resolver::new(workspace);
    let mut targets = Vec::new();
    let mut misses = Vec::new();
    for path in paths {
        match deleted(step, &resolver, path)? {
            Source::Items(found) => targets.extend(found),
            Source::Done(miss) | Source::Skipped(miss) => misses.push(miss),
        }
    }
    if targets.is_empty() {
        return Ok(StepOutcome::idle(StepState::Done).missing(step, &misses));
    }
    Ok(carry_out(workspace, &resolver, &targets)?.missing(step, &misses))
}

fn carry_out(
    workspace: &Workspace,
    resolver: &Resolver<'_>,
    targets: &[Def],
) -> Result<StepOutcome, Refusal> {
    let files = replace::own_files(resolver, targets);
    let removed = replace::own_text(resolver, targets, &files);
    let names = Names::new(targets.iter().map(|it| name_of(resolver, *it)));
    let mentions = resolver.mentions(&names);
    remaining(resolver, &mentions, targets, &removed)?;
    let (rewrites, mut left) = report(resolver, &mentions, &removed);
    left.extend(unread::mentions(resolver, &names, true)?);
    let change = finished(workspace, edits(workspace, &files, &removed))?;
    let names = names.all().to_vec();
    let idle = StepOutcome::idle(StepState::Pending);
    Ok(StepOutcome { change, rewrites, left, names, ..idle })
}

/// What a path leads to; an item whose module is there and has no such name is
/// gone already.
fn deleted(
    step: Step<'_>,
    resolver: &Resolver<'_>,
    path: &Spanned<String>,
) -> Result<Source, Refusal> {
    let own = crate::resolve::ItemPath::parse(&path.value);
    let mut holder = own.clone();
    holder.segments.pop();
    (holder.is_macro, holder.space) = (false, None);
    let found = step.source(resolver, path, Some(&holder))?;
    if let Source::Items(found) = &found
        && found.iter().any(|it| matches!(it, Def::External(_) | Def::Primitive))
    {
        let message = format!("`{own}` is not of this workspace");
        return Err(step.refuse(path, message, "only items of the workspace can be deleted"));
    }
    Ok(found)
}

fn name_of(resolver: &Resolver<'_>, def: Def) -> smol_str::SmolStr {
    match def {
        Def::Module(id) => resolver.module(id).name.clone(),
        Def::Item(id) => resolver.item(id).name.clone(),
        Def::External(_) | Def::Primitive => smol_str::SmolStr::default(),
    }
}

fn is_in(ranges: &[(FileId, TextRange)], file: FileId, range: TextRange) -> bool {
    ranges.iter().any(|it| it.0 == file && it.1.contains_range(range))
}

/// Refuses where references remain, and lists them.
fn remaining(
    resolver: &Resolver<'_>,
    mentions: &[FileMentions],
    targets: &[Def],
    removed: &[(FileId, TextRange)],
) -> Result<(), Refusal> {
    let mut findings = Vec::new();
    for file in mentions {
        for (site, meaning) in file.iter() {
            let Some(def) = meaning.defs().into_iter().find(|it| targets.contains(it)) else {
                continue;
            };
            if is_in(removed, file.file, site.range) || site.place == Place::Definition {
                continue;
            }
            let message = format!("`{}` is still used", resolver.path_of(def));
            let label = label(resolver.workspace, file.file, site.range, "here");
            let help =
                "move its references with `replace` first, or delete what uses it in the same step";
            findings.push(Diagnostic::error(message).at(label).help(help));
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(Refusal { kind: RefusalKind::Check, findings }) }
}

fn report(
    resolver: &Resolver<'_>,
    mentions: &[FileMentions],
    removed: &[(FileId, TextRange)],
) -> (Vec<Rewrite>, Vec<Left>) {
    let (mut rewrites, mut all_left) = (Vec::new(), Vec::new());
    for file in mentions {
        for (site, meaning) in file.iter() {
            let (path, at) = place(resolver.workspace, file.file, site.range.start());
            let name = site.name.to_string();
            if is_in(removed, file.file, site.range) {
                rewrites.push(Rewrite {
                    path,
                    at,
                    site: SiteKind::Definition,
                    from: name,
                    to: String::new(),
                });
            } else {
                all_left.push(Left {
                    path,
                    at,
                    name,
                    reason: left::reason(resolver, site, meaning),
                });
            }
        }
    }
    (rewrites, all_left)
}

fn edits(
    workspace: &Workspace,
    deleted: &[FileId],
    removed: &[(FileId, TextRange)],
) -> SourceChangeBuilder {
    let mut change = SourceChangeBuilder::default();
    deleted.iter().for_each(|it| change.delete_file(*it));
    let mut files: Vec<FileId> = removed.iter().map(|it| it.0).collect();
    files.sort();
    files.dedup();
    let unused = removal::unused_imports(workspace, removed, std::iter::empty());
    for source in files.iter().filter_map(|it| workspace.file(*it)) {
        let ranges: Vec<_> = removed.iter().filter(|it| it.0 == source.id).map(|it| it.1).collect();
        for indel in crate::imports::remove_items(&source.text, &ranges) {
            change.push(source.id, indel);
        }
        let mut keys: Vec<_> =
            unused.iter().map(|it| it.0).filter(|it| it.0 == source.id).collect();
        keys.dedup();
        for key in keys {
            let leaves = unused.iter().filter(|it| it.0 == key);
            let ops: Vec<_> = leaves.map(|it| ImportOp::Remove { leaf: it.1 }).collect();
            let body = spell::body_at(source, key);
            let indels =
                body.map(|it| crate::imports::edit(&source.text, &it, &ops)).unwrap_or_default();
            indels.into_iter().for_each(|it| change.push(source.id, it));
        }
    }
    change
}
