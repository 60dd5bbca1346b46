//! Packages of a registry that Cargo builds with members of the workspace, as the
//! root manifest's `[patch]` puts these in the place of published ones.
//!
//! Invariant: `Cargo.lock` says which they are; their sources are read where Cargo
//! has unpacked them, and nowhere else. Nothing is downloaded.
//! <https://doc.rust-lang.org/cargo/guide/cargo-home.html>

use std::collections::BTreeSet;
use std::env;

use camino::{Utf8Path, Utf8PathBuf};
use ignore::WalkBuilder;
use rayon::prelude::*;
use smol_str::SmolStr;

use super::read::{self, Content};
use super::slashed;
use crate::manifest::lock::{self, Locked};
use crate::manifest::read::{Inherited, dependencies, normalized, patched};
use crate::manifest::{Dependency, DependencyKind};
use crate::workspace::assemble::{RawFile, RawPackage, RawTarget};
use crate::workspace::outline::Outline;
use crate::workspace::published::{Published, RawPublished};
use crate::workspace::{PackageId, TargetKind, Workspace};

/// Folders of a package whose targets nobody builds who depends on it.
const NOT_BUILT: [&str; 3] = ["tests", "examples", "benches"];

/// The packages that are built with members of a workspace; none where `[patch]`
/// names no member, or no `Cargo.lock` says which they are.
pub(super) fn built_with(workspace: &Workspace) -> Option<Published> {
    let patched = patched(&workspace.file(workspace.root_manifest)?.text);
    if workspace.packages.iter().all(|it| !patched.contains(&it.dir)) {
        return None;
    }
    let lock = read::read(workspace.root.join("Cargo.lock").as_std_path());
    let Content::Text { text: lock, .. } = lock else { return None };
    let all = lock::packages(&lock)?;
    let built = Built::of(workspace, &patched, &all);
    let mut published = Published::default();
    let read = built.dependents.par_iter().map(|(it, folder)| built.read(it, folder.as_deref()?));
    let read: Vec<Option<RawPublished>> = read.collect();
    for ((locked, _), raw) in built.dependents.iter().zip(read) {
        match raw {
            Some(raw) => published.add(workspace, raw),
            None => published.missing.push(format!("{} {}", locked.name, locked.version)),
        }
    }
    Some(published)
}

