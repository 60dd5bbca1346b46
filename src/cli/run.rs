//! The commands, each as a few calls of the stages.
//!
//! Invariant: only a [`VerifiedPlan`] reaches `apply`, and what is shown as done
//! is on disk.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use clap::CommandFactory as _;
use signal_hook::consts::TERM_SIGNALS;

use super::args::{Apply, Cli, Command, Format, Preview, Recipes};
use super::screen::{Screen, Stop, Verbosity};
use super::{refs, root};
use crate::apply::{self, Recovery, Vcs};
use crate::change::TreeChange;
use crate::checks::{self, VerifiedPlan};
use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};
use crate::exit::Exit;
use crate::recipe;
use crate::recipe::spec::{self, RecipeSpec};
use crate::report::summary::Tense;
use crate::report::{self, Run};
use crate::verify::{self, Calls};
use crate::workspace::load;

/// As many files are named in one error.
const NAMED: usize = 20;

/// Does what the command line says.
pub(super) fn run(cli: &Cli, screen: &mut Screen) -> Result<Exit, Stop> {
    let manifest_path = cli.shared.manifest_path.as_deref();
    match &cli.command {
        Command::Apply(args) => apply(args, manifest_path, screen),
        Command::Preview(args) => preview(args, manifest_path, screen),
        Command::Check(args) => check(&args.recipes, manifest_path, screen),
        Command::Refs(args) => refs(&args.path, manifest_path, screen),
        Command::Completions { shell } => completions(*shell, screen),
        Command::Recover => recover(manifest_path, screen),
        Command::Undo => undo(manifest_path, screen),
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
    let expect_matches = recipes.expect_matches;
    let recipes = spec::read_all(&recipes.files)?;
    // Before anything else is read: the tree may be half changed.
    if let Some(root) = root::of_earlier_run(manifest_path) {
        refuse_interrupted(&root)?;
    }
    let workspace = load::load(manifest_path)?;
    let plan = recipe::run::plan(workspace, &recipes)?;
    let unmatched: Vec<_> = plan.steps.iter().flat_map(|it| it.unmatched.iter().cloned()).collect();
    if expect_matches && !unmatched.is_empty() {
        return Err(Refusal { kind: RefusalKind::Check, findings: unmatched }.into());
    }
    let verified = checks::verify(plan)?;
    let unmet = checks::expectations(&verified, &recipes);
    Ok(Planned { recipes, verified, unmet })
}

fn refuse_interrupted(root: &Utf8Path) -> Result<(), Stop> {
    if !apply::is_interrupted(root)? {
        return Ok(());
    }
    let finding = Diagnostic::error(format!("an earlier run in `{root}` was interrupted"));
    let help = "run `kalam-codemod recover` first: it takes that run back";
    Err(Refusal::check(finding.help(help)).into())
}

fn apply(
    args: &Apply,
    manifest_path: Option<&Utf8Path>,
    screen: &mut Screen,
) -> Result<Exit, Stop> {
    if args.check {
        return check(&args.recipes, manifest_path, screen);
    }
    let planned = planned(&args.recipes, manifest_path)?;
    if args.dry_run {
        return show(planned, args.recipes.format, screen);
    }
    let recipes = planned.recipes.clone();
    let verified = planned.refuse_unmet()?;
    let plan = verified.plan();
    let root = &plan.before.root;
    if !args.allow_dirty {
        refuse_dirty(root, &plan.tree)?;
    }
    let interrupt = interrupt()?;
    let options = apply::Options { interrupt: Some(&interrupt), ..Default::default() };
    if args.verify && !plan.tree.is_empty() {
        apply::check(root, &plan.tree, &options)?;
        let calls = Calls::of(&recipes, root)?;
        verify(&verified, &calls, (args.verify_timeout, &interrupt), screen)?;
    }
    apply::write(root, &plan.tree, &options)?;
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
    calls: &Calls,
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
    let hold = apply::hold(&plan.plan().before.root)?;
    let options = verify::Options { timeout, interrupt, own: &hold.folder, tell: &tell };
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
    planned.refuse_unmet().map(|_| Exit::Done)
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

/// Set when the user asks to stop. Asked for only before writing: until then
/// there is nothing to take back, and a signal ends the program at once.
fn interrupt() -> Result<Arc<AtomicBool>, Refusal> {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in TERM_SIGNALS {
        signal_hook::flag::register(*signal, Arc::clone(&flag)).map_err(|error| {
            let message = format!("cannot listen for signals: {error}");
            Refusal::write(Diagnostic::error(message).help("try again"))
        })?;
    }
    Ok(flag)
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
    Ok(Exit::Done)
}

fn completions(shell: clap_complete::Shell, screen: &Screen) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "kalam-codemod", &mut script);
    screen.data(&script)?;
    Ok(Exit::Done)
}

/// The root of the workspace whose runs are to be taken back; it is not loaded,
/// as its manifests may be half changed.
fn root_of(manifest_path: Option<&Utf8Path>) -> Result<Utf8PathBuf, Refusal> {
    root::of_earlier_run(manifest_path).ok_or_else(|| {
        let message = "no run of this program has left anything here";
        let help = "start it in the workspace, or name its manifest with `--manifest-path`";
        Refusal::input(Diagnostic::error(message).help(help))
    })
}

fn recover(manifest_path: Option<&Utf8Path>, screen: &Screen) -> Result<Exit, Stop> {
    let root = match root::of_earlier_run(manifest_path) {
        Some(root) => root,
        None => {
            screen.status("Nothing to recover\n");
            return Ok(Exit::Done);
        }
    };
    let Recovery { dropped, taken_back, restored, kept } = apply::recover(&root)?;
    match taken_back + dropped {
        0 => screen.status("Nothing to recover\n"),
        1 => screen.status("Took back an interrupted run\n"),
        runs => screen.status(&format!("Took back {runs} interrupted runs\n")),
    }
    list(screen, &restored);
    if kept.is_empty() {
        return Ok(Exit::Done);
    }
    Err(Stop::NeedsPerson(kept.iter().map(kept_finding).collect()))
}

/// A file that somebody changed after an interrupted run.
fn kept_finding(kept: &apply::Kept) -> Diagnostic {
    let message = format!("`{}` was changed since, and is left as it is", kept.path);
    let help = match &kept.original {
        Some(original) => format!("compare it with `{original}`, its content from before the run"),
        None => "the run made it: remove it, if you do not need it".into(),
    };
    Diagnostic::error(message).help(help)
}

fn undo(manifest_path: Option<&Utf8Path>, screen: &Screen) -> Result<Exit, Stop> {
    let root = root_of(manifest_path)?;
    let interrupt = interrupt()?;
    let options = apply::Options { interrupt: Some(&interrupt), ..Default::default() };
    let restored = apply::undo(&root, &options)?;
    screen.status("Took back the last apply\n");
    list(screen, &restored);
    Ok(Exit::Done)
}

/// Files that are again what they were.
fn list(screen: &Screen, paths: &[Utf8PathBuf]) {
    for path in paths {
        screen.status(&format!("    {}\n", report::escape::line(path.as_str())));
    }
}
