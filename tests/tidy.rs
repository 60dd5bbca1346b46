//! Rules of the house that neither the compiler nor clippy holds: layers,
//! rooms of their own for disk and foreign crates, lengths, words.
#![allow(clippy::disallowed_methods)]

mod support {
    pub mod source;
}

use std::collections::BTreeSet;

use camino::Utf8Path;
use support::source::{Source, all_files, sources};

/// Lines of a file, its tests included.
const FILE_LINES: usize = 450;
/// Lines of a function, from `fn` to its closing brace.
const FUNCTION_LINES: usize = 60;
/// Parameters of a function, `self` not counted.
const PARAMETERS: usize = 4;

/// Functions that may be longer, each a flat table: file, name, reason.
const TABLES: &[(&str, &str, &str)] = &[];

/// Where the disk may be touched; clippy.toml holds the same by type.
const DISK: &[&str] = &["src/workspace/load", "src/recipe/spec", "src/apply", "src/verify"];

/// Crates that only some rooms know.
const ROOMS_OF_CRATES: &[(&str, &[&str])] = &[
    ("ra_ap_syntax", &["src/syntax"]),
    ("toml_edit", &["src/manifest", "src/recipe/spec", "src/workspace/outline.rs"]),
    ("cargo_metadata", &["src/workspace/load", "src/verify"]),
    ("annotate_snippets", &["src/report"]),
    ("git2", &["src/apply"]),
];

