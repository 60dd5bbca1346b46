//! Carries operations over to the scope: what goes, what changes in its place,
//! what joins another statement, what needs a statement of its own.
//!
//! Invariant: operations are carried out in their order, each seeing the
//! result of those before it; nothing is imported twice.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::ImportOp;
use super::lines;
use super::model::{Fate, NewStatement, NodeId, Scope, attributes, written};
use super::path::{ImportPath, common};
use super::style::Granularity;
use crate::syntax::UseTreeKind;

/// A leaf that is to import something else.
type Repoint = (NodeId, ImportPath);

/// What a new import must fit to: visibility and attributes, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Terms {
    vis: SmolStr,
    attributes: String,
    origin: Option<usize>,
}

/// A place in a statement that a path can join.
enum Target {
    Group(NodeId),
    Split(NodeId, usize),
}

/// Decides what becomes of each node.
pub(super) fn apply(scope: &mut Scope<'_>, ops: &[ImportOp]) {
    let mut repoints: Vec<Repoint> = Vec::new();
    for op in ops {
        match op {
            ImportOp::Remove { leaf } => {
                scope.leaf(*leaf).into_iter().for_each(|it| scope.nodes[it].fate = Fate::Go);
            }
            ImportOp::Repoint { leaf, to } => {
                let leaf = scope.leaf(*leaf).filter(|&it| scope.full(it) != *to);
                repoints.extend(leaf.map(|it| (it, to.clone())));
            }
            ImportOp::Add { .. } => {}
        }
    }
    drop_repeated(scope, &mut repoints);
    rebase_statements(scope, &mut repoints);
    for at in 0..repoints.len() {
        let (leaf, to) = repoints[at].clone();
        repoint(scope, leaf, to, &repoints[at + 1..]);
    }
    for op in ops {
        if let ImportOp::Add { path, vis, cfg } = op {
            add(scope, path, vis, cfg.as_ref());
        }
    }
}

fn terms(scope: &Scope<'_>, statement: usize) -> Terms {
    let item = &scope.body.uses[statement];
    let attributes = attributes(scope.text, item).0;
    Terms { vis: item.vis_text.clone(), attributes, origin: Some(statement) }
}

/// Takes those away whose result is imported already, and what they make superfluous.
fn drop_repeated(scope: &mut Scope<'_>, repoints: &mut Vec<Repoint>) {
    repoints.dedup_by_key(|it| it.0);
    let mut kept: Vec<Option<Repoint>> = Vec::new();
    let mut places: FxHashMap<ImportPath, Vec<usize>> = FxHashMap::default();
    let pending: FxHashSet<NodeId> = repoints.iter().map(|it| it.0).collect();
    for (leaf, to) in repoints.drain(..) {
        let own = terms(scope, scope.nodes[leaf].statement);
        let same = places.entry(to.clone()).or_default();
        let others: Vec<_> =
            same.iter().filter_map(|it| Some((*it, kept[*it].as_ref()?.0))).collect();
        let of = |scope: &Scope<'_>, it: NodeId| terms(scope, scope.nodes[it].statement);
        let among_kept = others.iter().any(|it| covers(&of(scope, it.1), &own));
        let macro_made = scope.item(leaf).in_macro;
        if !macro_made && (among_kept || imported(scope, &to, &own, &pending)) {
            scope.nodes[leaf].fate = Fate::Go;
            continue;
        }
        let weaker = others.into_iter().filter(|it| !macro_made && covers(&own, &of(scope, it.1)));
        for (at, other) in weaker.collect::<Vec<_>>() {
            scope.nodes[other].fate = Fate::Go;
            kept[at] = None;
        }
        same.push(kept.len());
        kept.push(Some((leaf, to)));
    }
    *repoints = kept.into_iter().flatten().collect();
}

/// Whether the scope imports `path` under that name already, for all who need it.
///
/// A weaker import of the same (a private one where a public one comes) is
/// taken away: two of them would clash.
fn imported(
    scope: &mut Scope<'_>,
    path: &ImportPath,
    own: &Terms,
    pending: &FxHashSet<NodeId>,
) -> bool {
    let same: Vec<NodeId> = scope
        .leaves()
        .filter(|it| scope.may_bind(*it, path.local_name()))
        .filter(|it| scope.nodes[*it].fate != Fate::Go && !pending.contains(it))
        .filter(|&it| !scope.item(it).in_macro && imports(&scope.full(it), path))
        .collect();
    for it in same {
        let other = terms(scope, scope.nodes[it].statement);
        if covers(&other, own) {
            return true;
        }
        if covers(own, &other) {
            scope.nodes[it].fate = Fate::Go;
        }
    }
    false
}

