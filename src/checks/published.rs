//! What published packages name of members that they are built with, as the root
//! manifest's `[patch]` puts these in the place of published ones.
//!
//! Judged is the end of a run: what such a package names has to be found there by the
//! same path, be it through an alias that a later step adds. Code that is built for
//! tests only and documentation are not looked at, as nobody builds them with the
//! workspace.
//! <https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html>

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::diagnostic::{Diagnostic, Label};
use crate::recipe::gate::gate;
use crate::recipe::label;
use crate::recipe::plan::Plan;
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::search::{Names, all_in};
use crate::resolve::{DefKey, Resolver};
use crate::syntax::Site;
use crate::workspace::{FileKind, PackageId, Workspace};

/// Places by the published package, the member that has the item, and its name.
type Lost = BTreeMap<(PackageId, SmolStr, SmolStr), Vec<Label>>;

pub(super) fn check(plan: &Plan) -> Vec<Diagnostic> {
    let Some(published) = plan.before.published.as_deref() else { return Vec::new() };
    let names = plan.steps.iter().flat_map(|it| it.evidence.names.iter().cloned());
    let names = Names::new(names);
    let sources = published.files().filter(|it| it.kind == FileKind::Rust);
    let files = sources.filter(|it| !names.find(&it.text).is_empty());
    let files: Vec<_> = files.map(|it| it.id).collect();
    if files.is_empty() {
        return Vec::new();
    }
    let snapshots = (plan.before.with_published(), plan.after.with_published());
    let (Some(before), Some(after)) = snapshots else { return Vec::new() };
    let (before, after) = (Resolver::new(&before), Resolver::new(&after));
    let mentions = |of: &Resolver<'_>| {
        of.mentions_at(all_in(of.workspace, files.iter().copied(), &names), &names)
    };
    let judged = Judged { plan, before: &before, after: &after };
    let mut lost = Lost::new();
    for (old, new) in mentions(&before).iter().zip(&mentions(&after)) {
        judged.file(old, new, &mut lost);
    }
    lost.into_iter().map(|it| report(before.workspace, it)).collect()
}

/// A run, with what resolves names in the snapshots before and after it, which have
/// the published packages in them.
struct Judged<'a> {
    plan: &'a Plan,
    before: &'a Resolver<'a>,
    after: &'a Resolver<'a>,
}

impl Judged<'_> {
    /// Finds what a file names and that would no longer be found.
    fn file(&self, old: &FileMentions, new: &FileMentions, lost: &mut Lost) {
        let workspace = self.before.workspace;
        let Some(file) = workspace.file(old.file) else { return };
        for ((site, was), is) in old.iter().zip(&new.meanings) {
            let Some(member) = self.lost(was, is).filter(|_| self.is_built(old, site)) else {
                continue;
            };
            let label = label(workspace, old.file, site.range, "named here");
            lost.entry((file.package, member, site.name.clone())).or_default().push(label);
        }
    }

    /// The member that has an item which a place means and would no longer mean.
    fn lost(&self, was: &Meaning, is: &Meaning) -> Option<SmolStr> {
        let now: Vec<_> = is.defs().into_iter().map(|it| self.after.def_key(it)).collect();
        was.defs().into_iter().find_map(|def| {
            let key = self.before.def_key(def);
            let DefKey::Sites(sites) = &key else { return None };
            let file = self.plan.before.file(sites.first()?.0)?;
            let is_there = self.allowed(key).iter().any(|it| now.contains(it));
            (!is_there).then(|| self.plan.before.package(file.package).name.clone())
        })
    }

    /// What an item may be after the run: itself, or what steps put in its place.
    fn allowed(&self, key: DefKey) -> Vec<DefKey> {
        self.plan.steps.iter().fold(vec![key], |keys, step| {
            let after = |key: &DefKey| {
                let asked = step.evidence.map.iter().filter(|it| it.0 == *key);
                let asked = asked.flat_map(|it| it.1.iter().cloned());
                asked.chain([key.mapped(&step.evidence.change)]).collect::<Vec<_>>()
            };
            keys.iter().flat_map(after).collect()
        })
    }

    /// Whether a place is built for a package that depends on its own.
    fn is_built(&self, mentions: &FileMentions, site: &Site) -> bool {
        let place = (mentions.file, site.range.start());
        !mentions.sites.is_in_docs(site)
            && mentions.roots.iter().any(|it| !gate(self.before, *it, place).test_only)
    }
}

fn report(
    workspace: &Workspace,
    ((package, member, name), places): ((PackageId, SmolStr, SmolStr), Vec<Label>),
) -> Diagnostic {
    let own = &workspace.package(package).name;
    let version = workspace.published.as_deref().and_then(|it| it.version(package));
    let version = version.unwrap_or_default();
    let more = places.len().saturating_sub(1);
    let message = format!("published package `{own} {version}` names `{name}`");
    let error = places.into_iter().take(1).fold(Diagnostic::error(message), Diagnostic::at);
    let error = match more {
        0 => error,
        1 => error.note("and in 1 more place"),
        _ => error.note(format!("and in {more} more places")),
    };
    error
        .note(format!("by `[patch]` it is built with `{member}` of this workspace"))
        .help(format!("keep the old name: `export` an alias, `… as {name}`, in the same recipe"))
        .help(format!("or update `{own}` first, to a version that does not name it"))
}
