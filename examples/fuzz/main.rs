//! Random sources and recipes, at length.
//!
//! `cargo run --release --example fuzz -- [--seconds N] [--seed N] [--threads N]`, or
//! `-- --identity` for published sources that are read and written back.
//!
//! What the small trees of `tests/recipes` and `tests/capture` hold is mixed and
//! damaged; recipes are theirs, or rename, replace, delete and export items by
//! chance. `harness::laws` says what has to hold. A finding is printed with its
//! input made small, and with the seed and number that show it again (`--only`).
//! Exits with 1 if there is one.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod harness;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;

use self::harness::support::identity::Identity;
use self::harness::support::published::folders;
use self::harness::{Count, Fuzz};

/// A plan may take so long.
const LIMIT: Duration = Duration::from_secs(5);
/// All plans of an iteration, and making a finding small, may take so long.
const HANGS: Duration = Duration::from_secs(180);
/// More findings than that are not looked for.
const ENOUGH: usize = 25;

/// Random sources and recipes; or published sources, read and written back.
#[derive(Debug, Parser)]
struct Call {
    /// How long to try.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Where the numbers begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Tries this iteration alone.
    #[arg(long)]
    only: Option<u64>,
    /// Reads all crates that Cargo downloaded for this project, and writes them back.
    #[arg(long)]
    identity: bool,
    /// So many at once.
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

fn main() -> ExitCode {
    let call = Call::parse();
    if call.identity {
        return identity();
    }
    let fuzz = Fuzz::new(call.seed, 1, LIMIT);
    let count = Mutex::new(Count::default());
    let begin = Instant::now();
    all(&fuzz, &call, &count);
    let count = count.into_inner().unwrap();
    println!("seed {}, {} s, {} kB: {count}", call.seed, begin.elapsed().as_secs(), peak());
    ExitCode::from(u8::from(!count.findings.is_empty()))
}

fn identity() -> ExitCode {
    let mut identity = Identity::default();
    folders().iter().for_each(|it| identity.add(it));
    println!("{identity}");
    ExitCode::from(u8::from(!identity.wrong.is_empty()))
}

/// Until the time is over, or enough was found.
fn all(fuzz: &Fuzz, call: &Call, count: &Mutex<Count>) {
    let (begin, next) = (Instant::now(), AtomicU64::new(call.only.unwrap_or(0)));
    let is_over = || match call.only {
        Some(it) => next.load(Ordering::Relaxed) > it,
        None => {
            begin.elapsed().as_secs() >= call.seconds
                || count.lock().unwrap().findings.len() >= ENOUGH
        }
    };
    let threads = if call.only.is_some() { 1 } else { call.threads };
    std::thread::scope(|scope| {
        scope.spawn(|| watch(fuzz, is_over));
        for _ in 0..threads {
            let work = || {
                while !is_over() {
                    fuzz.iterate(next.fetch_add(1, Ordering::Relaxed), count);
                }
            };
            // Plans recurse; the program itself gives them more, too.
            std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, work).unwrap();
        }
    });
}

/// Ends the program with the numbers of an iteration that does not end by itself.
fn watch(fuzz: &Fuzz, is_over: impl Fn() -> bool) {
    while !is_over() || fuzz.is_at_work() {
        std::thread::sleep(Duration::from_millis(200));
        if let Some(finding) = fuzz.hangs(HANGS) {
            println!("{finding}");
            std::process::exit(1);
        }
    }
}

/// Memory that was in use at most, in kilobytes, as far as the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    peak.and_then(|it| it.split_whitespace().next()).unwrap_or("unknown").to_owned()
}
