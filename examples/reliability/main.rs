//! Tries to lose something, at length.
//!
//! `cargo run --release --example reliability -- HARNESS [--files N] [--rounds N]`
//!
//! Harnesses of the operations of `apply` need nothing; those of the program need
//! `cargo build --release` before, `traced-…` also `strace`. Exits with 1 if
//! something went wrong. docs/reliability.md says what each shows.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod harness;

use std::process::ExitCode;

use camino::Utf8PathBuf;
use clap::{Parser, ValueEnum};

use self::harness::program::Program;
use self::harness::{Count, power, program, seam, traced};

/// Tries to lose something.
#[derive(Debug, Parser)]
struct Call {
    /// What is tried.
    harness: Harness,
    /// So many files more than one of every kind.
    #[arg(long, default_value_t = 8)]
    files: usize,
    /// So many runs, rounds or power cuts per operation; of `nested`, one pair of
    /// so many is tried.
    #[arg(long, default_value_t = 50)]
    rounds: usize,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Harness {
    /// A process is killed before each operation.
    Kill,
    /// Its recovery is killed, too.
    Nested,
    /// Each operation fails with each error: alone, for ever, though it was done.
    Errors,
    /// Somebody writes all files at each operation.
    Race,
    /// The power is cut at each operation.
    Power,
    /// The program is killed by chance.
    Random,
    /// The program is asked to stop by signals.
    Signals,
    /// Eight of it run at once, a recipe and its inverse.
    Parallel,
    /// The program is killed before each system call.
    TracedKill,
    /// Its recovery is killed, too.
    TracedNested,
    /// Each system call fails with each error, once and for ever.
    TracedErrors,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|it| it == seam::DIES) {
        seam::die(&arguments[1..]);
        return ExitCode::SUCCESS;
    }
    let call = Call::parse();
    let count = try_it(&call);
    println!("{count}");
    ExitCode::from(u8::from(!count.wrong.is_empty()))
}

fn try_it(call: &Call) -> Count {
    let Call { files, rounds, .. } = *call;
    let of_program = || Program::new(built(), files);
    match call.harness {
        Harness::Kill => seam::kill(files),
        Harness::Nested => seam::nested(files, rounds.max(1)),
        Harness::Errors => seam::errors(files, true),
        Harness::Race => seam::race(files),
        Harness::Power => {
            let mut count = power::apply(files, rounds as u64);
            let undo = power::undo(files, rounds as u64);
            count.points += undo.points;
            count.wrong.extend(undo.wrong);
            count
        }
        Harness::Random => program::random_kills(&of_program(), rounds),
        Harness::Signals => program::signals(&of_program(), rounds),
        Harness::Parallel => program::parallel(&of_program(), rounds),
        Harness::TracedKill => traced::kill(&of_program()),
        Harness::TracedNested => traced::nested(&of_program()),
        Harness::TracedErrors => traced::errors(&of_program()),
    }
}

/// The program that lies beside this one.
fn built() -> Utf8PathBuf {
    let own = Utf8PathBuf::from_path_buf(std::env::current_exe().unwrap()).unwrap();
    let path = own.ancestors().nth(2).unwrap().join("kalam-codemod");
    assert!(path.exists(), "`{path}` is missing: build it first");
    path
}
