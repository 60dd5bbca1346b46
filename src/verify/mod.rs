//! The recipe's commands judge a plan before it is written.
//!
//! `[verify] commands` run twice, only if the user asks: on a [`copy`] of the
//! workspace as it is, and on the same copy with the plan carried out. What is
//! wrong in both does not count ([`compiler`]). If something is wrong in the
//! second only, the steps are tried one by one, by halves, for the one that broke
//! it.
//!
//! Invariant: the workspace itself is not touched: nothing must be taken back,
//! neither after a failure nor after a death. Nothing is started but the
//! [`call`]s that were shown before.

// Works on a copy of its own, and runs commands there.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod call;
mod compiler;
mod copy;
mod outside;
mod run;
mod verdict;

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

pub use self::call::{Calls, code_that_runs};

use self::call::Call;
use self::compiler::{CompilerError, errors, fresh};
use self::copy::Copy;
use self::run::{Halt, Limits, Place, Ran};
use self::verdict::Broken;
use crate::apply::{Failure, changed_since};
use crate::checks::VerifiedPlan;
use crate::diagnostic::{Diagnostic, Refusal};
use crate::planted::planted;
use crate::recipe::plan::{Plan, StepPlan};
use crate::workspace::Workspace;

/// How commands run.
pub struct Options<'a> {
    /// As long as each may take.
    pub timeout: Duration,
    /// Set when the user asks to stop.
    pub interrupt: &'a AtomicBool,
    /// The folder of this tool, which no other run uses meanwhile: the copy comes
    /// there, and what Cargo builds of it.
    pub own: &'a Utf8Path,
    /// Is told what runs now, in one line.
    pub tell: &'a dyn Fn(&str),
}

/// Runs the calls without the plan and with it. Returns what was wrong before, as
/// warnings.
///
/// # Errors
/// [`Failure::Refused`]: kind `Check` where a file is no longer what was planned on;
/// kind `Write` where something is wrong with the plan and
/// was not without it, or where a call cannot judge: it cannot be started, does
/// not end, edits sources, or fails without the plan and does not say why.
pub fn verify(
    plan: &VerifiedPlan,
    calls: &Calls,
    options: &Options<'_>,
) -> Result<Vec<Diagnostic>, Failure> {
    let plan = plan.plan();
    let changes = plan.steps.iter().flat_map(|it| &it.tree.files);
    let changed = changes.flat_map(|it| it.from.iter().chain(&it.to));
    let copy = Copy::make(&plan.before, changed, options.own);
    let copy = copy.map_err(|it| verdict::no_copy(&it))?;
    let changed = copy.edited();
    if !changed.is_empty() {
        return Err(changed_since(&changed).into());
    }
    let target = options.own.join("target");
    let mut trial = Trial { plan, copy, target, options };
    let mut before = Vec::new();
    for call in &calls.0 {
        (options.tell)(&format!("{} without the recipe", call.title()));
        let state = trial.state(call, &plan.before).map_err(|it| trial.failure(call, &it))?;
        if !state.passes && state.errors.is_empty() {
            return Err(verdict::cannot_judge(call, &state.ran).into());
        }
        before.push(state);
    }
    for (call, before) in calls.0.iter().zip(&before) {
        (options.tell)(&format!("{} with the recipe", call.title()));
        let after = trial.state(call, &plan.after).map_err(|it| trial.failure(call, &it))?;
        if trial.is_broken((before, &after), &plan.steps) {
            let step = trial.culprit(call, before, &after)?;
            return Err(trial.broken(call, (before, &after), step).into());
        }
    }
    let warned = calls.0.iter().zip(&before).filter(|it| !it.1.passes);
    Ok(warned.map(|(call, before)| verdict::was_broken(call, before.errors.len())).collect())
}

/// What a call makes of a tree.
struct State {
    passes: bool,
    errors: Vec<CompilerError>,
    ran: Ran,
}

/// Why a call says nothing of a tree.
enum Trouble {
    Halt(Halt),
    /// It wrote these sources.
    Edited(Vec<Utf8PathBuf>),
    /// The copy could not be written.
    Copy(anyhow::Error),
}