/// What is built with members.
struct Built<'a> {
    /// The members that take the place of published packages.
    members: Vec<(&'a Locked, PackageId)>,
    /// All that depend on one, directly or through others, with the folders of their
    /// sources.
    dependents: Vec<(&'a Locked, Option<Utf8PathBuf>)>,
}

impl<'a> Built<'a> {
    fn of(workspace: &Workspace, patched: &BTreeSet<Utf8PathBuf>, all: &'a [Locked]) -> Built<'a> {
        let member = |locked: &Locked| {
            let id = workspace.packages.iter().position(|it| it.name == locked.name);
            id.filter(|_| locked.source.is_none()).map(|it| PackageId(it as u32))
        };
        let is_patched = |it: &PackageId| patched.contains(&workspace.package(*it).dir);
        let patched = all.iter().filter_map(|it| Some((it, member(it).filter(is_patched)?)));
        let members: Vec<_> = patched.collect();
        let mut next: Vec<&Locked> = members.iter().map(|it| it.0).collect();
        let mut others: Vec<&Locked> = all.iter().filter(|it| member(it).is_none()).collect();
        let mut dependents = Vec::new();
        while let Some(known) = next.pop() {
            let (more, rest) = others.into_iter().partition(|it| it.depends_on(known));
            let more: Vec<&Locked> = more;
            others = rest;
            next.extend(&more);
            dependents.extend(more);
        }
        dependents.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
        let registries = registries();
        let with_folder = |it: &'a Locked| (it, folder(&registries, it));
        Built { members, dependents: dependents.into_iter().map(with_folder).collect() }
    }

    /// Reads a package: what of it is built for those that depend on it.
    fn read(&self, locked: &Locked, dir: &Utf8Path) -> Option<RawPublished> {
        let mut paths = sources(dir);
        paths.push("Cargo.toml".into());
        let contents = read::read_all(dir, &paths);
        let files = paths.into_iter().zip(contents).filter_map(|(path, content)| match content {
            Content::Text { text, bom, marks, .. } => {
                Some(RawFile { path: below(dir, &path), text, bom, marks })
            }
            _ => None,
        });
        let files: Vec<RawFile> = files.collect();
        let manifest = files.iter().rfind(|it| it.path == below(dir, "Cargo.toml"))?;
        let outline = Outline::read(&manifest.text, "")?;
        let mut targets = targets(dir, &outline);
        targets.retain(|target| files.iter().any(|it| it.path == target.root));
        let of = dependencies(&manifest.text, Utf8Path::new(""), &Inherited::read(""));
        let of = of.into_iter().filter(|it| it.kind != DependencyKind::Dev);
        let dependencies = of.map(|it| self.linked(locked, it)).collect();
        let (name, edition) = (locked.name.clone(), outline.edition);
        let package = RawPackage { name, dir: dir.to_owned(), edition, targets };
        Some(RawPublished { package, version: locked.version.clone(), files, dependencies })
    }

    /// A dependency with what it leads to: the folder of one of the packages that are
    /// read, or a member.
    fn linked(&self, locked: &Locked, of: Dependency) -> (Dependency, Option<PackageId>) {
        let is_it = |it: &Locked| it.name == of.package && locked.depends_on(it);
        let member = self.members.iter().find(|it| is_it(it.0)).map(|it| it.1);
        let mut others = self.dependents.iter().filter(|it| is_it(it.0));
        let path = others.find_map(|it| it.1.clone()).filter(|_| member.is_none());
        (Dependency { path, ..of }, member)
    }
}

/// A path in a folder, with `/` between its parts.
fn below(dir: &Utf8Path, path: impl AsRef<str>) -> Utf8PathBuf {
    format!("{dir}/{}", path.as_ref()).into()
}

/// The library of a package, and its build script.
fn targets(dir: &Utf8Path, outline: &Outline) -> Vec<RawTarget> {
    let is_lib = |kind| matches!(kind, TargetKind::Lib | TargetKind::ProcMacro);
    let said = outline.targets.iter().find(|it| is_lib(it.kind));
    let name = said.and_then(|it| it.name.clone()).unwrap_or_else(|| outline.name.clone());
    let path = said.and_then(|it| it.path.as_deref()).map_or("src/lib.rs", |it| it.as_str());
    let kind = said.map_or(TargetKind::Lib, |it| it.kind);
    let target = |kind, name: &str, path: &str| {
        let name = SmolStr::from(name.replace('-', "_"));
        RawTarget {
            kind,
            name,
            root: below(dir, normalized(path.into())),
            edition: outline.edition,
        }
    };
    let script = target(TargetKind::BuildScript, "build_script_build", "build.rs");
    vec![target(kind, &name, path), script]
}

/// The Rust files of a package that may be built for others, in the order of paths.
fn sources(dir: &Utf8Path) -> Vec<Utf8PathBuf> {
    let entries = WalkBuilder::new(dir).standard_filters(false).build().filter_map(Result::ok);
    let files = entries.filter(|it| it.file_type().is_some_and(|it| it.is_file()));
    let below = files.filter_map(|it| {
        let path = it.path().strip_prefix(dir).ok()?.to_str()?;
        Some(slashed(path.to_owned()))
    });
    let is_built = |it: &Utf8PathBuf| {
        let first = it.components().next().map(|it| it.as_str());
        it.extension() == Some("rs") && first.is_none_or(|it| !NOT_BUILT.contains(&it))
    };
    let mut found: Vec<_> = below.filter(is_built).collect();
    found.sort();
    found
}

/// The folders in which Cargo has unpacked packages, one of each registry.
fn registries() -> Vec<Utf8PathBuf> {
    let said = env::var_os("CARGO_HOME").filter(|it| !it.is_empty()).map(Into::into);
    let home = said.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let home = home.and_then(|it| std::path::absolute(it).ok());
    let home = home.and_then(|it| Utf8PathBuf::from_path_buf(it).ok());
    let entries = home.and_then(|it| it.join("registry/src").read_dir_utf8().ok());
    let entries = entries.into_iter().flatten().filter_map(Result::ok);
    let mut found: Vec<_> = entries.map(|it| slashed(it.into_path().into_string())).collect();
    found.sort();
    found
}

/// Where the sources of a package of a registry lie.
fn folder(registries: &[Utf8PathBuf], locked: &Locked) -> Option<Utf8PathBuf> {
    let source = locked.source.as_deref().unwrap_or_default();
    let is_plain = |it: &str| it.chars().all(|it| it.is_alphanumeric() || "-_.+".contains(it));
    let is_it = ["registry+", "sparse+"].iter().any(|it| source.starts_with(it))
        && is_plain(&locked.name)
        && is_plain(&locked.version);
    let folders = registries.iter().filter(|_| is_it);
    let mut folders = folders.map(|it| below(it, format!("{}-{}", locked.name, locked.version)));
    folders.find(|it| it.join("Cargo.toml").is_file())
}
