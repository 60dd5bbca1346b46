//! Dependencies that rewritten code needs: added to the manifests, unless a
//! cycle would come of it.
//! <https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html>

use std::collections::BTreeSet;

use crate::change::SourceChange;
use crate::diagnostic::{Diagnostic, Label, Refusal};
use crate::manifest::edit::ManifestEdit;
use crate::manifest::{self, DependencyKind, ManifestError};
use smol_str::SmolStr;

use crate::recipe::retarget::{Need, Request};
use crate::resolve::Resolver;
use crate::resolve::search::Names;
use crate::syntax::Place;
use crate::text::{Indel, TextEdit, TextEditBuilder, TextRange};
use crate::workspace::{FileId, PackageId, Workspace};

/// Adds the edits of manifests to `change`.
///
/// # Errors
/// A dependency that would close a cycle, or whose source is not known.
pub fn lay_out(
    workspace: &Workspace,
    needs: &BTreeSet<Need>,
    change: &mut SourceChange,
) -> Result<(), Refusal> {
    for need in reduced(needs) {
        if let Some(path) = cycle(workspace, need) {
            let message = format!(
                "`{}` cannot depend on `{}`: {path}",
                name(workspace, need.package),
                need.krate
            );
            let help = "move the item to a crate that both can depend on";
            return Err(Refusal::check(Diagnostic::error(message).help(help)));
        }
        add(workspace, need, change)?;
    }
    Ok(())
}

fn name(workspace: &Workspace, package: PackageId) -> &str {
    &workspace.package(package).name
}

/// Without those that a package's ordinary dependency serves too.
fn reduced(needs: &BTreeSet<Need>) -> Vec<&Need> {
    let is_served = |it: &&Need| {
        it.kind != DependencyKind::Dev
            || !needs.contains(&Need { kind: DependencyKind::Normal, ..(*it).clone() })
    };
    needs.iter().filter(is_served).collect()
}

/// The chain of packages by which the needed crate depends on the package.
fn cycle(workspace: &Workspace, need: &Need) -> Option<String> {
    if need.kind == DependencyKind::Dev {
        return None;
    }
    let start = workspace.package_named(&need.krate)?;
    let mut seen = BTreeSet::new();
    let chain = chain(workspace, start, need.package, &mut seen)?;
    let names: Vec<_> = chain.iter().map(|it| format!("`{}`", name(workspace, *it))).collect();
    Some(format!("{} already depends on it", names.join(" → ")))
}

fn chain(
    workspace: &Workspace,
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
    let dependencies = workspace.package(from).dependencies.iter();
    let others = dependencies.filter(|it| it.kind != DependencyKind::Dev);
    let mut libs =
        others.filter_map(|it| workspace.dependency_lib(it)).map(|it| workspace.target(it).package);
    let mut rest = libs.find_map(|it| chain(workspace, it, to, seen))?;
    rest.insert(0, from);
    Some(rest)
}

fn add(workspace: &Workspace, need: &Need, change: &mut SourceChange) -> Result<(), Refusal> {
    let package = workspace.package(need.package);
    let Some(source) = workspace.file(package.manifest) else { return Ok(()) };
    let wanted = wanted(workspace, need)?;
    let before = text(workspace, change, package.manifest);
    let after = manifest::edit::add_dependency(&before, &wanted)
        .map_err(|it| refused(workspace, (source.id, &before), &it, BY_HAND))?;
    set_text(workspace, change, package.manifest, &after);
    Ok(())
}

/// What to do where a dependency cannot be added.
pub const BY_HAND: &str = "add the dependency by hand";

/// A manifest that cannot be edited, with the place to blame.
pub fn refused(
    workspace: &Workspace,
    (file, text): (FileId, &str),
    why: &ManifestError,
    help: &str,
) -> Refusal {
    let source = workspace.file(file);
    let path = source.map(|it| it.path.clone()).unwrap_or_default();
    let label = Label { path, source: text.into(), range: why.range, text: String::new() };
    Refusal::check(Diagnostic::error(why.to_string()).at(label).help(help).help(&why.help))
}

fn wanted(workspace: &Workspace, need: &Need) -> Result<manifest::edit::WantedDependency, Refusal> {
    use manifest::edit::{DependencySource, WantedDependency};
    let own = workspace.package(need.package);
    let root =
        workspace.file(workspace.root_manifest).map(|it| it.text.clone()).unwrap_or_default();
    let member = workspace.package_named(&need.krate).map(|it| workspace.package(it));
    let package = member.map_or_else(|| need.krate.clone(), |it| it.name.clone());
    let inherited = manifest::read::workspace_dependency(&root, &package);
    let source = match (inherited, member) {
        (Some(key), _) => DependencySource::Workspace { key },
        (None, Some(member)) => {
            DependencySource::Path(manifest::edit::relative_path(&own.dir, &member.dir))
        }
        (None, None) => {
            let message = format!(
                "`{}` does not depend on `{}`, and where that comes from is not known",
                own.name, need.krate
            );
            let help =
                format!("add a step with `[steps.dependencies.{}]` before this one", own.name);
            return Err(Refusal::check(Diagnostic::error(message).help(help)));
        }
    };
    Ok(WantedDependency { package, kind: need.kind, source, optional: false })
}

