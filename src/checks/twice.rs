//! Names that a module would bind twice: an import that a step writes, beside
//! another one or an item of the same name and namespace; an item or a variant that
//! gets the name of its neighbour.
//! <https://doc.rust-lang.org/reference/items/use-declarations.html>
//!
//! Invariant: of two bindings under different `cfg`s, or of which one stands in a
//! macro, nothing is said.

use std::collections::BTreeMap;

use super::Judged;
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::resolve::references::FileMentions;
use crate::resolve::{Binding, Def, ModuleId, Resolver, namespaces};
use crate::syntax::{
    Body, Cfg, Item, ItemKind, NsSet, ScopeId, ScopeKind, Segment, UseItem, UseTreeKind,
};
use crate::text::{Indel, TextEdit, TextRange, slice};
use crate::workspace::{FileId, FileKind, Workspace};

/// A name in a body: where it is bound, and by which item.
struct Bound {
    name: Segment,
    leaf: TextRange,
    /// Which body of the file.
    body: TextRange,
}

pub(super) fn check(judged: &Judged<'_>) -> Vec<Diagnostic> {
    let resolver = judged.after;
    let after = resolver.workspace;
    let mut findings = Vec::new();
    for (id, edit) in &judged.step.evidence.change.edits {
        let Some(file) = after.file(*id).filter(|it| it.kind == FileKind::Rust) else { continue };
        let Some(before) = judged.before.workspace.file(*id) else { continue };
        let written = Written { file: *id, edit, before: &before.text, inserted: edit.inserted() };
        let is_new = |it: &Bound| written.at(it.leaf).is_some();
        let mut bound = Vec::new();
        imported(file.syntax().body(), &mut bound);
        findings.extend(named_twice(after, file.syntax().body(), &written));
        for it in bound.iter().filter(|it| is_new(it)) {
            let root = resolver.modules_of(*id).first().copied();
            let module = root.and_then(|root| module_of(resolver, root, (*id, it.body)));
            let is_twice = module.is_some_and(|at| is_twice(resolver, at, (&written, it)));
            findings.extend(is_twice.then(|| report(after, *id, &it.name)));
        }
    }
    findings
}

/// Names of imports that blocks of functions bind twice, as far as names in play stand in
/// them.
pub(super) fn in_blocks(judged: &Judged<'_>, mentions: &FileMentions) -> Vec<Diagnostic> {
    let resolver = judged.after;
    let file = mentions.file;
    let edit = judged.step.evidence.change.edits.get(&file);
    let before = judged.before.workspace.file(file);
    let (Some(edit), Some(before), Some(stand)) = (edit, before, mentions.stand()) else {
        return Vec::new();
    };
    let written = Written { file, edit, before: &before.text, inserted: edit.inserted() };
    let mut found = Vec::new();
    for (at, scope) in mentions.sites.scopes.iter().enumerate() {
        let own = Some(ScopeId(at as u32));
        let body = match &scope.kind {
            ScopeKind::Block { body: Some(body), .. } => body,
            ScopeKind::Doctest(it) => &it.body,
            _ => continue,
        };
        // What stands around code in documentation may be a condition of it.
        if mentions.sites.doctest(own).is_some() {
            let again =
                imported_again(body).into_iter().filter(|it| written.at(it.range).is_some());
            found.extend(again.map(|it| report(resolver.workspace, file, &it)));
            continue;
        }
        let mut bound = Vec::new();
        body.uses.iter().for_each(|it| leaves(it, body.range, &mut bound));
        for it in bound.iter().filter(|it| written.at(it.leaf).is_some()) {
            let is_twice = is_twice(resolver, resolver.module_at(stand, own), (&written, it));
            found.extend(is_twice.then(|| report(resolver.workspace, file, &it.name)));
        }
    }
    found
}

