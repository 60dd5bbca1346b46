//! A trait whose methods are called is in scope afterwards, or what the step puts in its
//! place.
//!
//! Invariant: says nothing of a trait that goes with nothing in its place; a method is
//! known by its name alone.

use std::collections::BTreeSet;

use super::Check;
use super::behind::meant;
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::resolve::references::FileMentions;
use crate::resolve::traits::Replaced;
use crate::resolve::{Def, DefKey};
use crate::syntax::Place;
use crate::workspace::FileId;

impl Check<'_> {
    pub(super) fn traits(
        &self,
        (old, new): (&[FileMentions], &[FileMentions]),
        findings: &mut Vec<Diagnostic>,
    ) {
        let after = meant(self.after, new);
        for (def, key) in meant(self.before, old) {
            if self.before.members_of_trait(def).is_empty() {
                continue;
            }
            let Some(to) = self.asked.get(&key).filter(|it| !it.is_empty()) else { continue };
            let same = key.mapped(&self.evidence.change);
            // An old trait that stays is still in scope for what is still its own.
            let is_met = |it: &&(Def, DefKey)| it.1 == same || to.contains(&&it.1);
            let to_defs: Vec<Def> = after.iter().filter(is_met).map(|it| it.0).collect();
            // One that has a new name is still brought by what is not edited.
            let is_other = to.iter().any(|it| **it != same);
            let files = (!is_other).then(|| importing(old, def));
            let of = Replaced { def, to: &to_defs, change: &self.evidence.change, files };
            for (mentions, calls) in self.before.without_trait(self.after, &of) {
                let site = &mentions.sites.sites[calls[0]];
                let text = format!("may be a method of `{}`", self.before.path_of(def));
                let label = label(&self.evidence.before, mentions.file, site.range, &text);
                let message = format!("`{}` would be called without its trait in scope", site.name);
                let note = format!("after the step `{}`", self.step.title);
                let help = "import the trait by its name in this module, by an edit of yours before \
                            the run";
                findings.push(Diagnostic::error(message).at(label).note(note).help(help));
            }
        }
    }
}

/// The files in which imports name an item.
fn importing(all: &[FileMentions], def: Def) -> BTreeSet<FileId> {
    let names_it = |it: &&FileMentions| {
        let mut sites = it.iter();
        sites.any(|(site, meaning)| {
            matches!(site.place, Place::Use(_)) && meaning.defs().contains(&def)
        })
    };
    all.iter().filter(names_it).map(|it| it.file).collect()
}