/// Takes away the dependencies on crates of replaced items that a package's
/// code no longer names.
///
/// # Errors
/// A manifest that cannot be edited.
pub fn prune(
    workspace: &Workspace,
    request: &Request<'_>,
    change: &mut SourceChange,
) -> Result<(), Refusal> {
    let after = workspace.with(change);
    let resolver = Resolver::new(&after);
    let mut crates: Vec<SmolStr> =
        request.goals.keys().filter_map(|it| request.crate_of(*it)).collect();
    crates.sort();
    crates.dedup();
    let touched = |id: PackageId| {
        let files = change.edits.keys().filter_map(|it| workspace.file(*it));
        files.into_iter().any(|it| it.package == id)
    };
    let packages: Vec<_> =
        (0..workspace.packages.len() as u32).map(PackageId).filter(|it| touched(*it)).collect();
    for id in packages {
        let package = workspace.package(id);
        for it in &package.dependencies {
            let name = workspace.name_in_code(it);
            if !crates.contains(&name) || is_named(&resolver, id, &name) {
                continue;
            }
            let key = it.key.to_string();
            let remove = ManifestEdit::Remove { table: manifest::Table::of(it.kind), key };
            let before = text(workspace, change, package.manifest);
            let help = "take the dependency away by hand";
            let text = manifest::edit::edit(&before, &[remove])
                .map_err(|it| refused(workspace, (package.manifest, &before), &it, help))?;
            set_text(workspace, change, package.manifest, &text);
        }
    }
    Ok(())
}

/// Whether a package's code, comments and strings left out, says a name.
fn is_named(resolver: &Resolver<'_>, package: PackageId, name: &SmolStr) -> bool {
    let all = resolver.mentions(&Names::new([name.clone()]));
    let own = all
        .iter()
        .filter(|it| resolver.workspace.file(it.file).is_some_and(|it| it.package == package));
    let is_code = |place: &Place| {
        !matches!(place, Place::Comment | Place::DocComment | Place::Prose | Place::Literal)
    };
    own.flat_map(|it| it.iter()).any(|(site, _)| is_code(&site.place))
}

/// The key of the manifest under which a needed dependency is added.
///
/// # Errors
/// Where it comes from is not known.
pub fn key(workspace: &Workspace, need: &Need) -> Result<SmolStr, Refusal> {
    let wanted = wanted(workspace, need)?;
    Ok(match wanted.source {
        manifest::edit::DependencySource::Workspace { key } => key,
        _ => wanted.package,
    })
}

/// A manifest with the edits so far.
pub fn text(workspace: &Workspace, change: &SourceChange, file: FileId) -> String {
    let text = workspace.file(file).map(|it| it.text.to_string()).unwrap_or_default();
    change.edits.get(&file).map_or_else(|| text.clone(), |it| it.apply(&text))
}

/// Makes the edit of a file one that leads to `after`.
pub fn set_text(workspace: &Workspace, change: &mut SourceChange, file: FileId, after: &str) {
    let Some(source) = workspace.file(file) else { return };
    change.edits.insert(file, between(&source.text, after));
}

/// The edit from one text to another: all between the first and the last
/// difference, as whole lines.
fn between(before: &str, after: &str) -> TextEdit {
    let mut builder = TextEditBuilder::default();
    if before != after {
        let diff = similar::TextDiff::from_lines(before, after);
        for op in diff.ops().iter().filter(|it| it.tag() != similar::DiffTag::Equal) {
            builder.push(indel(before, after, op));
        }
    }
    builder.finish().unwrap_or_default()
}

fn indel(before: &str, after: &str, op: &similar::DiffOp) -> Indel {
    let offsets = |text: &str, lines: std::ops::Range<usize>| {
        let start: usize = text.split_inclusive('\n').take(lines.start).map(str::len).sum();
        let len: usize =
            text.split_inclusive('\n').skip(lines.start).take(lines.len()).map(str::len).sum();
        start..start + len
    };
    let old = offsets(before, op.old_range());
    let new = offsets(after, op.new_range());
    Indel::replace(TextRange::new((old.start as u32).into(), (old.end as u32).into()), &after[new])
}
