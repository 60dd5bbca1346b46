//! A run: the steps of some recipes in their order, each seeing the result of
//! the one before.

use crate::diagnostic::Refusal;
use crate::recipe::export::Direction;
use crate::recipe::later::StepOfRun;
use crate::recipe::plan::{Evidence, Plan, StepPlan, StepState};
use crate::recipe::spec::{RecipeSpec, VerbSpec};
use crate::recipe::{
    Step, StepOutcome, delete, export, hidden, manifests, over, patched, rename, replace, text,
};
use crate::workspace::{SourceFile, Workspace};

/// Plans a run; nothing is written.
///
/// # Errors
/// The first step that names something that is not there, or cannot be
/// carried out; with its place in the recipe or in the code.
pub fn plan<'a>(workspace: Workspace, recipes: &'a [RecipeSpec]) -> Result<Plan, Refusal> {
    let before = workspace.clone();
    let mut now = workspace;
    let mut steps = Vec::new();
    let of_recipe = |it: &'a RecipeSpec| it.steps.iter().map(move |step| (it, step));
    let all: Vec<StepOfRun<'_>> = recipes.iter().flat_map(of_recipe).collect();
    let mut number = 0;
    for (at, &(recipe, spec)) in all.iter().enumerate() {
        let is_first = at == 0 || !std::ptr::eq(all[at - 1].0, recipe);
        number = if is_first { 1 } else { number + 1 };
        let step = Step { recipe, spec, later: &all[at + 1..] };
        step.out_of_scope(&now)?;
        let outcome = carry_out(step, &now)?;
        step.hold_scope(&now, &outcome)?;
        let next = now.with(&outcome.change);
        steps.push(step_plan(title(step, number), outcome, &now, &next));
        now = next;
    }
    all_done(&now, &all)?;
    let tree = match steps.as_slice() {
        [only] => only.tree.clone(),
        _ => now.tree_change_since(&before),
    };
    let mut passed_over = before.passed_over.clone();
    passed_over.extend(before.files().filter_map(SourceFile::too_deep));
    passed_over.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Plan { before, after: now, steps, tree, passed_over })
}

/// Refuses a run of which a `replace` would have something to do once more.
fn all_done(now: &Workspace, all: &[StepOfRun<'_>]) -> Result<(), Refusal> {
    for (at, &(recipe, spec)) in all.iter().enumerate() {
        let later = &all[at + 1..];
        let Some(path) = over::brought_back(spec, later) else { continue };
        let step = Step { recipe, spec, later };
        if carry_out(step, now).is_ok_and(|it| it.state != StepState::Pending) {
            continue;
        }
        return Err(over::begins_anew(step, path));
    }
    Ok(())
}

fn carry_out(step: Step<'_>, workspace: &Workspace) -> Result<StepOutcome, Refusal> {
    match &step.spec.verb {
        VerbSpec::Rename(it) => rename::plan(step, it, workspace),
        VerbSpec::Replace(it) => replace::plan(step, it, workspace),
        VerbSpec::Delete(it) => delete::plan(step, it, workspace),
        VerbSpec::Export(it) => export::plan(step, it, Direction::Export, workspace),
        VerbSpec::Unexport(it) => export::plan(step, it, Direction::Unexport, workspace),
        VerbSpec::Manifest(it) => manifests::plan(step, it, workspace),
        VerbSpec::Text(it) => text::plan(step, it, workspace),
    }
}

fn title(step: Step<'_>, number: usize) -> String {
    let verb = match &step.spec.verb {
        VerbSpec::Rename(_) => "rename",
        VerbSpec::Replace(_) => "replace",
        VerbSpec::Delete(_) => "delete",
        VerbSpec::Export(_) => "export",
        VerbSpec::Unexport(_) => "unexport",
        VerbSpec::Manifest(_) => "dependencies",
        VerbSpec::Text(_) => "text",
    };
    step.spec.name.clone().unwrap_or_else(|| format!("{verb} (step {number})"))
}

fn step_plan(
    title: String,
    outcome: StepOutcome,
    before: &Workspace,
    after: &Workspace,
) -> StepPlan {
    let StepOutcome { state, mut rewrites, mut left, mut findings, unmatched, .. } = outcome;
    let StepOutcome { change, map, names, called, .. } = outcome;
    rewrites.sort_by(|a, b| (&a.path, a.at).cmp(&(&b.path, b.at)));
    left.sort_by(|a, b| (&a.path, a.at).cmp(&(&b.path, b.at)));
    let tree = after.tree_change_since(before);
    let state =
        if tree.is_empty() && state == StepState::Pending { StepState::Done } else { state };
    let (before, after) = (before.clone(), after.clone());
    let evidence = Evidence { before, after, change, map, names, called };
    findings.extend(hidden::warnings(&evidence));
    findings.extend(patched::warnings(&evidence));
    StepPlan { title, state, rewrites, left, findings, unmatched, tree, evidence }
}
