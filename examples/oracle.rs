//! The rename oracle: renames items of a real crate or workspace, chosen at
//! random, and lets rustc judge.
//!
//! `cargo run --release --example oracle -- TREE [--seed N] [--items N]`
//!
//! All items of all targets are candidates; those whose name is defined several
//! times get half of the places. Each is renamed by a recipe of its own in
//! memory, and back: every byte must come back, and as many definitions of the
//! old name must have gone as the item has. Then batches are written to a copy
//! of the tree and checked by Cargo against what it said before; a batch that
//! fails is taken apart.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use anyhow::{Context, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use kalam_codemod::recipe::plan::Plan;
use kalam_codemod::recipe::{run, spec};
use kalam_codemod::resolve::{Def, Found, ItemPath, ModuleId, Resolver, Space};
use kalam_codemod::syntax::{ItemKind, NsSet};
use kalam_codemod::workspace::{TargetId, Workspace, load};
use kalam_codemod::{apply, checks, diagnostic::Refusal};

const BATCH: usize = 8;

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Pass,
    Refused(String),
    Noop,
    Overreach(String),
    Unreversed,
    Broke(String),
}

/// One item to rename.
#[derive(Debug, Clone)]
struct Candidate {
    path: String,
    name: String,
    kind: &'static str,
    definitions: usize,
    fresh: String,
}

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let tree = Utf8PathBuf::from(args.next().context("usage: oracle TREE [--seed N] [--items N]")?);
    let (mut seed, mut wanted) = (1u64, 40usize);
    while let (Some(option), Some(value)) = (args.next(), args.next()) {
        match option.as_str() {
            "--seed" => seed = value.parse()?,
            "--items" => wanted = value.parse()?,
            other => bail!("no option `{other}`"),
        }
    }
    let held = tempfile::tempdir()?;
    let copy =
        Utf8PathBuf::from_path_buf(held.path().canonicalize()?).ok().context("UTF-8")?.join("tree");
    copy_tree(&tree, &copy)?;
    let judge = Judge::new(copy)?;
    let chosen = choose(candidates(&judge.workspace), seed, wanted);
    report(&tree, &judge.verdicts(&chosen)?);
    Ok(())
}

fn report(tree: &Utf8Path, verdicts: &[(Candidate, Verdict)]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (candidate, verdict) in verdicts {
        let word = match verdict {
            Verdict::Pass => "pass",
            Verdict::Refused(_) => "refused",
            Verdict::Noop => "noop",
            Verdict::Overreach(_) => "overreach",
            Verdict::Unreversed => "unreversed",
            Verdict::Broke(_) => "broke",
        };
        *counts.entry(word).or_default() += 1;
        if *verdict != Verdict::Pass {
            println!("{word}: {} {} -> {}", candidate.kind, candidate.path, candidate.fresh);
            if let Verdict::Refused(why) | Verdict::Overreach(why) | Verdict::Broke(why) = verdict {
                why.lines().for_each(|it| println!("    {it}"));
            }
        }
    }
    let name = tree.file_name().unwrap_or("tree");
    let of = |word: &str| counts.get(word).copied().unwrap_or(0);
    println!("| crate | items | pass | refused | broke | overreach | unreversed | noop |");
    println!(
        "| {name} | {} | {} | {} | {} | {} | {} | {} |",
        verdicts.len(),
        of("pass"),
        of("refused"),
        of("broke"),
        of("overreach"),
        of("unreversed"),
        of("noop")
    );
}

fn copy_tree(from: &Utf8Path, to: &Utf8Path) -> Result<()> {
    let kept = |it: &walkdir::DirEntry| {
        !(it.depth() == 1
            && ["target", ".git", ".kalam-codemod"].iter().any(|name| it.file_name() == *name))
    };
    for entry in walkdir::WalkDir::new(from).into_iter().filter_entry(kept) {
        let entry = entry?;
        let path = to.as_std_path().join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(path)?;
        } else if entry.file_type().is_file() {
            std::fs::copy(entry.path(), path)?;
        }
    }
    Ok(())
}

