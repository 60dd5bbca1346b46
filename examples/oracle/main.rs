//! The rename oracle: renames items of real crates or workspaces, chosen at
//! random, and lets others judge: rustc, a list of definitions that knows
//! nothing of name resolution, and the bytes after the rename back.
//!
//! `cargo run --release --example oracle -- TREE… [--seed N] [--items N] [--doc] [--report FILE]`
//!
//! `--replace` gives each type of a library an alias in a new module, and sends what
//! names the type there. `--copies` puts a copy beside each item, which takes its place by a
//! `replace` that deletes the old one: duplicates as a consolidation has them.
//!
//! `--doubts` prints for each item which mentions were left as not known: most are of other
//! crates, what is not is what rustc would complain of.
//!
//! `--no-rustc` leaves rustc out: seconds for a tree that cannot be built here, and
//! no proof that it still compiles; its rows say so.
//!
//! Invariant: a tree is copied, and only the copy is written. What is not a
//! pass is printed with what was said; `--report` keeps one row per tree in two
//! Markdown tables, by verdict and by kind of item.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod candidates;
mod cargo;
mod copies;
mod definitions;
mod judge;
mod mentions;
mod report;
mod tree;
mod twins;

use anyhow::{Context as _, Result};
use camino::Utf8PathBuf;
use clap::Parser;

use self::candidates::{candidates, choose};
use self::judge::Judge;

// As the program: trees are many small pieces.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Renames items of real code and lets rustc judge.
#[derive(Debug, Parser)]
struct Call {
    /// Folders with a `Cargo.toml`.
    #[arg(required = true)]
    trees: Vec<Utf8PathBuf>,
    /// Where the choice of items begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// So many items of each tree.
    #[arg(long, default_value_t = 40)]
    items: usize,
    /// Lets rustdoc judge, too: no doc link may come to lead nowhere.
    #[arg(long)]
    doc: bool,
    /// Lets rustc judge nothing: only refusals, definitions, mentions and the way back.
    #[arg(long, conflicts_with_all = ["doc", "features"])]
    no_rustc: bool,
    /// Replaces types by aliases of them instead of renaming items.
    #[arg(long, conflicts_with_all = ["doc", "no_rustc", "report"])]
    replace: bool,
    /// Puts a copy beside each item, and lets it take the item's place.
    #[arg(long, conflicts_with_all = ["doc", "replace", "report"])]
    copies: bool,
    /// Prints, for each item, what is left that is not known to be something else.
    #[arg(long)]
    doubts: bool,
    /// Features to check with, as Cargo takes them, in the place of all of them.
    #[arg(long)]
    features: Option<String>,
    /// A Markdown file whose tables get a row for each tree.
    #[arg(long)]
    report: Option<Utf8PathBuf>,
}

fn main() -> Result<()> {
    let call = Call::parse();
    judge::keep_quiet_about_panics();
    for tree in &call.trees {
        if let Err(fault) = try_tree(tree, &call) {
            println!("{tree}: {fault:#}");
        }
    }
    Ok(())
}

fn try_tree(source: &Utf8PathBuf, call: &Call) -> Result<()> {
    let name = source.file_name().context("a folder with a name is due")?.to_owned();
    let home =
        Utf8PathBuf::try_from(std::env::temp_dir())?.join("kalam-codemod-oracle").join(&name);
    let root = tree::fresh_copy(source, &home)?;
    let planted = call.replace.then(|| twins::plant(&root, &home, call)).transpose()?;
    let judge = Judge::new(root, &home, call)?;
    let all = planted.map_or_else(|| judge.load().map(|it| candidates(&it)), Ok)?;
    let chosen = match call.copies {
        true => {
            let count = all.len();
            let all = copies::copied(choose(all, count, call.seed), judge.original());
            choose(all, call.items, call.seed)
        }
        false => choose(all, call.items, call.seed),
    };
    let verdicts = judge.verdicts(&chosen)?;
    let row = report::Row { name, scope: judge.scope(), verdicts };
    report::print(&row);
    call.report.as_ref().map_or(Ok(()), |it| report::save(it, &row))
}
