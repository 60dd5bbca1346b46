//! What is taken in from disk, what is passed over, and what is refused.
#![allow(clippy::disallowed_methods)]

mod support {
    pub mod tree;
}

use std::os::unix::fs::symlink;

use camino::Utf8Path;
use kalam_codemod::diagnostic::{Diagnostic, Refusal};
use kalam_codemod::workspace::Workspace;
use kalam_codemod::workspace::load::load;
use support::tree::Folder;

const PACKAGE: &str = "[package]\nname = \"a-b\"\nedition = \"2021\"\n";

fn loaded(folder: &Folder) -> Workspace {
    load(Some(&folder.path().join("Cargo.toml"))).unwrap_or_else(|it| panic!("{it:#?}"))
}

fn refused(folder: &Folder) -> Diagnostic {
    let Err(Refusal { mut findings, .. }) = load(Some(&folder.path().join("Cargo.toml"))) else {
        panic!("it was loaded");
    };
    assert!(!findings[0].help.is_empty(), "no help: {findings:#?}");
    findings.remove(0)
}

fn paths(workspace: &Workspace) -> Vec<&str> {
    workspace.files().map(|it| it.path.as_str()).collect()
}

fn passed_over(workspace: &Workspace) -> Vec<(&str, &str)> {
    workspace.passed_over.iter().map(|it| (it.path.as_str(), it.reason.as_str())).collect()
}

#[test]
fn members_and_their_sources_are_taken_in_and_nothing_else() {
    let folder = Folder::new(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"a\"]\nexclude = [\"fuzz\"]\n"),
        ("a/Cargo.toml", PACKAGE),
        ("a/src/lib.rs", ""),
        ("a/src/target/mod.rs", ""),
        ("a/tests/fixtures/x/Cargo.toml", "[package]\nname = \"x\"\n"),
        ("a/tests/fixtures/x/src/lib.rs", ""),
        ("a/README.md", ""),
        ("a/notes.txt", ""),
        ("fuzz/Cargo.toml", "[package]\nname = \"fuzz\"\n"),
        ("fuzz/src/lib.rs", ""),
        ("target/debug/build/out.rs", ""),
        (".hidden/x.rs", ""),
    ]);
    let it = loaded(&folder);
    let expected =
        ["Cargo.toml", "a/Cargo.toml", "a/README.md", "a/src/lib.rs", "a/src/target/mod.rs"];
    assert_eq!(paths(&it), expected);
    let reason = "a package that is no member of the workspace";
    assert_eq!(passed_over(&it), [("a/tests/fixtures/x", reason), ("fuzz", reason)]);
    assert_eq!(it.root, folder.path());
}

#[test]
fn a_member_leads_to_its_root() {
    let folder = Folder::new(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"a\"]\n"),
        ("a/Cargo.toml", PACKAGE),
        ("a/src/lib.rs", ""),
    ]);
    let it = load(Some(&folder.path().join("a/Cargo.toml"))).unwrap();
    assert_eq!(it.root, folder.path());
    assert_eq!(it.packages[0].dir, "a");
}

#[test]
fn targets_are_named_as_code_names_them_with_the_library_first() {
    let bin = "[[bin]]\nname = \"my-tool\"\npath = \"src/../tool.rs\"\n";
    let folder = Folder::new(&[
        ("Cargo.toml", &format!("{PACKAGE}{bin}")),
        ("build.rs", ""),
        ("src/lib.rs", ""),
        ("tests/it.rs", ""),
        ("tool.rs", ""),
    ]);
    let it = loaded(&folder);
    let names: Vec<_> = it.targets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["a_b", "my_tool", "it", "build_script_build"]);
    assert_eq!(it.file(it.targets[1].root).unwrap().path, "tool.rs");
    assert_eq!(it.packages[0].edition.to_string(), "2021");
}

#[test]
fn ignored_files_are_left_out_but_for_target_roots() {
    let folder = Folder::new(&[
        ("Cargo.toml", PACKAGE),
        (".ignore", "gen*.rs\nlib.rs\n"),
        ("src/lib.rs", ""),
        ("src/generated.rs", ""),
    ]);
    assert_eq!(paths(&loaded(&folder)), ["Cargo.toml", "src/lib.rs"]);
}

#[test]
fn what_is_no_text_is_passed_over_with_its_bytes() {
    let folder = Folder::new(&[("Cargo.toml", PACKAGE), ("src/lib.rs", "")]);
    folder.write("src/bad.rs", b"// Job \xff");
    folder.write("src/bom.rs", b"\xef\xbb\xbfstruct A;");
    folder.write("src/bad_bom.rs", b"\xef\xbb\xbfab\xff");
    let it = loaded(&folder);
    let expected =
        [("src/bad.rs", "not UTF-8 at byte 7"), ("src/bad_bom.rs", "not UTF-8 at byte 5")];
    assert_eq!(passed_over(&it), expected);
    assert_eq!(it.passed_over[0].bytes.as_deref(), Some(&b"// Job \xff"[..]));
    let bom = it.file(it.file_at(Utf8Path::new("src/bom.rs")).unwrap()).unwrap();
    assert!(bom.bom);
    assert_eq!(&*bom.text, "struct A;");
}

