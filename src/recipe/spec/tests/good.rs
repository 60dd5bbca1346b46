//! Recipes that are right.

use super::*;
use crate::recipe::spec::{Definition, ExpectSpec, ManifestSpec, OnConflict, Reexports, Spanned};

#[test]
fn the_recipe_of_the_documentation() {
    let text = r#"
name        = "consolidate"
description = "One definition of each"
min-version = "0.1"

[scope]
packages = ["kalamdb-core", "kalamdb_sql"]
exclude  = ["**/fixtures/**", "a/{b,c}.rs"]

[[steps]]
name = "Records give way"
definition = "delete"
[steps.replace]
"core::jobs::JobRecord" = "commons::system::Job"
"sql::models::Table"    = "commons::system::SystemTable"

[[steps]]
optional = true
[steps.rename]
"core::Namespace" = "Entry"
"#;
    let spec = recipe(text);
    assert_eq!(spec.name, "consolidate");
    assert_eq!(spec.description.as_deref(), Some("One definition of each"));
    assert_eq!(spec.scope.packages[1].value, "kalamdb_sql");
    assert_eq!(spec.scope.exclude[0].value, "**/fixtures/**");
    assert_eq!(spec.steps[0].name.as_deref(), Some("Records give way"));
    assert_eq!(slice(text, spec.steps[0].range), "[[steps]]");
    assert!(!spec.steps[0].optional && spec.steps[1].optional);
    let pairs = pairs_of(&spec.steps[0]);
    assert_eq!(pairs[1], ("sql::models::Table", "commons::system::SystemTable"));
    let VerbSpec::Replace(replace) = &spec.steps[0].verb else { panic!() };
    assert_eq!(replace.definition, Definition::Delete);
    assert_eq!(slice(text, replace.pairs[0].from.range), "\"core::jobs::JobRecord\"");
    assert_eq!(slice(text, replace.pairs[0].to.range), "\"commons::system::Job\"");
}

#[test]
fn options_have_defaults() {
    let defaults = step("[steps.replace]\n'a::B' = 'c::D'");
    let VerbSpec::Replace(it) = &defaults.verb else { panic!() };
    assert_eq!((it.definition, it.reexports), (Definition::Keep, Reexports::Repoint));
    assert_eq!((it.on_conflict, it.prune_dependencies), (OnConflict::Qualify, false));
    assert!(!defaults.once && !defaults.optional && defaults.name.is_none());
}

#[test]
fn options_are_read() {
    let options = "reexports = 'drop'\non-conflict = 'alias'\nprune-dependencies = true";
    let all = step(&format!("{options}\n[steps.replace]\n'a::B' = 'c::D'"));
    let VerbSpec::Replace(it) = &all.verb else { panic!() };
    assert_eq!((it.reexports, it.on_conflict), (Reexports::Drop, OnConflict::Alias));
    assert!(it.prune_dependencies);
    let renames = step("on-conflict = 'refuse'\n[steps.rename]\n'a::B' = 'C'");
    let VerbSpec::Rename(it) = &renames.verb else { panic!() };
    assert_eq!(it.on_conflict, OnConflict::Refuse);
}

#[test]
fn lists_of_paths_and_of_use_trees() {
    let VerbSpec::Delete(paths) = step("delete = ['a::B', \"bin@c::d!\"]").verb else { panic!() };
    assert_eq!(paths.iter().map(|it| &*it.value).collect::<Vec<_>>(), ["a::B", "bin@c::d!"]);

    let body = "[steps.export]\n'a::b' = ['x::{Y, Z as W}', 'c::*']\na = ['self::d']";
    let VerbSpec::Export(rows) = step(body).verb else { panic!() };
    assert_eq!(rows[0].module.value, "a::b");
    assert_eq!(rows[0].trees[1].value, "c::*");
    assert_eq!(rows[1].module.value, "a");
    assert!(matches!(step("unexport = { a = ['b'] }").verb, VerbSpec::Unexport(_)));
}

/// `package table key = value` of each edit.
fn edits(body: &str) -> Vec<String> {
    let VerbSpec::Manifest(manifests) = step(body).verb else { panic!() };
    let rows = |it: &ManifestSpec| -> Vec<String> {
        let package = it.package.as_ref().map_or("-", |it| &it.value).to_owned();
        let row = |value: &Option<Spanned<String>>| {
            value.as_ref().map_or("none".to_owned(), |it| it.value.clone())
        };
        let rows = it.edits.iter();
        rows.map(|it| format!("{package} {} {} = {}", it.table, it.key.value, row(&it.value)))
            .collect()
    };
    manifests.iter().flat_map(rows).collect()
}

