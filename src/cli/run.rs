//! The commands, each as a few calls of the stages.
//!
//! Invariant: only a [`VerifiedPlan`] reaches `apply`, and what is shown as done
//! is on disk.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use clap::CommandFactory as _;

use super::args::{Apply, Cli, Command, Format, Preview, Recipes};
use super::screen::{Screen, Stop, Verbosity};
use super::{earlier, refs};
use crate::apply::{self, Claim, HardLinks, Roots, Vcs};
use crate::change::TreeChange;
use crate::checks::{self, VerifiedPlan};
use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};
use crate::exit::Exit;
use crate::recipe;
use crate::recipe::spec::{self, RecipeSpec};
use crate::report::summary::Tense;
use crate::report::{self, Run};
use crate::verify::{self, Calls};
use crate::workspace::{Workspace, load};

/// As many files are named in one error.
const NAMED: usize = 20;

/// Does what the command line says.
pub(super) fn run(cli: &Cli, screen: &mut Screen) -> Result<Exit, Stop> {
    let manifest_path = cli.shared.manifest_path.as_deref();
    earlier::outlive_limits()?;
    if !matches!(cli.command, Command::Completions { .. } | Command::Recover | Command::Undo) {
        earlier::take_back(manifest_path, screen)?;
    }
    match &cli.command {
        Command::Apply(args) => apply(args, manifest_path, screen),
        Command::Preview(args) => preview(args, manifest_path, screen),
        Command::Check(args) => check(&args.recipes, manifest_path, screen),
        Command::Refs(args) => refs(&args.path, manifest_path, screen),
        Command::Completions { shell } => completions(*shell, screen),
        Command::Recover => earlier::recover(manifest_path, screen),
        Command::Undo => earlier::undo(manifest_path, screen),
    }
}

/// A plan that passed the checks, and which expectations of the recipes would
/// not hold after it.
struct Planned {
    recipes: Vec<RecipeSpec>,
    verified: VerifiedPlan,
    unmet: Vec<Diagnostic>,
}

impl Planned {
    /// What is shown of it.
    fn run(&self) -> Run<'_> {
        self.verified.plan().into()
    }

    /// Refuses where an expectation would not hold.
    fn refuse_unmet(self) -> Result<VerifiedPlan, Stop> {
        if self.unmet.is_empty() {
            return Ok(self.verified);
        }
        Err(Refusal { kind: RefusalKind::Check, findings: self.unmet }.into())
    }
}

/// The recipes read, the workspace read, planned and checked.
fn planned(recipes: &Recipes, manifest_path: Option<&Utf8Path>) -> Result<Planned, Stop> {
    let specs = spec::read_all(&recipes.files)?;
    planned_on(load::load(manifest_path)?, specs, recipes)
}

/// The same under a claim of the workspace: no other run changes what the plan
/// rests on.
fn planned_to_write(
    args: &Apply,
    manifest_path: Option<&Utf8Path>,
) -> Result<(Claim, Planned), Stop> {
    let specs = spec::read_all(&args.recipes.files)?;
    let roots = if args.yes_root { Roots::Any } else { Roots::Usual };
    let guess = load::guess_root(manifest_path);
    let claim = guess.as_deref().map(|it| Claim::take(it, roots)).transpose()?;
    let workspace = load::load(manifest_path)?;
    if let Some(claim) = claim
        && guess.as_ref() == Some(&workspace.root)
    {
        return Ok((claim, planned_on(workspace, specs, &args.recipes)?));
    }
    let claim = Claim::take(&workspace.root, roots)?;
    Ok((claim, planned_on(load::load(manifest_path)?, specs, &args.recipes)?))
}

fn planned_on(
    workspace: Workspace,
    recipes: Vec<RecipeSpec>,
    said: &Recipes,
) -> Result<Planned, Stop> {
    let plan = recipe::run::plan(workspace, &recipes)?;
    let unmatched: Vec<_> = plan.steps.iter().flat_map(|it| it.unmatched.iter().cloned()).collect();
    if said.expect_matches && !unmatched.is_empty() {
        return Err(Refusal { kind: RefusalKind::Check, findings: unmatched }.into());
    }
    let verified = checks::verify(plan, &recipes)?;
    let unmet = checks::expectations(&verified, &recipes);
    Ok(Planned { recipes, verified, unmet })
}

fn apply(
    args: &Apply,
    manifest_path: Option<&Utf8Path>,
    screen: &mut Screen,
) -> Result<Exit, Stop> {
    if args.check {
        return check(&args.recipes, manifest_path, screen);
    }
    if args.dry_run {
        return show(planned(&args.recipes, manifest_path)?, args.recipes.format, screen);
    }
    let (claim, planned) = planned_to_write(args, manifest_path)?;
    let recipes = planned.recipes.clone();
    let verified = planned.refuse_unmet()?;
    let plan = verified.plan();
    let root = &plan.before.root;
    if !args.allow_dirty {
        refuse_dirty(root, &plan.tree)?;
    }
    let interrupt = earlier::interrupt()?;
    let hard_links = if args.break_hardlinks { HardLinks::Break } else { HardLinks::Refuse };
    let options = apply::Options { hard_links, interrupt: Some(&interrupt) };
    if args.verify && !plan.tree.is_empty() {
        claim.check(&plan.tree, &options)?;
        let calls = Calls::of(&recipes, root)?;
        let limits = (args.verify_timeout, &*interrupt);
        verify(&verified, (&calls, &claim), limits, screen)?;
    }
    claim.write(&plan.tree, &options)?;
    screen.summary(plan.into(), Tense::Did);
    let shown = match args.recipes.format {
        Format::Json => screen.data(report::json::plan(plan.into()).as_bytes()),
        Format::Human if screen.verbosity == Verbosity::Verbose => screen.diff(&plan.tree),
        Format::Human => Ok(()),
    };
    if let Err(error) = shown {
        // The work is done, whether or not the diff could be shown.
        screen.output_failed(&error);
    }
    Ok(Exit::Done)
}

