//! The thin binary: turns what the library answers into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    kalam_codemod::cli::main()
}
