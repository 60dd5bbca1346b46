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
        let seen = seen(after.syntax().body());
        for (end, (name, vis)) in seen_names(before.syntax().body()) {
            let is_same = |it: &(SmolStr, Visibility)| same(&it.1, &vis) || it.0 != name;
            let is_free = evidence.names.contains(&name);
            if is_free || seen.get(&edit.map_end(end)).is_none_or(is_same) {
                continue;
            }
            let range = TextRange::new(end - TextSize::of(&*name), end);
            findings.push(report(evidence, before.id, range, &name));
        }
    }
    findings
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

/// Where the names of items and of what imports bind end, with how they are seen.
fn seen(body: &Body) -> BTreeMap<TextSize, (SmolStr, Visibility)> {
    seen_names(body).into_iter().collect()
}

fn seen_names(body: &Body) -> Vec<(TextSize, (SmolStr, Visibility))> {
    let mut found = Vec::new();
    let row =
        |name: &Segment, vis: &Visibility| (name.range.end(), (name.name.clone(), vis.clone()));
    for item in body.items.iter().filter(|it| !it.in_macro) {
        found.extend(item.name.as_ref().map(|it| row(it, &item.vis)));
        if let ItemKind::Module(Some(inner)) = &item.kind {
            found.extend(seen_names(inner));
        }
    }
    for item in body.uses.iter().filter(|it| !it.in_macro) {
        leaves(item, &mut |name| found.push(row(name, &item.vis)));
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

fn report(evidence: &Evidence, file: FileId, range: TextRange, name: &str) -> Diagnostic {
    let label = label(&evidence.before, file, range, "");
    let message = format!("`{name}` would be seen from elsewhere than now");
    Diagnostic::error(message).at(label).help(words::BUG)
}
