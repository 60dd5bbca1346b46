//! `replace`: references, imports and re-exports go to another, existing item.

use std::collections::BTreeMap;

use crate::diagnostic::Refusal;
use crate::recipe::missed::Miss;
use crate::recipe::plan::StepState;
use crate::recipe::retarget::{Goal, Request, retarget};
use crate::recipe::spec::{Definition, PairSpec, ReplaceSpec};
use crate::recipe::target::{self, Source};
use crate::recipe::{Step, StepOutcome, finished, needs, optional, unread};
use crate::resolve::search::Names;
use crate::resolve::{Def, DefKey, Found, ItemPath, ModuleId, Resolver};
use crate::text::{TextRange, TextSize, slice};
use crate::workspace::{FileId, Workspace};

pub(super) fn plan(
    step: Step<'_>,
    spec: &ReplaceSpec,
    workspace: &Workspace,
) -> Result<StepOutcome, Refusal> {
    let resolver = Resolver::new(workspace);
    resolver.parse_mentioning(&target::old_names(&spec.pairs));
    let mut goals = BTreeMap::new();
    let mut state = StepState::Skipped;
    let mut misses = Vec::new();
    for pair in &spec.pairs {
        let Some((to, wanted)) = step.existing(&resolver, &pair.to)? else {
            state = StepState::Done;
            continue;
        };
        match step.source(&resolver, &pair.from, Some(&to))? {
            Source::Items(found) if found.iter().all(|it| wanted.contains(it)) => {
                state = StepState::Done;
                misses.push(Miss::of_goal(&pair.from));
            }
            Source::Items(found) => {
                let wanted = of_kind(&found, &wanted);
                add_goals(step, &resolver, (pair, &to, &found, &wanted), &mut goals)?
            }
            Source::Done(miss) => {
                state = StepState::Done;
                misses.push(miss.with_goal(&resolver, &to, &wanted));
            }
            Source::Skipped(miss) => misses.push(miss),
        }
    }
    if goals.is_empty() {
        return Ok(StepOutcome::idle(state).missing(step, &misses));
    }
    Ok(carry_out((step, spec), workspace, &resolver, goals)?.missing(step, &misses))
}

/// Where the new path leads to a module and to something else, which of them is meant: a
/// module comes in the place of a module, and nothing else does.
fn of_kind(found: &[Def], wanted: &[Def]) -> Vec<Def> {
    let is_module = |it: &&Def| matches!(it, Def::Module(_));
    let has_module = found.iter().any(|it| is_module(&it));
    let same: Vec<Def> = wanted.iter().filter(|it| is_module(it) == has_module).copied().collect();
    if same.is_empty() { wanted.to_vec() } else { same }
}

fn add_goals(
    step: Step<'_>,
    resolver: &Resolver<'_>,
    (pair, path, found, wanted): (&PairSpec, &ItemPath, &[Def], &[Def]),
    goals: &mut BTreeMap<Def, Goal>,
) -> Result<(), Refusal> {
    let is_module = |it: &Def| matches!(it, Def::Module(_));
    let is_crate =
        |it: &Def| matches!(it, Def::Module(id) if resolver.module(*id).parent.is_none());
    if found.iter().any(is_module) != wanted.iter().any(is_module)
        && !wanted.iter().any(is_external)
    {
        let message = "a module can only be replaced by a module".to_owned();
        return Err(step.refuse(&pair.to, message, "name the items one by one"));
    }
    let is_trait = |it: &&Def| resolver.is_trait(**it);
    let is_own = |it: &&Def| !is_external(it);
    let mut own = found.iter().chain(wanted).filter(is_own);
    let first = own.next().map(|it| is_trait(&it));
    if !own.all(|it| Some(is_trait(&it)) == first) {
        let message = "a trait can only be replaced by a trait".to_owned();
        return Err(step.refuse(&pair.to, message, "name an item of the same kind"));
    }
    if found.iter().any(is_crate) {
        let message = "a whole crate cannot be replaced by this version".to_owned();
        return Err(step.refuse(&pair.from, message, "name its modules or items"));
    }
    let name = path.name();
    for def in found.iter().flat_map(|it| resolver.twins(*it)) {
        let goal = Goal { name: name.into(), path: path.clone(), is_other: true };
        if let Some(other) = goals.insert(def, goal).filter(|it| it.path != *path) {
            return Err(step.named_twice(pair, &other.path.to_string()));
        }
    }
    Ok(())
}

fn is_external(def: &Def) -> bool {
    matches!(def, Def::External(_))
}

