//! What the command line may say. The text of `--help` is made of the comments.
//!
//! Invariant: what is in hand here is well-formed; whether the files exist is
//! not known yet.

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

const EXAMPLE: &str = "\
Examples:
  A recipe, rename.toml:

      name = \"rename-catalog-entry\"

      [[steps]]
      [steps.rename]
      \"my_core::catalog::Namespace\" = \"CatalogEntry\"

  See what it would do, then do it, then take it back:

      kalam-codemod preview rename.toml
      kalam-codemod apply rename.toml
      kalam-codemod undo

  Keep the old name from coming back, in CI:

      kalam-codemod check rename.toml

Exit codes:
  0    done, or nothing to do
  1    a step remains (check, apply --check)
  2    the call, the recipe or the workspace is wrong
  3    a check refused the plan
  4    verifying failed, or writing failed and everything was taken back
  5    an interrupted run needs a person
  130  interrupted, and everything was taken back
  After any but 0 and 5 the files are what they were before.";

/// Large refactorings of Rust workspaces from recipe files.
///
/// A recipe names items by their paths: types to rename or to replace by
/// others, re-exports to add, dependencies to change. Every mention that is the
/// item, by name resolution, is rewritten; every other mention of the name is
/// counted, with the reason why it was left. All changes are written, or none.
#[derive(Debug, Parser)]
#[command(name = "kalam-codemod", version, after_long_help = EXAMPLE)]
#[command(disable_help_subcommand = true, max_term_width = 100)]
pub(super) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) shared: Shared,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Carry out recipes.
    ///
    /// Plans all steps, checks the result, and only then writes; all files, or
    /// none. Steps that are carried out already are passed over.
    Apply(Apply),
    /// Show what recipes would change, as a diff that `git apply` takes.
    ///
    /// The diff goes to standard output, the summary to standard error.
    Preview(Preview),
    /// Exit with 1 if a step of the recipes remains.
    ///
    /// A guard for CI: it fails when an old name has come back.
    Check(Check),
    /// List every reference to an item, with the kind of place it stands in.
    Refs(Refs),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// Take an interrupted run back.
    ///
    /// Restores every file that a run changed before it died. A file that was
    /// changed since is left, and named (exit code 5).
    Recover,
    /// Take the last apply back.
    ///
    /// Refuses where a file has changed since.
    Undo,
}

/// `apply`
#[derive(Debug, Args)]
pub(super) struct Apply {
    #[command(flatten)]
    pub(super) recipes: Recipes,
    /// Show the diff, write nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write nothing; exit with 1 if a step remains.
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) check: bool,
    /// Write even files that have uncommitted changes.
    #[arg(long)]
    pub(super) allow_dirty: bool,
    /// Write files that have other names elsewhere (hard links), too: those keep
    /// the old content.
    #[arg(long)]
    pub(super) break_hardlinks: bool,
    /// Work in a workspace whose root is `/`, your home, or another user's.
    #[arg(long)]
    pub(super) yes_root: bool,
    /// Run the recipes' `[verify]` commands before anything is written.
    ///
    /// They run on a copy of the workspace, first as it is, then with the recipes
    /// carried out. What is wrong with them only refuses the plan (exit code 4),
    /// and is shown. Without `[verify]` that is `cargo check --workspace
    /// --all-targets`. Commands run code of the workspace: build scripts, macros,
    /// tests.
    #[arg(long, conflicts_with_all = ["dry_run", "check"])]
    pub(super) verify: bool,
    /// As long as each command of `--verify` may take.
    #[arg(long, value_name = "SECONDS", default_value = "3600", requires = "verify")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) verify_timeout: u64,
}

/// `preview`
#[derive(Debug, Args)]
pub(super) struct Preview {
    #[command(flatten)]
    pub(super) recipes: Recipes,
    /// Show a diff for each step; each is made on the result of the one before.
    #[arg(long)]
    pub(super) by_step: bool,
}

/// `check`
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) recipes: Recipes,
}

/// `refs`
#[derive(Debug, Args)]
pub(super) struct Refs {
    /// The item's path: `my_core::catalog::Namespace`, `my_core::mac!`.
    #[arg(value_name = "PATH")]
    pub(super) path: String,
}

/// The recipes of a run.
#[derive(Debug, Args)]
pub(super) struct Recipes {
    /// Recipe files, carried out in this order.
    #[arg(value_name = "RECIPE", required = true, value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<Utf8PathBuf>,
    /// Refuse where an old path of a pair, or a path of `delete`, matches
    /// nothing: it is misspelt, or carried out already.
    #[arg(long)]
    pub(super) expect_matches: bool,
    /// In which form the plan is shown on standard output.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: Format,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Shared {
    /// Path to a `Cargo.toml` of the workspace [default: found from the current
    /// folder upwards].
    #[arg(long, value_name = "PATH", global = true, value_hint = ValueHint::FilePath)]
    pub(super) manifest_path: Option<Utf8PathBuf>,
    /// In which form errors and warnings are shown on standard error.
    #[arg(long, value_name = "FORMAT", global = true, default_value = "human")]
    pub(super) message_format: MessageFormat,
    /// When to use colours.
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(super) color: Color,
    /// Show errors only.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// List every mention that was left; with `apply`, show the diff.
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

/// Forms of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Human,
    /// One JSON object.
    Json,
}

/// Forms of errors and warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the source line, as rustc shows them.
    Human,
    /// One line each: `path:line:col: error: …`.
    Short,
    /// One JSON object in a line each.
    Json,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// In a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
