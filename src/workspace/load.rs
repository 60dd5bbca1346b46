//! Reads a workspace from disk: the only reader of source files.
//!
//! Cargo is asked for packages and targets (`cargo metadata --no-deps`) while
//! the tree is walked and read, in parallel; what remains is read then. No
//! file is read twice.
//! Invariant: nothing is written, no symbolic link followed, and no program
//! started but `cargo`, whose toolchain is settled so that none named by the
//! workspace is ([`cargo`]).
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod cargo;
mod published;
mod read;
mod strangers;
mod walk;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashMap;

use self::cargo::{Members, Outside};
use self::read::Content;
use self::walk::{Linked, Walked};
use super::assemble::{Missing, Parts, RawFile, RawPackage, assemble};
use super::{PassedOver, TargetKind, Workspace};
use crate::diagnostic::{Diagnostic, Label, Refusal, RefusalKind};
use crate::text::TextRange;

/// Reads the workspace that `manifest_path` belongs to; that of the current
/// folder where it is none.
///
/// Taken in are the Rust and Markdown files below the root that `rg` would search (hidden
/// and git-ignored ones are not), the target roots even if ignored, and the
/// manifests of root and members. Folders that Cargo builds in and packages
/// that are no members are left out; the sources of those that depend on a member by
/// its path stand in [`Workspace::strangers`], those of published packages that are
/// built with one in [`Workspace::published`]. What could not be taken in stands in
/// [`Workspace::passed_over`].
///
/// # Errors
/// No manifest, a manifest that Cargo does not accept, a member that is
/// missing: each as Cargo says it, with its place. A library, binary or build
/// script without its file; a missing test, example or benchmark, which keeps
/// nobody from building, is passed over.
pub fn load(manifest_path: Option<&Utf8Path>) -> Result<Workspace, Refusal> {
    let guess = walk::guess_root(manifest_path);
    let answered = AtomicBool::new(false);
    // The only thread of a pool waits for no other one.
    let is_alone = rayon::current_thread_index().is_some();
    let (members, ahead) = std::thread::scope(|scope| {
        let answered = &answered;
        let reading = guess.as_deref().filter(|_| !is_alone).and_then(|root| {
            let thread = std::thread::Builder::new();
            thread.spawn_scoped(scope, || read_ahead(root, answered)).ok()
        });
        let members = cargo::members(manifest_path);
        answered.store(true, Ordering::Relaxed);
        (members, reading.and_then(|it| it.join().ok()))
    });
    let members = members?;
    match ahead {
        Some((walked, known)) if guess.as_ref() == Some(&members.root) => {
            take_in(members, walked, known)
        }
        _ => {
            let walked = walk::walk(&members.root);
            take_in(members, walked, Known::default())
        }
    }
}

/// The root that [`load`] will most likely find, without asking Cargo.
pub fn guess_root(manifest_path: Option<&Utf8Path>) -> Option<Utf8PathBuf> {
    walk::guess_root(manifest_path)
}

/// Files that were read while Cargo was asked.
type Known = FxHashMap<Utf8PathBuf, Content>;

/// Walks the tree and reads what it can until Cargo has answered: that some of
/// it belongs to packages which are no members is not known before.
fn read_ahead(root: &Utf8Path, answered: &AtomicBool) -> (Walked, Known) {
    let walked = walk::walk(root);
    let contents = read::read_until(root, &walked.files, answered);
    let read = walked.files.iter().zip(contents);
    let known = read.filter_map(|(path, content)| Some((path.clone(), content?))).collect();
    (walked, known)
}

/// What stands at the paths, each as it was read.
fn contents(root: &Utf8Path, paths: &[Utf8PathBuf], mut known: Known) -> Vec<Content> {
    let open = paths.iter().filter(|it| !known.contains_key(*it)).cloned().collect::<Vec<_>>();
    let read = read::read_all(root, &open);
    known.extend(open.into_iter().zip(read));
    paths.iter().map(|it| known.remove(it).unwrap_or(Content::Missing)).collect()
}