/// Whether both import the same under the same name.
fn imports(a: &ImportPath, b: &ImportPath) -> bool {
    a.same_path(b) && a.local_name() == b.local_name()
}

/// Whether an import on the terms `a` does all that one on the terms `b` would.
fn covers(a: &Terms, b: &Terms) -> bool {
    let conditional = |it: &Terms| it.attributes.contains("cfg");
    let always = !conditional(a) || same_attributes(&a.attributes, &b.attributes);
    always && (a.vis == b.vis || breadth(&a.vis) > breadth(&b.vis))
}

/// How far a visibility reaches.
fn breadth(vis: &str) -> u8 {
    match vis {
        "" | "pub(self)" => 0,
        "pub" => 3,
        "pub(crate)" | "crate" => 2,
        _ => 1,
    }
}

fn same_attributes(a: &str, b: &str) -> bool {
    let letters = |it: &str| it.chars().filter(|it| !it.is_whitespace()).collect::<String>();
    letters(a) == letters(b)
}

/// Where all leaves of a group move to one other prefix, the prefix changes in its place.
fn rebase_statements(scope: &mut Scope<'_>, repoints: &mut Vec<Repoint>) {
    let mut goals: FxHashMap<NodeId, ImportPath> = repoints.iter().cloned().collect();
    for root in scope.roots.clone() {
        rebase(scope, root, &mut goals);
    }
    repoints.retain(|it| goals.contains_key(&it.0));
}

fn rebase(scope: &mut Scope<'_>, group: NodeId, goals: &mut FxHashMap<NodeId, ImportPath>) {
    if scope.is_leaf(group) || !scope.alive(group) {
        return;
    }
    let Some((prefix, leaves)) = common_prefix(scope, group, goals) else {
        let children = scope.nodes[group].children.clone();
        children.into_iter().for_each(|it| rebase(scope, it, goals));
        return;
    };
    let from = scope.base(group).segments.len();
    for (leaf, own) in leaves {
        goals.remove(&leaf);
        if written(scope.nodes[leaf].tree) != own {
            scope.nodes[leaf].fate = Fate::Become(own);
        }
    }
    scope.nodes[group].fate = Fate::Become(prefix.tail(from));
}

/// The new path of the group, and of each leaf in it.
fn common_prefix(
    scope: &Scope<'_>,
    group: NodeId,
    goals: &FxHashMap<NodeId, ImportPath>,
) -> Option<(ImportPath, Vec<Repoint>)> {
    let old = scope.raw_prefix(group);
    let base = scope.base(group);
    let inside = scope.leaves().filter(|&it| scope.is_in(it, group) && scope.alive(it));
    let mut prefix: Option<ImportPath> = None;
    let mut leaves = Vec::new();
    for leaf in inside {
        let to = goals.get(&leaf)?;
        let between = &scope.base(leaf).segments[old.segments.len()..];
        let own = written(scope.nodes[leaf].tree);
        let own_len = if own.segments == ["self"] { 0 } else { own.segments.len() };
        let head = to.segments.len().checked_sub(own_len)?;
        let found = to.segments[..head].strip_suffix(between)?;
        let found = ImportPath { segments: found.to_vec(), alias: None, ..to.clone() };
        if *prefix.get_or_insert_with(|| found.clone()) != found {
            return None;
        }
        let tail = if own_len == 0 { own.segments } else { to.segments[head..].to_vec() };
        let alias = to.alias.clone();
        leaves.push((leaf, ImportPath { leading_colons: false, segments: tail, alias }));
    }
    let prefix = prefix.filter(|it| {
        let inside = it.segments.starts_with(&base.segments);
        let longer = it.segments.len() > base.segments.len();
        let root = base.segments.is_empty() || it.leading_colons == base.leading_colons;
        inside && longer && root && !old.segments.is_empty() && !it.same_path(&old)
    })?;
    let own = terms(scope, scope.nodes[group].statement);
    let elsewhere = group_of(scope, &prefix, &own).is_some() && !scope.item(group).in_macro;
    (!elsewhere).then_some((prefix, leaves))
}

fn repoint(scope: &mut Scope<'_>, leaf: NodeId, to: ImportPath, pending: &[Repoint]) {
    let statement = scope.nodes[leaf].statement;
    let own = terms(scope, statement);
    let Some(parent) = scope.nodes[leaf].parent else {
        return repoint_statement(scope, leaf, to, pending);
    };
    let base = scope.base(leaf);
    let shared = common(&base.segments, &to.segments) == base.segments.len()
        && base.leading_colons == to.leading_colons
        && to.segments.len() > base.segments.len();
    let rest = to.tail(base.segments.len());
    if shared && (rest.segments.len() == 1 || nests(scope, parent)) {
        scope.nodes[leaf].fate = Fate::Become(rest);
        return;
    }
    scope.nodes[leaf].fate = Fate::Go;
    let target = target(scope, &to, &own, pending);
    join_or_queue(scope, to, own, target);
}

