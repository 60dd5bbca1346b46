//! Fixtures, overlays and tree changes; [`super::load`] is tested on disk, in
//! `tests/load.rs`.

use camino::{Utf8Path, Utf8PathBuf};

use super::fixture::{render, workspace};
use super::{TargetKind, Workspace};
use crate::change::{SourceChange, SourceChangeBuilder, TreeChange};
use crate::manifest::DependencyKind;
use crate::text::{FileId, Indel, TextRange};

const TWO: &str = "\
//- /core/src/lib.rs crate:my-core deps:util,serde edition:2018
pub struct Job;
//- /core/src/bin/tool.rs
fn main() {}
//- /core/tests/common/mod.rs
//- /core/tests/slow/main.rs
//- /util/src/lib.rs crate:util
pub mod job;
//- /util/src/job.rs
pub struct Job;
";

fn id(workspace: &Workspace, path: &str) -> FileId {
    workspace.file_at(Utf8Path::new(path)).unwrap_or_else(|| panic!("no {path}"))
}

fn change(build: impl FnOnce(&mut SourceChangeBuilder)) -> SourceChange {
    let mut builder = SourceChangeBuilder::default();
    build(&mut builder);
    builder.finish().unwrap()
}

/// Replaces the first `from` in a file.
fn edit(workspace: &Workspace, path: &str, from: &str, to: &str) -> SourceChange {
    let id = id(workspace, path);
    let at = workspace.file(id).unwrap().text.find(from).unwrap();
    let range = TextRange::at((at as u32).into(), (from.len() as u32).into());
    change(|it| it.push(id, Indel::replace(range, to)))
}

fn names(change: &TreeChange) -> Vec<(Option<&str>, Option<&str>)> {
    let name =
        |it: &Option<Utf8PathBuf>| it.as_ref().map(|it| it.as_str().to_owned().leak() as &str);
    change.files.iter().map(|it| (name(&it.from), name(&it.to))).collect()
}

#[test]
fn a_fixture_has_the_packages_and_targets_of_cargos_layout() {
    let it = workspace(TWO);
    let targets: Vec<_> =
        it.targets.iter().map(|it| (it.package.0, it.kind, it.name.as_str())).collect();
    let expected = [
        (0, TargetKind::Lib, "my_core"),
        (0, TargetKind::Bin, "tool"),
        (0, TargetKind::Test, "slow"),
        (1, TargetKind::Lib, "util"),
    ];
    assert_eq!(targets, expected);
    assert_eq!(it.packages[0].name, "my-core");
    assert_eq!(it.packages[0].edition.to_string(), "2018");
    assert_eq!(it.packages[1].edition.to_string(), "2021");
    assert_eq!(it.package_named("my_core"), it.package_named("my-core"));
    let dependencies = it.packages[0].dependencies.iter();
    let mut paths: Vec<_> = dependencies.map(|it| (&*it.package, it.path.as_deref())).collect();
    paths.sort();
    assert_eq!(paths, [("serde", None), ("util", Some(Utf8Path::new("util")))]);
}

#[test]
fn files_are_numbered_in_the_order_of_paths() {
    let it = workspace(TWO);
    let paths: Vec<_> = it.files().map(|it| it.path.as_str()).collect();
    let expected = [
        "Cargo.toml",
        "core/Cargo.toml",
        "core/src/bin/tool.rs",
        "core/src/lib.rs",
        "core/tests/common/mod.rs",
        "core/tests/slow/main.rs",
        "util/Cargo.toml",
        "util/src/job.rs",
        "util/src/lib.rs",
    ];
    assert_eq!(paths, expected);
    assert!(it.files().enumerate().all(|(at, it)| it.id.0 as usize == at));
}

#[test]
fn a_string_without_headers_is_one_library() {
    let it = workspace("pub struct A;\n");
    assert_eq!(it.targets[0].name, "krate");
    assert_eq!(render(&it, |it| it.extension() == Some("rs")), "//- /src/lib.rs\npub struct A;\n");
}