fn assert_none(what: &str, found: impl IntoIterator<Item = String>) {
    let found: Vec<_> = found.into_iter().collect();
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

/// The modules of the crate, lowest first, as the table in src/lib.rs has them.
fn rooms() -> Vec<String> {
    let text = std::fs::read_to_string("src/lib.rs").unwrap();
    let rows = text.lines().filter_map(|it| it.strip_prefix("//! | [`"));
    rows.filter_map(|it| Some(it.split_once('`')?.0.to_owned())).collect()
}

fn is_below(path: &Utf8Path, rooms: &[&str]) -> bool {
    rooms.iter().any(|it| path.as_str().starts_with(it))
}

#[test]
fn the_table_of_layers_names_every_module() {
    let lib = Source::read(Utf8Path::new("src/lib.rs"));
    let declared: BTreeSet<_> = lib.modules().into_iter().collect();
    assert_eq!(rooms().into_iter().collect::<BTreeSet<_>>(), declared);
}

#[test]
fn layers_point_down_only() {
    let rooms = rooms();
    let level = |name: &str| rooms.iter().position(|it| it == name);
    let mut found = Vec::new();
    for source in sources("src") {
        let Some(own) = level(source.room()) else { continue };
        for (line, used) in source.crate_paths() {
            if level(&used).is_none_or(|it| it > own) {
                found.push(format!("{}:{line}: uses `crate::{used}`", source.path));
            }
        }
    }
    assert_none("paths to a higher layer", found);
}

#[test]
fn a_foreign_crate_stays_in_its_rooms() {
    let mut found = Vec::new();
    for source in sources("src") {
        for (name, rooms) in ROOMS_OF_CRATES {
            if !is_below(&source.path, rooms) {
                let lines = source.lines_with(&[name]);
                found.extend(lines.iter().map(|it| format!("{}:{it}: {name}", source.path)));
            }
        }
    }
    assert_none("foreign crates outside their rooms", found);
}

#[test]
fn the_disk_is_touched_in_its_rooms_only() {
    let mut found = Vec::new();
    for source in sources("src").into_iter().filter(|it| !is_below(&it.path, DISK)) {
        let uses = source.std_paths().into_iter().filter(|it| it.1 == "fs");
        found.extend(uses.map(|(line, _)| format!("{}:{line}: std::fs", source.path)));
    }
    assert_none("disk access outside its rooms", found);
}

#[test]
fn nothing_panics_by_design() {
    let forbidden: &[&[&str]] = &[
        &[".", "unwrap", "("],
        &[".", "expect", "("],
        &["::", "unwrap"],
        &["::", "expect"],
        &["todo", "!"],
        &["unimplemented", "!"],
        &["dbg", "!"],
    ];
    let mut found = Vec::new();
    for source in sources("src") {
        let own_method = source.lines_with(&["self", ".", "expect", "("]);
        for tokens in forbidden {
            let lines = source.lines_with(tokens);
            let lines: Vec<_> = lines.iter().filter(|it| !own_method.contains(it)).collect();
            found.extend(
                lines.iter().map(|it| format!("{}:{it}: {}", source.path, tokens.concat())),
            );
        }
    }
    assert_none("panics outside tests", found);
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = ["src", "tests", "benches"].into_iter().flat_map(all_files);
    let silent = silent.filter(|it| it.extension() == Some("rs") && !is_fixture(it));
    let silent = silent.filter(|it| !std::fs::read_to_string(it).unwrap().starts_with("//! "));
    assert_none("modules without `//!`", silent.map(|it| it.to_string()));
}

#[test]
fn files_and_functions_are_short() {
    let mut found = Vec::new();
    for path in ["src", "tests", "benches"].into_iter().flat_map(all_files) {
        if path.extension() == Some("rs") && !is_fixture(&path) {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            found.extend((lines > FILE_LINES).then(|| format!("{path}: {lines} lines")));
        }
    }
    for source in sources("src") {
        for it in source.functions().iter().filter(|it| it.lines > FUNCTION_LINES) {
            let listed =
                TABLES.iter().any(|(path, name, _)| *path == source.path && *name == it.name);
            let said = format!("{}:{}: fn {}: {} lines", source.path, it.line, it.name, it.lines);
            found.extend((!listed).then_some(said));
        }
    }
    assert_none("too long", found);
}

#[test]
fn listed_tables_are_long() {
    let is_long = |path: &str, name: &str| {
        let functions = Source::read(Utf8Path::new(path)).functions();
        functions.iter().any(|it| it.name == name && it.lines > FUNCTION_LINES)
    };
    let stale = TABLES.iter().filter(|(path, name, _)| !is_long(path, name));
    assert_none("listed in TABLES for nothing", stale.map(|it| format!("{}: {}", it.0, it.1)));
}

#[test]
fn parameters_are_few_and_never_two_bools() {
    let mut found = Vec::new();
    for source in sources("src") {
        for it in source.functions() {
            if it.parameters > PARAMETERS || it.bools > 1 {
                found.push(format!("{}:{}: fn {}", source.path, it.line, it.name));
            }
        }
    }
    assert_none("too many parameters, or two of type bool", found);
}

#[test]
fn names_are_of_the_vocabulary() {
    let vague = ["manager", "helper", "engine", "context", "util"];
    let is_vague = |name: &str| vague.iter().any(|it| name.to_lowercase().contains(it));
    let mut found = Vec::new();
    for source in sources("src") {
        let stem = source.path.file_stem().unwrap().to_owned();
        let names = source.type_names().into_iter().chain(source.modules()).chain([stem]);
        found.extend(names.filter(|it| is_vague(it)).map(|it| format!("{}: {it}", source.path)));
    }
    assert_none("vague names", found);
}

#[test]
fn no_file_names_a_place_of_one_machine() {
    let places = ["home", "root", "tmp", "Users", "work"].map(|it| format!("/{it}/"));
    let mut found = Vec::new();
    for path in all_files(".").into_iter().filter(|it| !is_fixture(it)) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for (at, line) in text.lines().enumerate() {
            let quoted = ["\"", "`", " ", "("]
                .map(|it| places.iter().any(|place| line.contains(&format!("{it}{place}"))));
            found.extend(quoted.contains(&true).then(|| format!("{path}:{}: {line}", at + 1)));
        }
    }
    assert_none("absolute paths of a machine", found);
}

#[test]
fn every_snapshot_of_a_recipe_belongs_to_a_case() {
    let snapshots = all_files("snapshots").into_iter();
    let orphans = snapshots.filter(|it| {
        let name = it.file_name().unwrap_or_default();
        let ends = [".diff.snap", ".summary.snap"];
        let case = ends.iter().find_map(|end| name.strip_suffix(end));
        case.is_some_and(|it| !Utf8Path::new("tests/recipes").join(it).is_dir())
    });
    assert_none("snapshots without a case", orphans.map(|it| it.to_string()));
}

/// Whether it belongs to the trees that recipes are tried on.
fn is_fixture(path: &Utf8Path) -> bool {
    is_below(path, &["tests/recipes", "./tests/recipes", "./recipes/"])
        && path.as_str() != "tests/recipes.rs"
}
