//! Packages of a registry that are built with members in the place of published
//! ones (`[patch]` in the root manifest), and a snapshot with them in it.
//!
//! Invariant: they are read and never edited; no snapshot that a step is planned on
//! has them. Their files, packages and targets have the numbers behind those of the
//! workspace.
//! <https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::assemble::{RawFile, RawPackage, settled};
use super::{FileId, Package, PackageId, SourceFile, Target, TargetId, Workspace};
use crate::manifest::Dependency;

/// The packages that are built with members of a workspace.
#[derive(Debug, Default)]
pub struct Published {
    /// Names and versions of those whose sources were not found, sorted.
    pub missing: Vec<String>,
    packages: Vec<Package>,
    targets: Vec<Target>,
    files: Vec<Arc<SourceFile>>,
    versions: BTreeMap<PackageId, SmolStr>,
    /// Packages and members, and which dependency leads from one to the other.
    to_members: Vec<(usize, usize, PackageId)>,
}

/// A package of which nothing has a number yet; paths are absolute.
pub(super) struct RawPublished {
    /// The package.
    pub package: RawPackage,
    /// Its version.
    pub version: SmolStr,
    /// Its manifest and its sources.
    pub files: Vec<RawFile>,
    /// What it depends on, and which member that is.
    pub dependencies: Vec<(Dependency, Option<PackageId>)>,
}

impl Published {
    /// Adds a package, to stand behind `workspace` and the packages before it. One
    /// without its manifest among the files is left out.
    pub(super) fn add(&mut self, workspace: &Workspace, raw: RawPublished) {
        let first = workspace.files.len() + self.files.len();
        let id = PackageId((workspace.packages.len() + self.packages.len()) as u32);
        let RawPackage { name, dir, edition, targets } = raw.package;
        let settle = |(at, file)| settled(FileId((first + at) as u32), file, (id, edition));
        let files: Vec<_> = raw.files.into_iter().enumerate().map(settle).collect();
        let at = |path| files.iter().find(|it| it.path == path).map(|it| it.id);
        let Some(manifest) = at(dir.join("Cargo.toml")) else { return };
        let of_target = workspace.targets.len() + self.targets.len();
        let made = targets.into_iter().filter_map(|it| {
            let (kind, name, edition) = (it.kind, it.name, it.edition);
            Some(Target { package: id, kind, name, root: at(it.root)?, edition })
        });
        self.targets.extend(made);
        let end = workspace.targets.len() + self.targets.len();
        let targets = (of_target..end).map(|it| TargetId(it as u32)).collect();
        let own = self.packages.len();
        let members = raw.dependencies.iter().enumerate();
        let members = members.filter_map(|(at, it)| Some((own, at, it.1?)));
        self.to_members.extend(members);
        let dependencies = raw.dependencies.into_iter().map(|it| it.0).collect();
        self.packages.push(Package { name, dir, manifest, edition, targets, dependencies });
        self.files.extend(files.into_iter().map(Arc::new));
        self.versions.insert(id, raw.version);
    }

    /// The sources, in the order of packages.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().map(|it| &**it)
    }

    /// The version of one of the packages; none of a member's.
    pub fn version(&self, package: PackageId) -> Option<&str> {
        self.versions.get(&package).map(SmolStr::as_str)
    }
}

impl Workspace {
    /// This snapshot, and behind it the packages that are built with its members;
    /// none if there is none.
    pub fn with_published(&self) -> Option<Workspace> {
        let published = self.published.as_ref().filter(|it| !it.files.is_empty())?;
        let mut next = self.clone();
        next.files.extend(published.files.iter().cloned().map(Some));
        next.targets.extend(published.targets.iter().cloned());
        let mut packages = published.packages.clone();
        for &(package, dependency, member) in &published.to_members {
            let dir = self.package(member).dir.clone();
            packages[package].dependencies[dependency].path = Some(dir);
        }
        next.packages.extend(packages);
        let paths = next.files().map(|it| (it.path.clone(), it.id));
        next.by_path = Workspace::index(paths);
        Some(next)
    }
}
