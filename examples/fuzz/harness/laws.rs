//! The laws that every plan obeys, whatever the sources and the recipe are.
//!
//! | law | what it says |
//! |---|---|
//! | `I1` | what parsed does so afterwards, for two parsers |
//! | `I2` | bytes outside of the edits stay |
//! | `I3` | applied twice is applied once, unless a step says `once` |
//! | `I4` | a rename to new names and back restores every byte |
//! | `I5` | edits are sorted, disjoint and of whole characters |
//! | `I6` | tokens outside of the edits stay what they are |
//! | `I7` | the diff, applied by somebody else, makes the tree of the plan |
//! | `I8` | no panic, no plan that takes seconds; of sources that parse, no refusal that asks for a bug report |
//! | `I9` | with `\r\n` for `\n` before, the same comes of it with `\r\n` for `\n` |
//! | `I10` | files in another order, pairs in another order, one thread or two |
//! | `I11` | a plan made again is the same, and so is a tree that is parsed anew |
//!
//! Invariant: a finding names the law; nothing here changes an input.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use kalam_codemod::checks::{self, VerifiedPlan};
use kalam_codemod::diagnostic::Refusal;
use kalam_codemod::recipe::plan::{Evidence, Plan, Rewrite, SiteKind, StepPlan, StepState};
use kalam_codemod::recipe::run;
use kalam_codemod::recipe::spec::{self, RecipeSpec, VerbSpec};
use kalam_codemod::report::{Run, diff, json};
use kalam_codemod::syntax::{Syntax, is_keyword};
use kalam_codemod::workspace::{FileKind, Workspace};

use super::corpus::{Corpus, Input};
use super::support::pipeline::said;
use super::support::rules;
use super::{lexing, mutate, patch, sources};

thread_local! {
    /// What the last panic said; none where nobody judges.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps what panics of plans say for the findings, and prints nothing of them.
pub fn keep_quiet_about_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |it| {
        PANIC.with(|said| match &mut *said.borrow_mut() {
            Some(said) => *said = it.to_string(),
            None => usual(it),
        });
    }));
}

/// A law that does not hold, and how that shows.
#[derive(Debug)]
pub struct Finding {
    /// The law.
    pub law: &'static str,
    /// What was seen.
    pub text: String,
}

/// How an iteration ended in which all laws hold.
#[derive(Debug, Clone, Copy)]
pub enum End {
    /// The recipe is none.
    NoRecipe,
    /// The plan was refused.
    Refused,
    /// There is nothing to do.
    Nothing,
    /// There is a plan.
    Planned,
    /// There is a plan, and the one that takes it back.
    ThereAndBack,
}

impl End {
    /// In a word or two.
    pub fn word(self) -> &'static str {
        match self {
            End::NoRecipe => "no recipe",
            End::Refused => "refused",
            End::Nothing => "nothing to do",
            End::Planned => "planned",
            End::ThereAndBack => "planned, there and back",
        }
    }
}

/// What the laws are judged with.
pub struct Laws {
    limit: Duration,
    pools: [rayon::ThreadPool; 2],
}

