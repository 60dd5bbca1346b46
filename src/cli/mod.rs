//! The command line: what the user asks for ([`args`]), what is done about it
//! ([`run`]), and how it is shown ([`screen`]).
//!
//! Invariant: the only place that prints or asks the terminal. Nothing here
//! decides what a recipe does.

mod args;
mod earlier;
mod refs;
mod run;
mod screen;

use std::process::ExitCode;

use clap::Parser as _;

use self::args::Cli;
use self::screen::Screen;

/// Stack of the thread that works: parsers recurse as deep as the source nests.
const STACK_BYTES: usize = 64 << 20;

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help, or what is wrong with the call; a closed pipe changes neither.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    on_deep_stack(&|| run(&cli))
}

fn run(cli: &Cli) -> ExitCode {
    let mut screen = Screen::new(&cli.shared);
    let result = run::run(cli, &mut screen);
    screen.end(result).into()
}

/// Runs `work` on threads with room for deep recursion; on one, or this one, where the
/// system grants no others.
fn on_deep_stack(work: &(dyn Fn() -> ExitCode + Sync)) -> ExitCode {
    // A pool that could not be built as the global one is never built again.
    if pool().build().is_err() {
        return on_a_thread(&|| alone(work));
    }
    // Fails only where the pool is there already.
    let _ = pool().build_global();
    on_a_thread(work)
}

fn pool() -> rayon::ThreadPoolBuilder {
    rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES)
}

/// Runs `work` with this thread as the only one of the pool.
fn alone(work: &(dyn Fn() -> ExitCode + Sync)) -> ExitCode {
    let built = pool().num_threads(1).use_current_thread().build_global();
    built.map_or_else(|_| screen::fault(), |()| work())
}

fn on_a_thread(work: &(dyn Fn() -> ExitCode + Sync)) -> ExitCode {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(STACK_BYTES);
        match builder.spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_else(|_| screen::fault()),
            Err(_) => work(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_with_the_exit_code_of_one() {
        let exit = |work: &(dyn Fn() -> ExitCode + Sync)| format!("{:?}", on_deep_stack(work));
        let of = |code: u8| format!("{:?}", ExitCode::from(code));
        assert_eq!(exit(&|| panic!("planted")), of(101));
        let in_a_worker = || rayon::join(|| panic!("planted"), || ExitCode::from(0)).1;
        assert_eq!(exit(&in_a_worker), of(101));
        assert_eq!(exit(&|| ExitCode::from(3)), of(3));
    }
}
