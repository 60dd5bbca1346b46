//! `rename`: an item stays where it is and gets another name; the file or
//! folder of a module moves along, and the manifests of a crate.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::change::SourceChange;
use crate::diagnostic::{Diagnostic, Refusal};
use crate::recipe::krate::{self, Crates};
use crate::recipe::moves::Moves;
use crate::recipe::plan::StepState;
use crate::recipe::retarget::stand_in::{self, StandIn};
use crate::recipe::retarget::{Goal, Request, retarget};
use crate::recipe::spec::{PairSpec, Reexports, RenameSpec};
use crate::recipe::target::{self, Source};
use crate::recipe::{Step, StepOutcome, finished, label, made, over, unread, wire};
use crate::resolve::search::Names;
use crate::resolve::{Def, Found, ItemId, ItemPath, Resolver, Space};
use crate::syntax::{Exporter, Symbol};
use crate::workspace::{TargetKind, Workspace};

pub(super) fn plan(
    step: Step<'_>,
    spec: &RenameSpec,
    workspace: &Workspace,
) -> Result<StepOutcome, Refusal> {
    let resolver = Resolver::new(workspace);
    resolver.parse_mentioning(&target::old_names(&spec.pairs));
    let mut goals = BTreeMap::new();
    let mut state = StepState::Skipped;
    let mut misses = Vec::new();
    let mut crates = Crates::new(&resolver);
    let around = new_names(&spec.pairs);
    for pair in &spec.pairs {
        let to = path_after(pair, &around);
        match step.source(&resolver, &pair.from, Some(&to))? {
            Source::Items(found) if over::is_over(&resolver, &found, pair) => {
                state = StepState::Done;
            }
            Source::Items(found) => {
                add_goals(step, &mut crates, (pair, &found), (&resolver, &mut goals))?
            }
            Source::Done(miss) => {
                state = StepState::Done;
                let is_there = !matches!(resolver.find(&to), Found::Nothing { .. });
                misses.push(miss.clear(is_there));
            }
            Source::Skipped(miss) => misses.push(miss),
        }
    }
    if goals.is_empty() {
        return Ok(StepOutcome::idle(state).missing(step, &misses));
    }
    Ok(carry_out((step, spec), &resolver, goals, crates)?.missing(step, &misses))
}

/// What moves with modules that get other names.
fn moves(resolver: &Resolver<'_>, goals: &BTreeMap<Def, Goal>) -> Moves {
    let mut moves = Moves::default();
    for (def, goal) in goals {
        if let Def::Module(id) = def
            && resolver.module(*id).parent.is_some()
        {
            moves.add(resolver, *id, &goal.name);
        }
    }
    moves
}

