//! Code that names a crate which its package does not depend on any more, or
//! which may be off where the code is compiled.
//!
//! Judged is the end of a run. Only what was not so before is a finding: a
//! workspace that lacks a crate already is not this program's to judge.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::diagnostic::{Diagnostic, Label};
use crate::manifest::{Dependency, DependencyKind, judge};
use crate::recipe::gate::{self, Gate, gate};
use crate::recipe::label;
use crate::recipe::plan::Plan;
use crate::resolve::references::FileMentions;
use crate::resolve::search::{Hits, Names, all_in};
use crate::resolve::{ModuleId, Resolver};
use crate::syntax::Site;
use crate::text::slice;
use crate::workspace::{FileId, FileKind, PackageId, TargetKind, Workspace};

/// As many places are shown of one finding.
const SHOWN: usize = 10;

/// Why code cannot have a crate that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lack {
    /// Its package does not depend on it, not in a table that this code sees.
    Gone,
    /// It may be off.
    Optional,
}

/// A crate by the name that a package's code gives it.
type Key = (PackageId, SmolStr);

/// `after` resolves names in the last snapshot of the plan.
pub(super) fn check(plan: &Plan, after: &Resolver<'_>) -> Vec<Diagnostic> {
    let wanted = Wanted::new(plan);
    if wanted.changed.is_empty() && wanted.optional.is_empty() {
        return Vec::new();
    }
    let after = wanted.lacks(after);
    if after.is_empty() {
        return Vec::new();
    }
    let before = wanted.lacks(&Resolver::new(&plan.before));
    let was_so = |(package, name, lack): &(PackageId, SmolStr, Lack)| {
        let old = old_name(plan, *package, name);
        before.contains_key(&(*package, old.unwrap_or_else(|| name.clone()), *lack))
    };
    let new = after.into_iter().filter(|it| !was_so(&it.0));
    new.map(|(key, places)| report(&plan.after, &key, places)).collect()
}

/// How a package's code called, before, the dependency that it calls `name` now:
/// one with the same path.
fn old_name(plan: &Plan, package: PackageId, name: &SmolStr) -> Option<SmolStr> {
    let now = dependencies(&plan.after, package).into_iter().find(|it| it.0 == *name)?;
    let path = now.1.path.as_ref()?;
    let was = dependencies(&plan.before, package);
    was.into_iter().find(|it| it.1.path.as_ref() == Some(path)).map(|it| it.0)
}

fn report(
    after: &Workspace,
    (package, name, lack): &(PackageId, SmolStr, Lack),
    places: Vec<Label>,
) -> Diagnostic {
    let own = &after.package(*package).name;
    let new = dependencies(after, *package);
    let new = new.into_iter().find(|it| it.0 == *name).map(|it| it.1);
    let (message, help) = match (lack, new) {
        (Lack::Gone, None) => (
            format!("`{own}` would no longer depend on `{name}`, which its code names"),
            "keep the dependency, or take these uses away in the same recipe".to_owned(),
        ),
        (Lack::Gone, Some(it)) => (
            format!("`{own}` would have `{name}` in [{}] only", it.kind.table_name()),
            "this code does not see that table: keep the dependency in the other one".to_owned(),
        ),
        (Lack::Optional, it) => (
            format!("`{name}` is optional in `{own}`, and this code needs it always"),
            format!(
                "put the code under `#[cfg(feature = \"…\")]`, with a feature that has `dep:{}`",
                it.map_or(name.as_str(), |it| it.key.as_str())
            ),
        ),
    };
    let more = places.len().saturating_sub(SHOWN);
    let error = places.into_iter().take(SHOWN).fold(Diagnostic::error(message), Diagnostic::at);
    let error = if more > 0 { error.note(format!("and in {more} more places")) } else { error };
    error.note(super::AFTER).help(help)
}

/// The dependencies of a package, each with the name that code gives it.
fn dependencies(workspace: &Workspace, package: PackageId) -> Vec<(SmolStr, &Dependency)> {
    let all = workspace.package(package).dependencies.iter();
    all.map(|it| (workspace.name_in_code(it), it)).collect()
}

/// Crates that are looked at, and where.
struct Wanted {
    /// Dependencies that are not what they were: wherever they are named.
    changed: BTreeSet<Key>,
    /// Optional ones that are what they were: in files that changed.
    optional: BTreeSet<Key>,
    /// The source files that changed.
    files: BTreeSet<FileId>,
}

