//! Added dependencies that are optional, as what they replace was: where only
//! code under features names them.
//! <https://doc.rust-lang.org/cargo/reference/features.html#optional-dependencies>
//!
//! Invariant: a dependency becomes optional only if each place that names it
//! stands under a feature that turned the old one on.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::change::SourceChange;
use crate::diagnostic::Refusal;
use crate::manifest::edit::{ManifestEdit, edit};
use crate::manifest::{DependencyKind, Table, judge, read};
use crate::recipe::gate::{self, gate};
use crate::recipe::needs;
use crate::recipe::retarget::{Need, Request};
use crate::resolve::Resolver;
use crate::resolve::search::Names;
use crate::workspace::Workspace;

/// Makes those of `needs` optional that `change` has added and that can be.
///
/// # Errors
/// A manifest that cannot be edited.
pub fn lay_out(
    workspace: &Workspace,
    request: &Request<'_>,
    needs: &BTreeSet<Need>,
    change: &mut SourceChange,
) -> Result<(), Refusal> {
    for need in needs.iter().filter(|it| it.kind == DependencyKind::Normal) {
        let old = old_keys(workspace, request, need);
        if old.is_empty() {
            continue;
        }
        let after = workspace.with(change);
        let Some(features) = features(&after, need, &old) else { continue };
        make_optional(workspace, (need, &features, &old), change)?;
    }
    Ok(())
}

/// The dependencies of the package on crates of replaced items, if all of them
/// are optional.
fn old_keys(workspace: &Workspace, request: &Request<'_>, need: &Need) -> Vec<SmolStr> {
    let crates: BTreeSet<SmolStr> =
        request.goals.keys().filter_map(|it| request.crate_of(*it)).collect();
    let own = workspace.package(need.package).dependencies.iter();
    let old: Vec<_> = own
        .filter(|it| it.kind == DependencyKind::Normal)
        .filter(|it| crates.contains(&workspace.name_in_code(it)))
        .collect();
    match old.iter().all(|it| it.optional) {
        true => old.into_iter().map(|it| it.key.clone()).collect(),
        false => Vec::new(),
    }
}

/// The features under which the code stands that names the needed crate; none
/// if some of it stands under no feature that turns an old dependency on.
fn features(after: &Workspace, need: &Need, old: &[SmolStr]) -> Option<BTreeSet<SmolStr>> {
    let manifest = after.file(after.package(need.package).manifest)?;
    let turns_on =
        |feature: &SmolStr| old.iter().any(|key| judge::turns_on(&manifest.text, feature, key));
    let resolver = Resolver::new(after);
    let mut found = BTreeSet::new();
    for mentions in resolver.mentions(&Names::new([need.krate.clone()])) {
        for (site, _) in mentions.iter().filter(|it| gate::is_crate(&resolver, it.0, it.1)) {
            let is_own = |it: &&crate::resolve::ModuleId| {
                after.target(resolver.module(**it).krate).package == need.package
            };
            for root in mentions.roots.iter().filter(is_own) {
                let gate = gate(&resolver, *root, (mentions.file, site.range.start()));
                let mut clauses = gate.clauses.iter();
                found.extend(clauses.find(|it| it.iter().all(turns_on))?.iter().cloned());
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

fn make_optional(
    workspace: &Workspace,
    (need, features, old): (&Need, &BTreeSet<SmolStr>, &[SmolStr]),
    change: &mut SourceChange,
) -> Result<(), Refusal> {
    let file = workspace.package(need.package).manifest;
    let before = needs::text(workspace, change, file);
    let key = needs::key(workspace, need)?;
    let optional = ManifestEdit::Set {
        table: Table::Dependencies,
        key: key.to_string(),
        value: "{ optional = true }".to_owned(),
    };
    let known = read::features(&before);
    let is_direct = |name: &&SmolStr| {
        let names = |it: &String| old.iter().any(|key| it.strip_prefix("dep:") == Some(key));
        known.get(*name).is_none_or(|all| all.iter().any(names))
    };
    // What those turn on that name the old dependency themselves, others need not.
    let (direct, others): (Vec<_>, Vec<_>) = features.iter().partition(is_direct);
    let refused = |it| needs::refused(workspace, (file, &before), &it, needs::BY_HAND);
    let mut after = edit(&before, &[optional]).map_err(refused)?;
    for name in direct.into_iter().chain(others) {
        if judge::turns_on(&after, name, &key) {
            continue;
        }
        // A feature that an optional dependency was by itself keeps that.
        let implicit = old.iter().filter(|it| *it == name && !known.contains_key(name));
        let all = implicit.chain([&key]).map(|it| format!("\"dep:{it}\""));
        let value = format!("[{}]", all.collect::<Vec<_>>().join(", "));
        let feature = ManifestEdit::Set { table: Table::Features, key: name.to_string(), value };
        after = edit(&after, &[feature]).map_err(refused)?;
    }
    needs::set_text(workspace, change, file, &after);
    Ok(())
}