fn carry_out(
    (step, spec): (Step<'_>, &RenameSpec),
    resolver: &Resolver<'_>,
    goals: BTreeMap<Def, Goal>,
    mut crates: Crates<'_>,
) -> Result<StepOutcome, Refusal> {
    let workspace = resolver.workspace;
    let moves = moves(resolver, &goals);
    let stand_ins = goals.keys().flat_map(|it| stand_in::of(resolver, *it));
    let is_other = |it: &StandIn| it.import.bound.iter().all(|it| !goals.contains_key(&it.def));
    let stand_ins = stand_ins.filter(is_other).collect();
    let files = moves.moved(resolver)?;
    let request = Request {
        resolver,
        stand_ins,
        out_of_scope: step.out_of_scope(workspace)?,
        paths: moves.named(workspace, &files)?,
        moves: files.into_iter().collect(),
        manifests: crates.edits(),
        goals,
        on_conflict: spec.on_conflict,
        reexports: Reexports::Repoint,
        kept: Vec::new(),
        importers: BTreeSet::new(),
        removed: Vec::new(),
        deleted: Vec::new(),
    };
    let mut outcome = retarget(&request)?;
    outcome.findings.extend(made::used(resolver, &request.goals)?);
    wire::names(resolver, &request.goals, spec.keep_wire_names, &mut outcome);
    let change = finished(workspace, outcome.change)?;
    all_reached(&request, &change)?;
    let map = request.goals.keys().map(|it| {
        let key = resolver.def_key(*it);
        (key.clone(), vec![key.mapped(&change)])
    });
    let map = map.collect();
    let names =
        request.goals.iter().flat_map(|(def, goal)| [request.name_of(*def), goal.name.clone()]);
    let names = names.collect();
    let old = Names::new(request.goals.keys().map(|it| request.name_of(*it)));
    let (mut rewrites, mut left, mut findings) = (outcome.rewrites, outcome.left, outcome.findings);
    rewrites.extend(crates.rewrites());
    left.extend(crates.left());
    left.extend(unread::mentions(resolver, &old, true)?);
    if crates.has_any() {
        findings.extend(krate::strangers(workspace));
        findings.extend(krate::programs(workspace, &workspace.with(&change))?);
    }
    let state = StepState::Pending;
    let unmatched = Vec::new();
    let called = request.goals.iter().map(|it| (resolver.def_key(*it.0), it.1.name.clone()));
    let called = called.collect();
    Ok(StepOutcome { state, change, rewrites, left, findings, map, names, called, unmatched })
}

/// Refuses a plan that leaves an item its old name where it is defined.
fn all_reached(request: &Request<'_>, change: &SourceChange) -> Result<(), Refusal> {
    for def in request.goals.keys() {
        for site in request.resolver.def_sites(*def) {
            let edits = change.edits.get(&site.file).map_or(&[][..], |it| it.indels());
            // They are sorted and disjoint.
            let at = edits.partition_point(|it| it.delete.end() < site.name.end());
            let is_left = !edits.get(at).is_some_and(|it| it.delete.contains_range(site.name));
            // The name of a file is the name of a module that is declared by its folder.
            let is_text = !site.name.is_empty();
            if is_text && is_left && !request.out_of_scope.contains(&site.file) {
                let at = label(request.resolver.workspace, site.file, site.name, "");
                let error = Diagnostic::error("the definition is found, and not reached").at(at);
                let help = "declare the module of this file by `mod`, or rename by hand";
                return Err(Refusal::check(error.help(help)));
            }
        }
    }
    Ok(())
}

/// The new name without `r#` and `!`.
fn bare(name: &str) -> &str {
    let name = name.strip_suffix('!').unwrap_or(name);
    name.strip_prefix("r#").unwrap_or(name)
}

/// The path that a pair gives an item.
pub(super) fn new_path(pair: &PairSpec) -> ItemPath {
    let from = ItemPath::parse(&pair.from.value);
    match from.segments.len() {
        1 => from.with_name(&krate::code_name(bare(&pair.to.value))),
        _ => from.with_name(bare(&pair.to.value)),
    }
}

/// What each path of a step that leads further is called afterwards.
fn new_names(pairs: &[PairSpec]) -> BTreeMap<Vec<SmolStr>, SmolStr> {
    let name = |it| SmolStr::new(new_path(it).name());
    let paths = pairs.iter().map(|it| (ItemPath::parse(&it.from.value), name(it)));
    let holders = paths.filter(|it| !it.0.is_macro && it.0.space != Some(Space::Value));
    holders.map(|(path, name)| (path.segments, name)).collect()
}

/// The path that a pair gives an item after all pairs of its step, which may rename
/// what is around it.
fn path_after(pair: &PairSpec, new_names: &BTreeMap<Vec<SmolStr>, SmolStr>) -> ItemPath {
    let from = ItemPath::parse(&pair.from.value);
    let mut path = new_path(pair);
    for last in 0..from.segments.len() - 1 {
        if let Some(name) = new_names.get(&from.segments[..=last]) {
            path.segments[last] = name.clone();
        }
    }
    path
}

fn add_goals(
    step: Step<'_>,
    crates: &mut Crates<'_>,
    (pair, found): (&PairSpec, &[Def]),
    (resolver, goals): (&Resolver<'_>, &mut BTreeMap<Def, Goal>),
) -> Result<(), Refusal> {
    let name = bare(&pair.to.value);
    let asked = ItemPath::parse(&pair.from.value);
    let found = &resolver.without_stand_ins(found);
    for &def in found {
        let path = ItemPath::parse(&resolver.path_of(def));
        if let Some(refusal) = unsupported(step, resolver, pair, def) {
            return Err(if found.len() > 1 {
                twofold(step, resolver, (pair, found))
            } else {
                refusal
            });
        }
        if path.name() != asked.name() {
            let help = format!("name it by its own path: `{path}`");
            let message = format!("`{asked}` is another name of `{path}`, given by `as`");
            return Err(step.refuse(&pair.from, message, &help));
        }
        if let Def::Module(root) = def
            && resolver.module(root).parent.is_none()
        {
            let name = crates.add(step, pair, root)?;
            goals.insert(def, Goal { path: new_path(pair), name, is_other: false });
            continue;
        }
        for def in resolver.twins(def) {
            let path = ItemPath::parse(&resolver.path_of(def)).with_name(name);
            let known = goals.insert(def, Goal { name: name.into(), path, is_other: false });
            if let Some(other) = known.filter(|it| it.name != name) {
                return Err(step.named_twice(pair, &other.name));
            }
        }
    }
    Ok(())
}

fn unsupported(
    step: Step<'_>,
    resolver: &Resolver<'_>,
    pair: &PairSpec,
    def: Def,
) -> Option<Refusal> {
    let refuse = |message: String, help: &str| Some(step.refuse(&pair.from, message, help));
    match def {
        Def::External(id) => {
            let path = resolver.external_path(id);
            refuse(
                format!("`{path}` is not of this workspace"),
                "use `replace` to move its references elsewhere",
            )
        }
        Def::Primitive => refuse("a primitive type has no other name".into(), "use `replace`"),
        Def::Item(id) => foreign(step, resolver, pair, id),
        Def::Module(_) => None,
    }
}

/// Names that others know: the entry point of a program, symbols, what is exported to
/// another language.
fn foreign(
    step: Step<'_>,
    resolver: &Resolver<'_>,
    pair: &PairSpec,
    id: ItemId,
) -> Option<Refusal> {
    let item = resolver.item(id);
    let (site, syntax) = item.sites.first()?;
    let module = resolver.module(item.module);
    let kind = resolver.workspace.target(module.krate).kind;
    let is_program = !matches!(kind, TargetKind::Lib | TargetKind::ProcMacro);
    if item.name == "main" && module.parent.is_none() && is_program {
        let message = "the entry point of a program has no other name".to_owned();
        return Some(step.refuse(&pair.from, message, "move what it does to another function"));
    }
    let exporter = syntax.attrs.exporter;
    let (message, at, help) = match (syntax.attrs.symbol, exporter) {
        (Symbol::OwnName, _) => (
            format!("`{}` is the name of a symbol", item.name),
            "known to the linker",
            format!(
                "give the symbol a name of its own first: `#[export_name = \"{0}\"]`, in an \
                 `extern` block `#[link_name = \"{0}\"]`",
                item.name
            ),
        ),
        (Symbol::None, Some(Exporter { attribute, key })) => (
            format!("`#[{attribute}]` exports `{}` by this name", item.name),
            "known to code in another language",
            format!("keep the name there first: `#[{attribute}({key} = \"{}\")]`", item.name),
        ),
        _ => return None,
    };
    let at = label(resolver.workspace, site.file, site.name, at);
    Some(Refusal::check(Diagnostic::error(message).at(at).help(help)))
}

/// A name that is an item here under some `cfg`s and another one under others.
fn twofold(step: Step<'_>, resolver: &Resolver<'_>, (pair, found): (&PairSpec, &[Def])) -> Refusal {
    let paths: Vec<_> = found.iter().map(|it| format!("`{}`", resolver.path_of(*it))).collect();
    let message = format!(
        "`{}` means different items under different cfgs: {}",
        pair.from.value,
        paths.join(", ")
    );
    step.refuse(&pair.from, message, "rename by hand what is imported under this name, with `as`")
}