struct Trial<'a> {
    plan: &'a Plan,
    copy: Copy,
    target: Utf8PathBuf,
    options: &'a Options<'a>,
}

impl Trial<'_> {
    fn state(&mut self, call: &Call, tree: &Workspace) -> Result<State, Trouble> {
        self.copy.lay(tree).map_err(Trouble::Copy)?;
        let place = Place { folder: self.copy.folder(), target: &self.target };
        let limits = Limits { timeout: self.options.timeout, interrupt: self.options.interrupt };
        let mut ran = run::run(call, place, limits).map_err(Trouble::Halt)?;
        let edited = self.copy.edited();
        if !edited.is_empty() {
            return Err(Trouble::Edited(edited.into_iter().map(Into::into).collect()));
        }
        let said = std::mem::take(&mut ran.said);
        let errors = errors(said, self.copy.folder(), tree);
        Ok(State { passes: ran.status.success(), errors, ran })
    }

    fn failure(&self, call: &Call, trouble: &Trouble) -> Failure {
        match trouble {
            Trouble::Halt(Halt::Interrupted) => Failure::Interrupted,
            Trouble::Halt(halt) => verdict::halted(call, halt, self.options.timeout).into(),
            Trouble::Edited(paths) => verdict::edits(call, paths).into(),
            Trouble::Copy(error) => verdict::no_copy(error).into(),
        }
    }

    /// Whether something is wrong after some steps that was not before them.
    fn is_broken(&self, (before, after): (&State, &State), steps: &[StepPlan]) -> bool {
        let is_silent = after.errors.is_empty() || planted("baseline-ignored");
        !after.passes && (is_silent || !fresh(&before.errors, &after.errors, steps).is_empty())
    }

    /// The number of the step that brings what is wrong in the end, if it can be
    /// told: by halves, as a tree without it and one with it differ somewhere.
    ///
    /// # Errors
    /// The user asked to stop.
    fn culprit(
        &mut self,
        call: &Call,
        before: &State,
        last: &State,
    ) -> Result<Option<usize>, Failure> {
        let plan = self.plan;
        let changing: Vec<usize> =
            (0..plan.steps.len()).filter(|it| !plan.steps[*it].tree.is_empty()).collect();
        // Without the step at `good` all is well, with the one at `bad` it is not.
        let (mut good, mut bad) = (0, changing.len().saturating_sub(1));
        while good < bad {
            let middle = usize::midpoint(good, bad);
            let step = changing[middle];
            (self.options.tell)(&format!("{} up to step {}", call.title(), step + 1));
            let state = match self.state(call, &plan.steps[step].evidence.after) {
                Ok(state) => state,
                Err(Trouble::Halt(Halt::Interrupted)) => return Err(Failure::Interrupted),
                Err(_) => return Ok(None),
            };
            let broken = self.is_broken((before, &state), &plan.steps[..=step]);
            let goes_on = || is_there_still(&state, before, last, (plan, step));
            match broken && goes_on() {
                true => bad = middle,
                false => good = middle + 1,
            }
        }
        Ok(changing.get(bad).copied())
    }

    fn broken(&self, call: &Call, states: (&State, &State), step: Option<usize>) -> Refusal {
        let (before, after) = states;
        let new = fresh(&before.errors, &after.errors, &self.plan.steps);
        let finding = |it: &&CompilerError| it.finding(self.copy.folder(), &self.plan.after);
        let broken = Broken {
            call,
            findings: new.iter().take(verdict::SHOWN).map(finding).collect(),
            new: new.len(),
            old: before.errors.len(),
            step: step.map(|it| (it, &self.plan.steps[it])),
            of: self.plan.steps.len(),
        };
        broken.refusal(&after.ran)
    }
}

/// Whether what is wrong after a step is wrong in the end, too: what a later step
/// mends is no fault.
fn is_there_still(state: &State, before: &State, last: &State, at: (&Plan, usize)) -> bool {
    let (plan, step) = at;
    let new = fresh(&before.errors, &last.errors, &plan.steps);
    let missing = fresh(&state.errors, &last.errors, &plan.steps[step + 1..]);
    new.is_empty() || new.iter().any(|it| !missing.contains(it))
}
