//! The MIR oracle: renames items of real crates, and lets rustc say whether the
//! program still means the same.
//!
//! `cargo run --release --example mir -- TREE… [--items N] [--seed N]`
//!
//! What rustc makes of the library (its MIR, where every name is resolved and every
//! type known) is written down before and after. With the names substituted the
//! first must be the second, to the byte. A new name has as many letters as the old
//! one, so that columns stay; a name that something else in the crate has, too, is
//! not chosen, as a substitution cannot tell the two apart.
//!
//! Invariant: a tree is copied, and only the copy is written. Exits with 1 where a
//! rename changes what the library means.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "../oracle/candidates.rs"]
#[allow(dead_code, reason = "the oracle uses more of it")]
mod candidates;
mod text;
#[path = "../oracle/tree.rs"]
#[allow(dead_code, reason = "the oracle uses more of it")]
mod tree;

use std::cmp::Reverse;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};
use clap::Parser;
use kalam_codemod::resolve::Resolver;
use kalam_codemod::resolve::references::Meaning;
use kalam_codemod::resolve::search::Names;
use kalam_codemod::syntax::Place;
use kalam_codemod::workspace::{Workspace, load};
use kalam_codemod::{apply, checks, diagnostic::Refusal, recipe};

use self::candidates::{Candidate, candidates, choose};
use self::tree::Tree;

/// Items that are renamed at once.
const BATCH: usize = 8;

/// Renames items of real crates and compares their MIR.
#[derive(Debug, Parser)]
struct Call {
    /// Folders with a `Cargo.toml`.
    #[arg(required = true)]
    trees: Vec<Utf8PathBuf>,
    /// Where the choice of items begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// So many items of each tree.
    #[arg(long, default_value_t = 24)]
    items: usize,
}

/// What became of the items of a crate.
#[derive(Debug, Default)]
struct Count {
    equal: usize,
    refused: usize,
    different: usize,
}

fn main() -> ExitCode {
    let call = Call::parse();
    let mut sum = Count::default();
    println!("| crate | equal | refused | different |\n|---|---|---|---|");
    for tree in &call.trees {
        match try_tree(tree, &call) {
            Ok(count) => {
                let name = tree.file_name().unwrap_or_default();
                println!("| {name} | {} | {} | {} |", count.equal, count.refused, count.different);
                sum.equal += count.equal;
                sum.refused += count.refused;
                sum.different += count.different;
            }
            Err(fault) => println!("{tree}: {fault:#}"),
        }
    }
    println!("| all | {} | {} | {} |", sum.equal, sum.refused, sum.different);
    ExitCode::from(u8::from(sum.different > 0))
}

fn try_tree(source: &Utf8Path, call: &Call) -> Result<Count> {
    let name = source.file_name().context("a folder with a name is due")?;
    let home = Utf8PathBuf::try_from(std::env::temp_dir())?.join("kalam-codemod-mir").join(name);
    let root = tree::fresh_copy(source, &home)?;
    make_alone(&root)?;
    let original = tree::read(&root)?;
    let before = mir(&root, &home)?;
    let workspace = load(&root)?;
    let mut chosen = choose(alone(&workspace, candidates(&workspace)), call.items, call.seed);
    chosen.iter_mut().enumerate().for_each(|(at, it)| it.fresh = text::as_long(&it.name, at));
    let judge = Judge { root, home, original, before };
    let mut count = Count::default();
    for batch in chosen.chunks(BATCH) {
        judge.batch(batch, &mut count)?;
    }
    Ok(count)
}

/// Makes the copy a workspace of its own that needs nothing but what its library
/// needs.
fn make_alone(root: &Utf8Path) -> Result<()> {
    let path = root.join("Cargo.toml");
    let mut manifest: toml_edit::DocumentMut = std::fs::read_to_string(&path)?.parse()?;
    for table in ["dev-dependencies", "test", "bench", "example"] {
        manifest.remove(table);
    }
    for target in ["autotests", "autobenches", "autoexamples"] {
        manifest["package"][target] = toml_edit::value(false);
    }
    manifest["workspace"] = toml_edit::table();
    Ok(std::fs::write(path, manifest.to_string())?)
}

fn load(root: &Utf8Path) -> Result<Workspace> {
    load::load(Some(&root.join("Cargo.toml"))).map_err(|it| anyhow!("{}", said(&it)))
}

