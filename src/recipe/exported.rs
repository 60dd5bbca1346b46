//! Whether an export can stand: it names something that may be re-exported, under
//! a name that is free.
//! <https://doc.rust-lang.org/reference/items/use-declarations.html>
//!
//! Invariant: looks at the snapshot with the export in it, and at the recipe for
//! what to blame.

use smol_str::SmolStr;

use crate::diagnostic::Diagnostic;
use crate::imports::ImportPath;
use crate::recipe::spec::Spanned;
use crate::recipe::{Step, label};
use crate::resolve::{Binding, Def, ModuleId, Resolver};
use crate::syntax::{NsSet, PathData, Segment};
use crate::text::TextRange;

/// A leaf of a use-tree, and the tree as the recipe has it.
pub type Leaf<'a> = (&'a Spanned<String>, &'a ImportPath);

/// The names that a leaf brings to a module or takes from it, and those that it
/// says.
pub fn names(resolver: &Resolver<'_>, module: ModuleId, path: &ImportPath) -> Vec<SmolStr> {
    let mut names: Vec<SmolStr> = path.local_name().map(SmolStr::new).into_iter().collect();
    names.extend(path.segments.last().filter(|it| *it != "*").cloned());
    if is_glob(path) {
        let holders = resolver.use_path(module, &path_data(path), NsSet::TYPES);
        names.extend(holders.iter().flat_map(|it| resolver.names_behind(it.def)));
    }
    names
}

/// A warning where a glob brings names that nobody here knows.
pub fn unknown(
    step: Step<'_>,
    resolver: &Resolver<'_>,
    module: ModuleId,
    (tree, path): Leaf<'_>,
) -> Option<Diagnostic> {
    let holders = resolver.use_path(module, &path_data(path), NsSet::TYPES);
    let is_external = holders.iter().any(|it| matches!(it.def, Def::External(_)));
    (is_glob(path) && is_external).then(|| {
        let message = format!("what `{path}` brings is not of this workspace, and not judged");
        let help = "name the items one by one, or run `cargo check` afterwards";
        Diagnostic::warning(message).at(step.label(tree.range, "")).help(help)
    })
}

/// Why rustc would refuse a leaf of a `pub use` in a module.
pub fn check(
    step: Step<'_>,
    after: &Resolver<'_>,
    module: ModuleId,
    (tree, path): Leaf<'_>,
) -> Option<Diagnostic> {
    let own = after.path_of(Def::Module(module));
    let at = || step.label(tree.range, "asked for here");
    let data = path_data(path);
    let found =
        after.use_path(module, &data, if is_glob(path) { NsSet::TYPES } else { NsSet::ALL });
    if found.is_empty() {
        let message = format!("`{path}` names nothing in `{own}`");
        let help = "write the path as code of that module would";
        return Some(Diagnostic::error(message).at(at()).help(help));
    }
    if let Some(hidden) = hidden(after, module, &data) {
        let message = format!("`{hidden}` is private and cannot be named in `{own}`");
        return Some(Diagnostic::error(message).at(at()).help("make it visible first"));
    }
    if is_glob(path) {
        return None;
    }
    if found.iter().all(|it| it.seen_in.is_some()) {
        let message = format!("`{path}` is not `pub`, so `{own}` cannot re-export it");
        let error = Diagnostic::error(message).at(at());
        let sites = found.iter().flat_map(|it| after.def_sites(it.def));
        let place =
            |it: crate::resolve::DefSite| label(after.workspace, it.file, it.name, "defined here");
        return Some(sites.map(place).fold(error, Diagnostic::at).help("make it `pub` first"));
    }
    let taken = taken(after, module, (path.local_name()?, &found))?;
    let other = after.path_of(taken.def);
    let message = format!("the name `{}` is taken in `{own}` by `{other}`", path.local_name()?);
    let error = Diagnostic::error(message).at(at());
    let place = taken.import.map(|it| (it.file, it.leaf));
    let defined = || after.def_sites(taken.def).first().map(|it| (it.file, it.name));
    let place = place.or_else(defined).map(|it| label(after.workspace, it.0, it.1, "taken here"));
    let error = place.into_iter().fold(error, Diagnostic::at);
    Some(error.note("a place in code is shown in the text after the step").help(FREE))
}

const FREE: &str = "export it under another name (`as`), or rename the other item first";

/// The first part of a path that a module does not see.
fn hidden(after: &Resolver<'_>, module: ModuleId, path: &PathData) -> Option<String> {
    (1..=path.segments.len()).find_map(|end| {
        let part = PathData { segments: path.segments[..end].to_vec(), ..path.clone() };
        let ns = if end == path.segments.len() { NsSet::ALL } else { NsSet::TYPES };
        let found = after.use_path(module, &part, ns);
        let is_seen = |it: &Binding| after.is_seen(it.seen_in, module);
        let names = part.segments.iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
        (!found.is_empty() && !found.iter().any(is_seen)).then(|| names.join("::"))
    })
}

/// What else has the name in the module, not by a glob.
fn taken(
    after: &Resolver<'_>,
    module: ModuleId,
    (name, found): (&str, &[Binding]),
) -> Option<Binding> {
    let spaces = NsSet::EACH.into_iter().filter(|ns| found.iter().any(|it| it.ns.intersects(*ns)));
    let bound = spaces.flat_map(|it| after.in_module(module, name, it));
    let is_ours = |it: &Binding| found.iter().any(|own| own.def == it.def);
    let mut explicit = bound.filter(|it| it.import.is_none_or(|it| !it.is_glob));
    explicit.find(|it| !is_ours(it))
}

fn is_glob(path: &ImportPath) -> bool {
    path.segments.last().is_some_and(|it| it == "*")
}

/// The path without the `*` of a glob.
fn path_data(path: &ImportPath) -> PathData {
    let segment = |name: &SmolStr| Segment { name: name.clone(), range: TextRange::default() };
    let segments = path.segments.iter().filter(|it| *it != "*").map(segment).collect();
    PathData { leading_colons: path.leading_colons, segments }
}