/// Whether members of the group are more than names.
fn nests(scope: &Scope<'_>, group: NodeId) -> bool {
    let nested = |&it: &NodeId| !scope.is_leaf(it) || scope.own(it).segments.len() > 1;
    scope.style.granularity == Granularity::Crate
        || scope.base(scope.nodes[group].children[0]).segments.is_empty()
        || scope.nodes[group].children.iter().any(nested)
}

/// A statement of one leaf joins a group, or changes in its place.
fn repoint_statement(scope: &mut Scope<'_>, leaf: NodeId, to: ImportPath, pending: &[Repoint]) {
    let own = terms(scope, scope.nodes[leaf].statement);
    let stays = scope.full(leaf).parent() == to.parent()
        || scope.body.uses[scope.nodes[leaf].statement].attrs.any
        || scope.item(leaf).in_macro
        || is_commented(scope, scope.nodes[leaf].statement);
    if !stays {
        scope.nodes[leaf].fate = Fate::Go;
        let grouped = group_of(scope, &to.module(), &own).map(Target::Group);
        let guessed = scope.style.granularity != Granularity::Unknown;
        let found =
            grouped.or_else(|| guessed.then(|| target(scope, &to, &own, pending)).flatten());
        if found.is_some() {
            return join_or_queue(scope, to, own, found);
        }
    }
    scope.nodes[leaf].fate = Fate::Become(to);
}

/// Whether a comment belongs to the statement.
fn is_commented(scope: &Scope<'_>, statement: usize) -> bool {
    let range = scope.statement_span(statement);
    let line = lines::line_start(scope.text, range.start);
    let above = scope.text[..line].lines().next_back().unwrap_or("").trim_start();
    let behind = &scope.text[range.end..lines::line_end(scope.text, range.end)];
    let inside = &scope.text[range];
    let has = |it: &str| it.contains("//") || it.contains("/*");
    above.starts_with("//") || has(behind) || has(inside)
}

fn add(scope: &mut Scope<'_>, path: &ImportPath, vis: &SmolStr, cfg: Option<&SmolStr>) {
    let attributes = cfg.map(|it| format!("#[cfg({it})]")).unwrap_or_default();
    let own = Terms { vis: vis.clone(), attributes, origin: None };
    let queued = scope.new.iter().any(|it| {
        let other = Terms { vis: it.vis.clone(), attributes: it.attributes.clone(), origin: None };
        it.paths.contains(path) && covers(&other, &own)
    });
    if queued || joining(scope, path, &own) || imported(scope, path, &own, &FxHashSet::default()) {
        return;
    }
    let target = target(scope, path, &own, &[]);
    join_or_queue(scope, path.clone(), own, target);
}

/// Whether an earlier operation brings `path` into a statement already.
fn joining(scope: &Scope<'_>, path: &ImportPath, own: &Terms) -> bool {
    let brought = |id: NodeId| {
        let node = &scope.nodes[id];
        let mut inside = scope.raw_prefix(id);
        let split = node.split.as_ref().map(|(at, paths)| {
            let mut before = scope.base(id);
            before.segments.extend_from_slice(&scope.own(id).segments[..*at]);
            (before, paths)
        });
        inside.alias = None;
        let same = |base: &ImportPath, it: &ImportPath| {
            let segments = [base.segments.as_slice(), it.segments.as_slice()].concat();
            segments == path.segments && it.alias == path.alias
        };
        node.added.iter().any(|it| same(&inside, it))
            || split.is_some_and(|(base, paths)| paths.iter().any(|it| same(&base, it)))
    };
    let covered = |id: &NodeId| covers(&terms(scope, scope.nodes[*id].statement), own);
    (0..scope.nodes.len()).filter(covered).any(brought)
}

fn join_or_queue(scope: &mut Scope<'_>, path: ImportPath, own: Terms, target: Option<Target>) {
    match target {
        Some(Target::Group(group)) => {
            let from = scope.raw_prefix(group).segments.len();
            scope.nodes[group].added.push(path.tail(from).inner());
        }
        Some(Target::Split(node, at)) => {
            let from = scope.base(node).segments.len() + at;
            let split = scope.nodes[node].split.get_or_insert_with(|| (at, Vec::new()));
            split.1.push(path.tail(from).inner());
        }
        None => queue(scope, path, own),
    }
}

