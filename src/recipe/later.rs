//! Steps that build on each other: what later steps make of a path.
//!
//! A step renames `a::X` to `Y`, a later one `a::Y` to `Z`. Applied again, the
//! first finds neither `a::X` nor `a::Y`; it is carried out if `a::Z` is there.
//!
//! Invariant: a path is followed through later steps only, so it ends; what is
//! there under its own name is never followed.

use crate::recipe::Step;
use crate::recipe::spec::{Definition, PairSpec, RecipeSpec, RenameSpec, StepSpec, VerbSpec};
use crate::resolve::{Def, Found, ItemPath, Resolver, Space};

/// A step of a run, with its recipe.
pub type StepOfRun<'a> = (&'a RecipeSpec, &'a StepSpec);

/// What became of the item that a path names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Now {
    /// It is there, under this path.
    There(ItemPath, Vec<Def>),
    /// A later step deletes it, and it is not there.
    Gone,
    /// It is not there, and no later step says why.
    Nothing,
}

impl Step<'_> {
    /// What a path leads to, by its own name or by one that later steps give.
    pub fn now(&self, resolver: &Resolver<'_>, path: &ItemPath) -> Now {
        follow(resolver, path, self.later)
    }

    /// What later steps let take the place of the item of a path, which may stay.
    pub fn replaced(&self, resolver: &Resolver<'_>, path: &ItemPath) -> Vec<Def> {
        let goals = self.later.iter().enumerate().flat_map(|(at, (_, step))| {
            let VerbSpec::Replace(it) = &step.verb else { return Vec::new() };
            let goals = it.pairs.iter().filter_map(|it| replaced(path, it));
            goals.map(|it| (it, &self.later[at + 1..])).collect::<Vec<_>>()
        });
        let found = goals.flat_map(|(goal, later)| match follow(resolver, &goal, later) {
            Now::There(_, found) => found,
            Now::Gone | Now::Nothing => Vec::new(),
        });
        found.collect()
    }
}

fn follow(resolver: &Resolver<'_>, path: &ItemPath, later: &[StepOfRun<'_>]) -> Now {
    match resolver.find(path) {
        Found::Items(found) => return Now::There(path.clone(), found),
        Found::External(found) => return Now::There(path.clone(), vec![found]),
        Found::Nothing { .. } => {}
    }
    for (at, (_, step)) in later.iter().enumerate() {
        let rest = &later[at + 1..];
        let found = match made_of(resolver, path, (step, rest)) {
            Made::Path(path) => follow(resolver, &path, rest),
            Made::Replaced(path) => match follow(resolver, &path, rest) {
                Now::Nothing => Now::Gone,
                found => found,
            },
            Made::Gone => Now::Gone,
            Made::Nothing => Now::Nothing,
        };
        if found != Now::Nothing {
            return found;
        }
    }
    Now::Nothing
}

/// What one step makes of a path.
enum Made {
    Path(ItemPath),
    /// What the path leads to is deleted; mentions go to this one, if it is there.
    Replaced(ItemPath),
    Gone,
    Nothing,
}

fn made_of(
    resolver: &Resolver<'_>,
    path: &ItemPath,
    (step, later): (&StepSpec, &[StepOfRun<'_>]),
) -> Made {
    let made = match &step.verb {
        VerbSpec::Rename(it) => renamed(resolver, path, (it, later)),
        VerbSpec::Replace(it) => {
            let made = it.pairs.iter().find_map(|it| replaced(path, it));
            match (made, it.definition) {
                (Some(path), Definition::Delete) => return Made::Replaced(path),
                (made, _) => made,
            }
        }
        VerbSpec::Delete(it) => {
            let is_gone = it.iter().any(|it| leads_to(&ItemPath::parse(&it.value), path));
            return if is_gone { Made::Gone } else { Made::Nothing };
        }
        _ => None,
    };
    made.map_or(Made::Nothing, Made::Path)
}

fn renamed(
    resolver: &Resolver<'_>,
    path: &ItemPath,
    (it, later): (&RenameSpec, &[StepOfRun<'_>]),
) -> Option<ItemPath> {
    // An item and the modules around it may get their names in one step.
    let mut new = path.clone();
    for pair in &it.pairs {
        let from = ItemPath::parse(&pair.from.value);
        let own = new.segments.get_mut(from.segments.len() - 1);
        own.filter(|_| leads_to(&from, path)).into_iter().for_each(|it| *it = new_name(pair));
    }
    let mut others = it.pairs.iter();
    (new != *path)
        .then_some(new)
        .or_else(|| others.find_map(|it| renamed_elsewhere(resolver, path, (it, later))))
}

/// The same item, which the pair names by another path, through a re-export.
fn renamed_elsewhere(
    resolver: &Resolver<'_>,
    path: &ItemPath,
    (pair, later): (&PairSpec, &[StepOfRun<'_>]),
) -> Option<ItemPath> {
    let from = ItemPath::parse(&pair.from.value);
    if from.name() != path.name() {
        return None;
    }
    let Now::There(new, found) = follow(resolver, &from.with_name(&new_name(pair)), later) else {
        return None;
    };
    let Now::There(_, holders) = follow(resolver, &holder(path)?, later) else { return None };
    let is_below = |def: &Def| holder(&ItemPath::parse(&resolver.path_of(*def)));
    let known: Vec<_> = holders.iter().map(|it| resolver.path_of(*it)).collect();
    let mut below = found.iter().filter_map(is_below);
    below.any(|it| known.contains(&it.to_string())).then_some(new)
}

/// The path to what an item stands in.
fn holder(path: &ItemPath) -> Option<ItemPath> {
    let mut holder = ItemPath { is_macro: false, space: None, ..path.clone() };
    holder.segments.pop();
    (!holder.segments.is_empty()).then_some(holder)
}

fn replaced(path: &ItemPath, pair: &PairSpec) -> Option<ItemPath> {
    let from = ItemPath::parse(&pair.from.value);
    let mut to = ItemPath::parse(&pair.to.value);
    to.segments.extend(path.segments.get(from.segments.len()..)?.iter().cloned());
    to.is_macro = path.is_macro;
    leads_to(&from, path).then_some(to)
}

/// The new name of a `rename` as code spells it.
fn new_name(pair: &PairSpec) -> smol_str::SmolStr {
    let name = pair.to.value.trim_end_matches('!');
    let name = name.strip_prefix("r#").unwrap_or(name);
    match pair.from.value.contains("::") {
        true => name.into(),
        false => name.replace('-', "_").into(),
    }
}

/// Whether `key` names the item of `path` or a module above it.
fn leads_to(key: &ItemPath, path: &ItemPath) -> bool {
    let is_same = key.segments.len() == path.segments.len();
    // What stands above is no value.
    let is_in_space = match key.space {
        Some(space) if is_same => path.space.is_none_or(|it| it == space),
        space => space != Some(Space::Value),
    };
    path.segments.starts_with(&key.segments)
        && is_in_space
        && (key.is_macro == path.is_macro || !is_same && !key.is_macro)
        && (key.kind == path.kind || key.kind.is_none() || path.kind.is_none())
}
