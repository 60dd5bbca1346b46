//! Renames through the library, from recipe to written tree, and the verdicts.
//!
//! Invariant: between two renames the copy is what it was at first.

use std::cmp::Reverse;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use anyhow::{Result, anyhow};
use camino::{Utf8Path, Utf8PathBuf};
use kalam_codemod::apply;
use kalam_codemod::checks::{self, VerifiedPlan};
use kalam_codemod::diagnostic::Refusal;
use kalam_codemod::recipe::{run, spec};
use kalam_codemod::report::diagnostics;
use kalam_codemod::workspace::{Workspace, load};

use crate::Call;
use crate::candidates::{Candidate, Deed};
use crate::cargo::Cargo;
use crate::tree::{self, Tree};
use crate::{copies, definitions, mentions, twins};

/// Items that share one check.
const BATCH: usize = 10;
/// Remedies that are followed, one after the other.
const REMEDIES: usize = 4;
/// Findings that are shown of a refusal.
const SHOWN: usize = 3;

static PANIC: Mutex<String> = Mutex::new(String::new());

/// What became of one item, with what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Pass,
    /// Nothing was written.
    Refused(String),
    /// It no longer compiles.
    Broke(String),
    /// Another definition changed, or one of its own did not.
    Overreach(String),
    /// The rename back failed, or left a difference; of `replace`, a second run.
    Unreversed(String),
    /// A mention in code is neither rewritten nor listed, or listed as no code.
    Unlisted(String),
    /// Nothing changed.
    Noop,
    /// A panic.
    Crash(String),
}

impl Verdict {
    /// As the table names it.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Refused(_) => "refused",
            Verdict::Broke(_) => "broke",
            Verdict::Overreach(_) => "overreach",
            Verdict::Unreversed(_) => "unreversed",
            Verdict::Unlisted(_) => "unlisted",
            Verdict::Noop => "noop",
            Verdict::Crash(_) => "crash",
        }
    }

    /// What was said.
    pub fn said(&self) -> &str {
        match self {
            Verdict::Pass | Verdict::Noop => "",
            Verdict::Refused(said)
            | Verdict::Broke(said)
            | Verdict::Overreach(said)
            | Verdict::Unreversed(said)
            | Verdict::Unlisted(said)
            | Verdict::Crash(said) => said,
        }
    }
}

/// Keeps what a panic says for the verdict.
pub fn keep_quiet_about_panics() {
    std::panic::set_hook(Box::new(|it| {
        if let Ok(mut said) = PANIC.lock() {
            *said = it.to_string();
        }
    }));
}

/// A copy of a tree, and how it is checked.
pub struct Judge {
    root: Utf8PathBuf,
    original: Tree,
    cargo: Option<Cargo>,
    doubts: bool,
}

impl Judge {
    /// # Errors
    /// The copy does not compile.
    pub fn new(root: Utf8PathBuf, home: &Utf8Path, call: &Call) -> Result<Judge> {
        let original = tree::read(&root)?;
        let cargo = (!call.no_rustc).then(|| Cargo::new(&root, home, call)).transpose()?;
        Ok(Judge { root, original, cargo, doubts: call.doubts })
    }

    /// What Cargo checks.
    pub fn scope(&self) -> String {
        self.cargo.as_ref().map_or("not compiled".to_owned(), Cargo::scope)
    }

    /// The copy as it was at first.
    pub fn original(&self) -> &Tree {
        &self.original
    }

    /// The copy as it is now.
    pub fn load(&self) -> Result<Workspace> {
        load::load(Some(&self.root.join("Cargo.toml"))).map_err(|it| anyhow!("{}", said(&it)))
    }

    /// Each item by itself, there and back; then those that pass, in batches.
    pub fn verdicts(&self, chosen: &[Candidate]) -> Result<Vec<(Candidate, Verdict)>> {
        let mut done = Vec::new();
        let mut sound = Vec::new();
        for item in chosen {
            let mut item = item.clone();
            self.plant(std::slice::from_ref(&item))?;
            let verdict = catch_unwind(AssertUnwindSafe(|| self.by_its_remedy(&mut item)));
            tree::restore(&self.root, &self.original)?;
            match verdict {
                Ok(Ok(Verdict::Pass)) => sound.push(item),
                Ok(verdict) => done.push((item.clone(), verdict?)),
                Err(_) => done.push((item.clone(), Verdict::Crash(panic_said()))),
            }
        }
        match self.cargo {
            Some(_) => {
                // The copy of a module has no copies in it.
                let is_whole = |it: &Candidate| it.kind == "module" && !it.deed.pieces().is_empty();
                let (alone, sound): (Vec<_>, Vec<_>) = sound.into_iter().partition(is_whole);
                let mut batches = alone.chunks(1).chain(sound.chunks(BATCH));
                batches.try_for_each(|it| self.batch(it, &mut done).map(drop))?
            }
            None => done.extend(sound.into_iter().map(|it| (it, Verdict::Pass))),
        }
        Ok(done)
    }