impl Wanted {
    fn new(plan: &Plan) -> Wanted {
        let rust = plan.after.files().filter(|it| it.kind == FileKind::Rust);
        let is_new =
            |id: FileId, text: &str| plan.before.file(id).is_none_or(|it| *it.text != *text);
        let files: BTreeSet<_> =
            rust.filter(|it| is_new(it.id, &it.text)).map(|it| it.id).collect();
        let touched: BTreeSet<PackageId> =
            files.iter().filter_map(|it| plan.after.file(*it)).map(|it| it.package).collect();
        let mut wanted = Wanted { changed: BTreeSet::new(), optional: BTreeSet::new(), files };
        for at in 0..plan.after.packages.len().min(plan.before.packages.len()) {
            let id = PackageId(at as u32);
            let (old, new) = (dependencies(&plan.before, id), dependencies(&plan.after, id));
            for name in old.iter().chain(&new).map(|it| &it.0) {
                let of = |all: &[(SmolStr, &Dependency)]| -> Vec<Dependency> {
                    all.iter().filter(|it| it.0 == *name).map(|it| it.1.clone()).collect()
                };
                let key = (id, name.clone());
                if of(&old) != of(&new) {
                    wanted.changed.insert(key);
                } else if touched.contains(&id) && of(&new).iter().any(|it| it.optional) {
                    wanted.optional.insert(key);
                }
            }
        }
        wanted
    }

    /// Where code of a snapshot lacks one of the crates.
    fn lacks(&self, resolver: &Resolver<'_>) -> BTreeMap<(PackageId, SmolStr, Lack), Vec<Label>> {
        let workspace = resolver.workspace;
        let names = |of: &BTreeSet<Key>| Names::new(of.iter().map(|it| it.1.clone()));
        let mut all = resolver.mentions(&names(&self.changed));
        let optional = names(&self.optional);
        let hits = all_in(workspace, self.files.iter().copied(), &optional);
        let hits = hits.into_iter().filter_map(|it| self.optional_in(resolver, it));
        all.extend(resolver.mentions_at(hits.collect(), &optional));
        let mut found: BTreeMap<_, Vec<Label>> = BTreeMap::new();
        for mentions in &all {
            for (site, _) in mentions.iter().filter(|it| gate::is_crate(resolver, it.0, it.1)) {
                for (package, lack) in self.lacks_at(resolver, mentions, site) {
                    let label = label(workspace, mentions.file, site.range, "named here");
                    let places = found.entry((package, site.name.clone(), lack)).or_default();
                    if !places.contains(&label) {
                        places.push(label);
                    }
                }
            }
        }
        found
    }

    /// Of the places in a file those that may name an optional crate of a package
    /// that the file is part of.
    fn optional_in(&self, resolver: &Resolver<'_>, hits: Hits) -> Option<Hits> {
        let Hits { file, mut ranges } = hits;
        let text = &resolver.workspace.file(file).filter(|_| !ranges.is_empty())?.text;
        let modules = resolver.modules_of(file);
        let krates = modules.iter().map(|it| resolver.module(*it).krate);
        let packages: BTreeSet<_> =
            krates.map(|it| resolver.workspace.target(it).package).collect();
        ranges.retain(|it| {
            let name = SmolStr::new(slice(text, *it));
            packages.iter().any(|it| self.optional.contains(&(*it, name.clone())))
        });
        (!ranges.is_empty()).then_some(Hits { file, ranges })
    }

    /// What the packages lack whose targets a place is part of.
    fn lacks_at(
        &self,
        resolver: &Resolver<'_>,
        mentions: &FileMentions,
        site: &Site,
    ) -> BTreeSet<(PackageId, Lack)> {
        let of_root = |root: &ModuleId| {
            let target = resolver.workspace.target(resolver.module(*root).krate);
            let key = (target.package, site.name.clone());
            if !self.changed.contains(&key) && !self.optional.contains(&key) {
                return None;
            }
            let gate = gate(resolver, *root, (mentions.file, site.range.start()));
            Some((key.0, lack(resolver.workspace, &key, (target.kind, &gate))?))
        };
        mentions.roots.iter().filter_map(of_root).collect()
    }
}

fn lack(
    workspace: &Workspace,
    (package, name): &Key,
    (target, gate): (TargetKind, &Gate),
) -> Option<Lack> {
    let all = dependencies(workspace, *package);
    let named = all.into_iter().filter(|it| it.0 == *name).map(|it| it.1);
    let serving: Vec<_> = named.filter(|it| is_for(it.kind, target, gate.test_only)).collect();
    if serving.is_empty() {
        return Some(Lack::Gone);
    }
    let may_be_off = serving.iter().all(|it| it.optional);
    let manifest = workspace.file(workspace.package(*package).manifest);
    let text = manifest.map_or("", |it| &*it.text);
    let turns_on =
        |feature: &SmolStr| serving.iter().any(|it| judge::turns_on(text, feature, &it.key));
    let is_on = gate.clauses.iter().any(|it| it.iter().all(turns_on));
    // A program that requires features is taken to require the right ones.
    let is_lib = matches!(target, TargetKind::Lib | TargetKind::ProcMacro);
    let requires = !is_lib && text.contains("required-features");
    (may_be_off && !is_on && !requires).then_some(Lack::Optional)
}

fn is_for(kind: DependencyKind, target: TargetKind, test_only: bool) -> bool {
    let is_test = matches!(target, TargetKind::Test | TargetKind::Example | TargetKind::Bench);
    match kind {
        DependencyKind::Build => target == TargetKind::BuildScript,
        DependencyKind::Normal => target != TargetKind::BuildScript,
        DependencyKind::Dev => is_test || test_only && target != TargetKind::BuildScript,
    }
}
