//! What every recipe is held to.
#![allow(clippy::disallowed_types)]

use std::process::Command;

use camino::Utf8Path;
use kalam_codemod::recipe::plan::Plan;
use kalam_codemod::recipe::spec::{self, RecipeSpec};
use kalam_codemod::report::{Run, diff, summary};
use libtest_mimic::Failed;

use super::case::Case;
use super::pipeline::{plain, plan, planned, recipe_of, said, same, write};
use super::rules;
use super::tree::{Folder, Tree, tree};

/// The tree becomes what the case says, and stays so when done again.
pub fn carried_out(case: &Case) -> Result<(), Failed> {
    let recipes = spec::read(&case.recipe).map_err(|it| said(&it))?;
    let folder = Folder::copy_of(&case.before);
    let verified = planned(folder.path(), &recipes)?;
    let plan = verified.plan();
    if plan.tree.is_empty() != case.expects_nothing {
        let what = if case.expects_nothing { "something" } else { "nothing" };
        return Err(format!("the recipe has {what} to do:\n{}", diff::plain(&plan.tree)).into());
    }
    rules::still_parses(plan)?;
    write(folder.path(), plan)?;
    same(&case.after(), &tree(folder.path()))?;
    applied_twice(folder.path(), &recipes)?;
    snapshots(case, plan);
    Ok(())
}

/// The recipe is refused with these words, and the tree is as it was.
pub fn refused(case: &Case, expected: &str) -> Result<(), Failed> {
    let folder = Folder::copy_of(&case.before);
    let outcome = spec::read(&case.recipe).and_then(|it| plan(folder.path(), &it));
    let Err(refusal) = outcome else { return Err("the recipe was not refused".into()) };
    same(&case.before, &tree(folder.path()))?;
    let actual = said(&refusal).replace(folder.path().as_str(), "[ROOT]");
    let texts = [expected, &actual].map(|it| Tree::from([("said".into(), it.into())]));
    same(&texts[0], &texts[1])
}

/// Done and taken back, every byte is what it was.
pub fn there_and_back(case: &Case, back: &str) -> Result<(), Failed> {
    let folder = Folder::copy_of(&case.before);
    let recipes = spec::read(&case.recipe).map_err(|it| said(&it))?;
    write(folder.path(), planned(folder.path(), &recipes)?.plan())?;
    let back = recipe_of(back)?;
    write(folder.path(), planned(folder.path(), &back)?.plan())?;
    same(&case.before, &tree(folder.path()))
}

/// Cargo accepts the tree, in a target folder of its own.
pub fn compiles(tree: &Tree) -> Result<(), Failed> {
    let folder = Folder::copy_of(tree);
    let check = ["check", "--offline", "--workspace", "--all-targets", "--quiet"];
    let output = Command::new(env!("CARGO"))
        .args(check)
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", folder.path().join("target"))
        .output()?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
    }
}

/// The recipe that takes a case back: none if it is marked as one way, is
/// refused, or does more than rename.
pub fn back(case: &Case) -> Option<String> {
    let recipes = spec::read(&case.recipe).ok()?;
    let back = rules::back(&recipes)?;
    let changes = !case.is_one_way && !case.expects_nothing && case.expected_error.is_none();
    changes.then_some(back)
}

/// A second run finds nothing to do, unless the recipe says that it would.
fn applied_twice(root: &Utf8Path, recipes: &[RecipeSpec]) -> Result<(), Failed> {
    if recipes.iter().flat_map(|it| &it.steps).any(|it| it.once) {
        return Ok(());
    }
    let again = planned(root, recipes)?;
    match again.plan().tree.is_empty() {
        true => Ok(()),
        false => Err(format!("applied twice:\n{}", diff::plain(&again.plan().tree)).into()),
    }
}

fn snapshots(case: &Case, plan: &Plan) {
    let summary = summary::summary(Run::from(plan), summary::Tense::Would, summary::Detail::All);
    let texts = [("diff", diff::plain(&plan.tree)), ("summary", plain(&summary))];
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (what, text) in &texts {
            insta::assert_snapshot!(format!("{}.{what}", case.name), text);
        }
    });
}
