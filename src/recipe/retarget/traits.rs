//! Traits that come in the place of others, where code names their methods alone and a
//! glob brought the old one: no mention says that the new one has to be imported.
//!
//! Invariant: adds imports only.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::fix::{Found, contains};
use super::{At, BodyKey, Fixes, Request};
use crate::change::SourceChange;
use crate::resolve::references::FileMentions;
use crate::resolve::traits::Replaced;
use crate::resolve::{Def, Found as Item, Resolver};

impl Request<'_> {
    /// Adds to `fixes` the imports of traits that are not in scope with `change` laid over
    /// the snapshot, and whose methods are named.
    pub(super) fn import_traits(&self, change: &SourceChange, fixes: &mut Fixes) -> Found {
        let is_trait = |def| !self.resolver.members_of_trait(def).is_empty();
        let goals = self.goals.iter().filter(|(def, it)| it.is_other && is_trait(**def));
        let goals: Vec<_> = goals.collect();
        if goals.is_empty() {
            return Found::Nothing;
        }
        let after = self.workspace().with(change);
        let after = Resolver::new(&after);
        let mut found: BTreeMap<_, (Rc<FileMentions>, usize)> = BTreeMap::new();
        for (&def, goal) in goals {
            let to = match after.find(&goal.path) {
                Item::Items(found) => found,
                Item::External(found) => vec![found],
                Item::Nothing { .. } => continue,
            };
            let of = Replaced { def, to: &to, change, files: None };
            for (mentions, calls) in self.resolver.without_trait(&after, &of) {
                let Some(&root) = mentions.roots.first() else { continue };
                let mentions = Rc::new(mentions);
                let texts = [&self.kept, &self.removed];
                for call in calls {
                    let site = &mentions.sites.sites[call];
                    let own = |it: &&Vec<_>| self.is_in(it, mentions.file, site.range);
                    if texts.iter().any(own) || self.out_of_scope.contains(&mentions.file) {
                        continue;
                    }
                    let body = self.body_with(def, At { mentions: &mentions, site, root });
                    found.entry((body, def)).or_insert((mentions.clone(), call));
                }
            }
        }
        found.retain(|it, _| !fixes.traits.contains_key(it));
        // Outer scopes first: what they import, inner ones may see.
        let bodies: Vec<_> = found.keys().copied().collect();
        let is_inner = |(body, def): (BodyKey, Def)| {
            bodies.iter().any(|it| it.1 == def && it.0 != body && contains(it.0, body))
        };
        found.retain(|it, _| !is_inner(*it));
        let is_more = !found.is_empty();
        fixes.traits.extend(found);
        if is_more { Found::More } else { Found::Nothing }
    }

    /// The module, or the block in it, that has a trait in scope.
    fn body_with(&self, def: Def, at: At<'_>) -> BodyKey {
        let module = self.resolver.real_module(self.module(at));
        match self.resolver.has_trait(module, def) {
            true => self.module_body_of(at),
            false => self.body_of(at),
        }
    }
}
