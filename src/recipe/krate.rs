//! `rename` of a crate: its package, its library, and the manifests of all that
//! depend on it. What code says of it is for [`super::retarget`].
//!
//! Invariant: the package and its library each get another name only where it is
//! the one that the recipe names; folders keep their names.
//! <https://doc.rust-lang.org/cargo/reference/manifest.html#the-name-field>

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::diagnostic::{Diagnostic, Level, Refusal};
use crate::manifest::{ManifestError, rename};
use crate::recipe::plan::{Left, Rewrite, SiteKind};
use crate::recipe::retarget::left::reason;
use crate::recipe::spec::PairSpec;
use crate::recipe::{Step, label, needs, place};
use crate::resolve::search::Names;
use crate::resolve::{Def, ItemPath, ModuleId, Resolver};
use crate::syntax::Place;
use crate::text::{Indel, TextRange};
use crate::workspace::{FileId, FileKind, NO_MEMBER, Package, Target, TargetKind, Workspace};

/// Crates that come with the compiler.
const SYSROOT: [&str; 5] = ["std", "core", "alloc", "proc_macro", "test"];

/// As many packages are named in a warning.
const NAMED: usize = 5;

/// The crates that one step gives other names.
pub(super) struct Crates<'a> {
    resolver: &'a Resolver<'a>,
    /// Manifests as they are to be.
    texts: BTreeMap<FileId, String>,
    rewrites: Vec<Rewrite>,
    /// Names of packages that code spells otherwise.
    spelled: Vec<SmolStr>,
    /// Whether some package gets another name.
    has_any: bool,
}