/// The items of all targets, each by the path that the program prints.
fn candidates(workspace: &Workspace) -> Vec<Candidate> {
    let resolver = Resolver::new(workspace);
    let mut defs = BTreeSet::new();
    for target in 0..workspace.targets.len() {
        collect(&resolver, resolver.root(TargetId(target as u32)), &mut defs);
    }
    let mut found: BTreeMap<Vec<(u32, u32)>, Candidate> = BTreeMap::new();
    for def in defs {
        let sites = resolver.def_sites(def);
        let key = sites.iter().map(|it| (it.file.0, it.name.start().into())).collect();
        let twins: BTreeSet<_> = resolver
            .twins(def)
            .into_iter()
            .flat_map(|it| resolver.def_sites(it))
            .map(|it| (it.file, it.name.start()))
            .collect();
        if let Some(candidate) = candidate(&resolver, def, twins.len()) {
            found.entry(key).or_insert(candidate);
        }
    }
    found.into_values().collect()
}

fn collect(resolver: &Resolver<'_>, module: ModuleId, defs: &mut BTreeSet<Def>) {
    for name in resolver.names_in(module) {
        for binding in resolver.in_module(module, &name, NsSet::ALL) {
            if binding.import.is_none() {
                defs.insert(binding.def);
                defs.extend(variants(resolver, binding.def));
            }
        }
    }
    resolver.children(module).into_iter().for_each(|it| collect(resolver, it.1, defs));
}

fn variants(resolver: &Resolver<'_>, def: Def) -> Vec<Def> {
    let Def::Item(id) = def else { return Vec::new() };
    let item = resolver.item(id);
    let ItemKind::Enum(variants) = &item.sites[0].1.kind else { return Vec::new() };
    let of = |name: &str| resolver.member(def, name, NsSet::TYPES).into_iter().map(|it| it.def);
    variants.iter().flat_map(|it| of(&it.name.name)).collect()
}

fn candidate(resolver: &Resolver<'_>, def: Def, definitions: usize) -> Option<Candidate> {
    let (kind, name) = match def {
        Def::Module(id) => ("module", resolver.module(id).name.to_string()),
        Def::Item(id) => {
            let item = resolver.item(id);
            let kind = match (&item.sites[0].1.kind, item.owner) {
                (_, Some(_)) => "variant",
                (ItemKind::Struct(_), _) => "struct",
                (ItemKind::Enum(_), _) => "enum",
                (ItemKind::Union, _) => "union",
                (ItemKind::Trait(_), _) => "trait",
                (ItemKind::TypeAlias(_), _) => "alias",
                (ItemKind::Fn, _) => "fn",
                (ItemKind::Const, _) => "const",
                (ItemKind::Static, _) => "static",
                (ItemKind::Macro, _) => "macro",
                _ => return None,
            };
            (kind, item.name.to_string())
        }
        _ => return None,
    };
    let path = resolver.path_of(def);
    if name == "main" || name == "_" || path.contains('{') {
        return None;
    }
    let found = resolver.find(&ItemPath::parse(&path));
    let several = matches!(&found, Found::Items(all) if all.len() > 1);
    let space = if resolver.is_type(def) { "type@" } else { "value@" };
    let is_macro = matches!(def, Def::Item(id) if resolver.item(id).space == Space::Macro);
    let path =
        if several && !is_macro && !path.contains('@') { format!("{space}{path}") } else { path };
    let fresh = fresh(&name);
    Some(Candidate { path, fresh, name, kind, definitions })
}

/// A fresh name in the same style, of another length.
fn fresh(name: &str) -> String {
    match name.chars().next() {
        Some(first) if first.is_uppercase() && name.chars().all(|it| !it.is_lowercase()) => {
            format!("ZQ17_{name}")
        }
        Some(first) if first.is_uppercase() => format!("Zq17{name}"),
        _ => format!("zq17_{name}"),
    }
}

