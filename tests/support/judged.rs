//! What the checks make of a wrong plan, and what rustc does.

use std::collections::BTreeSet;
use std::process::Command;

use kalam_codemod::change::SourceChange;
use kalam_codemod::checks;
use kalam_codemod::diagnostic::Diagnostic;
use kalam_codemod::recipe::plan::{Evidence, Plan, StepPlan, StepState};
use kalam_codemod::resolve::search::Names;
use kalam_codemod::resolve::{DefKey, Resolver};
use kalam_codemod::syntax::{Body, ItemKind, UseItem, UseTreeKind};
use kalam_codemod::text::{TextRange, slice};
use kalam_codemod::workspace::{FileKind, SourceFile, Workspace};

use super::tree::{Folder, Tree};

/// What became of a mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A check objects, with these words.
    Caught(String),
    /// The tree is the same, but for blanks, comments and the order of imports.
    Same,
    /// Nobody objects.
    Passed,
}

/// A step, and what the checks say of it as it is.
pub struct Judge<'a> {
    step: &'a StepPlan,
    evidence: &'a Evidence,
    known: BTreeSet<String>,
    keys: Vec<DefKey>,
}

impl<'a> Judge<'a> {
    /// For a step as it was planned.
    pub fn new(step: &'a StepPlan) -> Judge<'a> {
        let evidence = &step.evidence;
        let names = Names::new(evidence.names.iter().cloned());
        let resolver = Resolver::new(&evidence.before);
        let mentions = resolver.mentions(&names);
        let defs = mentions.iter().flat_map(|it| &it.meanings).flat_map(|it| it.defs());
        let asked = evidence.map.iter().map(|it| it.0.clone());
        let keys = defs.map(|it| resolver.def_key(it)).chain(asked).collect();
        let known = BTreeSet::new();
        let mut judge = Judge { step, evidence, known, keys };
        judge.known = judge.findings(&evidence.change);
        judge
    }

    /// What the checks say of another change in the step's place.
    pub fn verdict(&self, change: &SourceChange) -> Verdict {
        let found = self.findings(change);
        if let Some(new) = found.difference(&self.known).next() {
            return Verdict::Caught(new.clone());
        }
        let after = self.evidence.before.with(change);
        if normal(&after) == normal(&self.evidence.after) { Verdict::Same } else { Verdict::Passed }
    }

    fn findings(&self, change: &SourceChange) -> BTreeSet<String> {
        let Evidence { before, names, called, .. } = self.evidence;
        let after = before.with(change);
        let evidence = Evidence {
            before: before.clone(),
            after: after.clone(),
            change: change.clone(),
            map: self.map(change),
            names: names.clone(),
            called: called.clone(),
        };
        let tree = after.tree_change_since(before);
        let (before, steps, passed_over) = (before.clone(), vec![self.step(evidence)], Vec::new());
        let plan = Plan { before, after, steps, tree, passed_over };
        match checks::verify(plan, &[]) {
            Ok(_) => BTreeSet::new(),
            Err(refusal) => refusal.findings.iter().map(said).collect(),
        }
    }

    fn step(&self, evidence: Evidence) -> StepPlan {
        StepPlan {
            title: "mutant".into(),
            state: StepState::Pending,
            rewrites: Vec::new(),
            left: self.step.left.clone(),
            findings: self.step.findings.clone(),
            unmatched: Vec::new(),
            tree: evidence.after.tree_change_since(&evidence.before),
            evidence,
        }
    }

    /// What the step asks for, where the items stand after another change.
    fn map(&self, change: &SourceChange) -> Vec<(DefKey, Vec<DefKey>)> {
        let moved = |to: &DefKey| {
            let before = self.keys.iter().find(|it| it.mapped(&self.evidence.change) == *to);
            before.map_or(to.clone(), |it| it.mapped(change))
        };
        let pairs = self.evidence.map.iter();
        pairs.map(|(from, to)| (from.clone(), to.iter().map(moved).collect())).collect()
    }
}

fn said(it: &Diagnostic) -> String {
    let place = it.labels.first().map(|it| format!(" {}", it.path));
    format!("{}{}", it.message, place.unwrap_or_default())
}

/// All files of a tree without what does not count.
fn normal(workspace: &Workspace) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<_> = workspace.files().map(|it| (it.path.to_string(), words(it))).collect();
    all.sort();
    all
}

/// The tokens of a file; of Rust the imports are apart, one by one and sorted.
fn words(file: &SourceFile) -> Vec<String> {
    let text = &*file.text;
    if let (FileKind::Manifest, Ok(mut toml)) = (file.kind, text.parse::<toml_edit::DocumentMut>())
    {
        toml.sort_values();
        return toml.to_string().split_whitespace().map(str::to_owned).collect();
    }
    if file.kind != FileKind::Rust {
        return text.split_whitespace().map(str::to_owned).collect();
    }
    let mut rest = text.to_owned();
    let mut words = Vec::new();
    apart(file.syntax().body(), text, (&mut rest, &mut words));
    words.sort();
    match rest.parse::<proc_macro2::TokenStream>() {
        Ok(tokens) => words.push(tokens.to_string()),
        Err(_) => words.push(rest),
    }
    words
}

fn apart(body: &Body, text: &str, (rest, found): (&mut String, &mut Vec<String>)) {
    for it in &body.uses {
        found.extend(leaves(it, text));
        let range: std::ops::Range<usize> = it.range.into();
        rest.replace_range(range.clone(), &" ".repeat(range.len()));
    }
    for item in &body.items {
        if let ItemKind::Module(Some(inner)) = &item.kind {
            apart(inner, text, (rest, found));
        }
    }
}

fn leaves(item: &UseItem, text: &str) -> Vec<String> {
    let attrs = slice(text, TextRange::new(item.range.start(), item.statement.start()));
    let mut found = Vec::new();
    item.for_each_leaf(&mut |leaf, path| {
        let path: Vec<_> = path.segments.iter().map(|it| it.name.as_str()).collect();
        let tail = match &leaf.kind {
            UseTreeKind::Glob(_) => "::*".to_owned(),
            UseTreeKind::Leaf { alias: Some(it) } => format!(" as {}", it.name),
            _ => String::new(),
        };
        found.push(format!("{attrs}{} use {}{tail}", item.vis_text, path.join("::")));
    });
    found
}

/// Rustc takes the tree of a mutant, with and without all features; what it
/// says if not. What is no part of the snapshot is as in `rest`.
pub fn compiles(after: &Workspace, before: &Workspace, rest: &Tree) -> Result<(), String> {
    let mut tree = rest.clone();
    before.files().for_each(|it| drop(tree.remove(&it.path)));
    tree.extend(after.files().map(|it| (it.path.clone(), it.content().as_bytes().to_vec())));
    let folder = Folder::copy_of(&tree);
    for features in [&["--all-features"] as &[&str], &["--no-default-features"], &[]] {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--workspace", "--all-targets", "--quiet"])
            .args(features)
            .current_dir(folder.path())
            .env("CARGO_TARGET_DIR", folder.path().join("target"))
            .env("RUSTFLAGS", "-Awarnings")
            .output()
            .map_err(|it| it.to_string())?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
    }
    Ok(())
}
