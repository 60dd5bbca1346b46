//! What is shown: diff, summary, diagnostics, references, JSON.
//!
//! Invariant: pure functions from values to text. Nothing here prints, reads
//! or asks the terminal anything. Text for people carries escape codes, which
//! the caller's `anstream` takes out where nobody would see them; names and
//! source lines in it are [escaped](escape), so that no file can send escape
//! codes of its own. [`diff::plain`] is the exception: it carries the bytes of
//! the files and must reach the output as it is, since `anstream` would take
//! escape codes out of these, too.

use crate::change::{FileChange, TreeChange};
use crate::recipe::plan::{Plan, StepPlan};
use crate::workspace::PassedOver;

mod count;
pub mod diagnostics;
pub mod diff;
pub mod escape;
pub mod json;
pub mod refs;
pub mod style;
pub mod summary;

#[cfg(test)]
pub(crate) mod testing;

/// What of a plan is shown.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The steps, in their order.
    pub steps: &'a [StepPlan],
    /// What the whole run does to the tree.
    pub tree: &'a TreeChange,
    /// Files that were not looked into.
    pub passed_over: &'a [PassedOver],
    /// Whether Cargo has to bring a `Cargo.lock` up to date afterwards.
    pub changes_lock: bool,
}

impl<'a> From<&'a Plan> for Run<'a> {
    fn from(plan: &'a Plan) -> Run<'a> {
        Run {
            steps: &plan.steps,
            tree: &plan.tree,
            passed_over: &plan.passed_over,
            changes_lock: plan.changes_lock(),
        }
    }
}

/// What becomes of a file, in a word.
fn fate(file: &FileChange) -> &'static str {
    match (&file.from, &file.to) {
        (None, _) => "added",
        (_, None) => "deleted",
        (from, to) if from != to => "moved",
        _ => "changed",
    }
}