    /// Where a refusal says what has to get the new name as well, that is done, as a
    /// reader of it would.
    fn by_its_remedy(&self, item: &mut Candidate) -> Result<Verdict> {
        for _ in 0..REMEDIES {
            let refusal = match self.plan(std::slice::from_ref(item)) {
                Ok(there) => return self.there_and_back(item, &there),
                Err(refusal) => refusal,
            };
            if !matches!(item.deed, Deed::Rename) {
                return Ok(Verdict::Refused(said(&refusal)));
            }
            let help = refusal.findings.iter().flat_map(|it| &it.help);
            let paths = help.map(|it| together(it)).find(|it| !it.is_empty());
            let Some(mut paths) = paths else { return Ok(Verdict::Refused(said(&refusal))) };
            if paths.len() > 1 {
                let known = std::iter::once(&item.path).chain(&item.beside).map(String::as_str);
                paths.extend(known);
                paths.sort();
                paths.dedup();
            }
            match item.at(&self.load()?, &paths) {
                Some(all) => *item = all,
                None => return Ok(Verdict::Refused(said(&refusal))),
            }
        }
        Ok(Verdict::Refused("one remedy leads to another".to_owned()))
    }

    fn there_and_back(&self, item: &Candidate, there: &VerifiedPlan) -> Result<Verdict> {
        let before = tree::read(&self.root)?;
        self.write(there)?;
        let after = tree::read(&self.root)?;
        let said_of_mentions = mentions::accounted(item, (&before, &after), there.plan());
        if self.doubts {
            let found = mentions::doubtful(&there.plan().steps[0]);
            found.iter().for_each(|it| println!("{} {}: {it}", item.kind, item.path));
        }
        if after == before {
            // What nothing names stays as it is where an alias takes its place.
            let is_alias = matches!(item.deed, Deed::Alias(_));
            let is_right = is_alias && there.plan().steps[0].rewrites.is_empty();
            return Ok(if is_right {
                said_of_mentions
                    .map_or_else(|it| Verdict::Unlisted(it.to_string()), |()| Verdict::Pass)
            } else {
                Verdict::Noop
            });
        }
        if let Err(wrong) = definitions::compare(item, &self.original, &after) {
            return Ok(Verdict::Overreach(wrong.to_string()));
        }
        if let Err(wrong) = said_of_mentions {
            return Ok(Verdict::Unlisted(wrong.to_string()));
        }
        if !matches!(item.deed, Deed::Rename) {
            return self.once_more(item, &after);
        }
        match self.plan(&[item.back()]) {
            Ok(back) => self.write(&back)?,
            Err(refusal) => return Ok(Verdict::Unreversed(said(&refusal))),
        }
        let differ = tree::difference(&self.original, &tree::read(&self.root)?);
        let differ: Vec<_> = differ.iter().map(|it| it.as_str()).collect();
        Ok(match differ.is_empty() {
            true => Verdict::Pass,
            false => Verdict::Unreversed(format!("differ: {}", differ.join(", "))),
        })
    }

    /// What is replaced stays so: a second run changes nothing.
    fn once_more(&self, item: &Candidate, after: &Tree) -> Result<Verdict> {
        match self.plan(std::slice::from_ref(item)) {
            Ok(again) => self.write(&again)?,
            Err(refusal) => return Ok(Verdict::Unreversed(said(&refusal))),
        }
        let differ = tree::difference(after, &tree::read(&self.root)?);
        Ok(match differ.first() {
            None => Verdict::Pass,
            Some(path) => Verdict::Unreversed(format!("a second run changes {path}")),
        })
    }

    /// The items as steps of one recipe. What lies deeper goes first: the path
    /// of a renamed module leads nowhere.
    fn plan(&self, items: &[Candidate]) -> Result<VerifiedPlan, Refusal> {
        let mut items: Vec<_> = items.iter().collect();
        items.sort_by_key(|it| Reverse(it.path.matches("::").count()));
        let steps: String = items.iter().map(|it| it.step()).collect();
        let scope = if items.iter().any(|it| matches!(it.deed, Deed::Alias(_))) {
            twins::SCOPE
        } else {
            ""
        };
        let recipe =
            spec::parse("oracle.toml".into(), &format!("name = \"oracle\"\n{scope}{steps}"))?;
        let workspace = load::load(Some(&self.root.join("Cargo.toml")))?;
        let recipes = [recipe];
        checks::verify(run::plan(workspace, &recipes)?, &recipes)
    }

