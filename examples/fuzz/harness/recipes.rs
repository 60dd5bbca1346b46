//! Recipes for an input: that of the case it comes from, or some about items that
//! are there.
//!
//! Invariant: a recipe is text, and goes the way that all recipes go.

use std::fmt::Write as _;

use super::candidates::{Candidate, candidates};
use super::chance::Chance;
use super::corpus::{Corpus, Input};
use super::mutate::mutate_recipe;

/// Names that read otherwise beside other tokens, or are odd.
const NAMES: &[&str] = &[
    "b", "c", "r", "br", "cr", "x", "_x", "é", "名", "zq_fresh", "ZqFresh", "r#type", "async",
    "Self", "_", "e1", "dyn", "gen", "u8", "main", "std", "core", "ok", "Some", "String", "test",
];

/// Gives an input its recipe.
pub fn choose(input: &mut Input, corpus: &Corpus, chance: &mut Chance) {
    if chance.below(10) < 6 {
        let workspace = corpus.workspace(input);
        let all = candidates(&workspace);
        if !all.is_empty() {
            input.recipe = recipe(&all, corpus, chance);
        }
    }
    if chance.one_in(12) {
        mutate_recipe(&mut input.recipe, corpus, chance);
    }
}

fn recipe(all: &[Candidate], corpus: &Corpus, chance: &mut Chance) -> String {
    let mut text = "name = \"fuzz\"\n".to_owned();
    let steps = chance.below(3) / 2 + 1;
    for _ in 0..steps {
        text.push_str("[[steps]]\n");
        match chance.below(10) {
            6..8 => replace(&mut text, all, chance),
            8 => drop(writeln!(text, "delete = [{:?}]", chance.pick(all).path)),
            9 => export(&mut text, all, chance),
            _ => rename(&mut text, all, corpus, chance),
        }
    }
    text
}

fn rename(text: &mut String, all: &[Candidate], corpus: &Corpus, chance: &mut Chance) {
    let pairs: Vec<_> = (0..=chance.below(3)).map(|_| pair(all, corpus, chance)).collect();
    if chance.one_in(3) {
        policy(text, chance);
    }
    text.push_str("[steps.rename]\n");
    let mut seen = std::collections::BTreeSet::new();
    for (from, to) in pairs.into_iter().filter(|it| seen.insert(it.0.clone())) {
        let _ = writeln!(text, "{from:?} = {to:?}");
    }
}

fn pair(all: &[Candidate], corpus: &Corpus, chance: &mut Chance) -> (String, String) {
    let it = chance.pick(all);
    let to = match chance.below(8) {
        0..3 if it.name.starts_with(char::is_uppercase) => format!("Zq{}", it.name),
        0..3 => format!("zq_{}", it.name),
        3..5 => (*chance.pick(NAMES)).to_owned(),
        5 => chance.pick(all).name.clone(),
        _ => chance.pick(&corpus.words).clone(),
    };
    (it.path.clone(), to)
}

fn policy(text: &mut String, chance: &mut Chance) {
    let rows = [
        "on-conflict = \"qualify\"\n",
        "on-conflict = \"alias\"\n",
        "on-conflict = \"refuse\"\n",
        "optional = true\n",
        "keep-wire-names = true\n",
    ];
    text.push_str(chance.pick::<&str>(&rows));
}

fn replace(text: &mut String, all: &[Candidate], chance: &mut Chance) {
    let rows: [&str; 6] = [
        "definition = \"delete\"\n",
        "reexports = \"alias\"\n",
        "reexports = \"drop\"\n",
        "on-conflict = \"alias\"\n",
        "prune-dependencies = true\n",
        "",
    ];
    text.push_str(chance.pick::<&str>(&rows));
    let from = chance.pick(all);
    let same: Vec<_> = all.iter().filter(|it| it.kind == from.kind).collect();
    let to = match chance.below(5) {
        0 => "std::string::String".to_owned(),
        1 => chance.pick(all).path.clone(),
        _ => chance.pick(&same).path.clone(),
    };
    let _ = writeln!(text, "[steps.replace]\n{:?} = {to:?}", from.path);
}

fn export(text: &mut String, all: &[Candidate], chance: &mut Chance) {
    let verb = if chance.one_in(3) { "unexport" } else { "export" };
    let (from, what) = (chance.pick(all), chance.pick(all));
    let module = from.path.rsplit_once("::").map_or(&*from.path, |it| it.0);
    let krate = module.split("::").next().unwrap_or_default();
    let tree = match what.path.split_once("::") {
        Some((own, rest)) if own == krate => format!("crate::{rest}"),
        _ => what.path.clone(),
    };
    let _ = writeln!(text, "[steps.{verb}]\n{module:?} = [{tree:?}]");
}
