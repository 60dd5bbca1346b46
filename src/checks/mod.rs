//! What must hold before anything is written.
//!
//! Invariant: only [`verify`] makes a [`VerifiedPlan`], and only that can be
//! written.

mod crates;
mod expect;
mod files;
mod kept;
mod manifests;
mod meaning;
mod paths;
mod published;
mod reparse;
mod twice;
mod wire;
mod words;

use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};
use crate::planted::planted;
use crate::recipe::over;
use crate::recipe::plan::{Plan, StepPlan};
use crate::recipe::spec::RecipeSpec;
use crate::resolve::Resolver;

/// What is said where a finding shows a text that is not on disk.
const AFTER: &str = "this is the text after the run";

/// A plan that passed all checks.
#[derive(Debug)]
pub struct VerifiedPlan {
    plan: Plan,
}

impl VerifiedPlan {
    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }
}

/// Checks a plan: each changed file parses as well as before, each edit keeps to
/// whole words and writes none that nobody asked for, each module and
/// each path in a source has its file, what
/// is seen and what data is called stays, and each name in play means after each step
/// what it meant, up to what the step asks for. What is carried out is over: no step of
/// `recipes`, those that were planned, would begin anew.
///
/// # Errors
/// A refusal with every finding, each with its place in the text before; with the first path
/// alone that would be renamed or deleted by a second run.
pub fn verify(plan: Plan, recipes: &[RecipeSpec]) -> Result<VerifiedPlan, Refusal> {
    let parsed = || if planted("reparse-skipped") { Vec::new() } else { reparse::check(&plan) };
    let parsed_and_over = || (parsed(), over::check(&plan, recipes));
    let ((mut findings, over), others) = rayon::join(parsed_and_over, || resolved(&plan));
    over?;
    findings.extend(others);
    if findings.is_empty() {
        return Ok(VerifiedPlan { plan });
    }
    Err(Refusal { kind: RefusalKind::Check, findings })
}

/// A step, with what resolves names in the snapshots before and after it.
struct Judged<'a> {
    step: &'a StepPlan,
    before: &'a Resolver<'a>,
    after: &'a Resolver<'a>,
}

/// The checks that look at one step after the other, and at all of them. A snapshot
/// has one resolver: what one check asked, the next one need not find out again.
fn resolved(plan: &Plan) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut before = Resolver::new(&plan.before);
    for step in &plan.steps {
        let after = Resolver::new(&step.evidence.after);
        let judged = Judged { step, before: &before, after: &after };
        findings.extend(words::check(&step.evidence));
        findings.extend(files::check(&judged));
        findings.extend(paths::check(&judged));
        findings.extend(twice::check(&judged));
        findings.extend(kept::check(&step.evidence));
        findings.extend(wire::check(step));
        if !planted("meaning-unchecked") {
            findings.extend(meaning::check(&judged));
        }
        before = after;
    }
    findings.extend(manifests::check(plan));
    findings.extend(crates::check(plan, &before));
    findings.extend(published::check(plan));
    findings
}

/// What the `[[expect]]` of some recipes find in the tree after a plan.
pub fn expectations(plan: &VerifiedPlan, recipes: &[RecipeSpec]) -> Vec<Diagnostic> {
    expect::check(&plan.plan.after, recipes)
}
