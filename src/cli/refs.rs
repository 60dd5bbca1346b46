//! `refs`: every reference to an item, from the resolver to the report.
//!
//! Invariant: looked for is the item's name and every alias (`as`) under which
//! some file imports it; listed is what resolves to the item in some module tree.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::diagnostic::{Diagnostic, Refusal};
use crate::recipe::site_kind;
use crate::report::refs::Reference;
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::search::Names;
use crate::resolve::{Def, Found, ItemPath, Resolver};
use crate::syntax::{Place, Site};
use crate::workspace::Workspace;

/// As many items of the same name are named.
const NAMED: usize = 3;

/// All references to the item that `path` names, in the order of files.
///
/// # Errors
/// `path` leads to nothing (kind `Input`).
pub(super) fn references(workspace: &Workspace, path: &str) -> Result<Vec<Reference>, Refusal> {
    let resolver = Resolver::new(workspace);
    let defs = match resolver.find(&ItemPath::parse(path)) {
        Found::Items(defs) => defs,
        Found::External(def) => vec![def],
        Found::Nothing { .. } => return Err(not_found(&resolver, path)),
    };
    let mentions = all_mentions(&resolver, &defs);
    let rows = mentions.iter().flat_map(|file| {
        let meant = file.iter().filter(|(_, meaning)| means(meaning, &defs));
        meant.filter_map(|(site, _)| reference(workspace, file, site))
    });
    Ok(rows.collect())
}

fn not_found(resolver: &Resolver<'_>, path: &str) -> Refusal {
    let mut nearest = resolver.nearest(&ItemPath::parse(path));
    if nearest.is_empty() {
        nearest = resolver.paths_of_items_named(ItemPath::parse(path).name());
        nearest.truncate(NAMED);
    }
    let help = match nearest.as_slice() {
        [] => "nothing of the workspace has that name: begin with the name of a crate, as code spells it".into(),
        [one] => format!("there is `{one}`"),
        some => format!("there are `{}`", some.join("`, `")),
    };
    Refusal::input(Diagnostic::error(format!("there is no item `{path}`")).help(help))
}

/// Mentions under every name that the items have: searched again as long as an
/// import gives them another.
fn all_mentions(resolver: &Resolver<'_>, defs: &[Def]) -> Vec<FileMentions> {
    let name = |def: &Def| SmolStr::new(ItemPath::parse(&resolver.path_of(*def)).name());
    let mut names: BTreeSet<SmolStr> = defs.iter().map(name).collect();
    loop {
        let mentions = resolver.mentions(&Names::new(names.iter().cloned()));
        let before = names.len();
        names.extend(mentions.iter().flat_map(|it| aliases(it, defs)));
        if names.len() == before {
            return mentions;
        }
    }
}

/// The names that imports of one file give the items.
fn aliases(file: &FileMentions, defs: &[Def]) -> Vec<SmolStr> {
    let alias = |(site, meaning): (&Site, &Meaning)| match &site.place {
        Place::Use(it) if means(meaning, defs) => it.alias.clone().filter(|it| it != "_"),
        _ => None,
    };
    file.iter().filter_map(alias).collect()
}

fn means(meaning: &Meaning, defs: &[Def]) -> bool {
    meaning.defs().iter().any(|it| defs.contains(it))
}

fn reference(workspace: &Workspace, file: &FileMentions, site: &Site) -> Option<Reference> {
    let source = workspace.file(file.file)?;
    let at = source.lines().line_col(&source.text, site.range.start());
    let line = source.text.lines().nth(at.line as usize - 1)?.to_owned();
    Some(Reference { path: source.path.clone(), at, site: site_kind(&file.sites, site), line })
}
