//! What must hold before anything is written.
//!
//! Invariant: only [`verify`] makes a [`VerifiedPlan`], and only that can be
//! written.

mod crates;
mod expect;
mod files;
mod manifests;
mod meaning;
mod reparse;
mod twice;
mod words;

use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};
use crate::planted::planted;
use crate::recipe::plan::Plan;
use crate::recipe::spec::RecipeSpec;

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
/// whole words and writes none that nobody asked for, each module has its file, and
/// each name in play means after each step what it meant, up to what the step asks
/// for.
///
/// # Errors
/// A refusal with every finding, each with its place in the text before.
pub fn verify(plan: Plan) -> Result<VerifiedPlan, Refusal> {
    let mut findings: Vec<Diagnostic> =
        if planted("reparse-skipped") { Vec::new() } else { reparse::check(&plan) };
    for step in &plan.steps {
        findings.extend(words::check(&step.evidence));
        findings.extend(files::check(&step.evidence));
        findings.extend(twice::check(&step.evidence));
        if !planted("meaning-unchecked") {
            findings.extend(meaning::check(step));
        }
    }
    findings.extend(manifests::check(&plan));
    findings.extend(crates::check(&plan));
    if findings.is_empty() {
        return Ok(VerifiedPlan { plan });
    }
    Err(Refusal { kind: RefusalKind::Check, findings })
}

/// What the `[[expect]]` of some recipes find in the tree after a plan.
pub fn expectations(plan: &VerifiedPlan, recipes: &[RecipeSpec]) -> Vec<Diagnostic> {
    expect::check(&plan.plan.after, recipes)
}