/// Some of the candidates, half of them with names that are defined several times.
fn choose(all: Vec<Candidate>, seed: u64, wanted: usize) -> Vec<Candidate> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    all.iter().for_each(|it| *counts.entry(it.name.clone()).or_default() += 1);
    let (mut hard, mut easy): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|it| counts[&it.name] > 1);
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    shuffle(&mut hard, &mut state);
    shuffle(&mut easy, &mut state);
    let half = (wanted / 2).max(wanted.saturating_sub(easy.len()));
    hard.truncate(half);
    easy.truncate(wanted - hard.len());
    hard.extend(easy);
    hard
}

fn shuffle<T>(list: &mut [T], state: &mut u64) {
    for at in (1..list.len()).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        list.swap(at, (*state % (at as u64 + 1)) as usize);
    }
}

/// A copy of the tree, and what Cargo said of it before.
struct Judge {
    root: Utf8PathBuf,
    workspace: Workspace,
    targets: &'static [&'static str],
    baseline: BTreeSet<String>,
}

impl Judge {
    fn new(root: Utf8PathBuf) -> Result<Judge> {
        let workspace = load(&root)?;
        let mut judge =
            Judge { root, workspace, targets: &["--all-targets"], baseline: BTreeSet::new() };
        let said = judge.check()?;
        if said.iter().any(|it| it.contains("failed to") || it.contains("no matching package")) {
            judge.targets = &["--lib", "--bins"];
        }
        judge.baseline = judge.check()?;
        if !judge.baseline.is_empty() {
            println!("broken before: {} errors with {:?}", judge.baseline.len(), judge.targets);
        }
        Ok(judge)
    }

    /// The errors that Cargo reports, without their places.
    fn check(&self) -> Result<BTreeSet<String>> {
        let mut command = Command::new("cargo");
        command.arg("check").args(self.targets).args([
            "--workspace",
            "--keep-going",
            "--message-format",
            "short",
        ]);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", self.root.with_file_name("target"));
        let output = command.env("CARGO_PROFILE_DEV_DEBUG", "0").output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let errors = said.lines().filter(|it| it.contains("error"));
        let errors: BTreeSet<String> =
            errors.filter(|it| !it.contains("could not compile")).map(str::to_owned).collect();
        if !output.status.success() && errors.is_empty() {
            return Ok(BTreeSet::from([said.lines().last().unwrap_or_default().to_owned()]));
        }
        Ok(errors)
    }

    fn verdicts(&self, chosen: &[Candidate]) -> Result<Vec<(Candidate, Verdict)>> {
        let mut done = Vec::new();
        let mut sound = Vec::new();
        for candidate in chosen {
            match self.alone(candidate) {
                Verdict::Pass => sound.push(candidate.clone()),
                verdict => done.push((candidate.clone(), verdict)),
            }
        }
        for batch in sound.chunks(BATCH) {
            self.batch(batch, &mut done)?;
        }
        Ok(done)
    }

    /// Judges a rename in memory.
    fn alone(&self, candidate: &Candidate) -> Verdict {
        let plan = match self.plan(std::slice::from_ref(candidate)) {
            Ok(plan) => plan,
            Err(refusal) => return Verdict::Refused(said(&refusal)),
        };
        if plan.tree.is_empty() {
            return Verdict::Noop;
        }
        let gone = count(&plan.before, &candidate.name) - count(&plan.after, &candidate.name);
        if candidate.kind != "variant" && gone != candidate.definitions as i64 {
            return Verdict::Overreach(format!(
                "{gone} definitions changed, not {}",
                candidate.definitions
            ));
        }
        let mut path = ItemPath::parse(&candidate.path).with_name(&candidate.fresh);
        path.space = None;
        let back = Candidate {
            path: path.to_string(),
            fresh: candidate.name.clone(),
            ..candidate.clone()
        };
        let text = recipe(&[back]);
        let recipes = spec::parse("back.toml".into(), &text).map(|it| vec![it]);
        match recipes.and_then(|it| run::plan(plan.after.clone(), &it)) {
            Err(refusal) => Verdict::Refused(format!("on the way back: {}", said(&refusal))),
            Ok(back) if back.after.tree_change_since(&plan.before).is_empty() => Verdict::Pass,
            Ok(_) => Verdict::Unreversed,
        }
    }

