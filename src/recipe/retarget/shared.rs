//! Names that mean an item that is asked for, and another one besides: a function
//! and a macro of one name, say, that one import brings.
//!
//! Invariant: what is used by the old name still has it afterwards.

use smol_str::SmolStr;

use super::decide::Round;
use super::{At, Request};
use crate::diagnostic::Diagnostic;
use crate::imports::ImportOp;
use crate::recipe::plan::LeftReason;
use crate::resolve::search::Names;
use crate::resolve::traits::may_be_member;
use crate::resolve::{Binding, Def, ImportSite};
use crate::syntax::{Place, UseItem, UseSite, UseTreeKind};
use crate::text::TextRange;
use crate::workspace::FileId;

impl Round<'_, '_> {
    /// A private import brings the names that are used, any other both; a use is
    /// left.
    pub(super) fn shared(
        &mut self,
        at: At<'_>,
        def: Def,
        (targets, others): (&[&Binding], &[&Binding]),
    ) {
        let paths: Vec<_> = others.iter().map(|it| self.request.resolver.path_of(it.def)).collect();
        let paths = paths.join(", ");
        let Place::Use(it) = &at.site.place else {
            return self.leave(at, LeftReason::Ambiguous(paths));
        };
        if others.iter().any(|it| targets.iter().any(|target| target.ns.intersects(it.ns))) {
            let own = self.request.resolver.path_of(def);
            let all = targets.iter().chain(others).map(|it| it.def).collect();
            let paths = paths.replace(", ", "`, `");
            return self.twins(at, &format!("`{own}` and `{paths}`"), all);
        }
        // What is brought without a name is a trait.
        let is_nameless = it.alias.as_deref() == Some("_");
        if is_nameless && it.is_leaf && self.request.is_trait(def) {
            return self.in_use(at, def, it);
        }
        if !it.is_leaf || it.alias.is_some() {
            return self.error(at, &format!("this import also names {paths}"));
        }
        let is_used = |of: &[&Binding]| {
            it.is_public || self.is_used(at, it, of) || self.has_members_called(at, of)
        };
        match (is_used(targets), is_used(others)) {
            (_, false) => self.in_use(at, def, it),
            (false, true) => self.leave(at, LeftReason::OtherItem(paths)),
            (true, true) => self.import_both(at, def, it),
        }
    }

    /// Whether a name means one of `items` through an import, or through a glob of a
    /// module below, behind which the import may stand.
    fn is_used(&self, at: At<'_>, it: &UseSite, items: &[&Binding]) -> bool {
        let own = ImportSite { file: at.file(), leaf: it.tree, is_glob: false };
        let module = self.request.module(at);
        let is_meant = |found: &&Binding| items.iter().any(|it| it.def == found.def);
        self.all.iter().any(|mentions| {
            let Some(root) = mentions.roots.first().copied() else { return false };
            mentions.iter().any(|(site, meaning)| {
                let is_below = || {
                    let from = self.request.module(At { mentions, site, root });
                    self.request.resolver.is_seen(Some(module), from)
                };
                let import = |found: &Binding| match found.import {
                    Some(it) => it == own || it.is_glob && is_below(),
                    None => false,
                };
                // The import is no use of itself.
                let is_own = |of: &UseSite| mentions.file == at.file() && of.tree == it.tree;
                !matches!(&site.place, Place::Use(of) if is_own(of))
                    && meaning.bindings().iter().filter(is_meant).any(import)
            })
        })
    }

