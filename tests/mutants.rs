//! Plans with one fault in them: an edit left out, made twice, at the wrong place,
//! with the wrong text; a file that does not move. The checks have to object to
//! each, unless the tree is the same in the end.
//!
//! Some mutants of each step of each case of `tests/recipes` are tried with every
//! `cargo test`; `cargo test --test mutants -- --ignored` tries all. Those that no
//! check objects to, though the tree is another one, are listed in
//! `tests/mutants.txt`: an import that stays and is not used, a path that is longer
//! than it has to be, an export that is not made. The long form lets rustc judge
//! each of them, with and without all features, and `-- --ignored listed` judges the
//! lines of the list alone. A line that begins with `missed:` is
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

use kalam_codemod::recipe::plan::Plan;
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

fn trials(case: Case) -> [Trial; 3] {
    let (name, listed, all) = (case.name.clone(), case.clone(), case.clone());
    [
        Trial::test(name.clone(), move || try_case(&case, Some(SAMPLE))),
        Trial::test(format!("{name}::all"), move || try_case(&all, None)).with_ignored_flag(true),
        Trial::test(format!("{name}::listed"), move || try_listed(&listed)).with_ignored_flag(true),
    ]
}

/// What the list says of a mutant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Missed,
    Unjudged,
    Compiles,
}

/// The lines of the list that belong to a case.
fn lines(case: &Case) -> Result<BTreeMap<String, Mark>, Failed> {
    let listed = std::fs::read_to_string("tests/mutants.txt")?;
    let marked = listed.lines().map(|it| {
        let marks = [("missed: ", Mark::Missed), ("unjudged: ", Mark::Unjudged)];
        let mut found =
            marks.iter().filter_map(|(mark, what)| Some((it.strip_prefix(mark)?, *what)));
        found.next().unwrap_or((it, Mark::Compiles))
    });
    let own = marked.filter(|it| it.0.split(' ').next() == Some(&*case.name));
    Ok(own.map(|it| (it.0.to_owned(), it.1)).collect())
}

fn planned(case: &Case) -> Result<Plan, Failed> {
    let folder = Folder::copy_of(&case.before);
    let recipes = spec::read(&case.recipe).map_err(|it| said(&it))?;
    let workspace = load::load(Some(&folder.path().join("Cargo.toml"))).map_err(|it| said(&it))?;
    Ok(run::plan(workspace, &recipes).map_err(|it| said(&it))?)
}

fn line(case: &Case, at: usize, mutant: &Mutant) -> String {
    format!("{} {}: {}: {}", case.name, at + 1, mutant.fault, mutant.place)
}

fn try_case(case: &Case, sample: Option<usize>) -> Result<(), Failed> {
    let plan = planned(case)?;
    let listed = lines(case)?;
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
            let line = line(case, at, &mutant);
            let mark = listed.get(&line);
            if mark.is_none() {
                wrong.push(format!("nobody objects: {line}"));
            }
            if sample.is_none() && mark != Some(&Mark::Missed) {
                let after = step.evidence.before.with(&mutant.change);
                let said = compiles(&after, &plan.before, &case.before).err();
                // Where the plan itself does not compile, rustc is no judge.
                let is_judge =
                    || compiles(&step.evidence.after, &plan.before, &case.before).is_ok();
                let said = said.filter(|_| is_judge());
                wrong.extend(said.map(|it| format!("rustc objects: {line}\n{it}")));
            }
        }
    }
    match wrong.is_empty() && (tried > 0 || case.expects_nothing) {
        true => Ok(()),
        false => Err(format!("{tried} mutants\n{}", wrong.join("\n")).into()),
    }
}

/// Each line of the list is of a mutant that passes, and rustc says of it what the
/// line does.
fn try_listed(case: &Case) -> Result<(), Failed> {
    let mut listed = lines(case)?;
    if listed.is_empty() {
        return Ok(());
    }
    let plan = planned(case)?;
    let mut wrong = Vec::new();
    for (at, step) in plan.steps.iter().enumerate() {
        let judge = Judge::new(step);
        for mutant in mutants(&step.evidence) {
            let Some(mark) = listed.remove(&line(case, at, &mutant)) else { continue };
            let line = line(case, at, &mutant);
            if let Verdict::Caught(why) = judge.verdict(&mutant.change) {
                wrong.push(format!("caught: {line}\n{why}"));
                continue;
            }
            let after = step.evidence.before.with(&mutant.change);
            match (mark, compiles(&after, &plan.before, &case.before)) {
                (Mark::Missed, Err(_)) | (Mark::Compiles, Ok(())) => {}
                (_, Ok(())) => wrong.push(format!("compiles: {line}")),
                // Where the plan itself does not compile, rustc is no judge.
                (_, Err(_))
                    if compiles(&step.evidence.after, &plan.before, &case.before).is_err() => {}
                (_, Err(said)) => wrong.push(format!("rustc objects: {line}\n{said}")),
            }
        }
    }
    wrong.extend(listed.keys().map(|it| format!("no such mutant: {it}")));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
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