type Outcome = Result<VerifiedPlan, Refusal>;
type Judged = Result<(), (&'static str, String)>;

impl Laws {
    /// A plan may take so long.
    pub fn new(limit: Duration) -> Laws {
        let pool = |it| rayon::ThreadPoolBuilder::new().num_threads(it).build().unwrap();
        Laws { limit, pools: [1, 2].map(pool) }
    }

    /// Whether all laws hold for an input.
    pub fn judge(&self, corpus: &Corpus, input: &Input) -> Result<End, Finding> {
        PANIC.with(|it| *it.borrow_mut() = Some(String::new()));
        let outcome = catch_unwind(AssertUnwindSafe(|| self.all(corpus, input)));
        let said = PANIC.with(|it| it.borrow_mut().take()).unwrap_or_default();
        match outcome {
            Ok(Ok(end)) => Ok(end),
            Ok(Err((law, text))) => Err(Finding { law, text }),
            Err(_) => Err(Finding { law: "I8 panic", text: said }),
        }
    }

    fn all(&self, corpus: &Corpus, input: &Input) -> Result<End, (&'static str, String)> {
        let recipe = match spec::parse("recipe.toml".into(), &input.recipe) {
            Ok(recipe) => recipe,
            Err(refusal) => return said_well(&refusal).map(|()| End::NoRecipe),
        };
        let recipes = vec![recipe];
        let workspace = corpus.workspace(input);
        let begin = Instant::now();
        let first = planned(&workspace, &recipes);
        if begin.elapsed() > self.limit {
            return Err(("I8 time", format!("a plan takes {} ms", begin.elapsed().as_millis())));
        }
        let again = corpus.workspace(input);
        same("I11 again", &first, &planned(&again, &recipes), view)?;
        let by_two = self.pools[1].install(|| planned(&again, &recipes));
        same("I10 threads", &self.pools[0].install(|| planned(&again, &recipes)), &by_two, view)?;
        let other = corpus.renumbered(input).map(|it| planned(&it, &recipes));
        other.map_or(Ok(()), |it| same("I10 files", &first, &it, tree))?;
        same("I10 pairs", &first, &planned(&workspace, &[turned(&recipes[0])]), tree)?;
        line_ends(corpus, (input, &recipes), &first)?;
        let verified = match &first {
            Ok(verified) => verified,
            Err(_) if !parses(&workspace) => return Ok(End::Refused),
            Err(refusal) => return said_well(refusal).map(|()| End::Refused),
        };
        let plan = verified.plan();
        plan.steps.iter().try_for_each(|it| of_step(&it.evidence))?;
        of_tree(plan)?;
        twice(plan, &recipes)?;
        if plan.tree.is_empty() {
            return Ok(End::Nothing);
        }
        Ok(if back(plan, &recipes)? { End::ThereAndBack } else { End::Planned })
    }
}

fn planned(workspace: &Workspace, recipes: &[RecipeSpec]) -> Outcome {
    checks::verify(run::plan(workspace.clone(), recipes)?, recipes)
}

/// A refusal can be shown, and asks nobody to report a bug.
fn said_well(refusal: &Refusal) -> Judged {
    let text = said(refusal);
    match text.contains("report this as a bug") {
        true => Err(("I8 bug", text)),
        false => Ok(()),
    }
}

/// Two outcomes are the same: both refused, or both with the same view.
fn same(law: &'static str, a: &Outcome, b: &Outcome, view: fn(&Plan) -> String) -> Judged {
    let [a, b] = [a, b].map(|it| match it {
        Ok(verified) => view(verified.plan()),
        Err(_) => "refused".to_owned(),
    });
    if a == b { Ok(()) } else { Err((law, difference(&a, &b))) }
}

fn view(plan: &Plan) -> String {
    json::plan(Run::from(plan))
}

/// The files afterwards, in the order of paths.
fn tree(plan: &Plan) -> String {
    shown(&files(&plan.after))
}

fn files(workspace: &Workspace) -> patch::Files {
    workspace.files().map(|it| (it.path.to_string(), it.content().to_string())).collect()
}

fn shown(files: &patch::Files) -> String {
    files.iter().map(|(path, text)| format!("//- {path}\n{text}\n")).collect()
}

fn difference(a: &str, b: &str) -> String {
    similar::TextDiff::from_lines(a, b).unified_diff().header("first", "second").to_string()
}

/// The recipe with the pairs of each step in the other order.
fn turned(recipe: &RecipeSpec) -> RecipeSpec {
    let mut recipe = recipe.clone();
    for step in &mut recipe.steps {
        match &mut step.verb {
            VerbSpec::Rename(it) => it.pairs.reverse(),
            VerbSpec::Replace(it) => it.pairs.reverse(),
            VerbSpec::Delete(it) => it.reverse(),
            _ => {}
        }
    }
    recipe
}

/// I9. A text that has `\r` already says something else with more of them.
fn line_ends(
    corpus: &Corpus,
    (input, recipes): (&Input, &[RecipeSpec]),
    first: &Outcome,
) -> Judged {
    if input.texts.values().any(|it| it.contains('\r')) {
        return Ok(());
    }
    let mut other = input.clone();
    other.texts.values_mut().for_each(|it| *it = it.replace('\n', "\r\n"));
    let other = planned(&corpus.workspace(&other), recipes);
    let of = |it: &Outcome| it.as_ref().ok().map(|it| shown(&files(&it.plan().after)));
    let (expected, actual) = (of(first).map(|it| it.replace('\n', "\r\n")), of(&other));
    let actual = actual.map(|it| it.replace("\r\n", "\n").replace('\n', "\r\n"));
    if expected == actual && only_crlf(&other) {
        return Ok(());
    }
    let [a, b] = [first, &other].map(|it| it.as_ref().map_or_else(said, |it| tree(it.plan())));
    Err(("I9", difference(&a, &b)))
}

/// No line end of the tree has lost its `\r`. A file of one line says nothing of its ends.
fn only_crlf(outcome: &Outcome) -> bool {
    let Ok(verified) = outcome else { return true };
    let before = files(&verified.plan().before);
    let says = |path| before.get(path).is_none_or(|it| it.contains('\n'));
    let ends = |it: &str| (it.matches('\n').count(), it.matches("\r\n").count());
    let after = files(&verified.plan().after);
    let told = after.iter().filter(|it| says(it.0));
    told.map(|it| ends(it.1)).all(|it| it.0 == it.1)
}

/// I2, I5, I6 and, for trees whose tokens were replaced, I11.
fn of_step(evidence: &Evidence) -> Judged {
    for (id, edit) in &evidence.change.edits {
        let files = (evidence.before.file(*id), evidence.after.file(*id));
        let (Some(before), Some(after)) = files else { continue };
        lexing::bytes(before, edit, after).map_err(|it| ("I2 I5", it))?;
        lexing::tokens(before, edit, after).map_err(|it| ("I6", it))?;
        let is_same = after.kind != FileKind::Rust
            || after.syntax().body() == Syntax::parse(&after.text, after.edition).body();
        if !is_same {
            return Err(("I11 tree", format!("{}: another tree when parsed anew", after.path)));
        }
    }
    Ok(())
}

/// I1 and I7, and that what is to be written is what was planned.
fn of_tree(plan: &Plan) -> Judged {
    rules::still_parses(plan).map_err(|it| ("I1", it))?;
    let (before, after) = (files(&plan.before), files(&plan.after));
    let text = diff::plain(&plan.tree);
    let patched = patch::applied(&text, &before).map_err(|it| ("I7", format!("{it}\n{text}")))?;
    if patched != after {
        return Err(("I7", difference(&shown(&after), &shown(&patched))));
    }
    let mut written = before;
    plan.tree.files.iter().filter_map(|it| it.from.as_ref()).for_each(|it| {
        written.remove(it.as_str());
    });
    let to = plan.tree.files.iter().filter_map(|it| Some((it.to.as_ref()?, it)));
    written.extend(to.map(|(path, it)| (path.to_string(), it.after.to_string())));
    if written == after {
        Ok(())
    } else {
        Err(("I2 tree", difference(&shown(&after), &shown(&written))))
    }
}

/// I3. A refusal changes nothing, either: it is due where nobody can tell what a
/// macro call defines, or what code means that does not parse. Of two items of one name
/// one may take the other's place when it is gone.
fn twice(plan: &Plan, recipes: &[RecipeSpec]) -> Judged {
    let is_once = recipes.iter().flat_map(|it| &it.steps).any(|it| it.once);
    if is_once || !sources::each_once(&plan.before) {
        return Ok(());
    }
    match planned(&plan.after, recipes) {
        Ok(again) if again.plan().tree.is_empty() => Ok(()),
        Ok(again) => Err(("I3", diff::plain(&again.plan().tree))),
        Err(refusal) => {
            let said = said(&refusal);
            let is_due = said.contains("that a macro call defines") || !parses(&plan.before);
            if is_due { Ok(()) } else { Err(("I3 refused", said)) }
        }
    }
}

fn parses(workspace: &Workspace) -> bool {
    let rust = workspace.files().filter(|it| it.kind == FileKind::Rust);
    rust.map(|it| it.syntax().errors()).all(|it| it.is_empty())
}

/// I4, where it can be asked: each step did something, names that were nowhere
/// before are taken back, the sources parse, and no module has two items of one name. A
/// path does not tell how a package is spelled, so a crate's name is not taken back.
fn back(plan: &Plan, recipes: &[RecipeSpec]) -> Result<bool, (&'static str, String)> {
    let Some(back) = rules::back(recipes).filter(|_| can_go_back(plan, recipes)) else {
        return Ok(false);
    };
    let recipe = spec::parse("recipe.toml".into(), &back).map_err(|it| ("I4", said(&it)))?;
    let again = match planned(&plan.after, &[recipe]) {
        Ok(again) => again,
        // Two items of one name, of which one has the new one: a path may be both, and the
        // old name is taken.
        Err(why) if back.contains('@') && is_taken(&said(&why)) => return Ok(false),
        // What cannot be read may have the new name by chance.
        Err(why) if said(&why).contains("save the file as UTF-8 first") => return Ok(false),
        Err(why) => return Err(("I4", said(&why))),
    };
    let (before, after) = (files(&plan.before), files(&again.plan().after));
    if before == after {
        Ok(true)
    } else {
        Err(("I4", difference(&shown(&before), &shown(&after))))
    }
}

fn is_taken(said: &str) -> bool {
    ["is taken by", "would be bound twice"].iter().any(|it| said.contains(it))
}

/// Names that come from elsewhere, without an import.
const KNOWN: &[&str] = &[
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32",
    "f64", "char", "bool", "str", "std", "core", "Some", "ok", "String", "test", "main", "dyn",
    "gen", "doc",
];

fn can_go_back(plan: &Plan, recipes: &[RecipeSpec]) -> bool {
    let is_whole = |it: &StepPlan| it.state == StepState::Pending && it.unmatched.is_empty();
    // An attribute that keeps a name in data stays.
    let keeps = |it: &Rewrite| it.site == SiteKind::Attribute && it.from.is_empty();
    let keeps_names = plan.steps.iter().flat_map(|it| &it.rewrites).any(keeps);
    plan.steps.iter().all(is_whole)
        && !keeps_names
        && parses(&plan.before)
        && sources::each_once(&plan.before)
        && only_fresh_names(plan, recipes)
}

fn only_fresh_names(plan: &Plan, recipes: &[RecipeSpec]) -> bool {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let texts: Vec<_> = plan.before.files().map(|it| &it.text).collect();
    for text in &texts {
        mutate::words(text).into_iter().for_each(|it| *names.entry(&text[it]).or_default() += 1);
    }
    let pairs = recipes.iter().flat_map(|it| &it.steps).filter_map(|it| match &it.verb {
        VerbSpec::Rename(it) => Some(&it.pairs),
        _ => None,
    });
    let pairs: Vec<_> = pairs.flatten().collect();
    let all: Vec<&str> = pairs.iter().map(|it| it.to.value.trim_end_matches('!')).collect();
    let edition = kalam_codemod::syntax::Edition::CURRENT;
    let is_fresh =
        |it: &str| !names.contains_key(it) && !is_keyword(it, edition) && !KNOWN.contains(&it);
    let is_once = |it: &str| all.iter().filter(|other| **other == it).count() == 1;
    pairs.iter().all(|it| it.from.value.contains("::"))
        && all.iter().all(|it| is_fresh(it) && is_once(it))
}
