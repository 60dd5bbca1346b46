//! What Cargo would refuse in the manifests after a run.
//!
//! Judged is the end of the run, not each step: a later step may put right what
//! an earlier one leaves. Only what was not wrong before is a finding.

use std::collections::BTreeSet;

use super::AFTER;
use super::words::BUG;
use crate::diagnostic::Diagnostic;
use crate::manifest::judge::{self, Fault};
use crate::manifest::{Dependency, DependencyKind};
use crate::recipe::label;
use crate::recipe::plan::Plan;
use crate::workspace::{FileKind, Package, PackageId, SourceFile, Workspace};

pub(super) fn check(plan: &Plan) -> Vec<Diagnostic> {
    let manifests = || plan.after.files().filter(|it| it.kind == FileKind::Manifest);
    let is_same = |it: &SourceFile| plan.before.file(it.id).is_some_and(|old| old.text == it.text);
    if manifests().all(is_same) {
        return Vec::new();
    }
    let mut findings: Vec<Diagnostic> = manifests().flat_map(|it| faults(plan, it)).collect();
    findings.extend(cycles(plan));
    findings.extend(misnamed(plan));
    findings
}

/// Dependencies whose path leads to a package of another name, and did not before.
fn misnamed(plan: &Plan) -> Vec<Diagnostic> {
    let old: Vec<_> = misnamed_in(&plan.before).collect();
    let is_known = |it: &Misnamed<'_>| {
        old.iter().any(|old| (&old.0.dir, &old.1.key) == (&it.0.dir, &it.1.key))
    };
    let report = |(from, it, to): Misnamed<'_>| {
        let place = |file: &SourceFile| {
            let range = judge::place_of_dependency(&file.text, it.kind, &it.package);
            label(&plan.after, file.id, range, "")
        };
        let at = plan.after.file(from.manifest).map(place);
        let message =
            format!("the path of `{}` leads to a package called `{}`", it.package, to.name);
        at.into_iter().fold(Diagnostic::error(message), Diagnostic::at).note(AFTER).help(BUG)
    };
    misnamed_in(&plan.after).filter(|it| !is_known(it)).map(report).collect()
}

/// A package, its dependency, and the package that lies there.
type Misnamed<'a> = (&'a Package, &'a Dependency, &'a Package);

fn misnamed_in(workspace: &Workspace) -> impl Iterator<Item = Misnamed<'_>> {
    let all = workspace.packages.iter();
    let each = all.flat_map(|from| from.dependencies.iter().map(move |it| (from, it)));
    each.filter_map(|(from, it)| {
        let there = workspace.packages.iter().find(|to| it.path.as_ref() == Some(&to.dir))?;
        (there.name != it.package).then_some((from, it, there))
    })
}

/// What Cargo would refuse in one manifest, and did not refuse before.
fn faults(plan: &Plan, after: &SourceFile) -> Vec<Diagnostic> {
    let before = plan.before.file(after.id);
    if let Some(error) = judge::syntax_error(&after.text) {
        let was_sound = before.is_some_and(|it| judge::syntax_error(&it.text).is_none());
        let label = label(&plan.after, after.id, error.range, "");
        let error = Diagnostic::error(error.message).at(label).note(AFTER).help(BUG);
        return was_sound.then_some(error).into_iter().collect();
    }
    let of = |workspace: &Workspace, file: &SourceFile| -> Vec<Fault> {
        let root = workspace.file(workspace.root_manifest).map_or("", |it| &*it.text);
        judge::faults(&file.text, root, &|package| features_of(workspace, package))
    };
    let old = before.map(|it| of(&plan.before, it)).unwrap_or_default();
    let is_new = |it: &Fault| old.iter().all(|old| old.message != it.message);
    let report = |it: Fault| {
        let label = label(&plan.after, after.id, it.range, "");
        Diagnostic::error(it.message).at(label).note(AFTER).help(it.help)
    };
    of(&plan.after, after).into_iter().filter(is_new).map(report).collect()
}

fn features_of(workspace: &Workspace, package: &str) -> Option<BTreeSet<String>> {
    let package = workspace.package(workspace.package_named(package)?);
    let manifest = workspace.file(package.manifest)?;
    Some(judge::known_features(&manifest.text))
}

/// Dependencies of packages on themselves, through others or not, that a new
/// one closes. Those for tests may.
fn cycles(plan: &Plan) -> Vec<Diagnostic> {
    let old = edges(&plan.before);
    let all = edges(&plan.after);
    let new = all.iter().filter(|it| !old.contains(it));
    let closing = new.filter_map(|&(from, to)| {
        let mut seen = BTreeSet::new();
        Some((from, to, chain(&all, to, from, &mut seen)?))
    });
    closing.map(|(from, to, chain)| cycle(&plan.after, (from, to), &chain)).collect()
}

fn edges(workspace: &Workspace) -> BTreeSet<(PackageId, PackageId)> {
    let packages = workspace.packages.iter().enumerate();
    let of = |(at, package): (usize, &Package)| {
        let others = package.dependencies.iter().filter(|it| it.kind != DependencyKind::Dev);
        let libs = others.filter_map(|it| workspace.dependency_lib(it));
        let ends = libs.map(|it| (PackageId(at as u32), workspace.target(it).package));
        ends.collect::<Vec<_>>()
    };
    packages.flat_map(of).collect()
}

fn chain(
    edges: &BTreeSet<(PackageId, PackageId)>,
    from: PackageId,
    to: PackageId,
    seen: &mut BTreeSet<PackageId>,
) -> Option<Vec<PackageId>> {
    if from == to {
        return Some(vec![to]);
    }
    if !seen.insert(from) {
        return None;
    }
    let mut next = edges.iter().filter(|it| it.0 == from);
    let mut rest = next.find_map(|it| chain(edges, it.1, to, seen))?;
    rest.insert(0, from);
    Some(rest)
}

fn cycle(after: &Workspace, (from, to): (PackageId, PackageId), chain: &[PackageId]) -> Diagnostic {
    let own = after.package(from);
    let name = |it: &PackageId| format!("`{}`", after.package(*it).name);
    let names: Vec<_> = std::iter::once(&from).chain(chain).map(name).collect();
    let error = Diagnostic::error(format!("packages depend on themselves: {}", names.join(" → ")));
    let manifest = after.file(own.manifest);
    let kinds = [DependencyKind::Normal, DependencyKind::Build];
    let place = |it: &SourceFile| {
        let each =
            kinds.map(|kind| judge::place_of_dependency(&it.text, kind, &after.package(to).name));
        let range = each.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
        label(after, it.id, range, "closes the circle")
    };
    let error = manifest.map(place).into_iter().fold(error, Diagnostic::at);
    error.note(AFTER).help("move what both need to a crate that both can depend on")
}
