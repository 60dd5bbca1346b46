//! What no step asks for stays as it is: the visibility of items and imports, and what
//! an import brings as long as something uses it.
//!
//! Invariant: looks at files that a step edits; says nothing of what is in play.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::words;
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::recipe::plan::Evidence;
use crate::syntax::{Body, ItemKind, Segment, UseItem, UseTreeKind, Visibility};
use crate::text::{TextEdit, TextRange, TextSize};
use crate::workspace::{FileId, FileKind, SourceFile};

/// Items and imports that would be seen from elsewhere than before.
pub(super) fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (before, after, edit) in edited(evidence) {
        let seen: BTreeMap<TextSize, Seen> = seen(after.syntax().body()).into_iter().collect();
        for (end, it) in seen_now(before, edit) {
            let is_other = |new: &Seen| !same(&it.vis, &new.vis) && it.name == new.name;
            // What a step exports, or no longer does, is in play.
            let is_free = it.is_import && evidence.names.contains(&it.name);
            if !is_free && seen.get(&edit.map_end(end)).is_some_and(is_other) {
                findings.push(report(evidence, before.id, (end, &it.name)));
            }
        }
    }
    findings
}

/// What a file has before an edit; a renamed item by its new name.
fn seen_now(before: &SourceFile, edit: &TextEdit) -> Vec<(TextSize, Seen)> {
    let renamed = |(end, it): (TextSize, Seen)| {
        let own = TextRange::new(end - TextSize::of(&*it.name), end);
        let indel = edit.indels().iter().find(|it| it.delete == own);
        let name = indel.map_or(it.name.clone(), |it| SmolStr::new(&it.insert));
        (end, Seen { name, ..it })
    };
    seen(before.syntax().body()).into_iter().map(renamed).collect()
}

/// The names that imports of edited files no longer bind, and that are not in play.
pub(super) fn lost(evidence: &Evidence) -> BTreeMap<FileId, Vec<SmolStr>> {
    let of = |(before, after, _): (&SourceFile, &SourceFile, &TextEdit)| {
        let after = bound(after.syntax().body());
        let gone = bound(before.syntax().body()).into_iter().filter(|it| !after.contains(it));
        let mut names: Vec<_> = gone.map(|it| it.1).collect();
        names.retain(|it| !evidence.names.contains(it));
        names.dedup();
        (before.id, names)
    };
    edited(evidence).map(of).filter(|it| !it.1.is_empty()).collect()
}

fn edited(evidence: &Evidence) -> impl Iterator<Item = (&SourceFile, &SourceFile, &TextEdit)> {
    evidence.change.edits.iter().filter_map(|(id, edit)| {
        let before = evidence.before.file(*id).filter(|it| it.kind == FileKind::Rust)?;
        Some((before, evidence.after.file(*id)?, edit))
    })
}

fn same(a: &Visibility, b: &Visibility) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

/// How an item, or what an import brings, is seen.
struct Seen {
    name: SmolStr,
    vis: Visibility,
    is_import: bool,
}

/// The items and imports of a body, by where their names end; globs by `*`.
fn seen(body: &Body) -> Vec<(TextSize, Seen)> {
    let mut found = Vec::new();
    for item in body.items.iter().filter(|it| !it.in_macro) {
        let row = |name: &Segment| {
            let (name, end) = (name.name.clone(), name.range.end());
            (end, Seen { name, vis: item.vis.clone(), is_import: false })
        };
        found.extend(item.name.as_ref().map(row));
        if let ItemKind::Module(Some(inner)) = &item.kind {
            found.extend(seen(inner));
        }
    }
    for item in body.uses.iter().filter(|it| !it.in_macro) {
        let row = |name: SmolStr| Seen { name, vis: item.vis.clone(), is_import: true };
        leaves(item, &mut |it| found.push((it.range.end(), row(it.name.clone()))));
        item.for_each_leaf(&mut |leaf, _| {
            if let UseTreeKind::Glob(_) = &leaf.kind {
                found.push((leaf.range.end(), row("*".into())));
            }
        });
    }
    found
}

/// The names that the imports of a body bind, each with the modules around it.
fn bound(body: &Body) -> BTreeSet<(Vec<SmolStr>, SmolStr)> {
    let mut found = BTreeSet::new();
    collect(body, &mut Vec::new(), &mut found);
    found
}

fn collect(body: &Body, around: &mut Vec<SmolStr>, found: &mut BTreeSet<(Vec<SmolStr>, SmolStr)>) {
    for item in body.uses.iter().filter(|it| !it.in_macro) {
        leaves(item, &mut |name| found.extend([(around.clone(), name.name.clone())]));
    }
    for item in &body.items {
        if let (ItemKind::Module(Some(inner)), Some(name)) = (&item.kind, &item.name) {
            around.push(name.name.clone());
            collect(inner, around, found);
            around.pop();
        }
    }
}

/// The names that an import binds: behind `as`, else the last ones of its paths.
fn leaves(item: &UseItem, visit: &mut dyn FnMut(&Segment)) {
    item.for_each_leaf(&mut |leaf, path| {
        let UseTreeKind::Leaf { alias } = &leaf.kind else { return };
        let last = path.segments.iter().rfind(|it| it.name != "self");
        if let Some(name) = alias.as_ref().or(last).filter(|it| it.name != "_") {
            visit(name);
        }
    });
}

fn report(evidence: &Evidence, file: FileId, (end, name): (TextSize, &str)) -> Diagnostic {
    let label = label(&evidence.before, file, TextRange::empty(end), "this name ends here");
    let message = format!("`{name}` would be seen from elsewhere than now");
    Diagnostic::error(message).at(label).help(words::BUG)
}