/// The names of imports without a condition that say what another one in the body does.
fn imported_again(body: &Body) -> Vec<Segment> {
    let plain = body.uses.iter().filter(|it| it.attrs.cfg.is_none() && !it.in_macro);
    let mut all: BTreeMap<Vec<&str>, Vec<Segment>> = BTreeMap::new();
    let mut paths = Vec::new();
    for item in plain {
        item.for_each_leaf(&mut |leaf, path| {
            if matches!(leaf.kind, UseTreeKind::Leaf { alias: None }) {
                paths.push(path.segments.clone());
            }
        });
    }
    for path in &paths {
        let Some(last) = path.last().filter(|it| it.name != "self") else { continue };
        let names = path.iter().map(|it| it.name.as_str()).collect();
        all.entry(names).or_default().push(last.clone());
    }
    all.into_values().filter(|it| it.len() > 1).flatten().collect()
}

fn overlaps(new: TextRange, it: TextRange) -> bool {
    new.intersect(it).is_some_and(|it| !it.is_empty())
}

/// What an edit writes into a file.
struct Written<'a> {
    file: FileId,
    edit: &'a TextEdit,
    /// The text before it.
    before: &'a str,
    /// Where in the text after it, sorted and disjoint.
    inserted: Vec<TextRange>,
}

impl Written<'_> {
    /// The edit that wrote some of a range of the text after it.
    fn at(&self, range: TextRange) -> Option<&Indel> {
        let first = self.inserted.partition_point(|it| it.end() <= range.start());
        let near = self.inserted[first..].iter().take_while(|it| it.start() < range.end());
        let at = near.clone().position(|it| overlaps(*it, range))?;
        self.edit.indels().get(first + at)
    }

    /// Whether two names were one before.
    fn were_one(&self, a: TextRange, b: TextRange) -> bool {
        let (Some(a), Some(b)) = (self.at(a), self.at(b)) else { return false };
        let old = |it: &Indel| slice(self.before, it.delete);
        a.delete != b.delete && !old(a).is_empty() && old(a) == old(b)
    }
}

/// Items and variants that an edit gives the name of another one beside them, which
/// they did not share before: what tells them apart may be a macro.
fn named_twice(after: &Workspace, body: &Body, written: &Written<'_>) -> Vec<Diagnostic> {
    let file = written.file;
    let plain = body.items.iter().filter(|it| !it.in_macro && !matches!(it.kind, ItemKind::Macro));
    let named = plain.clone().filter_map(|it| Some((bound(it)?, namespaces(it))));
    let mut lists = vec![named.collect::<Vec<_>>()];
    let mut findings = Vec::new();
    for item in plain {
        match &item.kind {
            ItemKind::Enum(all) => {
                lists.push(all.iter().map(|it| (&it.name, NsSet::TYPES)).collect());
            }
            ItemKind::Module(Some(inner)) => {
                findings.extend(named_twice(after, inner, written));
            }
            _ => {}
        }
    }
    for list in lists {
        let mut by_name: BTreeMap<&str, Vec<(&Segment, NsSet)>> = BTreeMap::new();
        list.iter().for_each(|it| by_name.entry(&it.0.name).or_default().push(*it));
        let meets = |a: &(&Segment, NsSet)| {
            by_name[&*a.0.name].iter().any(|b| {
                let places = [a, b].map(|it| (file, it.0.range));
                let is_other = a.0.range != b.0.range && a.1.intersects(b.1);
                is_other
                    && !written.were_one(a.0.range, b.0.range)
                    && both_are_there(after, (places[0], places[1]), false)
            })
        };
        let is_new = |it: &Segment| written.at(it.range).is_some();
        let twice = list.iter().filter(|it| is_new(it.0)).filter(|it| meets(it));
        findings.extend(twice.map(|it| report(after, file, it.0)));
    }
    findings
}

/// The name that an item has in its module.
fn bound(item: &Item) -> Option<&Segment> {
    match &item.kind {
        ItemKind::ExternCrate { alias: Some(alias) } => Some(alias),
        _ => item.name.as_ref(),
    }
}

fn imported(body: &Body, found: &mut Vec<Bound>) {
    for item in body.uses.iter().filter(|it| !it.in_macro) {
        leaves(item, body.range, found);
    }
    for item in &body.items {
        if let ItemKind::Module(Some(inner)) = &item.kind {
            imported(inner, found);
        }
    }
}

