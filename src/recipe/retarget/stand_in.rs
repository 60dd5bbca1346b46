//! Imports that have the name of an item in its own module, under another `cfg`:
//! they come to have its new name by `as`, so that every path to the item still
//! leads to what it led to, under whatever `cfg`.

use super::At;
use super::decide::Round;
use crate::resolve::{Binding, Def, ImportSite, NamedImport, Resolver};
use crate::syntax::{Place, written};
use crate::text::{Indel, TextRange};

/// An import that stands in for a target.
#[derive(Debug, Clone)]
pub struct StandIn {
    /// The target.
    pub of: Def,
    /// The import.
    pub import: NamedImport,
}

/// The imports that stand in for an item in its module.
pub fn of(resolver: &Resolver<'_>, def: Def) -> Vec<StandIn> {
    let imports = resolver.stand_ins(def).into_iter();
    imports.map(|import| StandIn { of: def, import }).collect()
}

impl super::Request<'_> {
    /// Whether a binding comes along with a target: it is one, or is there by an
    /// import that stands in for one.
    pub(super) fn comes_along(&self, it: &Binding, found: &[Binding]) -> bool {
        let is_target = |it: &Binding| self.goals.contains_key(&it.def);
        let brings = |import: &Option<ImportSite>| {
            found.iter().any(|it| is_target(it) && it.import == *import)
        };
        let is_bound =
            |stand_in: &StandIn| stand_in.import.bound.iter().any(|own| own.def == it.def);
        let has_own = |stand_in: &StandIn| it.import == Some(stand_in.import.site);
        let stands_in = |one: &StandIn| has_own(one) || (is_bound(one) && brings(&it.import));
        is_target(it) || self.stand_ins.iter().any(stands_in)
    }

    /// The target whose new name a mention gets that means what stands in for it and
    /// nothing else: in the body of a module that is there under one `cfg` only, say.
    pub(super) fn along(&self, found: &[Binding]) -> Option<Def> {
        let of = |it: &Binding| {
            let mut all = self.stand_ins.iter();
            all.find(|one| it.import == Some(one.import.site)).map(|one| one.of)
        };
        let first = found.first().and_then(of)?;
        found.iter().all(|it| of(it) == Some(first)).then_some(first)
    }

    fn stand_in_at(&self, at: At<'_>) -> Option<&StandIn> {
        let own = |site: &ImportSite| site.file == at.file();
        let mut all = self.stand_ins.iter().filter(|it| own(&it.import.site));
        all.find(|it| it.import.name == at.site.range && is_import(&at.site.place))
    }
}

fn is_import(place: &Place) -> bool {
    matches!(place, Place::Use(_) | Place::Alias)
}

impl Round<'_, '_> {
    /// Gives an import that stands in for a target its new name; none where the
    /// mention is not the name of such an import.
    pub(super) fn stand_in(&mut self, at: At<'_>) -> bool {
        let Some(stand_in) = self.request.stand_in_at(at).cloned() else { return false };
        let name = &self.request.goals[&stand_in.of].name;
        let new = written(name, self.edition(at));
        let NamedImport { site, last, is_renamed, .. } = &stand_in.import;
        let indel = match is_renamed {
            true if last.name == *name => {
                Indel::delete(TextRange::new(last.range.end(), site.leaf.end()))
            }
            true => Indel::replace(at.site.range, new.to_string()),
            false => Indel::insert(site.leaf.end(), format!(" as {new}")),
        };
        self.push(at, stand_in.of, indel, false);
        true
    }
}
