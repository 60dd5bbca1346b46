//! What stands behind a module or an enum that others take the place of is there, behind
//! these: `model::Job` that becomes `core::Job`, and `Job` that a glob of `model` brought.
//!
//! Invariant: asked of each mention of the names behind, whoever wrote it; what stands
//! behind items of other crates is theirs.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::Check;
use crate::diagnostic::Diagnostic;
use crate::resolve::references::FileMentions;
use crate::resolve::search::Names;
use crate::resolve::{Def, DefKey, Resolver};
use crate::syntax::{ItemKind, NsSet};
use crate::text::{TextRange, slice};
use crate::workspace::FileId;

/// What takes the places of what stands behind replaced items.
pub(super) type Behind = BTreeMap<DefKey, BTreeSet<DefKey>>;

impl Check<'_> {
    /// Takes in what stands behind the items that others take the places of, and returns
    /// its names.
    pub(super) fn take_behind(
        &mut self,
        (old, new): (&[FileMentions], &[FileMentions]),
    ) -> BTreeSet<SmolStr> {
        let after = meant(self.after, new);
        let mut open = Vec::new();
        for (def, key) in meant(self.before, old) {
            let same = key.mapped(&self.evidence.change);
            let to = self.asked.get(&key).filter(|it| !it.contains(&&same));
            let is_to = |it: &&(Def, DefKey)| to.is_some_and(|to| to.contains(&&it.1));
            open.extend(after.iter().filter(is_to).map(|it| (def, it.0)));
        }
        self.behind_all(open)
    }

    /// Compares what these names mean where nothing else is wrong, which may be why.
    pub(super) fn behind(&mut self, names: BTreeSet<SmolStr>, findings: &mut Vec<Diagnostic>) {
        if names.is_empty() || !findings.is_empty() {
            return;
        }
        let names = Names::new(names);
        let (old, new) = (self.before.mentions(&names), self.after.mentions(&names));
        let settled = self.expanded((&old, &new), &names, findings);
        self.settled.before.extend(settled.before);
        self.settled.after.extend(settled.after);
        for old in &old {
            if let Some(new) = new.iter().find(|it| it.file == old.file) {
                self.file(old, new, findings);
            }
        }
    }

    /// Takes in what stands behind items and those that take their places, and returns
    /// its names.
    fn behind_all(&mut self, mut open: Vec<(Def, Def)>) -> BTreeSet<SmolStr> {
        let (mut names, mut seen) = (BTreeSet::new(), BTreeSet::new());
        while let Some((holder, goal)) = open.pop() {
            if !seen.insert((holder, goal)) {
                continue;
            }
            for name in self.before.names_behind(holder) {
                let of = |resolver: &Resolver<'_>, it: Def| -> BTreeSet<Def> {
                    resolver.member(it, &name, NsSet::ALL).iter().map(|it| it.def).collect()
                };
                let to = of(self.after, goal);
                if to.is_empty() && self.may_have(goal, &name) {
                    continue;
                }
                for own in of(self.before, holder) {
                    let all = self.behind.entry(self.before.def_key(own)).or_default();
                    all.extend(to.iter().map(|it| self.after.def_key(*it)));
                    // Behind items of another crate anything may be, and behind a variant nothing.
                    let has_end = |resolver: &Resolver<'_>, it: Def| match it {
                        Def::Module(_) => true,
                        Def::Item(id) => resolver.item(id).owner.is_none(),
                        Def::External(_) | Def::Primitive => false,
                    };
                    let to = to.iter().copied().filter(|it| has_end(self.after, *it));
                    open.extend(to.filter(|_| has_end(self.before, own)).map(|it| (own, it)));
                }
                names.insert(name);
            }
        }
        names
    }

    /// Whether an item of after may have a name that is none of its own: by an `impl`, or
    /// as an alias or the like of what is not looked into.
    fn may_have(&self, def: Def, name: &SmolStr) -> bool {
        let Def::Item(id) = def else { return !matches!(def, Def::Module(_)) };
        let item = self.after.item(id);
        let is_enum = item.sites.iter().all(|it| matches!(it.1.kind, ItemKind::Enum(_)));
        let own = Names::new([item.name.clone()]);
        let mut impls = self.after.impls_of(def, &own).into_iter();
        let words = Names::new([name.clone()]);
        let names_it = |(file, range): (FileId, TextRange)| {
            let file = self.after.workspace.file(file);
            file.is_some_and(|it| !words.find(slice(&it.text, range)).is_empty())
        };
        !is_enum || impls.any(names_it)
    }
}

/// What mentions mean, with their keys.
pub(super) fn meant(resolver: &Resolver<'_>, all: &[FileMentions]) -> Vec<(Def, DefKey)> {
    let mut defs: Vec<Def> =
        all.iter().flat_map(|it| &it.meanings).flat_map(|it| it.defs()).collect();
    defs.sort();
    defs.dedup();
    defs.into_iter().map(|it| (it, resolver.def_key(it))).collect()
}
