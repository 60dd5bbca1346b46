//! Names in serialized data when a variant is renamed: kept by an attribute
//! where the step says so, else told.
//! <https://serde.rs/variant-attrs.html#rename>
//!
//! Invariant: an attribute is inserted before the item, and nothing else of it
//! changes; what an attribute says already is left to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Level};
use crate::recipe::plan::{Rewrite, SiteKind};
use crate::recipe::retarget::{Goal, Outcome};
use crate::recipe::{label, place};
use crate::resolve::{Def, DefSite, Resolver};
use crate::syntax::Wire;
use crate::text::{Indel, TextSize};
use crate::workspace::SourceFile;

/// Keeps the names that data has for renamed items, or adds notes that they
/// change.
pub fn names(
    resolver: &Resolver<'_>,
    goals: &BTreeMap<Def, Goal>,
    keep: bool,
    outcome: &mut Outcome,
) {
    let mut seen = BTreeSet::new();
    for (def, goal) in goals {
        for site in resolver.def_sites(*def) {
            let Some(source) = resolver.workspace.file(site.file) else { continue };
            let wire = source.syntax().wire(site.name);
            let Some(wire) = wire.filter(|_| seen.insert((site.file, site.name.start()))) else {
                continue;
            };
            let old = resolver.path_of(*def);
            let name = old.rsplit("::").next().unwrap_or_default();
            match wire.keeping(name, &goal.name) {
                Some(it) if keep => insert(resolver, (source, wire.at), &it, outcome),
                Some(_) => outcome.findings.extend(note(resolver, (site, &old), &wire, goal)),
                None => {}
            }
        }
    }
}

/// Puts an attribute on a line of its own, where what it belongs to has one.
fn insert(
    resolver: &Resolver<'_>,
    (source, at): (&SourceFile, TextSize),
    attribute: &str,
    outcome: &mut Outcome,
) {
    let before = &source.text[..usize::from(at)];
    let line = &before[before.rfind('\n').map_or(0, |it| it + 1)..];
    let is_alone = line.trim().is_empty();
    let end = if source.text.contains("\r\n") { "\r\n" } else { "\n" };
    let text = if is_alone { format!("{attribute}{end}{line}") } else { format!("{attribute} ") };
    outcome.change.push(source.id, Indel::insert(at, text));
    let (path, at) = place(resolver.workspace, source.id, at);
    let (site, from, to) = (SiteKind::Attribute, String::new(), attribute.to_owned());
    outcome.rewrites.push(Rewrite { path, at, site, from, to });
}

fn note(
    resolver: &Resolver<'_>,
    (site, old): (DefSite, &str),
    wire: &Wire,
    goal: &Goal,
) -> Option<Diagnostic> {
    let name = old.rsplit("::").next().unwrap_or_default();
    let (was, is) = (wire.name(name)?, wire.name(&goal.name)?);
    let message = format!("serialized data has another name for `{old}`: `{is}`, not `{was}`");
    let at = label(resolver.workspace, site.file, site.name, "serde's derives spell this name");
    let help = "`keep-wire-names = true` in the step keeps the name by `#[serde(rename = …)]`";
    Some(Diagnostic::new(Level::Note, message).at(at).help(help))
}
