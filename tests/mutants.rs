//! Plans with one fault in them: an edit left out, made twice, at the wrong place,
//! with the wrong text; a file that does not move. The checks have to object to
//! each, unless the tree is the same in the end.
//!
//! Some mutants of each step of each case of `tests/recipes` are tried with every
//! `cargo test`; `cargo test --test mutants -- --ignored` tries all. Those that no
//! check objects to, though the tree is another one, are listed in
//! `tests/mutants.txt`: an import that stays and is not used, a path that is longer
//! than it has to be, an export that is not made. The long form lets rustc judge
//! each of them, with and without all features. A line that begins with `missed:` is
//! one that rustc objects to and the checks do not: what is left to be mended. One
//! that begins with `unjudged:` was not shown to rustc yet.
//!
//! Invariant: a case that is carried out has mutants; a mutant is caught, ends in
//! the same tree, or is listed.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test on disk")]

#[path = "support"]
mod support {
    pub mod case;
    pub mod judged;
    pub mod mutants;
    pub mod pipeline;
    pub mod tree;
}

use std::collections::BTreeMap;
use std::sync::Mutex;

use kalam_codemod::recipe::run;
use kalam_codemod::recipe::spec;
use kalam_codemod::workspace::load;
use libtest_mimic::{Arguments, Failed, Trial};
use support::case::{Case, cases};
use support::judged::{Judge, Verdict, compiles};
use support::mutants::{Mutant, mutants};
use support::pipeline::said;
use support::tree::Folder;

/// Of each step of a case so many mutants are tried with every `cargo test`.
const SAMPLE: usize = 24;

/// What became of the mutants: by fault, and by verdict.
static COUNTS: Mutex<BTreeMap<(&str, &str), usize>> = Mutex::new(BTreeMap::new());

fn main() {
    let cases = cases().into_iter().filter(|it| it.expected_error.is_none());
    let trials: Vec<_> = cases.flat_map(trials).collect();
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);
    report();
    conclusion.exit();
}

fn trials(case: Case) -> [Trial; 2] {
    let (some, all) = (case.clone(), case);
    [
        Trial::test(some.name.clone(), move || try_case(&some, Some(SAMPLE))),
        Trial::test(format!("{}::all", all.name), move || try_case(&all, None))
            .with_ignored_flag(true),
    ]
}

fn try_case(case: &Case, sample: Option<usize>) -> Result<(), Failed> {
    let folder = Folder::copy_of(&case.before);
    let recipes = spec::read(&case.recipe).map_err(|it| said(&it))?;
    let workspace = load::load(Some(&folder.path().join("Cargo.toml"))).map_err(|it| said(&it))?;
    let plan = run::plan(workspace, &recipes).map_err(|it| said(&it))?;
    let listed = std::fs::read_to_string("tests/mutants.txt")?;
    let (mut tried, mut wrong) = (0, Vec::new());
    for (at, step) in plan.steps.iter().enumerate() {
        let judge = Judge::new(step);
        for mutant in sampled(mutants(&step.evidence), sample) {
            tried += 1;
            let verdict = judge.verdict(&mutant.change);
            count(mutant.fault, &verdict);
            if verdict != Verdict::Passed {
                continue;
            }
            let line = format!("{} {}: {}: {}", case.name, at + 1, mutant.fault, mutant.place);
            let is_listed =
                |mark: &str| listed.lines().any(|it| it.strip_prefix(mark) == Some(&*line));
            let is_missed = is_listed("missed: ");
            if !is_missed && !is_listed("unjudged: ") && !is_listed("") {
                wrong.push(format!("nobody objects: {line}"));
            }
            if sample.is_none() && !is_missed {
                let after = step.evidence.before.with(&mutant.change);
                let said = compiles(&after, &plan.before, &case.before).err();
                wrong.extend(said.map(|it| format!("rustc objects: {line}\n{it}")));
            }
        }
    }
    match wrong.is_empty() && (tried > 0 || case.expects_nothing) {
        true => Ok(()),
        false => Err(format!("{tried} mutants\n{}", wrong.join("\n")).into()),
    }
}

fn count(fault: &'static str, verdict: &Verdict) {
    let word = match verdict {
        Verdict::Caught(_) => "caught",
        Verdict::Same => "the same tree",
        Verdict::Passed => "listed",
    };
    *COUNTS.lock().unwrap().entry((fault, word)).or_default() += 1;
}

/// So many of them, spread over all.
fn sampled(all: Vec<Mutant>, count: Option<usize>) -> impl Iterator<Item = Mutant> {
    let step = count.map_or(1, |it| all.len().div_ceil(it).max(1));
    all.into_iter().step_by(step)
}

fn report() {
    let counts = COUNTS.lock().unwrap();
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    for ((fault, verdict), count) in counts.iter() {
        println!("{fault}: {count} {verdict}");
        *sums.entry(verdict).or_default() += count;
    }
    let sums: Vec<_> = sums.iter().map(|it| format!("{} {}", it.1, it.0)).collect();
    println!("mutants: {} tried: {}", counts.values().sum::<usize>(), sums.join(", "));
}