    fn plan(&self, batch: &[Candidate]) -> Result<Plan, Refusal> {
        let recipe = spec::parse("oracle.toml".into(), &recipe(batch))?;
        let plan = run::plan(self.workspace.clone(), std::slice::from_ref(&recipe))?;
        checks::verify(plan)?;
        run::plan(self.workspace.clone(), &[recipe])
    }

    fn batch(&self, batch: &[Candidate], done: &mut Vec<(Candidate, Verdict)>) -> Result<()> {
        let verdict = match self.plan(batch) {
            Ok(plan) => self.written(&plan)?,
            Err(_) if batch.len() > 1 => Verdict::Broke(String::new()),
            Err(refusal) => Verdict::Refused(said(&refusal)),
        };
        if verdict == Verdict::Pass || batch.len() == 1 {
            done.extend(batch.iter().map(|it| (it.clone(), verdict.clone())));
            return Ok(());
        }
        let (left, right) = batch.split_at(batch.len() / 2);
        self.batch(left, done)?;
        self.batch(right, done)
    }

    /// Writes a plan, asks Cargo, and takes it back.
    fn written(&self, plan: &Plan) -> Result<Verdict> {
        let failed = |it: apply::Failure| anyhow::anyhow!("{it:?}");
        apply::write(&self.root, &plan.tree, &apply::Options::default()).map_err(failed)?;
        let errors = self.check()?;
        apply::undo(&self.root, &apply::Options::default()).map_err(failed)?;
        if errors.len() <= self.baseline.len() {
            return Ok(Verdict::Pass);
        }
        let new: Vec<_> = errors.difference(&self.baseline).take(3).cloned().collect();
        Ok(Verdict::Broke(new.join("\n")))
    }
}

fn load(root: &Utf8Path) -> Result<Workspace> {
    load::load(Some(&root.join("Cargo.toml"))).map_err(|it| anyhow::anyhow!("{}", said(&it)))
}

fn recipe(batch: &[Candidate]) -> String {
    let step =
        |it: &Candidate| format!("[[steps]]\n[steps.rename]\n{:?} = {:?}\n", it.path, it.fresh);
    let mut all: Vec<&Candidate> = batch.iter().collect();
    // What lies deeper first: the path of a renamed module leads nowhere.
    all.sort_by_key(|it| std::cmp::Reverse(it.path.matches("::").count()));
    format!("name = \"oracle\"\n{}", all.into_iter().map(step).collect::<String>())
}

fn said(refusal: &Refusal) -> String {
    let one =
        |it: &kalam_codemod::diagnostic::Diagnostic| kalam_codemod::report::diagnostics::short(it);
    let all: String = refusal.findings.iter().take(3).map(one).collect();
    anstream::adapter::strip_str(&all).to_string()
}

/// How often a word that defines stands before the name, in all files.
fn count(workspace: &Workspace, name: &str) -> i64 {
    const WORDS: [&str; 10] = [
        "struct",
        "enum",
        "union",
        "trait",
        "type",
        "fn",
        "const",
        "static",
        "mod",
        "macro_rules!",
    ];
    let names = kalam_codemod::resolve::search::Names::new([name.into()]);
    let defines = |text: &str, at: usize| {
        let before = text[..at].trim_end_matches("r#").trim_end();
        let before = before.strip_suffix(" mut").unwrap_or(before).trim_end();
        WORDS.iter().any(|it| {
            before.ends_with(it)
                && !before[..before.len() - it.len()]
                    .ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '*')
        })
    };
    let in_file =
        |text: &str| names.find(text).iter().filter(|it| defines(text, it.start().into())).count();
    workspace.files().map(|it| in_file(&it.text) as i64).sum()
}
