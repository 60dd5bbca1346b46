//! Capture: renames and replacements after which some name would mean something
//! else, and look-alikes that must pass. The cases are the files of
//! `tests/capture/`; their form is told in the README there.
//!
//! `cargo test --test capture -- --ignored` asks rustc whether each case is one:
//! the tree before compiles, the tree that is edited without a look at its names
//! does not, and the tree that the program makes does.
//!
//! Invariant: a case that says nothing about its outcome fails.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test on disk")]

#[path = "support"]
mod support {
    pub mod captures;
    pub mod pipeline;
    pub mod tree;
}

use libtest_mimic::{Arguments, Trial};
use support::captures::{self, Case};

fn main() {
    let cases = captures::cases();
    let refused = cases.iter().filter(|it| it.is_refused()).count();
    assert!(cases.len() >= 60 && refused > 0, "cases are missing: {} were found", cases.len());
    let trials = cases.iter().flat_map(trials).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn trials(case: &Case) -> [Trial; 2] {
    let (judged, proven) = (case.clone(), case.clone());
    [
        Trial::test(case.name.clone(), move || captures::judge(&judged)),
        Trial::test(format!("{}::rustc", case.name), move || captures::prove(&proven))
            .with_ignored_flag(true),
    ]
}