/// Puts `path` into a statement to come.
fn queue(scope: &mut Scope<'_>, path: ImportPath, own: Terms) {
    let granularity = scope.style.granularity;
    let joins = |it: &NewStatement| {
        let first = &it.paths[0];
        let like = it.vis == own.vis && it.attributes == own.attributes;
        like && first.leading_colons == path.leading_colons
            && match granularity {
                Granularity::Item => false,
                Granularity::Crate => common(first.parent(), path.parent()) > 0,
                _ => first.parent() == path.parent() && !path.parent().is_empty(),
            }
    };
    match scope.new.iter_mut().find(|it| joins(it)) {
        Some(it) => it.paths.push(path),
        None => {
            let Terms { vis, attributes, origin } = own;
            scope.new.push(NewStatement { paths: vec![path], vis, attributes, origin });
        }
    }
}

/// Whether an import on these terms can be part of a statement.
fn fits(scope: &Scope<'_>, statement: usize, own: &Terms) -> bool {
    let item = &scope.body.uses[statement];
    let (attributes, docs) = attributes(scope.text, item);
    let like = item.vis_text == own.vis && same_attributes(&attributes, &own.attributes);
    let itself = own.origin == Some(statement);
    scope.statement_alive(statement) && (itself || (like && !docs && !item.in_macro))
}

fn from_macro(scope: &Scope<'_>, own: &Terms) -> bool {
    own.origin.is_some_and(|it| scope.body.uses[it].in_macro)
}

/// The group that holds what comes from `module`.
fn group_of(scope: &Scope<'_>, module: &ImportPath, own: &Terms) -> Option<NodeId> {
    let inside = |id: &NodeId| {
        if scope.is_leaf(*id) {
            return false;
        }
        let prefix = scope.raw_prefix(*id);
        scope.alive(*id)
            && fits(scope, scope.nodes[*id].statement, own)
            && (!from_macro(scope, own) || Some(scope.nodes[*id].statement) == own.origin)
            && prefix.same_path(module)
            && !prefix.segments.is_empty()
    };
    (0..scope.nodes.len()).find(inside)
}

/// Where `path` can join, as the scope's style has it.
fn target(
    scope: &Scope<'_>,
    path: &ImportPath,
    own: &Terms,
    pending: &[Repoint],
) -> Option<Target> {
    if let Some(group) = group_of(scope, &path.module(), own) {
        return Some(Target::Group(group));
    }
    let fitting: Vec<NodeId> = (0..scope.roots.len())
        .filter(|&it| fits(scope, it, own) && !from_macro(scope, own))
        .map(|it| scope.roots[it])
        .filter(|&it| scope.full(it).leading_colons == path.leading_colons)
        .filter(|&root| !pending.iter().any(|it| scope.is_in(it.0, root)))
        .collect();
    match scope.style.granularity {
        Granularity::Item => None,
        Granularity::Crate => fitting.iter().find_map(|&it| descend(scope, it, path)),
        _ => fitting.iter().find_map(|&it| sibling(scope, it, path)),
    }
}

/// A statement of one name that comes from the same module.
fn sibling(scope: &Scope<'_>, root: NodeId, path: &ImportPath) -> Option<Target> {
    let own = scope.own(root);
    let name = matches!(scope.nodes[root].tree.kind, UseTreeKind::Leaf { .. });
    let at = own.parent().len();
    (name && at > 0 && own.parent() == path.parent()).then_some(Target::Split(root, at))
}

/// The deepest place below `id` that shares its beginning with `path`.
fn descend(scope: &Scope<'_>, id: NodeId, path: &ImportPath) -> Option<Target> {
    let own = scope.own(id).segments;
    let rest = &path.segments[scope.base(id).segments.len()..];
    let limit = own.len().min(rest.len().saturating_sub(1));
    let shared = common(&own, &rest[..limit]);
    let node = &scope.nodes[id];
    if !scope.is_leaf(id) && shared == own.len() && node.split.is_none() {
        let inner = scope.members(id).filter(|&it| !scope.own(it).segments.is_empty());
        return inner.filter_map(|it| descend(scope, it, path)).next().or(Some(Target::Group(id)));
    }
    let whole = scope.is_leaf(id) && shared == own.len();
    let changed = node.fate != Fate::Stay && shared + 1 != own.len();
    let elsewhere = node.split.as_ref().is_some_and(|(at, _)| *at != shared);
    let lines = scope.text[lines::span(node.tree.range)].contains('\n');
    let splits = shared > 0 && !whole && !changed && !elsewhere && !lines;
    splits.then_some(Target::Split(id, shared))
}