fn take_in(members: Members, walked: Walked, known: Known) -> Result<Workspace, Refusal> {
    if members.packages.is_empty() {
        return Err(Refusal::input(no_package(&members.root)));
    }
    let Walked { files, manifests, passed_over, linked } = walked;
    let chosen = walk::choose(&members, files, &manifests);
    let strangers = strangers::dependents(&members, &chosen);
    let contents = contents(&members.root, &chosen.files, known);
    let mut outside = members.outside;
    for (path, content) in chosen.files.iter().zip(&contents) {
        if let Content::Text { text, leads_up: true, .. } = content {
            outside.name(path, text);
        }
    }
    let behind = linked.iter().filter(|it| declares(&contents, it)).flat_map(walk::behind);
    let outside_sources = walk::outside(&outside);
    let roots_outside = roots_outside(&members.packages, &outside, &outside_sources);
    let mut parts = Parts {
        roots_outside,
        has_lock: members.root.join("Cargo.lock").is_file(),
        root: members.root,
        files: Vec::with_capacity(contents.len()),
        packages: members.packages,
        passed_over: [passed_over, chosen.passed_over, outside_sources, behind.collect()].concat(),
        strangers,
    };
    for (path, content) in chosen.files.into_iter().zip(contents) {
        match content {
            Content::Text { text, bom, marks, .. } => {
                parts.files.push(RawFile { path, text, bom, marks });
            }
            Content::Missing => parts.passed_over.push(absent(path)),
            Content::Other { reason, bytes } => {
                let is_folder = false;
                parts.passed_over.push(PassedOver {
                    path,
                    reason,
                    bytes,
                    leads_to: None,
                    is_folder,
                });
            }
        }
    }
    parts.passed_over.sort_by(|a, b| a.path.cmp(&b.path));
    parts.passed_over.dedup_by(|a, b| a.path == b.path);
    check_files(&parts)?;
    let root = parts.root.clone();
    let assembled = assemble(parts);
    let mut workspace =
        assembled.map_err(|Missing(path)| Refusal::input(no_file(&root.join(path))))?;
    workspace.published = published::built_with(&workspace).map(Arc::new);
    Ok(workspace)
}

/// Whether a source may declare the module of a folder that is a link.
fn declares(contents: &[Content], folder: &Linked) -> bool {
    let item = format!("mod {}", folder.below.file_name().unwrap_or_default());
    let is_said = |it: &Content| matches!(it, Content::Text { text, .. } if text.contains(&item));
    contents.iter().any(is_said)
}

/// Roots of targets outside the root, and folders of members there that may use a
/// library of the workspace: their sources name one.
fn roots_outside(
    packages: &[RawPackage],
    outside: &Outside,
    sources: &[PassedOver],
) -> Vec<Utf8PathBuf> {
    let targets = packages.iter().flat_map(|it| &it.targets);
    let libs = targets.filter(|it| matches!(it.kind, TargetKind::Lib | TargetKind::ProcMacro));
    let libs: Vec<_> = libs.map(|it| memchr::memmem::Finder::new(it.name.as_str())).collect();
    let names_lib = |it: &PassedOver| {
        let bytes = it.bytes.as_deref();
        bytes.is_none_or(|it| libs.iter().any(|name| name.find(it).is_some()))
    };
    let roots = outside.paths[..outside.counted].iter().map(|it| outside.relative(it));
    let is_used = |root: &Utf8PathBuf| {
        let mut own = sources.iter().filter(|it| it.path.starts_with(root));
        root.extension() == Some("rs") || own.any(names_lib)
    };
    roots.filter(is_used).collect()
}