impl<'a> Crates<'a> {
    pub(super) fn new(resolver: &'a Resolver<'a>) -> Crates<'a> {
        let (texts, rewrites, spelled) = (BTreeMap::new(), Vec::new(), Vec::new());
        Crates { resolver, texts, rewrites, spelled, has_any: false }
    }

    fn workspace(&self) -> &'a Workspace {
        self.resolver.workspace
    }

    /// Takes in a pair whose old side is the crate with this root; the name that
    /// code gives it afterwards.
    ///
    /// # Errors
    /// It is no package's own crate, or the new name is taken.
    pub(super) fn add(
        &mut self,
        step: Step<'_>,
        pair: &PairSpec,
        root: ModuleId,
    ) -> Result<SmolStr, Refusal> {
        let workspace = self.workspace();
        let target = workspace.target(self.resolver.module(root).krate);
        let package = workspace.package(target.package);
        let (new, code) = (pair.to.value.as_str(), code_name(&pair.to.value));
        check_own(step, pair, (package, target))?;
        self.check_free(step, pair, (package, target))?;
        if code_name(&package.name) == target.name {
            self.check_paths(step, pair, package)?;
            self.rename_package(package, new)?;
        }
        self.edit(package.manifest, |it| rename::rename_library(it, &target.name, &code))?;
        Ok(code)
    }

    fn rename_package(&mut self, package: &Package, new: &str) -> Result<(), Refusal> {
        let workspace = self.workspace();
        self.edit(package.manifest, |it| rename::rename_package(it, new))?;
        let root = workspace.file(workspace.root_manifest).map(|it| it.text.clone());
        let manifests = workspace.files().filter(|it| it.kind == FileKind::Manifest);
        for file in manifests.map(|it| it.id) {
            let root = root.as_deref().filter(|_| file != workspace.root_manifest);
            self.edit(file, |it| rename::rename_dependency(it, root, &package.name, new))?;
        }
        self.has_any = true;
        if package.name.contains('-') {
            self.spelled.push(package.name.clone());
        }
        Ok(())
    }

    fn edit(
        &mut self,
        file: FileId,
        make: impl Fn(&str) -> Result<String, ManifestError>,
    ) -> Result<(), Refusal> {
        let Some(source) = self.workspace().file(file) else { return Ok(()) };
        let before = self.texts.get(&file).map_or(&*source.text, String::as_str);
        let after = make(before).map_err(|it| {
            let at = label(self.workspace(), file, it.range, "");
            Refusal::check(Diagnostic::error(it.message).at(at).help(it.help))
        })?;
        if after != before {
            self.texts.insert(file, after);
        }
        Ok(())
    }

    /// Refuses a name that something else has where the crate is named.
    fn check_free(
        &self,
        step: Step<'_>,
        pair: &PairSpec,
        (package, target): (&Package, &Target),
    ) -> Result<(), Refusal> {
        let (workspace, code) = (self.workspace(), code_name(&pair.to.value));
        let refuse = |what: String| {
            let message = format!("the name `{}` is taken by {what}", pair.to.value);
            Err(step.refuse(&pair.to, message, "choose another name"))
        };
        if SYSROOT.contains(&code.as_str()) {
            return refuse("a crate that comes with the compiler".into());
        }
        let others = workspace.packages.iter().filter(|it| it.manifest != package.manifest);
        if let Some(other) = others.clone().find(|it| code_name(&it.name) == code) {
            return refuse(format!("the package `{}`", other.name));
        }
        let is_lib = |it: &&Target| matches!(it.kind, TargetKind::Lib | TargetKind::ProcMacro);
        let libs = workspace.targets.iter().filter(is_lib);
        if libs.into_iter().any(|it| it.name == code && it.root != target.root) {
            return refuse(format!("the library `{code}`"));
        }
        let depends = |it: &&Package| {
            let mut named = it.dependencies.iter();
            named.any(|it| workspace.name_in_code(it) == code && it.package != package.name)
        };
        match workspace.packages.iter().find(depends) {
            Some(it) => refuse(format!("a dependency of `{}`", it.name)),
            None => Ok(()),
        }
    }

    /// Refuses dependencies that may be on this package or on another one of its
    /// name.
    fn check_paths(
        &self,
        step: Step<'_>,
        pair: &PairSpec,
        package: &Package,
    ) -> Result<(), Refusal> {
        let is_elsewhere = |it: &&Package| {
            let mut named = it.dependencies.iter().filter(|it| it.package == package.name);
            named.any(|it| it.path.as_ref() != Some(&package.dir))
        };
        let Some(other) = self.workspace().packages.iter().find(is_elsewhere) else {
            return Ok(());
        };
        let message = format!(
            "`{}` depends on a package `{}` that is not the one of this workspace, or not by its \
             path",
            other.name, package.name
        );
        let help = "give that dependency the `path` of the package first";
        Err(step.refuse(&pair.from, message, help))
    }

    /// The edits of manifests, and what is said of them.
    pub(super) fn edits(&mut self) -> Vec<(FileId, Indel)> {
        let mut edits = Vec::new();
        let workspace = self.workspace();
        for (file, after) in std::mem::take(&mut self.texts) {
            let mut change = crate::change::SourceChange::default();
            needs::set_text(workspace, &mut change, file, &after);
            for indel in change.edits.values().flat_map(|it| it.indels()) {
                let (path, at) = place(workspace, file, indel.delete.start());
                let text = workspace.file(file).map_or("", |it| &*it.text);
                let from = crate::text::slice(text, indel.delete).trim_end().to_owned();
                let to = indel.insert.trim_end().to_owned();
                self.rewrites.push(Rewrite { path, at, site: SiteKind::Manifest, from, to });
                edits.push((file, indel.clone()));
            }
        }
        edits
    }

    /// The rewrites of manifests.
    pub(super) fn rewrites(&mut self) -> Vec<Rewrite> {
        std::mem::take(&mut self.rewrites)
    }

    /// Whether some package gets another name.
    pub(super) fn has_any(&self) -> bool {
        self.has_any
    }

    /// Mentions of names of packages with `-`: prose and strings.
    pub(super) fn left(&self) -> Vec<Left> {
        let names = Names::new(self.spelled.iter().cloned());
        let mut left = Vec::new();
        for mentions in self.resolver.mentions(&names) {
            for (site, meaning) in mentions.iter() {
                let is_text = |it: &Place| {
                    matches!(it, Place::Comment | Place::DocComment | Place::Prose | Place::Literal)
                };
                if is_text(&site.place) {
                    let (path, at) = place(self.workspace(), mentions.file, site.range.start());
                    let reason = reason(self.resolver, site, meaning);
                    left.push(Left { path, at, name: site.name.to_string(), reason });
                }
            }
        }
        left
    }
}