#[test]
fn links_and_fifos_are_not_followed_and_do_not_block() {
    let outside = Folder::new(&[("x.rs", "struct Job;"), ("dir/y.rs", "")]);
    let folder = Folder::new(&[("Cargo.toml", PACKAGE), ("src/lib.rs", "")]);
    let src = folder.path().join("src");
    symlink(outside.path().join("x.rs"), src.join("link.rs")).unwrap();
    symlink(outside.path().join("dir"), src.join("dir")).unwrap();
    symlink(&src, src.join("loop")).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, src.join("fifo.rs").as_std_path(), 0o600.into()).unwrap();

    let it = loaded(&folder);
    assert_eq!(paths(&it), ["Cargo.toml", "src/lib.rs"]);
    let names: Vec<_> = it.passed_over.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(names, ["src/dir", "src/fifo.rs", "src/link.rs", "src/loop"]);
    assert_eq!(it.passed_over[1].reason, "not a regular file");
    assert_eq!(it.passed_over[2].bytes.as_deref(), Some(&b"struct Job;"[..]));
    assert_eq!(it.passed_over[3].reason, "a symbolic link");
}

#[test]
fn a_target_that_is_a_fifo_does_not_block() {
    let bench = "[[bench]]\nname = \"b\"\npath = \"pipe\"\n";
    let folder = Folder::new(&[("Cargo.toml", &format!("{PACKAGE}{bench}")), ("src/lib.rs", "")]);
    let pipe = folder.path().join("pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, pipe.as_std_path(), 0o600.into()).unwrap();
    let it = loaded(&folder);
    assert_eq!(passed_over(&it), [("pipe", "not a regular file")]);
    assert_eq!(it.targets.len(), 1);
}

#[test]
fn members_outside_the_root_are_passed_over_with_their_bytes() {
    let folder = Folder::new(&[
        ("ws/Cargo.toml", "[workspace]\nmembers = [\"a\", \"../out\"]\n"),
        ("ws/a/Cargo.toml", PACKAGE),
        ("ws/a/src/lib.rs", ""),
        ("out/Cargo.toml", "[package]\nname = \"out\"\nworkspace = \"../ws\"\n"),
        ("out/src/lib.rs", "struct Job;"),
    ]);
    let it = load(Some(&folder.path().join("ws/Cargo.toml"))).unwrap();
    assert_eq!(passed_over(&it), [("../out/src/lib.rs", "outside the workspace root")]);
    assert_eq!(it.passed_over[0].bytes.as_deref(), Some(&b"struct Job;"[..]));
    assert_eq!(it.packages.len(), 1);
}

#[test]
fn a_missing_bench_is_passed_over_and_a_missing_binary_refused() {
    let target = |kind: &str| format!("{PACKAGE}[[{kind}]]\nname = \"x\"\npath = \"no/x.rs\"\n");
    let folder = Folder::new(&[("Cargo.toml", &target("bench")), ("src/lib.rs", "")]);
    let absent = "a manifest names it, and it does not exist";
    assert_eq!(passed_over(&loaded(&folder)), [("no/x.rs", absent)]);

    folder.write("Cargo.toml", target("bin").as_bytes());
    let finding = refused(&folder);
    assert_eq!(finding.message, "the target's file `no/x.rs` does not exist");
    let label = &finding.labels[0];
    assert_eq!(&label.source[std::ops::Range::<usize>::from(label.range)], "no/x.rs");
}

#[test]
fn cargos_complaint_keeps_its_place() {
    let folder = Folder::new(&[("Cargo.toml", "[package]\nname = \"a\"\nversion = 1\n")]);
    let finding = refused(&folder);
    assert_eq!(finding.message, "invalid type: integer `1`, expected SemVer version");
    let label = &finding.labels[0];
    assert_eq!(usize::from(label.range.start()), label.source.find("1\n").unwrap());
}

#[test]
fn no_manifest_and_a_missing_member_are_refused() {
    let folder = Folder::new(&[]);
    assert!(refused(&folder).message.starts_with("manifest path"));
    folder.write("Cargo.toml", b"[workspace]\nmembers = [\"nope\"]\n");
    let finding = refused(&folder);
    assert!(finding.message.starts_with("failed to load manifest for workspace member"));
    assert!(finding.help[0].contains("members"));
    folder.write("Cargo.toml", b"[workspace]\n");
    assert!(refused(&folder).message.ends_with("has no package below its root"));
}

#[test]
fn cargos_help_is_help() {
    let folder = Folder::new(&[("Cargo.toml", PACKAGE), ("src/lib.rs", "")]);
    let Err(Refusal { findings, .. }) = load(Some(folder.path())) else { panic!("it was loaded") };
    assert_eq!(findings[0].notes, Vec::<String>::new());
    assert!(findings[0].help[0].ends_with("/Cargo.toml exists"), "{findings:#?}");
}

#[test]
fn no_program_that_the_workspace_names_is_started() {
    let folder = Folder::new(&[
        ("Cargo.toml", PACKAGE),
        ("src/lib.rs", ""),
        (".cargo/config.toml", "[build]\nrustc = \"./evil\"\nrustc-wrapper = \"./evil\"\n"),
        ("rust-toolchain.toml", "[toolchain]\npath = \"./evil\"\n"),
        ("evil", "#!/bin/sh\ntouch ran\n"),
    ]);
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path().join("evil"), mode).unwrap();
    assert_eq!(loaded(&folder).packages.len(), 1);
    assert!(!folder.path().join("ran").exists());
}
