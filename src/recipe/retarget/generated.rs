//! Paths that lead through what a macro or a derive makes, which is not written out.
//!
//! Invariant: such a path is taken for an item in play only where the item's own
//! definition names what it leads through; where it merely may lead to one, the step is
//! refused.

use super::At;
use super::decide::Round;
use crate::diagnostic::Diagnostic;
use crate::resolve::references::Meaning;
use crate::resolve::search::{Hits, Names};
use crate::resolve::{Def, DefSite};
use crate::syntax::{PathKind, Place, Segment};
use crate::text::slice;

impl Round<'_, '_> {
    /// The variant in play that a path leads to by an enum that is made of the variant's
    /// own: its definition says the other's name (`#[project = OrderProj]`).
    pub(super) fn mirrored(&self, at: At<'_>) -> Option<Def> {
        let [.., holder, own] = code(at)? else { return None };
        let resolver = self.request.resolver;
        if !self.is_unknown(at, holder) {
            return None;
        }
        let names_holder = |site: &DefSite| {
            let Some(source) = self.request.workspace().file(site.file) else { return false };
            let call = source.syntax().call_around(site.name.start());
            let range = call.map_or(site.range, |it| it.range);
            !Names::new([holder.name.clone()]).find(slice(&source.text, range)).is_empty()
        };
        let is_meant = |def: &&Def| {
            let Def::Item(id) = **def else { return false };
            let item = resolver.item(id);
            let owner = item.owner.filter(|_| item.name == own.name);
            let owner = owner.filter(|it| resolver.item(*it).name != holder.name);
            owner.is_some_and(|it| resolver.def_sites(Def::Item(it)).iter().any(names_holder))
        };
        self.request.goals.keys().find(is_meant).copied()
    }

    /// Whether a segment of a path means nothing that is written out: neither an item nor
    /// a generic parameter.
    fn is_unknown(&self, at: At<'_>, segment: &Segment) -> bool {
        let names = Names::new([segment.name.clone()]);
        let hits = Hits { file: at.file(), ranges: vec![segment.range] };
        let found = self.request.resolver.mentions_at(vec![hits], &names);
        let mut meanings = found.iter().flat_map(|it| &it.meanings);
        meanings.all(|it| *it == Meaning::Unknown)
    }

    /// What mirrors an item in play goes with it.
    pub(super) fn mirror(&mut self, at: At<'_>, def: Def) {
        let goal = &self.request.goals[&def];
        if self.request.out_of_scope.contains(&at.file()) || goal.is_other {
            return self.unknown_owner(at);
        }
        self.unchecked(at, def, at.site.range, self.written(at, &goal.name));
    }

    /// Whether a path that leads nowhere ends in an enum and a variant that are in play:
    /// what stands before them may come from generated code.
    pub(super) fn may_be_variant(&self, at: At<'_>) -> bool {
        let Some([.., holder, own]) = code(at) else { return false };
        let resolver = self.request.resolver;
        let is_meant = |def: &Def| {
            let Def::Item(id) = *def else { return false };
            let owner = resolver.item(id).owner;
            owner.is_some_and(|it| resolver.item(it).name == holder.name)
                && resolver.item(id).name == own.name
        };
        !self.request.out_of_scope.contains(&at.file()) && self.request.goals.keys().any(is_meant)
    }

    pub(super) fn unknown_owner(&mut self, at: At<'_>) {
        let label = self.request.label(at.file(), at.site.range, "not known what this is");
        let message = format!("this may be a `{}` that is in play", at.site.name);
        let help = "edit this place by hand first, or leave its file out with `[scope]`: its path \
                    leads through what is not written out, generated code perhaps";
        self.out.errors.push(Diagnostic::error(message).at(label).help(help));
    }
}

/// The segments of a path of code.
fn code(at: At<'_>) -> Option<&[Segment]> {
    let (Place::Path(it) | Place::Pattern(it)) = &at.site.place else { return None };
    let is_code = matches!(
        it.kind,
        PathKind::Code | PathKind::MacroCall | PathKind::MacroBody | PathKind::Quoted
    );
    is_code.then_some(it.path.segments.as_slice())
}