/// Refuses manifests that could not be taken in, and packages that Cargo could
/// not build because a library's, program's or build script's file is missing.
fn check_files(parts: &Parts) -> Result<(), Refusal> {
    let below = parts.packages.iter().filter(|it| it.dir != "");
    let manifests = below.map(|it| it.dir.join("Cargo.toml"));
    let manifests = std::iter::once(Utf8PathBuf::from("Cargo.toml")).chain(manifests);
    let mut findings: Vec<_> = manifests
        .filter_map(|path| parts.passed_over.iter().find(|it| it.path == path))
        .map(unusable_manifest)
        .collect();
    for package in &parts.packages {
        let needed = package.targets.iter().filter(|it| is_needed(it.kind));
        let absent = needed.filter(|it| is_absent(&it.root, parts));
        findings.extend(absent.map(|it| no_target_root(&it.root, &package.dir, parts)));
    }
    if findings.is_empty() {
        return Ok(());
    }
    Err(Refusal { kind: RefusalKind::Input, findings })
}

/// Whether a package cannot be built without this target.
fn is_needed(kind: TargetKind) -> bool {
    !matches!(kind, TargetKind::Example | TargetKind::Test | TargetKind::Bench)
}

fn is_absent(path: &Utf8Path, parts: &Parts) -> bool {
    let reason = |it: &PassedOver| it.path == path && it.reason == ABSENT;
    parts.passed_over.iter().any(reason)
}

fn no_package(root: &Utf8Path) -> Diagnostic {
    Diagnostic::error(format!("the workspace at `{root}` has no package below its root"))
        .help("name packages below the root in `members` of its `Cargo.toml`")
}

fn no_file(path: &Utf8Path) -> Diagnostic {
    Diagnostic::error(format!("could not find `{path}`"))
        .help("run the command again: the file went while the workspace was read")
}

fn unusable_manifest(it: &PassedOver) -> Diagnostic {
    Diagnostic::error(format!("the manifest `{}` cannot be worked on: {}", it.path, it.reason))
        .help("make it a regular file in UTF-8 inside the workspace")
}

/// Why a test, example or benchmark that a manifest names is passed over.
const ABSENT: &str = "a manifest names it, and it does not exist";

fn absent(path: Utf8PathBuf) -> PassedOver {
    let bytes = Some(Arc::default());
    let reason = ABSENT.to_owned();
    PassedOver { path, reason, bytes, leads_to: None, is_folder: false }
}

fn no_target_root(root: &Utf8Path, dir: &Utf8Path, parts: &Parts) -> Diagnostic {
    let finding = Diagnostic::error(format!("the target's file `{root}` does not exist"))
        .help("add the file, or correct `path` in the manifest");
    let manifest = dir.join("Cargo.toml");
    let Some(manifest) = parts.files.iter().find(|it| it.path == manifest) else { return finding };
    let range = literal(&manifest.text, root.file_name().unwrap_or_default());
    let (path, source) = (manifest.path.clone(), manifest.text.clone());
    finding.at(Label { path, source, range, text: String::new() })
}

/// Where a string that ends with `name` stands in a manifest; its beginning,
/// where Cargo found the file without being told.
fn literal(manifest: &str, name: &str) -> TextRange {
    let end = manifest.find(&format!("{name}\"")).map(|at| at + name.len());
    let start = end.and_then(|end| manifest[..end].rfind('"').map(|at| at + 1));
    match (start, end) {
        (Some(start), Some(end)) => TextRange::new((start as u32).into(), (end as u32).into()),
        _ => TextRange::default(),
    }
}

/// A path in UTF-8, with what is not shown as `\xNN`.
fn escaped(path: &Path) -> Utf8PathBuf {
    let mut shown = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        shown.extend(chunk.invalid().iter().map(|it| format!("\\x{it:02x}")));
    }
    slashed(shown)
}

/// A path with `/` between its parts.
fn slashed(path: String) -> Utf8PathBuf {
    if cfg!(windows) { path.replace('\\', "/").into() } else { path.into() }
}