fn leaves(item: &UseItem, body: TextRange, found: &mut Vec<Bound>) {
    item.for_each_leaf(&mut |leaf, path| {
        let UseTreeKind::Leaf { alias } = &leaf.kind else { return };
        let last = path.segments.iter().rfind(|it| it.name != "self");
        let name = alias.as_ref().or(last).filter(|it| it.name != "_");
        found.extend(name.map(|it| Bound { name: it.clone(), leaf: leaf.range, body }));
    });
}

/// The module that a body of a file belongs to.
fn module_of(
    resolver: &Resolver<'_>,
    root: ModuleId,
    (file, body): (FileId, TextRange),
) -> Option<ModuleId> {
    let is_own = |id: ModuleId| {
        resolver.file_of(id) == Some(file)
            && resolver.first_body(id).is_some_and(|it| it.range == body)
    };
    if is_own(root) || resolver.has_body(root, (file, body)) {
        return Some(root);
    }
    let inside =
        resolver.children(root).into_iter().filter(|it| resolver.file_of(it.1) == Some(file));
    inside.into_iter().find_map(|it| module_of(resolver, it.1, (file, body)))
}

/// Whether an import binds what something else in its module does; not if both were one
/// name before: what tells them apart may be an attribute.
fn is_twice(
    resolver: &Resolver<'_>,
    module: ModuleId,
    (written, own): (&Written<'_>, &Bound),
) -> bool {
    let file = written.file;
    let is_own = |it: &Binding| it.import.is_some_and(|it| it.file == file && it.leaf == own.leaf);
    NsSet::EACH.into_iter().any(|ns| {
        let all = resolver.in_module(module, &own.name.name, ns);
        let Some(new) = all.iter().find(|it| is_own(it)) else { return false };
        let others = all.iter().filter(|it| !is_own(it) && it.import.is_none_or(|it| !it.is_glob));
        let mut certain = others.filter(|it| is_certain(new, it));
        let is_whole = resolver.has_body(module, (file, own.body));
        certain.any(|it| {
            let other = place(resolver, it);
            let other = other.filter(|it| it.0 != file || !written.were_one(own.leaf, it.1));
            let places = other.map(|at| ((file, own.leaf), at));
            places.is_some_and(|it| both_are_there(resolver.workspace, it, is_whole))
        })
    })
}

/// Whether both are known to be in the namespace that they were found in.
fn is_certain(a: &Binding, b: &Binding) -> bool {
    let is_external = |it: &Binding| matches!(it.def, Def::External(_));
    a.def == b.def || !is_external(a) && !is_external(b)
}

/// Where a name is bound; none in a macro, and none for a `macro_rules!`, which an
/// import may give a path (`pub(crate) use name;`).
fn place(resolver: &Resolver<'_>, it: &Binding) -> Option<(FileId, TextRange)> {
    if let Some(import) = it.import {
        return Some((import.file, import.leaf));
    }
    let Def::Item(id) = it.def else { return None };
    let item = resolver.item(id);
    let (site, syntax) = item.sites.first().filter(|_| item.sites.len() == 1)?;
    let is_bound = !syntax.in_macro && !matches!(syntax.kind, ItemKind::Macro);
    is_bound.then_some((site.file, site.name))
}

/// Whether two places stand under no condition, or under none that tells them apart, in a
/// file or in those of a module that is there as a whole.
fn both_are_there(
    workspace: &Workspace,
    (a, b): ((FileId, TextRange), (FileId, TextRange)),
    is_whole: bool,
) -> bool {
    let cfgs = |(file, at): (FileId, TextRange)| {
        workspace.file(file).map(|it| it.syntax().cfgs_around(at.start())).unwrap_or_default()
    };
    (a.0 == b.0 || is_whole) && cfgs(a) == cfgs(b) && !cfgs(a).contains(&Cfg::Other)
}

fn report(after: &Workspace, file: FileId, name: &Segment) -> Diagnostic {
    let label = label(after, file, name.range, "");
    let error = Diagnostic::error(format!("`{}` would be bound twice here", name.name)).at(label);
    error.note("this is the text after the step").help("give one of them another name")
}
