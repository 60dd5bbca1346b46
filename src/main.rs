//! The thin binary: turns what the library answers into an exit code.

use std::process::ExitCode;

/// Trees are many small allocations, made and dropped by several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kalam_codemod::cli::main()
}