fn carry_out(
    (step, spec): (Step<'_>, &ReplaceSpec),
    workspace: &Workspace,
    resolver: &Resolver<'_>,
    goals: BTreeMap<Def, Goal>,
) -> Result<StepOutcome, Refusal> {
    let defs: Vec<Def> = goals.keys().copied().collect();
    let (kept, removed, deleted) = match spec.definition {
        Definition::Keep => {
            let files = files_below(resolver, &defs);
            (own_text(resolver, &defs, &files), Vec::new(), Vec::new())
        }
        Definition::Delete => {
            let files = own_files(resolver, &defs);
            (Vec::new(), own_text(resolver, &defs, &files), files)
        }
    };
    let found = goals.values().flat_map(|it| resolver.items_at(&it.path));
    // What a module imports from one that goes, it can import from itself at most.
    let importers = found.filter_map(|it| match it {
        Def::Module(id) if spec.definition == Definition::Keep => Some(id),
        _ => None,
    });
    let request = Request {
        stand_ins: Vec::new(),
        importers: importers.collect(),
        resolver,
        goals,
        on_conflict: spec.on_conflict,
        reexports: spec.reexports,
        kept,
        removed,
        deleted,
        out_of_scope: step.out_of_scope(workspace)?,
        moves: Vec::new(),
        paths: Vec::new(),
        manifests: Vec::new(),
    };
    let outcome = retarget(&request)?;
    let mut change = finished(workspace, outcome.change)?;
    needs::lay_out(workspace, &outcome.needs, &mut change)?;
    optional::lay_out(workspace, &request, &outcome.needs, &mut change)?;
    if spec.prune_dependencies {
        needs::prune(workspace, &request, &mut change)?;
    }
    let state = if change.is_empty() { StepState::Done } else { StepState::Pending };
    let after = workspace.with(&change);
    let map = map(&request, &Resolver::new(&after));
    let names =
        request.goals.iter().flat_map(|(def, goal)| [request.name_of(*def), goal.name.clone()]);
    let names = names.collect();
    let old = Names::new(request.goals.keys().map(|it| request.name_of(*it)));
    let (rewrites, mut left, findings) = (outcome.rewrites, outcome.left, outcome.findings);
    left.extend(unread::mentions(resolver, &old, spec.definition == Definition::Delete)?);
    let unmatched = Vec::new();
    let called = Vec::new();
    Ok(StepOutcome { state, change, rewrites, left, findings, map, names, called, unmatched })
}

/// The text of the definitions and impls of items, and some files whole.
pub(super) fn own_text(
    resolver: &Resolver<'_>,
    defs: &[Def],
    files: &[FileId],
) -> Vec<(FileId, TextRange)> {
    let whole = |it: &FileId| {
        let len = resolver.workspace.file(*it)?.text.len() as u32;
        Some((*it, TextRange::up_to(len.into())))
    };
    let own = defs.iter().flat_map(|it| text_of(resolver, *it));
    own.chain(files.iter().filter_map(whole)).collect()
}

/// The text of an item's definitions and impls; of a variant with its comma.
fn text_of(resolver: &Resolver<'_>, def: Def) -> Vec<(FileId, TextRange)> {
    let mut own: Vec<_> = resolver.def_sites(def).iter().map(|it| (it.file, it.range)).collect();
    match def {
        Def::Item(id) if resolver.item(id).owner.is_some() => {
            let text = |id| resolver.workspace.file(id).map_or("", |it| &*it.text);
            own.iter_mut().for_each(|it| it.1 = with_comma(text(it.0), it.1));
        }
        Def::Item(id) => {
            let names = Names::new([resolver.item(id).name.clone()]);
            own.extend(resolver.impls_of(def, &names));
        }
        Def::Module(_) | Def::External(_) | Def::Primitive => {}
    }
    own
}

/// The files of modules and of those below them.
fn files_below(resolver: &Resolver<'_>, defs: &[Def]) -> Vec<FileId> {
    let below = |it: &Def| match it {
        Def::Module(id) => resolver.files_below(*id),
        _ => Vec::new(),
    };
    let mut files: Vec<_> = defs.iter().flat_map(below).collect();
    files.sort();
    files.dedup();
    files
}

/// The same, but for files that are of other modules, too.
pub(super) fn own_files(resolver: &Resolver<'_>, defs: &[Def]) -> Vec<FileId> {
    let above = |it: ModuleId| std::iter::successors(Some(it), |it| resolver.module(*it).parent);
    let is_own = |it: &ModuleId| above(*it).any(|it| defs.contains(&Def::Module(it)));
    let mut files = files_below(resolver, defs);
    files.retain(|it| resolver.modules_of(*it).iter().all(is_own));
    files
}

/// A variant with the comma behind it; where it is the last, with the one before it,
/// unless a comment stands between.
fn with_comma(text: &str, range: TextRange) -> TextRange {
    let own = slice(text, range);
    let is_apart = own.starts_with("/*") || own.starts_with("//") && !own.starts_with("///");
    let (before, after) = (&text[..range.start().into()], &text[range.end().into()..]);
    let blanks = after.len() - after.trim_start().len();
    let before = before.trim_end();
    match (after[blanks..].starts_with(','), before.ends_with(',')) {
        (true, _) => TextRange::new(range.start(), range.end() + TextSize::from(blanks as u32 + 1)),
        (false, true) if !is_apart => {
            TextRange::new(TextSize::from(before.len() as u32 - 1), range.end())
        }
        _ => range,
    }
}

/// What the old items may mean afterwards: the new ones.
fn map(request: &Request<'_>, after: &Resolver<'_>) -> Vec<(DefKey, Vec<DefKey>)> {
    let keys = |goal: &Goal| match after.find(&goal.path) {
        Found::Items(found) => {
            found.iter().flat_map(|it| after.twins(*it)).map(|it| after.def_key(it)).collect()
        }
        Found::External(found) => vec![after.def_key(found)],
        Found::Nothing { .. } => Vec::new(),
    };
    request.goals.iter().map(|(def, goal)| (request.resolver.def_key(*def), keys(goal))).collect()
}
