//! Plants faults, one at a time, and runs the tests that have to find them.
//!
//! `cargo run --example planted -- [NAME…]`
//!
//! Each fault is a question that the library asks `planted` at compile time; the
//! build for it has the fault's name in `KALAM_PLANTED`. First the tests run
//! without any fault: they must pass then.
//!
//! Invariant: a build that fails finds nothing. Exits with 1 if a fault is found by
//! no test, or a test fails without one.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::process::{Command, ExitCode, Stdio};

/// A fault, the promise that it breaks, and the arguments of `cargo test` for the
/// tests that find it.
type Fault = (&'static str, &'static str, &'static [&'static str]);

const LIB: &str = "--lib";
const TEST: &str = "--test";

const FAULTS: &[Fault] = &[
    (
        "journal-not-flushed",
        "after a power cut the next command takes everything back",
        &[TEST, "reliability", "power is cut at each operation"],
    ),
    (
        "journal-left-out",
        "after a kill the next command takes everything back",
        &[TEST, "reliability", "killed before each operation"],
    ),
    (
        "content-not-looked-at",
        "what somebody writes meanwhile is kept",
        &[TEST, "reliability", "somebody writes"],
    ),
    ("lock-ignored", "one run at a time", &[TEST, "faults", "F5"]),
    ("undo-unchecked", "undo leaves what has changed since", &[LIB, "apply::tests"]),
    ("recovery-over-foreign", "a recovery leaves what others wrote", &[TEST, "faults", "F8"]),
    ("links-followed", "nothing is written through a link", &[LIB, "apply::tests::disk"]),
    (
        "time-kept",
        "what is taken back is younger, so that Cargo builds it",
        &[TEST, "faults", "E12"],
    ),
    ("refusal-exits-0", "a refusal has an exit code of its own", &[TEST, "cli"]),
    (
        "baseline-ignored",
        "what was wrong before does not count",
        &[TEST, "verify", "wrong_already"],
    ),
    ("left-not-counted", "each mention is rewritten or listed", &[TEST, "recipes", "rename"]),
    (
        "scope-star-crosses",
        "a star of [scope] stays in its folder",
        &[TEST, "recipes", "scope_star"],
    ),
    ("line-ends-changed", "bytes that need no change stay", &[TEST, "recipes", "bytes_are_kept"]),
    ("edit-shifted", "edits are where the names are", &[TEST, "recipes", "rename"]),
    ("line-ends-changed", "line ends make no difference to a plan", &[TEST, "fuzz"]),
    ("edit-shifted", "the laws of random sources", &[TEST, "fuzz"]),
    (
        "captures-ignored",
        "captures of format strings are names",
        &[TEST, "recipes", "format_capture"],
    ),
    ("cfg-twin-left-out", "all definitions of a name are renamed", &[TEST, "recipes", "cfg_twins"]),
    ("globs-ignored", "what a glob brings is seen", &[TEST, "capture", "globs"]),
    ("locals-ignored", "a local variable captures no reference", &[TEST, "capture", "values"]),
    ("reparse-skipped", "a file that parses does so afterwards", &[TEST, "mutants", "rename"]),
    ("meaning-unchecked", "names mean what they meant", &[TEST, "mutants", "replace"]),
];

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let is_asked = |it: &&Fault| asked.is_empty() || asked.iter().any(|name| name == it.0);
    let mut lost = 0;
    for (name, _, tests) in FAULTS.iter().filter(is_asked) {
        let is_sound = cargo(None, tests, false);
        lost += usize::from(!is_sound);
        if !is_sound {
            println!("{name}: the tests fail without it");
        }
    }
    println!("| fault | promise | found by | found |\n|---|---|---|---|");
    for (name, promise, tests) in FAULTS.iter().filter(is_asked) {
        let is_found = cargo(Some(name), tests, true) && !cargo(Some(name), tests, false);
        lost += usize::from(!is_found);
        let found = if is_found { "yes" } else { "no" };
        println!("| `{name}` | {promise} | `cargo test {}` | {found} |", quoted(tests));
    }
    ExitCode::from(u8::from(lost > 0))
}

/// Builds the tests, or runs them; whether that went well.
fn cargo(fault: Option<&str>, tests: &[&str], build: bool) -> bool {
    let mut command = Command::new("cargo");
    command.args(["test", "--quiet"]).args(tests).env_remove("KALAM_PLANTED");
    if build {
        command.arg("--no-run");
    }
    if let Some(fault) = fault {
        command.env("KALAM_PLANTED", fault);
    }
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.env("INSTA_UPDATE", "no").status().is_ok_and(|it| it.success())
}

fn quoted(tests: &[&str]) -> String {
    let quote = |it: &&str| if it.contains(' ') { format!("'{it}'") } else { (*it).to_owned() };
    tests.iter().map(quote).collect::<Vec<_>>().join(" ")
}