/// The name by which code calls a package's library, unless it has its own.
pub(super) fn code_name(package: &str) -> SmolStr {
    SmolStr::new(package.replace('-', "_"))
}

/// Whether a target is a package's library, or called after its package.
fn is_own(package: &Package, target: &Target) -> bool {
    let is_lib = matches!(target.kind, TargetKind::Lib | TargetKind::ProcMacro);
    is_lib || target.kind == TargetKind::Bin && code_name(&package.name) == target.name
}

/// Whether what has the old name of a crate is a program that kept it when the
/// package got the new one.
pub(super) fn is_left_behind(resolver: &Resolver<'_>, found: &[Def], new: &ItemPath) -> bool {
    let target = |it: &Def| match it {
        Def::Module(id) if resolver.module(*id).parent.is_none() => {
            Some(resolver.workspace.target(resolver.module(*id).krate))
        }
        _ => None,
    };
    let Some(old) = found.first().and_then(target) else { return false };
    let package = resolver.workspace.package(old.package);
    let there = resolver.targets_named(&ItemPath::parse(new.name()));
    let is_same = there.iter().any(|it| resolver.workspace.target(*it).package == old.package);
    is_same && !is_own(package, old)
}

/// Refuses a target that has its name by a table of its own, or by its file.
fn check_own(
    step: Step<'_>,
    pair: &PairSpec,
    (package, target): (&Package, &Target),
) -> Result<(), Refusal> {
    if is_own(package, target) {
        return Ok(());
    }
    let message = format!("`{}` is a target of the package `{}`", target.name, package.name);
    let help = "packages and libraries are renamed; rename the target's file, or its entry in \
                `Cargo.toml`, by hand";
    Err(step.refuse(&pair.from, message, help))
}

/// What is said of programs that get the new name of their package.
///
/// # Errors
/// Tests of the package ask Cargo for the program by its old name.
pub(super) fn programs(before: &Workspace, after: &Workspace) -> Result<Vec<Diagnostic>, Refusal> {
    let mut findings = Vec::new();
    for (old, new) in before.targets.iter().zip(&after.targets) {
        if old.kind != TargetKind::Bin || old.name == new.name {
            continue;
        }
        let (package, next) = (before.package(old.package), after.package(new.package));
        asked_for(before, package)?;
        let message = format!("the program `{}` becomes `{}`", package.name, next.name);
        findings.push(
            Diagnostic::new(Level::Note, message)
                .note("it is called after its package")
                .help("to keep its name, give it one of its own: `[[bin]]` with `name` and `path`"),
        );
    }
    Ok(findings)
}

/// What is said of packages that are no members: their manifests are not read.
pub(super) fn strangers(workspace: &Workspace) -> Option<Diagnostic> {
    let strangers = workspace.passed_over.iter().filter(|it| it.reason == NO_MEMBER);
    let mut paths: Vec<_> = strangers.map(|it| format!("`{}`", it.path)).collect();
    let more = paths.len().saturating_sub(NAMED);
    paths.truncate(NAMED);
    let first = paths.first()?;
    let which = if more > 0 { format!("and {more} more") } else { String::new() };
    let message = format!("packages that are no members may depend on it: {first}");
    let others = paths.iter().skip(1).cloned().chain([which]).filter(|it| !it.is_empty());
    let warning = others.fold(Diagnostic::warning(message), Diagnostic::note);
    Some(warning.help("edit their manifests by hand"))
}

fn asked_for(workspace: &Workspace, package: &Package) -> Result<(), Refusal> {
    let variable = format!("CARGO_BIN_EXE_{}", package.name);
    for file in workspace.files().filter(|it| it.kind == FileKind::Rust) {
        let is_own = workspace.package(file.package).manifest == package.manifest;
        let quoted = format!("{variable}\"");
        if let Some(at) = file.text.find(&quoted).filter(|_| is_own) {
            let range = TextRange::at((at as u32).into(), (variable.len() as u32).into());
            let at = label(workspace, file.id, range, "asks for the program by its name");
            let message = format!("the program `{}` would get another name", package.name);
            let help = "give it a name of its own first: `[[bin]]` with `name` and `path`";
            return Err(Refusal::check(Diagnostic::error(message).at(at).help(help)));
        }
    }
    Ok(())
}
