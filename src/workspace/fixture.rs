//! Snapshots for unit tests, from one string with many files in it.
//!
//! Invariant: no Cargo is run and no disk touched; what is malformed panics,
//! as this is for tests only.
//!
//! ```text
//! //- /core/src/lib.rs crate:core deps:util,serde edition:2018
//! pub struct Job;
//! //- /core/src/bin/tool.rs
//! use core::Job;
//! //- /util/src/lib.rs crate:util
//! ```
//!
//! A `Cargo.toml` in the string is a real manifest. Where `crate:` stands on
//! any file of a package, its manifest is written for the test: `deps:` are
//! path dependencies on packages of the fixture, or version "1" of others;
//! the edition is 2021 unless `edition:` says otherwise. A string without
//! headers is `/src/lib.rs` of a package `krate`. A root manifest with all
//! packages as members is added where there is none. Targets are those that
//! the manifests name, and those of Cargo's package layout
//! (<https://doc.rust-lang.org/cargo/guide/project-layout.html>).

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use super::assemble::{Parts, RawFile, RawPackage, RawTarget, assemble};
use super::outline::{Outline, TargetOutline};
use super::{TargetKind, Workspace};

/// Where the root of every fixture is said to lie.
pub const ROOT: &str = "/fixture";

/// The snapshot that a fixture describes.
///
/// # Panics
/// If the fixture is malformed.
pub fn workspace(fixture: &str) -> Workspace {
    let mut files = entries(fixture);
    add_manifests(&mut files);
    let packages = packages(&files);
    assert!(!packages.is_empty(), "the fixture has no package: say `crate:name` on a header");
    let files = files.into_iter().map(|it| raw_file(it.path, &it.text)).collect();
    let parts = Parts {
        root: ROOT.into(),
        files,
        packages,
        passed_over: Vec::new(),
        strangers: Vec::new(),
        roots_outside: Vec::new(),
        has_lock: false,
    };
    assemble(parts).unwrap_or_else(|it| panic!("the fixture lacks {}", it.0))
}

/// The same fixture format, as text again: to compare a snapshot with what is
/// expected of it. Manifests that [`workspace`] wrote itself are left out.
pub fn render(workspace: &Workspace, wanted: impl Fn(&Utf8Path) -> bool) -> String {
    let mut files: Vec<_> = workspace.files().filter(|it| wanted(&it.path)).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.iter().map(|it| format!("//- /{}\n{}", it.path, it.content())).collect()
}

struct Entry {
    path: Utf8PathBuf,
    krate: Option<SmolStr>,
    deps: Vec<SmolStr>,
    edition: Option<SmolStr>,
    text: String,
}

fn entries(fixture: &str) -> Vec<Entry> {
    if !fixture.lines().any(|it| it.starts_with("//- ")) {
        return vec![Entry { text: fixture.to_owned(), ..header("/src/lib.rs crate:krate") }];
    }
    let mut entries: Vec<Entry> = Vec::new();
    for line in fixture.split_inclusive('\n') {
        match (line.strip_prefix("//- "), entries.last_mut()) {
            (Some(line), _) => entries.push(header(line.trim())),
            (None, Some(entry)) => entry.text.push_str(line),
            (None, None) => assert!(line.trim().is_empty(), "text before the first header: {line}"),
        }
    }
    entries
}

fn header(line: &str) -> Entry {
    let mut words = line.split_whitespace();
    let path = words.next().and_then(|it| it.strip_prefix('/'));
    let path = path.unwrap_or_else(|| panic!("a header begins with a path from `/`: {line}"));
    let (krate, deps, edition) = (None, Vec::new(), None);
    let mut entry = Entry { path: path.into(), krate, deps, edition, text: String::new() };
    for word in words {
        match word.split_once(':') {
            Some(("crate", name)) => entry.krate = Some(name.into()),
            Some(("deps", names)) => entry.deps = names.split(',').map(Into::into).collect(),
            Some(("edition", year)) => entry.edition = Some(year.into()),
            _ => panic!("unknown word `{word}` in the header: {line}"),
        }
    }
    entry
}

/// The package folder of a file in Cargo's layout.
fn package_dir(path: &Utf8Path) -> Utf8PathBuf {
    let layout = ["src", "tests", "examples", "benches"];
    let parts: Vec<_> = path.components().map(|it| it.as_str()).collect();
    let end = parts.iter().rposition(|it| layout.contains(it)).unwrap_or(parts.len() - 1);
    parts[..end].iter().collect()
}

/// Writes the manifests that `crate:` words ask for, and that of the root.
fn add_manifests(files: &mut Vec<Entry>) {
    let crates: Vec<_> =
        files.iter().filter_map(|it| Some((it.krate.clone()?, package_dir(&it.path)))).collect();
    let manifest_of = |it: &Entry| {
        let path = package_dir(&it.path).join("Cargo.toml");
        let text = manifest(it, &crates);
        it.krate.as_ref().map(|_| Entry { text, ..header(&format!("/{path}")) })
    };
    let mut written: Vec<_> = files.iter().filter_map(manifest_of).collect();
    written.retain(|it| files.iter().all(|there| there.path != it.path));
    files.append(&mut written);
    if files.iter().all(|it| it.path != "Cargo.toml") {
        let text = root_manifest(files);
        files.push(Entry { text, ..header("/Cargo.toml") });
    }
}