#[test]
fn manifests_in_a_fixture_are_real() {
    let it = workspace(
        "\
//- /Cargo.toml
[workspace]
members = [\"a\"]
[workspace.package]
edition = \"2024\"
[workspace.dependencies]
b = { path = \"lib/b\", package = \"bee\" }
//- /a/Cargo.toml
[package]
name = \"a\"
edition.workspace = true
[lib]
name = \"own\"
path = \"src/root.rs\"
[[bin]]
name = \"tool\"
path = \"tool.rs\"
[dev-dependencies]
b.workspace = true
//- /a/src/root.rs
//- /a/tool.rs
",
    );
    let names: Vec<_> = it.targets.iter().map(|it| (it.kind, it.name.as_str())).collect();
    assert_eq!(names, [(TargetKind::Lib, "own"), (TargetKind::Bin, "tool")]);
    assert_eq!(it.packages[0].edition.to_string(), "2024");
    let dep = &it.packages[0].dependencies[0];
    assert_eq!((dep.code_name.as_str(), dep.package.as_str()), ("b", "bee"));
    assert_eq!(dep.kind, DependencyKind::Dev);
    assert_eq!(dep.path.as_deref(), Some(Utf8Path::new("lib/b")));
}

#[test]
fn an_overlay_shares_what_stays() {
    let before = workspace(TWO);
    let after = before.with(&edit(&before, "util/src/job.rs", "Job", "Task"));
    let shared = |path: &str| {
        let id = id(&before, path);
        std::ptr::eq(before.file(id).unwrap(), after.file(id).unwrap())
    };
    assert!(shared("core/src/lib.rs"));
    assert!(!shared("util/src/job.rs"));
    let tree = after.tree_change_since(&before);
    assert_eq!(names(&tree), [(Some("util/src/job.rs"), Some("util/src/job.rs"))]);
    assert_eq!(&*tree.files[0].after, "pub struct Task;\n");
    assert!(before.tree_change_since(&before).is_empty());
}

#[test]
fn an_edit_taken_back_is_no_change() {
    let before = workspace(TWO);
    let there = before.with(&edit(&before, "util/src/job.rs", "Job", "Task"));
    let back = there.with(&edit(&there, "util/src/job.rs", "Task", "Job"));
    assert!(back.tree_change_since(&before).is_empty());
}

#[test]
fn files_that_swap_paths_keep_their_numbers() {
    let before = workspace(TWO);
    let (a, b) = (id(&before, "util/src/job.rs"), id(&before, "core/src/lib.rs"));
    let after = before.with(&change(|it| {
        it.move_file(a, "core/src/lib.rs".into());
        it.move_file(b, "util/src/job.rs".into());
    }));
    assert_eq!(id(&after, "core/src/lib.rs"), a);
    assert_eq!(id(&after, "util/src/job.rs"), b);
    assert_eq!(after.file(a).unwrap().edition.to_string(), "2018");
    assert_eq!(after.file(a).unwrap().package.0, 0);
    assert_eq!(after.tree_change_since(&before).files.len(), 2);
}

#[test]
fn a_deleted_file_is_gone_even_if_edited() {
    let before = workspace(TWO);
    let mut both = edit(&before, "util/src/job.rs", "Job", "Task");
    both.deletes.push(id(&before, "util/src/job.rs"));
    let after = before.with(&both);
    assert_eq!(after.file_at(Utf8Path::new("util/src/job.rs")), None);
    let tree = after.tree_change_since(&before);
    assert_eq!(names(&tree), [(Some("util/src/job.rs"), None)]);
    assert_eq!((&*tree.files[0].before, &*tree.files[0].after), ("pub struct Job;\n", ""));
}

#[test]
fn an_edited_manifest_renames_its_package_and_derived_targets() {
    let before = workspace(TWO);
    let after = before.with(&edit(&before, "core/Cargo.toml", "my-core", "new-core"));
    assert_eq!(after.packages[0].name, "new-core");
    assert_eq!(after.targets[0].name, "new_core");
    assert_eq!(after.targets[1].name, "tool");
    assert_eq!(before.targets[0].name, "my_core");
}

#[test]
fn an_edited_root_manifest_reaches_what_inherits_from_it() {
    let before = workspace(
        "\
//- /Cargo.toml
[workspace]
[workspace.dependencies]
b = \"1\"
//- /a/Cargo.toml
[package]
name = \"a\"
[dependencies]
b.workspace = true
//- /a/src/lib.rs
",
    );
    let after = before.with(&edit(&before, "Cargo.toml", "\"1\"", "{ path = \"b\" }"));
    assert_eq!(before.packages[0].dependencies[0].path, None);
    assert_eq!(after.packages[0].dependencies[0].path.as_deref(), Some(Utf8Path::new("b")));
}

#[test]
fn a_moved_manifest_moves_its_package() {
    let before = workspace(TWO);
    let moved = ["Cargo.toml", "src/lib.rs", "src/job.rs"];
    let after = before.with(&change(|it| {
        for path in moved {
            let from = id(&before, &format!("util/{path}"));
            it.move_file(from, format!("crates/util/{path}").into());
        }
    }));
    assert_eq!(after.packages[1].dir, "crates/util");
    let job = after.file(id(&after, "crates/util/src/job.rs")).unwrap();
    assert_eq!(job.package.0, 1);
}

#[test]
fn a_byte_order_mark_is_content_and_no_text() {
    let it = workspace("//- /src/lib.rs crate:a\n\u{feff}struct A;\n");
    let file = it.file(id(&it, "src/lib.rs")).unwrap();
    assert!(file.bom && file.text.starts_with("struct"));
    assert_eq!(&*file.content(), "\u{feff}struct A;\n");
}

#[test]
fn the_same_change_laid_twice_shares_the_file_with_its_parse() {
    let it = workspace(TWO);
    let path = "util/src/job.rs";
    let file = id(&it, path);
    let laid = |to: &str| it.with(&edit(&it, path, "Job", to));
    let (first, other, again) = (laid("Task"), laid("Work"), laid("Work"));
    let at = |it: &Workspace| std::ptr::from_ref(it.file(file).unwrap().syntax());
    assert_eq!(at(&other), at(&again));
    assert_ne!(at(&first), at(&other));
    assert_eq!(&*first.file(file).unwrap().text, "pub struct Task;\n");
}

#[test]
fn a_file_is_found_however_its_path_is_written() {
    let workspace = workspace("//- /src/.a/b.rs crate:krate\n//- /src/lib.rs\n");
    for (path, is_there) in [
        ("src/lib.rs", true),
        ("src//./lib.rs", true),
        ("src/lib.rs/", true),
        ("src/.a/b.rs", true),
        ("src/.a//b.rs", true),
        ("src/a/b.rs", false),
        ("", false),
    ] {
        assert_eq!(workspace.file_at(Utf8Path::new(path)).is_some(), is_there, "{path}");
    }
}
