//! How it is said that a plan was not verified.
//!
//! Invariant: each finding names the command, and what to do; none says that
//! something was taken back, as nothing was changed.

use std::process::ExitStatus;
use std::time::Duration;

use camino::Utf8PathBuf;

use super::call::Call;
use super::run::{Halt, Ran};
use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};
use crate::recipe::plan::StepPlan;

/// As many of the compiler's errors are shown.
pub(super) const SHOWN: usize = 5;
/// As many files are named.
const NAMED: usize = 10;
/// As many lines of output are shown.
const LINES: usize = 20;
const UNCHANGED: &str = "nothing was changed";

/// Something that a plan breaks.
pub(super) struct Broken<'a> {
    pub call: &'a Call,
    /// The compiler's first new errors.
    pub findings: Vec<Diagnostic>,
    /// How many are new.
    pub new: usize,
    /// How many were there before.
    pub old: usize,
    /// The step that breaks it, where it can be told, and its number from 0.
    pub step: Option<(usize, &'a StepPlan)>,
    /// Of how many steps.
    pub of: usize,
}

impl Broken<'_> {
    /// The compiler's errors, and what they add up to.
    pub fn refusal(self, ran: &Ran) -> Refusal {
        let call = self.call.title();
        let message = match self.new {
            0 => format!("`{call}` fails with the recipe: {}", ended(ran.status)),
            1 => format!("`{call}` finds a new error with the recipe"),
            new => format!("`{call}` finds {new} new errors with the recipe"),
        };
        let mut sum = Diagnostic::error(message);
        if self.new > self.findings.len() {
            sum = sum.note(format!("the first {} are shown above", self.findings.len()));
        }
        if self.new == 0 {
            sum = sum.note(tail(&ran.tail));
        }
        if self.old > 0 {
            sum = sum.note(format!("not counted: {} of before", plural(self.old)));
        }
        sum = match self.step {
            Some((number, step)) => sum.note(format!(
                "what breaks it is the step `{}` ({} of {})",
                step.title,
                number + 1,
                self.of
            )),
            None => sum.note("which step breaks it cannot be told"),
        };
        sum = sum.note(UNCHANGED).help("correct the recipe, or first the code that it changes");
        let findings = self.findings.into_iter().chain([sum]).collect();
        Refusal { kind: RefusalKind::Write, findings }
    }
}

/// A call that fails without the plan and says no error to compare by.
pub(super) fn cannot_judge(call: &Call, ran: &Ran) -> Refusal {
    let message = format!(
        "`{}` fails without the recipe, and cannot judge it: {}",
        call.title(),
        ended(ran.status)
    );
    let finding = Diagnostic::error(message).note(tail(&ran.tail)).note(UNCHANGED);
    Refusal::write(finding.help("make the command pass first, or take it out of `[verify]`"))
}

/// What was wrong without the plan.
pub(super) fn was_broken(call: &Call, errors: usize) -> Diagnostic {
    let message = format!("`{}` fails without the recipe, too", call.title());
    let note = format!("not counted: {} of before", plural(errors));
    Diagnostic::warning(message).note(note)
}

/// A call that did not end by itself.
pub(super) fn halted(call: &Call, halt: &Halt, timeout: Duration) -> Refusal {
    let call = call.title();
    let finding = match halt {
        Halt::TimedOut(said) => Diagnostic::error(format!(
            "`{call}` did not end within {} seconds, and was stopped",
            timeout.as_secs()
        ))
        .note(tail(said))
        .help("give it more time with `--verify-timeout`"),
        Halt::Failed(error) => Diagnostic::error(format!("cannot run `{call}`: {error}"))
            .help("make the program one that runs by itself, or take it out of `[verify]`"),
        Halt::TooMuch | Halt::Interrupted => {
            Diagnostic::error(format!("`{call}` finds more errors than can be compared"))
                .help("make it pass first, or take it out of `[verify]`")
        }
    };
    Refusal::write(finding.note(UNCHANGED))
}

/// A call that wrote sources.
pub(super) fn edits(call: &Call, paths: &[Utf8PathBuf]) -> Refusal {
    let message = format!("`{}` edits sources of the workspace", call.title());
    let named = paths.iter().take(NAMED).map(|it| it.to_string());
    let further = paths.len().saturating_sub(NAMED);
    let further = (further > 0).then(|| format!("and {further} more"));
    let finding = named.chain(further).fold(Diagnostic::error(message), Diagnostic::note);
    let finding = finding.note("it did so in a copy of the workspace").note(UNCHANGED);
    Refusal::write(finding.help("take it out of `[verify]`, or run it first"))
}

/// A copy that could not be made or changed.
pub(super) fn no_copy(error: &anyhow::Error) -> Refusal {
    let message = format!("the workspace cannot be copied to verify the recipe: {error:#}");
    let help = "see that the disk has room, and that every file can be read";
    Refusal::write(Diagnostic::error(message).note(UNCHANGED).help(help))
}

fn plural(errors: usize) -> String {
    if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") }
}

/// `exit code 1`, or the signal.
fn ended(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("exit code {code}"),
        None => status.to_string(),
    }
}

/// The last lines of some output.
fn tail(said: &str) -> String {
    if said.is_empty() {
        return "it wrote nothing".to_owned();
    }
    let lines: Vec<_> = said.lines().collect();
    let last = &lines[lines.len().saturating_sub(LINES)..];
    format!("it wrote at last:\n{}", last.join("\n"))
}
