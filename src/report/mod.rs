//! What is shown: diff, summary, diagnostics, references, JSON.
//!
//! Invariant: pure functions from values to text. Nothing here prints, reads
//! or asks the terminal anything. Text for people carries escape codes, which
//! the caller's `anstream` takes out where nobody would see them; names and
//! source lines in it are [escaped](escape), so that no file can send escape
//! codes of its own. Text for programs ([`diff::plain`], [`json`]) carries
//! none and must not go through `anstream`, which would take them out of the
//! files' own lines too.

use crate::change::TreeChange;
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
    /// Files that were not taken in.
    pub passed_over: &'a [PassedOver],
}

impl<'a> From<&'a Plan> for Run<'a> {
    fn from(plan: &'a Plan) -> Run<'a> {
        Run { steps: &plan.steps, tree: &plan.tree, passed_over: &plan.before.passed_over }
    }
}