/// The items whose names nothing else has, as far as anybody can see.
fn alone(workspace: &Workspace, all: Vec<Candidate>) -> Vec<Candidate> {
    let resolver = Resolver::new(workspace);
    let is_alone = |item: &Candidate| {
        let mentions = resolver.mentions(&Names::new([item.name.as_str().into()]));
        let mut sites = mentions.iter().flat_map(|it| it.iter().map(|each| (it.file, each)));
        item.name.len() > 3
            && sites.all(|(file, (site, meaning))| match &site.place {
                Place::Definition => {
                    let path = workspace.file(file).map(|it| it.path.clone()).unwrap_or_default();
                    item.sites.contains(&(path, u32::from(site.range.start()) as usize))
                }
                Place::Comment | Place::DocComment | Place::Prose => true,
                _ => matches!(meaning, Meaning::Items(_)),
            })
    };
    all.into_iter().filter(is_alone).collect()
}

/// The MIR of the library, without what only says where it was built.
fn mir(root: &Utf8Path, home: &Utf8Path) -> Result<String> {
    let file = home.join("lib.mir");
    let output = Command::new("cargo")
        .args(["rustc", "--lib", "--quiet", "-j1", "--color=never", "--"])
        .args([&format!("--emit=mir={file}"), "-Awarnings", "-Cdebuginfo=0"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", home.join("target"))
        .output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(text::without_constants(&std::fs::read_to_string(file)?))
}

/// A copy of a crate, and what it means.
struct Judge {
    root: Utf8PathBuf,
    home: Utf8PathBuf,
    original: Tree,
    before: String,
}

impl Judge {
    /// Some items at once; one by one where that is refused or makes a difference.
    fn batch(&self, batch: &[Candidate], count: &mut Count) -> Result<()> {
        let verdict = self.verdict(batch);
        tree::restore(&self.root, &self.original)?;
        match (verdict, batch) {
            (Ok(None), _) => count.equal += batch.len(),
            (Err(refusal), [it]) => {
                println!("{}: refused: {refusal:#}", it.path);
                count.refused += 1;
            }
            (Ok(Some(line)), [it]) => {
                println!("{} -> {}: {line}", it.path, it.fresh);
                count.different += 1;
            }
            _ => {
                for it in batch {
                    self.batch(std::slice::from_ref(it), count)?;
                }
            }
        }
        Ok(())
    }

    /// The first line that differs, or what rustc says.
    fn verdict(&self, batch: &[Candidate]) -> Result<Option<String>> {
        self.rename(batch)?;
        let pairs: Vec<_> = batch.iter().map(|it| (&*it.name, &*it.fresh)).collect();
        let expected = text::substituted(&self.before, &pairs);
        let actual = match mir(&self.root, &self.home) {
            Ok(it) => it,
            Err(said) => return Ok(Some(said.to_string())),
        };
        let mut lines = expected.lines().zip(actual.lines());
        let differs = lines.find(|it| it.0 != it.1).map(|it| format!("{}\n  is {}", it.0, it.1));
        let is_longer = expected.lines().count() != actual.lines().count();
        Ok(differs.or(is_longer.then(|| "one has more lines".to_owned())))
    }

    /// What lies deeper goes first: the path of a renamed module leads nowhere.
    fn rename(&self, batch: &[Candidate]) -> Result<()> {
        let mut items: Vec<_> = batch.iter().collect();
        items.sort_by_key(|it| Reverse(it.path.matches("::").count()));
        let steps: String = items.iter().map(|it| it.step()).collect();
        let text = format!("name = \"mir\"\n{steps}");
        let plan = recipe::spec::parse("mir.toml".into(), &text).and_then(|it| {
            let recipes = [it];
            let workspace = load::load(Some(&self.root.join("Cargo.toml")))?;
            checks::verify(recipe::run::plan(workspace, &recipes)?, &recipes)
        });
        let plan = plan.map_err(|it| anyhow!("{}", said(&it)))?;
        let written = apply::write(&self.root, &plan.plan().tree, &apply::Options::default());
        written.map_err(|it| anyhow!("{it:?}"))
    }
}

fn said(refusal: &Refusal) -> String {
    refusal.findings.first().map(|it| it.message.clone()).unwrap_or_default()
}