fn manifest(entry: &Entry, crates: &[(SmolStr, Utf8PathBuf)]) -> String {
    let name = entry.krate.as_deref().unwrap_or_default();
    let edition = entry.edition.as_deref().unwrap_or("2021");
    let up = "../".repeat(package_dir(&entry.path).components().count());
    let mut text = format!("[package]\nname = \"{name}\"\nedition = \"{edition}\"\n");
    text.push_str("version = \"0.1.0\"\n\n[dependencies]\n");
    for dep in &entry.deps {
        match crates.iter().find(|it| it.0 == *dep) {
            Some((_, dir)) => text.push_str(&format!("{dep} = {{ path = \"{up}{dir}\" }}\n")),
            None => text.push_str(&format!("{dep} = \"1\"\n")),
        }
    }
    text
}

fn root_manifest(files: &[Entry]) -> String {
    let manifests = files.iter().filter(|it| it.path.file_name() == Some("Cargo.toml"));
    let dirs = manifests.filter_map(|it| it.path.parent());
    let members: Vec<_> = dirs.map(|it| format!("\"{it}\"")).collect();
    format!("[workspace]\nresolver = \"2\"\nmembers = [{}]\n", members.join(", "))
}

fn packages(files: &[Entry]) -> Vec<RawPackage> {
    let root = files.iter().find(|it| it.path == "Cargo.toml").map_or("", |it| &it.text);
    let manifests = files.iter().filter(|it| it.path.file_name() == Some("Cargo.toml"));
    let outlines = manifests.filter_map(|it| Some((&it.path, Outline::read(&it.text, root)?)));
    outlines
        .map(|(manifest, outline)| {
            let dir = manifest.parent().unwrap_or(Utf8Path::new("")).to_owned();
            let targets = targets(&dir, &outline, files);
            RawPackage { name: outline.name, dir, edition: outline.edition, targets }
        })
        .collect()
}

fn targets(dir: &Utf8Path, outline: &Outline, files: &[Entry]) -> Vec<RawTarget> {
    let mut found: Vec<RawTarget> = Vec::new();
    let own = files.iter().filter_map(|it| it.path.strip_prefix(dir).ok());
    for (kind, name, path) in own.filter_map(|it| by_layout(it, &outline.name)) {
        found.push(raw_target(outline, kind, &name, dir.join(path)));
    }
    for said in &outline.targets {
        apply_said(said, &mut found, |kind, name, path| {
            raw_target(outline, kind, name, dir.join(path))
        });
    }
    found
}

/// What Cargo takes a file of a package for, by its place alone.
fn by_layout<'a>(path: &'a Utf8Path, package: &str) -> Option<(TargetKind, SmolStr, &'a Utf8Path)> {
    let parts: Vec<_> = path.components().map(|it| it.as_str()).collect();
    let kind = |folder| match folder {
        "bin" => Some(TargetKind::Bin),
        "tests" => Some(TargetKind::Test),
        "examples" => Some(TargetKind::Example),
        "benches" => Some(TargetKind::Bench),
        _ => None,
    };
    let (kind, name) = match parts.strip_prefix(&["src", "bin"]).map(|it| ("bin", it)) {
        None if parts == ["build.rs"] => (TargetKind::BuildScript, "build_script_build"),
        None if parts == ["src", "lib.rs"] => (TargetKind::Lib, package),
        None if parts == ["src", "main.rs"] => (TargetKind::Bin, package),
        Some((folder, [file])) => (kind(folder)?, file.strip_suffix(".rs")?),
        Some((folder, [name, "main.rs"])) => (kind(folder)?, *name),
        None => match &parts[..] {
            [folder, file] => (kind(folder)?, file.strip_suffix(".rs")?),
            [folder, name, "main.rs"] => (kind(folder)?, *name),
            _ => return None,
        },
        _ => return None,
    };
    Some((kind, name.into(), path))
}

fn raw_target(outline: &Outline, kind: TargetKind, name: &str, root: Utf8PathBuf) -> RawTarget {
    RawTarget { kind, name: name.replace('-', "_").into(), root, edition: outline.edition }
}

/// Lets a target table of the manifest name, move or add a target.
fn apply_said(
    said: &TargetOutline,
    found: &mut Vec<RawTarget>,
    make: impl Fn(TargetKind, &str, &Utf8Path) -> RawTarget,
) {
    let library = |kind| matches!(kind, TargetKind::Lib | TargetKind::ProcMacro);
    let name = said.name.as_ref().map(|it| SmolStr::from(it.replace('-', "_")));
    let same = |it: &RawTarget| {
        let wanted = make(said.kind, "", said.path.as_deref().unwrap_or(Utf8Path::new("")));
        (library(it.kind) && library(said.kind))
            || (it.kind == said.kind && name.as_ref() == Some(&it.name))
            || (it.kind == said.kind && said.path.is_some() && it.root == wanted.root)
    };
    let there = found.iter().position(same).map(|at| found.remove(at));
    let made = said.path.as_deref().map(|it| make(said.kind, "", it).root);
    let root = made.or_else(|| there.as_ref().map(|it| it.root.clone()));
    let name = name.or_else(|| there.map(|it| it.name));
    if let (Some(root), Some(name)) = (root, name) {
        let edition = make(said.kind, "", Utf8Path::new("")).edition;
        found.push(RawTarget { kind: said.kind, name, root, edition });
    }
}

fn raw_file(path: Utf8PathBuf, text: &str) -> RawFile {
    let (bom, text) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    RawFile { path, text: text.into(), bom, marks: None }
}
