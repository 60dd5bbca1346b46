//! Whether a run that is over would begin anew: a path of a `rename` that leads to
//! an item of the workspace afterwards, too.
//!
//! Invariant: asks what paths lead to and nothing else; a step that says `once` is
//! not asked.

use crate::diagnostic::{Diagnostic, Refusal};
use crate::recipe::later::StepOfRun;
use crate::recipe::plan::{StepPlan, StepState};
use crate::recipe::rename::new_path;
use crate::recipe::spec::{PairSpec, VerbSpec};
use crate::recipe::{Step, krate, label};
use crate::resolve::{ItemPath, Resolver};
use crate::workspace::Workspace;

/// Refuses a run after which some of its steps would rename something else.
///
/// # Errors
/// The first pair whose old path still leads somewhere, and where to.
pub(super) fn check(
    after: &Workspace,
    steps: &[StepPlan],
    specs: &[StepOfRun<'_>],
) -> Result<(), Refusal> {
    let resolver = Resolver::new(after);
    let done = specs.iter().zip(steps).filter(|it| it.1.state == StepState::Pending);
    for ((recipe, spec), _) in done.filter(|it| !it.0.1.once) {
        let VerbSpec::Rename(it) = &spec.verb else { continue };
        let step = Step { recipe, spec, later: &[] };
        it.pairs.iter().try_for_each(|it| check_pair(step, &resolver, it))?;
    }
    Ok(())
}

fn check_pair(step: Step<'_>, resolver: &Resolver<'_>, pair: &PairSpec) -> Result<(), Refusal> {
    let path = ItemPath::parse(&pair.from.value);
    let found = resolver.items_at(&path);
    let Some(first) = found.first() else { return Ok(()) };
    if krate::is_left_behind(resolver, &found, &new_path(pair)) {
        return Ok(());
    }
    let message = format!("`{path}` would be renamed again by a second run");
    let mut error = Diagnostic::error(message).at(step.label(pair.from.range, ""));
    if let Some(site) = resolver.def_sites(*first).first() {
        let text = "what the path leads to afterwards";
        error = error.at(label(resolver.workspace, site.file, site.name, text));
    }
    Err(Refusal::check(error.help("say `once = true` in this step, if that is meant")))
}
