//! Dependencies that code needs, added in the style of their neighbours.

use camino::Utf8Path;

use super::super::edit::{DependencySource, WantedDependency, add_dependency, relative_path};
use super::*;

fn wanted(package: &str, source: DependencySource) -> WantedDependency {
    let kind = DependencyKind::Normal;
    WantedDependency { package: package.into(), kind, source, optional: false }
}

fn by_path(package: &str) -> WantedDependency {
    wanted(package, DependencySource::Path(format!("../{package}").into()))
}

fn inherited(package: &str) -> WantedDependency {
    wanted(package, DependencySource::Workspace { key: package.into() })
}

#[track_caller]
fn check_add(before: &str, wanted: &WantedDependency, after: &str) {
    let once = add_dependency(before, wanted).unwrap();
    assert_eq!(once, after);
    assert_eq!(add_dependency(&once, wanted).unwrap(), after);
}

#[test]
fn each_source_is_written_as_the_neighbours_are() {
    let before = "[dependencies]\na = { path = \"../a\" }\nc.workspace = true\n";
    check_add(before, &by_path("b"), &before.replace("c.", "b = { path = \"../b\" }\nc."));
    check_add(before, &inherited("d"), &format!("{before}d.workspace = true\n"));
    let version = wanted("d", DependencySource::Version("1.2".to_owned()));
    check_add(before, &version, &format!("{before}d = \"1.2\"\n"));
    let optional = WantedDependency { optional: true, ..version };
    check_add(
        before,
        &optional,
        &format!("{before}d = {{ version = \"1.2\", optional = true }}\n"),
    );
}

#[test]
fn what_is_there_is_left() {
    for entry in [
        "d = { version = \"1\", optional = true }",
        "alias = { package = \"d\", path = \"../d\" }",
        "d.workspace = true",
    ] {
        let before = format!("[dependencies]\n{entry}\n");
        check_add(&before, &by_path("d"), &before);
        let dev = WantedDependency { kind: DependencyKind::Dev, ..by_path("d") };
        check_add(&before, &dev, &before);
    }
}

#[test]
fn look_alikes_do_not_serve() {
    let dev = "[dev-dependencies]\nd = { path = \"../d\" }\n";
    check_add(dev, &by_path("d"), &format!("[dependencies]\nd = {{ path = \"../d\" }}\n\n{dev}"));
    let target = "[target.'cfg(unix)'.dependencies]\nd = { path = \"../d\" }\n";
    let line = "[dependencies]\nd = { path = \"../d\" }\n\n";
    check_add(target, &by_path("d"), &format!("{line}{target}"));
}

#[test]
fn ways_between_folders() {
    let way = |from, to| relative_path(Utf8Path::new(from), Utf8Path::new(to)).to_string();
    assert_eq!(way("backend/crates/api", "backend/crates/sql"), "../sql");
    assert_eq!(way("backend", "backend/crates/sql"), "crates/sql");
    assert_eq!(way("cli", ""), "..");
    assert_eq!(way("", "cli"), "cli");
    assert_eq!(way("a/./b/..", "a"), ".");
    assert_eq!(way("a", "../b"), "../../b");
}
