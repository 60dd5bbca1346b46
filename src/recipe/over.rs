//! Whether a run that is over would begin anew: a path of a `rename` or a `delete`, or of a
//! `replace` that deletes, that leads to an item of the workspace afterwards, too; an item that a `replace` took the
//! mentions of, and a later step names.
//!
//! Invariant: a step that says `once` is not asked.

use crate::diagnostic::{Diagnostic, Refusal};
use crate::recipe::later::StepOfRun;
use crate::recipe::plan::{Plan, StepState};
use crate::recipe::rename::new_path;
use crate::recipe::spec::{Definition, PairSpec, RecipeSpec, Spanned, StepSpec, VerbSpec};
use crate::recipe::{Step, krate, label};
use crate::resolve::search::is_word;
use crate::resolve::{Def, Found, ItemPath, Resolver};

/// Refuses a run after which some of its steps would rename or delete something else.
///
/// # Errors
/// The first path that still leads somewhere, and where to.
pub fn check(plan: &Plan, recipes: &[RecipeSpec]) -> Result<(), Refusal> {
    let resolver = Resolver::new(&plan.after);
    let specs = recipes.iter().flat_map(|it| it.steps.iter().map(move |step| (it, step)));
    for ((recipe, spec), plan) in specs.zip(&plan.steps).filter(|it| !it.0.1.once) {
        let step = Step { recipe, spec, later: &[] };
        match &spec.verb {
            VerbSpec::Rename(it) if plan.state == StepState::Pending => {
                it.pairs.iter().try_for_each(|it| check_pair(step, &resolver, it))?;
            }
            VerbSpec::Replace(it)
                if plan.state == StepState::Pending && it.definition == Definition::Delete =>
            {
                it.pairs.iter().try_for_each(|it| check_replaced(step, &resolver, it))?;
            }
            // What was gone may be there by a later step.
            VerbSpec::Delete(it) if plan.state != StepState::Skipped => {
                it.iter().try_for_each(|it| check_deleted(step, &resolver, it))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The old path of a `replace` whose name some later step writes again: that step may
/// bring back what this one takes away.
pub(super) fn brought_back<'s>(
    spec: &'s StepSpec,
    later: &[StepOfRun<'_>],
) -> Option<&'s Spanned<String>> {
    let VerbSpec::Replace(it) = &spec.verb else { return None };
    let written: Vec<&str> = later.iter().flat_map(|it| written(&it.1.verb)).collect();
    let is_written = |path: &&Spanned<String>| {
        let old = ItemPath::parse(&path.value);
        let mut words = written.iter().flat_map(|it| it.split(|it| !is_word(it)));
        words.any(|it| it == old.name())
    };
    it.pairs.iter().map(|it| &it.from).find(is_written).filter(|_| !spec.once)
}

/// The paths and use-trees that a verb writes into code.
fn written(verb: &VerbSpec) -> Vec<&str> {
    let pairs = match verb {
        VerbSpec::Rename(it) => it.pairs.as_slice(),
        VerbSpec::Replace(it) => &it.pairs,
        VerbSpec::Export(it) => {
            return it.iter().flat_map(|it| &it.trees).map(|it| it.value.as_str()).collect();
        }
        _ => return Vec::new(),
    };
    pairs.iter().map(|it| it.to.value.as_str()).collect()
}

/// Says of a step that it would not be done when the run is over.
pub(super) fn begins_anew(step: Step<'_>, path: &Spanned<String>) -> Refusal {
    let path_text = ItemPath::parse(&path.value);
    let message = format!("`{path_text}` would be replaced again by a second run");
    let error = Diagnostic::error(message).at(step.label(path.range, ""));
    let error = error.note("a later step names it again");
    Refusal::check(error.help("say `once = true` in this step, if that is meant"))
}

/// Whether a pair was carried out, though its old path leads somewhere: to what stays
/// behind of a crate, or to other items, which imports bring to where the item of the
/// new name is defined.
pub(super) fn is_over(resolver: &Resolver<'_>, found: &[Def], pair: &PairSpec) -> bool {
    let (old, new) = (&ItemPath::parse(&pair.from.value), &new_path(pair));
    let is_at_home = |it: &Def, path: &ItemPath| {
        ItemPath::parse(&resolver.path_of(*it)).segments == path.segments
    };
    // What is not of the workspace may be either.
    let is_like = |old: &Def, it: &Def| {
        matches!(old, Def::External(_)) || resolver.is_type(*old) == resolver.is_type(*it)
    };
    let is_alike = |it: &Def| found.iter().any(|old| is_like(old, it));
    let has_come = || match resolver.find(new) {
        Found::Items(there) => there.iter().any(|it| is_alike(it) && is_at_home(it, new)),
        _ => false,
    };
    let is_brought = || found.iter().all(|it| !is_at_home(it, old));
    krate::is_left_behind(resolver, found, new) || is_brought() && has_come()
}

fn check_pair(step: Step<'_>, resolver: &Resolver<'_>, pair: &PairSpec) -> Result<(), Refusal> {
    let found = resolver.items_at(&ItemPath::parse(&pair.from.value));
    if is_over(resolver, &found, pair) {
        return Ok(());
    }
    nothing_found(step, resolver, (&pair.from, &found), "renamed again")
}

fn check_replaced(step: Step<'_>, resolver: &Resolver<'_>, pair: &PairSpec) -> Result<(), Refusal> {
    let mut found = resolver.items_at(&ItemPath::parse(&pair.from.value));
    let goal = resolver.items_at(&ItemPath::parse(&pair.to.value));
    found.retain(|it| !goal.contains(it));
    nothing_found(step, resolver, (&pair.from, &found), "replaced and deleted")
}

fn check_deleted(
    step: Step<'_>,
    resolver: &Resolver<'_>,
    path: &Spanned<String>,
) -> Result<(), Refusal> {
    let found = resolver.items_at(&ItemPath::parse(&path.value));
    nothing_found(step, resolver, (path, &found), "deleted")
}

fn nothing_found(
    step: Step<'_>,
    resolver: &Resolver<'_>,
    (path, found): (&Spanned<String>, &[Def]),
    what: &str,
) -> Result<(), Refusal> {
    let Some(first) = found.first() else { return Ok(()) };
    let message = format!("`{}` would be {what} by a second run", ItemPath::parse(&path.value));
    let mut error = Diagnostic::error(message).at(step.label(path.range, ""));
    if let Some(site) = resolver.def_sites(*first).first() {
        let text = "what the path leads to afterwards";
        error = error.at(label(resolver.workspace, site.file, site.name, text));
    }
    Err(Refusal::check(error.help("say `once = true` in this step, if that is meant")))
}
