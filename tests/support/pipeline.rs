//! From a recipe to a written tree, as the program goes.
//! Each test program uses a part of it.
#![allow(dead_code)]

use camino::Utf8Path;
use kalam_codemod::apply;
use kalam_codemod::checks::{self, VerifiedPlan};
use kalam_codemod::diagnostic::Refusal;
use kalam_codemod::recipe::spec::{self, RecipeSpec};
use kalam_codemod::recipe::{plan::Plan, run};
use kalam_codemod::report::diagnostics;
use kalam_codemod::workspace::load;
use libtest_mimic::Failed;

use super::tree::{Folder, Tree, difference};

/// Columns that findings are wrapped at.
const WIDTH: usize = 140;

/// A recipe of this text.
pub fn recipe_of(text: &str) -> Result<Vec<RecipeSpec>, Failed> {
    let folder = Folder::new(&[("recipe.toml", text)]);
    spec::read(&folder.path().join("recipe.toml")).map_err(|it| said(&it).into())
}

/// Loads, plans and checks.
pub fn plan(root: &Utf8Path, recipes: &[RecipeSpec]) -> Result<VerifiedPlan, Refusal> {
    let workspace = load::load(Some(&root.join("Cargo.toml")))?;
    checks::verify(run::plan(workspace, recipes)?, recipes)
}

/// The same, with a refusal as the reason why a test failed.
pub fn planned(root: &Utf8Path, recipes: &[RecipeSpec]) -> Result<VerifiedPlan, Failed> {
    plan(root, recipes).map_err(|it| said(&it).into())
}

/// Writes what a plan does to the tree.
pub fn write(root: &Utf8Path, plan: &Plan) -> Result<(), Failed> {
    let written = apply::write(root, &plan.tree, &apply::Options::default());
    written.map_err(|it| format!("{it:?}").into())
}

/// Two trees are the same.
pub fn same(expected: &Tree, actual: &Tree) -> Result<(), Failed> {
    let difference = difference(expected, actual);
    if difference.is_empty() { Ok(()) } else { Err(difference.into()) }
}

/// A refusal as the program shows it.
pub fn said(refusal: &Refusal) -> String {
    plain(&refusal.findings.iter().map(|it| diagnostics::full(it, WIDTH)).collect::<String>())
}

/// Text without escape codes.
pub fn plain(styled: &str) -> String {
    anstream::adapter::strip_str(styled).to_string()
}