    fn write(&self, verified: &VerifiedPlan) -> Result<()> {
        let options = apply::Options::default();
        apply::write(&self.root, &verified.plan().tree, &options).map_err(|it| anyhow!("{it:?}"))
    }

    /// Lets Cargo judge several items at once; those of a batch that fails are
    /// taken apart. Returns whether all passed.
    fn batch(&self, batch: &[Candidate], done: &mut Vec<(Candidate, Verdict)>) -> Result<bool> {
        let errors = self.errors(batch)?;
        let verdict = match (&errors, batch) {
            (None, _) => Some(Verdict::Pass),
            (Some(errors), [_]) => Some(Verdict::Broke(errors.clone())),
            _ => None,
        };
        if let Some(verdict) = verdict {
            done.extend(batch.iter().map(|it| (it.clone(), verdict.clone())));
            return Ok(verdict == Verdict::Pass);
        }
        let errors = errors.unwrap_or_default();
        let (left, right) = suspects(batch, &errors);
        let all_sound = self.batch(&left, done)? & self.batch(&right, done)?;
        self.plant(batch)?;
        let is_planned = self.plan(batch).is_ok();
        tree::restore(&self.root, &self.original)?;
        if all_sound && is_planned {
            // Sound alone, not together: the last one takes the blame. That one
            // refuses what another has changed is sound.
            if let Some((_, verdict)) = done.last_mut() {
                *verdict = Verdict::Broke(format!("only together with others:\n{errors}"));
            }
        }
        Ok(false)
    }

    /// Puts the copies beside some items.
    fn plant(&self, items: &[Candidate]) -> Result<()> {
        if items.iter().all(|it| it.deed.pieces().is_empty()) {
            return Ok(());
        }
        tree::restore(&self.root, &copies::planted(&self.original, items))
    }

    fn errors(&self, batch: &[Candidate]) -> Result<Option<String>> {
        self.plant(batch)?;
        let planned = match catch_unwind(AssertUnwindSafe(|| self.plan(batch))) {
            Ok(Ok(plan)) => plan,
            wrong => {
                tree::restore(&self.root, &self.original)?;
                let said = |it: Result<_, Refusal>| it.err().map(|it| said(&it));
                return Ok(wrong.map_or_else(|_| Some(panic_said()), said));
            }
        };
        self.write(&planned)?;
        let names = batch.iter().map(|it| (it.fresh.as_str(), it.name.as_str())).collect();
        let errors = self.cargo.as_ref().map(|it| it.judge(&names)).transpose()?.flatten();
        tree::restore(&self.root, &self.original)?;
        let left = planned.plan().steps.iter().flat_map(mentions::doubtful);
        Ok(errors.map(|it| std::iter::once(it).chain(left).collect::<Vec<_>>().join("\n")))
    }
}

/// The paths of the items that a remedy says have to get one name.
fn together(help: &str) -> Vec<&str> {
    let one = help.split_once("`, which is all of them").and_then(|it| it.0.rsplit_once('`'));
    let several = help.split_once(" one new name, in one step");
    let several = several.and_then(|it| it.0.rsplit_once("give "));
    match (one, several) {
        (Some((_, path)), _) => vec![path],
        (None, Some((_, paths))) => paths.split('`').skip(1).step_by(2).collect(),
        (None, None) => Vec::new(),
    }
}

/// Those that the errors name, and the others; or two halves.
fn suspects(batch: &[Candidate], errors: &str) -> (Vec<Candidate>, Vec<Candidate>) {
    let (named, others): (Vec<_>, Vec<_>) = batch
        .iter()
        .cloned()
        .partition(|it| errors.contains(&it.fresh) || errors.contains(&it.name));
    if named.is_empty() || others.is_empty() {
        let (left, right) = batch.split_at(batch.len() / 2);
        return (left.to_vec(), right.to_vec());
    }
    (named, others)
}

fn said(refusal: &Refusal) -> String {
    let all: String = refusal.findings.iter().take(SHOWN).map(diagnostics::short).collect();
    anstream::adapter::strip_str(&all).to_string()
}

fn panic_said() -> String {
    PANIC.lock().map(|mut it| std::mem::take(&mut *it)).unwrap_or_default()
}
