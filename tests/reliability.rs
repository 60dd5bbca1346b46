//! Tries to lose something: kills, errors, power cuts, editors and other runs at
//! every point, in a small form. The long form is `examples/reliability`;
//! docs/reliability.md has what it found.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test on disk")]

#[path = "../examples/reliability/harness/mod.rs"]
mod harness;

use harness::program::Program;
use harness::{Count, power, program, seam};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|it| it == seam::DIES) {
        return seam::die(&arguments[1..]);
    }
    let trials = vec![
        trial("killed before each operation", 60, || seam::kill(0)),
        trial("killed, and its recovery killed", 25, || seam::nested(0, 60)),
        trial("each operation fails", 180, || seam::errors(0, false)),
        trial("somebody writes all files at each operation", 180, || seam::race(0)),
        trial("the power is cut at each operation", 1500, || power::apply(1, 16)),
        trial("the power is cut at each operation of an undo", 1500, || power::undo(1, 16)),
        trial("the program is killed by chance", 12, || program::random_kills(&of_program(), 12)),
        trial("the program is asked to stop", 8, || program::signals(&of_program(), 8)),
        trial("a recipe and its inverse at once", 2, || program::parallel(&of_program(), 2)),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn of_program() -> Program {
    Program::new(env!("CARGO_BIN_EXE_kalam-codemod").into(), 3)
}

/// A harness in which nothing may go wrong, at so many points at least.
fn trial(name: &str, least: usize, harness: fn() -> Count) -> Trial {
    Trial::test(name, move || {
        let count = harness();
        match count.wrong.is_empty() && count.points >= least {
            true => Ok(()),
            false => Err(Failed::from(format!("at least {least} points are due: {count}"))),
        }
    })
}