    /// Whether an associated item of a trait is named where the import is seen: that takes
    /// the trait in scope, and does not say its name.
    /// <https://doc.rust-lang.org/reference/expressions/method-call-expr.html>
    fn has_members_called(&self, at: At<'_>, items: &[&Binding]) -> bool {
        let resolver = self.request.resolver;
        let members = items.iter().flat_map(|it| resolver.members_of_trait(it.def));
        let names: Vec<SmolStr> = members.collect();
        if names.is_empty() {
            return false;
        }
        let names = Names::new(names);
        let workspace = self.request.workspace();
        let own = workspace.file(at.file());
        let own = own.and_then(|it| super::spell::body_at(it, self.request.body_of(at)));
        let own = own.map(|it| (at.file(), it.range));
        let is_in = |(file, body): (FileId, TextRange)| {
            let Some(file) = workspace.file(file) else { return false };
            let words = names.find(&file.text);
            words.iter().any(|it| body.contains_range(*it) && may_be_member(&file.text, *it))
        };
        // Modules below need not be read where the own one says it.
        let below = || resolver.bodies_with_glob_of(self.request.module(at));
        own.is_some_and(is_in) || below().into_iter().any(is_in)
    }

    fn import_both(&mut self, at: At<'_>, def: Def, it: &UseSite) {
        match self.repointed(at, def, it, None) {
            Ok(path) => {
                let (vis, cfg) = self.request.terms(at, it);
                self.import(at, ImportOp::Add { path, vis, cfg });
                let new = &self.request.goals[&def].name;
                self.rewritten(at, format!("{} and {new}", at.site.name));
            }
            Err(error) => self.out.errors.push(error),
        }
    }

    /// One name for several items under different `cfg`s.
    fn twins(&mut self, at: At<'_>, paths: &str, all: Vec<Def>) {
        let message = format!("under different cfgs this is {paths}");
        let label = self.request.label(at.file(), at.site.range, "");
        let (resolver, module) = (self.request.resolver, self.request.module(at));
        let help = resolver.rename_all(module, at.site, all);
        self.out.errors.push(Diagnostic::error(message).at(label).help(help));
    }
}

impl Request<'_> {
    /// The visibility of an import, and the condition that it stands under.
    fn terms(&self, at: At<'_>, it: &UseSite) -> (SmolStr, Option<SmolStr>) {
        let source = self.workspace().file(at.file());
        let body = source.and_then(|it| super::spell::body_at(it, self.body_of(at)));
        let item = body.iter().flat_map(|it| &it.uses).find(|item| item.range == it.item);
        let Some(item) = item else { return Default::default() };
        (item.vis_text.clone(), item.attrs.cfg.as_deref().and_then(condition))
    }

    /// Whether an import of the new name from the same place stands in the scope:
    /// one of them is enough, as it brings what has the name in any namespace.
    pub(super) fn has_twin(&self, at: At<'_>, it: &UseSite, name: &str) -> bool {
        let source = self.workspace().file(at.file());
        let Some(body) = source.and_then(|it| super::spell::body_at(it, self.body_of(at))) else {
            return false;
        };
        let Some((_, from)) = it.path.segments.split_last() else { return false };
        let mut found = false;
        let Some(own) = body.uses.iter().find(|item| item.range == it.item) else { return false };
        let is_like = |it: &&UseItem| {
            let is_there = it.attrs.cfg.is_none() || it.attrs.cfg == own.attrs.cfg;
            is_there && it.vis == own.vis
        };
        for item in body.uses.iter().filter(is_like) {
            item.for_each_leaf(&mut |leaf, path| {
                let Some((last, other)) = path.segments.split_last() else { return };
                let is_plain = matches!(&leaf.kind, UseTreeKind::Leaf { alias: None });
                let same_path = from.iter().map(|it| &it.name).eq(other.iter().map(|it| &it.name));
                let same_start = it.path.leading_colons == path.leading_colons;
                found |= is_plain && last.name == name && same_path && same_start;
            });
        }
        found
    }
}

/// What stands between the parentheses of `#[cfg(…)]`; all of it for several.
fn condition(attributes: &str) -> Option<SmolStr> {
    let each = attributes.split("#[cfg(").skip(1).map(|it| it.trim_end().strip_suffix(")]"));
    let each: Vec<&str> = each.collect::<Option<_>>()?;
    match each.as_slice() {
        [] => None,
        [one] => Some((*one).into()),
        all => Some(format!("all({})", all.join(", ")).into()),
    }
}