/// Shows what will run, and runs it.
fn verify(
    plan: &VerifiedPlan,
    (calls, claim): (&Calls, &Claim),
    (seconds, interrupt): (u64, &AtomicBool),
    screen: &Screen,
) -> Result<(), Stop> {
    for call in calls.shown() {
        screen.status(&format!("    Will run {}\n", report::escape::line(&call)));
    }
    if let Some(code) = verify::code_that_runs(&plan.plan().before) {
        screen.status(&format!("        and what Cargo builds: {}\n", report::escape::line(&code)));
    }
    for variable in calls.environment() {
        screen.status(&format!("        with {}\n", report::escape::line(&variable)));
    }
    let tell = |what: &str| {
        screen.status(&format!("   Verifying {}\n", report::escape::line(what)));
    };
    let timeout = Duration::from_secs(seconds);
    let folder = claim.folder();
    let options = verify::Options { timeout, interrupt, own: &folder, tell: &tell };
    let warnings = verify::verify(plan, calls, &options)?;
    warnings.iter().for_each(|it| screen.finding(it));
    Ok(())
}

fn preview(
    args: &Preview,
    manifest_path: Option<&Utf8Path>,
    screen: &mut Screen,
) -> Result<Exit, Stop> {
    let planned = planned(&args.recipes, manifest_path)?;
    if !args.by_step || args.recipes.format == Format::Json {
        return show(planned, args.recipes.format, screen);
    }
    let run = planned.run();
    for step in run.steps.iter().filter(|it| !it.tree.is_empty()) {
        // Text between the diffs is passed over by `git apply` and `patch`.
        screen.text(&format!("# {}\n", report::escape::line(&step.title)))?;
        screen.diff(&step.tree)?;
    }
    screen.summary(run, Tense::Would);
    planned.refuse_unmet().map(|_| Exit::Done)
}

/// What a plan would do: the diff, or all of it as JSON; then the summary.
fn show(planned: Planned, format: Format, screen: &Screen) -> Result<Exit, Stop> {
    let run = planned.run();
    match format {
        Format::Json => screen.data(report::json::plan(run).as_bytes())?,
        Format::Human => screen.diff(run.tree)?,
    }
    screen.summary(run, Tense::Would);
    // The program ends: its trees need not be taken apart one by one.
    planned.refuse_unmet().map(std::mem::forget).map(|()| Exit::Done)
}

fn check(
    recipes: &Recipes,
    manifest_path: Option<&Utf8Path>,
    screen: &mut Screen,
) -> Result<Exit, Stop> {
    let planned = planned(recipes, manifest_path)?;
    let run = planned.run();
    if recipes.format == Format::Json {
        screen.data(report::json::plan(run).as_bytes())?;
    }
    screen.summary(run, Tense::Would);
    planned.unmet.iter().for_each(|it| screen.finding(it));
    match (run.tree.is_empty(), planned.unmet.is_empty()) {
        (true, true) => return Ok(Exit::Done),
        (true, false) => return Ok(Exit::Pending),
        (false, _) => {}
    }
    let files: Vec<&str> = recipes.files.iter().map(|it| it.as_str()).collect();
    let help = format!("run `kalam-codemod apply {}`", files.join(" "));
    screen.finding(&Diagnostic::error("the recipe is not carried out").help(help));
    Ok(Exit::Pending)
}

/// Refuses where git could not bring back a file that is to be changed.
fn refuse_dirty(root: &Utf8Path, tree: &TreeChange) -> Result<(), Refusal> {
    const HELP: &str = "commit or stash the changes, or say `--allow-dirty`";
    let paths: Vec<Utf8PathBuf> = tree.files.iter().filter_map(|it| it.from.clone()).collect();
    let dirty = match apply::dirty(root, &paths) {
        Ok(Vcs::None) => return Ok(()),
        Ok(Vcs::Git(dirty)) if dirty.is_empty() => return Ok(()),
        Ok(Vcs::Git(dirty)) => dirty,
        Err(error) => {
            let message = format!("cannot tell whether git knows the files: {error:#}");
            return Err(Refusal::check(Diagnostic::error(message).help(HELP)));
        }
    };
    let message = "files to be changed have changes that are not committed";
    let named = dirty.iter().take(NAMED).map(|it| it.to_string());
    let further = dirty.len().saturating_sub(NAMED);
    let further = (further > 0).then(|| format!("and {further} more"));
    let finding = named.chain(further).fold(Diagnostic::error(message), Diagnostic::note);
    Err(Refusal::check(finding.help(HELP)))
}

fn refs(path: &str, manifest_path: Option<&Utf8Path>, screen: &Screen) -> Result<Exit, Stop> {
    spec::check_path(path).map_err(Refusal::input)?;
    let workspace = load::load(manifest_path)?;
    let references = refs::references(&workspace, path)?;
    screen.text(&report::refs::table(&references))?;
    screen.status(&report::refs::sum(&references));
    Ok(Exit::Done)
}

fn completions(shell: clap_complete::Shell, screen: &Screen) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "kalam-codemod", &mut script);
    screen.data(&script)?;
    Ok(Exit::Done)
}
