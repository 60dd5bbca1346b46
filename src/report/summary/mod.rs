//! What a run does, or did, for a person: per step what is rewritten and what
//! is left, and the sum.
//!
//! Invariant: each rewrite and each left mention of the plan is counted. Those
//! that a person should look at are listed one by one.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anstyle::Style;

use super::count::{self, counts, plural};
use super::{Run, escape, fate, style};
use crate::change::TreeChange;
use crate::diagnostic::{Diagnostic, Level};
use crate::recipe::plan::{Left, LeftReason, StepPlan, StepState};
use crate::workspace::PassedOver;

/// As many rows of a list are shown unless all are asked for.
const LISTED: usize = 50;

/// Whether the changes are on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// Not yet: after `preview`, `--dry-run`, `--check`.
    Would,
    /// All of them are.
    Did,
}

/// How much is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What a person should look at, up to fifty rows of each list.
    Doubtful,
    /// Every left mention.
    All,
}

/// The summary of a run; ends with a line end.
///
/// Findings are only counted: [`super::diagnostics`] shows them.
pub fn summary(run: Run<'_>, tense: Tense, detail: Detail) -> String {
    let mut page = Page { out: String::new(), tense, detail };
    for step in run.steps {
        page.step(step);
    }
    page.passed_over(run.passed_over);
    page.lock(run);
    page.total(run);
    page.out
}

/// A summary on the way to being written.
struct Page {
    out: String,
    tense: Tense,
    detail: Detail,
}

impl Page {
    fn step(&mut self, step: &StepPlan) {
        let (style, verb, what) = match step.state {
            StepState::Done if is_scoped(step) => {
                (style::QUIET, "Done", "carried out inside the `[scope]`".into())
            }
            StepState::Done => (style::QUIET, "Done", "already carried out".into()),
            StepState::Skipped => (style::QUIET, "Skipped", "optional, matches nothing".into()),
            StepState::Pending => (style::VERB, self.verb("Would apply", "Applied"), places(step)),
        };
        self.line(style, verb, &format!("{}: {what}", escape::line(&step.title)));
        self.left(&step.left);
    }

    fn left(&mut self, left: &[Left]) {
        if left.is_empty() {
            return;
        }
        let reasons = counts(left.iter().map(|it| count::reason(&it.reason)));
        self.line(style::QUIET, "Left", &format!("{}: {reasons}", mentions(left.len())));
        let (doubtful, harmless): (Vec<_>, Vec<_>) =
            left.iter().partition(|it| it.reason.is_doubtful());
        if self.detail == Detail::All {
            self.list(harmless.into_iter().map(left_row));
        }
        if !doubtful.is_empty() {
            let text = format!("{} that may be meant:", mentions(doubtful.len()));
            self.line(style::CAUTION, "Look at", &text);
            self.list(doubtful.into_iter().map(left_row));
        }
    }

    /// Files in which nothing was looked for: never in silence.
    fn passed_over(&mut self, files: &[PassedOver]) {
        if files.is_empty() {
            return;
        }
        self.line(style::CAUTION, "Not read", &format!("{}:", plural(files.len(), FILES)));
        self.list(files.iter().map(|it| row(it.path.as_str(), &it.reason)));
    }

    /// What the step leaves to Cargo.
    fn lock(&mut self, run: Run<'_>) {
        if run.changes_lock {
            let text = "`Cargo.lock` will change at Cargo's next run; where that says \
                        `--locked`, run `cargo update --workspace` first";
            self.line(style::CAUTION, "Lock file", text);
        }
    }

    fn total(&mut self, run: Run<'_>) {
        let sums = sums(run.steps).join(", ");
        if run.tree.is_empty() {
            return self.line(style::VERB, "Unchanged", &format!("nothing to do; {sums}"));
        }
        let verb = self.verb("Would change", "Changed");
        self.line(style::VERB, verb, &format!("{}: {sums}", files(run.tree)));
    }

    fn verb(&self, would: &'static str, did: &'static str) -> &'static str {
        match self.tense {
            Tense::Would => would,
            Tense::Did => did,
        }
    }

    /// Rows below a line, as many as the detail allows.
    fn list(&mut self, mut rows: impl ExactSizeIterator<Item = String>) {
        let listed = if self.detail == Detail::All { rows.len() } else { LISTED };
        for row in rows.by_ref().take(listed) {
            let _ = writeln!(self.out, "{:>12} {row}", "");
        }
        if rows.len() > 0 {
            let _ = writeln!(self.out, "{:>12} and {} more; -v lists all", "", rows.len());
        }
    }

    /// A line with its verb in Cargo's twelve columns.
    fn line(&mut self, style: Style, verb: &str, text: &str) {
        let _ = writeln!(self.out, "{style}{verb:>12}{style:#} {text}");
    }
}

/// Whether mentions remain that only the scope leaves alone.
fn is_scoped(step: &StepPlan) -> bool {
    step.left.iter().any(|it| it.reason == LeftReason::OutOfScope)
}

const FILES: count::Words = ["file", "files"];

fn mentions(count: usize) -> String {
    plural(count, ["mention", "mentions"])
}

/// `path:line:col: name: reason`.
fn left_row(left: &Left) -> String {
    let place = format!("{}:{}:{}", left.path, left.at.line, left.at.col);
    row(&place, &format!("{}: {}", left.name, left.reason.describe()))
}

fn row(place: &str, text: &str) -> String {
    let style = style::PLACE;
    format!("{style}{}{style:#}: {}", escape::line(place), escape::line(text))
}

/// `45 places in 12 files (30 paths, 15 imports)`, or the files of a step that
/// only moves, adds or deletes some.
fn places(step: &StepPlan) -> String {
    let rewrites = &step.rewrites;
    if rewrites.is_empty() {
        return files(&step.tree);
    }
    let paths: BTreeSet<_> = rewrites.iter().map(|it| &it.path).collect();
    let places = plural(rewrites.len(), ["place", "places"]);
    let kinds = counts(rewrites.iter().map(|it| count::site(it.site)));
    format!("{places} in {} ({kinds})", plural(paths.len(), FILES))
}

/// `14 files (1 added, 2 moved)`; those that only changed are not named apart.
fn files(tree: &TreeChange) -> String {
    let fates = tree.files.iter().map(fate).filter(|&it| it != "changed");
    let fates = counts(fates.map(|it| [it, it]));
    let fates = if fates.is_empty() { fates } else { format!(" ({fates})") };
    format!("{}{fates}", plural(tree.files.len(), FILES))
}

/// Places, left mentions and warnings of all steps.
fn sums(steps: &[StepPlan]) -> Vec<String> {
    let places: usize = steps.iter().map(|it| it.rewrites.len()).sum();
    let left = || steps.iter().flat_map(|it| &it.left);
    let doubtful = left().filter(|it| it.reason.is_doubtful()).count();
    let warnings = steps.iter().flat_map(|it| &it.findings).filter(is_warning).count();
    let mut sums = Vec::new();
    if places > 0 {
        sums.push(plural(places, ["place", "places"]));
    }
    sums.push(format!("{} left", mentions(left().count())));
    if doubtful > 0 {
        sums.push(format!("{doubtful} to look at"));
    }
    if warnings > 0 {
        sums.push(plural(warnings, ["warning", "warnings"]));
    }
    sums
}

fn is_warning(finding: &&Diagnostic) -> bool {
    finding.level == Level::Warning
}

#[cfg(test)]
mod tests;