#[test]
fn manifests_of_one_step_stand_together() {
    let body = r#"
[steps.dependencies.kalamdb-commons]
bincode = "1.3"
serde = { workspace = true, features = ["derive", "rc"] }
old = false
[steps.dev-dependencies.kalamdb-sql]
tempfile.workspace = true
[steps.features.kalamdb-commons]
default = ["serde"]
[steps.workspace-dependencies]
bincode = '1.3'
"#;
    let expected = [
        "kalamdb-commons dependencies bincode = \"1.3\"",
        "kalamdb-commons dependencies serde = { workspace = true, features = [\"derive\", \"rc\"] }",
        "kalamdb-commons dependencies old = none",
        "kalamdb-commons features default = [\"serde\"]",
        "kalamdb-sql dev-dependencies tempfile = { workspace = true }",
        "- workspace.dependencies bincode = '1.3'",
    ];
    assert_eq!(edits(body), expected);
}

#[test]
fn values_come_in_one_line_whatever_their_shape() {
    let body = r#"
[steps.build-dependencies.a]
b = { version = """1""", features = [ # why
    "x",
    "y",
] }
[steps.build-dependencies.a.c]
version = '2'
default-features = false
[steps.build-dependencies.a."d"]
git = "g"
features = []
"#;
    let expected = [
        "a build-dependencies b = { version = \"\"\"1\"\"\", features = [\"x\", \"y\"] }",
        "a build-dependencies c = { version = '2', default-features = false }",
        "a build-dependencies d = { git = \"g\", features = [] }",
    ];
    assert_eq!(edits(body), expected);
}

#[test]
fn expectations_and_commands() {
    let text = r#"
name = "guard"
[[expect]]
defined-once = "a::Job"
[[expect]]
unreferenced = ["b::Old", "b::m!"]
forbid = "JobRecord"
[verify]
commands = ["cargo check --workspace", ["cargo", "test", "a b"]]
"#;
    let spec = recipe(text);
    let path = |it: &ExpectSpec| match it {
        ExpectSpec::DefinedOnce(it) => format!("once {}", it.value),
        ExpectSpec::Unreferenced(it) => format!("unreferenced {}", it.value),
        ExpectSpec::Forbid(it) => format!("forbid {}", it.value),
    };
    let expected = ["once a::Job", "unreferenced b::Old", "unreferenced b::m!", "forbid JobRecord"];
    assert_eq!(spec.expect.iter().map(path).collect::<Vec<_>>(), expected);
    let commands: Vec<_> = spec.verify.commands.iter().map(|it| it.value.join("|")).collect();
    assert_eq!(commands, ["cargo|check|--workspace", "cargo|test|a b"]);
}

#[test]
fn byte_order_mark_and_crlf_are_fine() {
    let spec = recipe("\u{feff}name = 'r'\r\n[[steps]]\r\n[steps.rename]\r\n'a::B' = 'C'\r\n");
    assert_eq!(pairs_of(&spec.steps[0]), [("a::B", "C")]);
    assert_eq!(slice(&spec.source, spec.steps[0].range), "[[steps]]");
}

#[test]
fn steps_may_stand_in_one_list() {
    let spec = recipe("name = 'r'\nsteps = [{ rename = { 'a::B' = 'C' } }, { delete = ['d'] }]");
    assert_eq!(spec.steps.len(), 2);
    assert_eq!(pairs_of(&spec.steps[0]), [("a::B", "C")]);
}

#[test]
fn every_recipe_of_this_repository_reads() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = ["recipes", "tests/recipes"]
        .into_iter()
        .flat_map(|it| root.join(it).read_dir_utf8().unwrap().map(|it| it.unwrap().into_path()));
    let recipes = rows.map(|it| if it.is_dir() { it.join("recipe.toml") } else { it });
    let recipes: Vec<_> = recipes.filter(|it| it.extension() == Some("toml")).collect();
    let read = recipes
        .iter()
        .filter(|it| it.is_file())
        .map(|it| crate::recipe::spec::read(it).unwrap_or_else(|wrong| panic!("{it}: {wrong:#?}")));
    assert!(read.count() > 3, "{recipes:?}");
}
