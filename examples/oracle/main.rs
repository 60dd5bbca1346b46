//! The rename oracle: renames items of real crates or workspaces, chosen at
//! random, and lets others judge: rustc, a list of definitions that knows
//! nothing of name resolution, and the bytes after the rename back.
//!
//! `cargo run --release --example oracle -- TREE… [--seed N] [--items N] [--report FILE]`
//!
//! Invariant: a tree is copied, and only the copy is written. What is not a
//! pass is printed with what was said; `--report` keeps one row per tree in a
//! Markdown table.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod candidates;
mod cargo;
mod definitions;
mod judge;
mod report;
mod tree;

use anyhow::{Context as _, Result};
use camino::Utf8PathBuf;
use clap::Parser;

use self::candidates::{candidates, choose};
use self::judge::Judge;

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
    /// A Markdown file whose table gets a row for each tree.
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
    let judge = Judge::new(root, &home)?;
    let chosen = choose(candidates(&judge.load()?), call);
    let verdicts = judge.verdicts(&chosen)?;
    report::print(&name, judge.scope(), &verdicts);
    match &call.report {
        Some(file) => report::save(file, &report::row(&name, judge.scope(), &verdicts)),
        None => Ok(()),
    }
}
