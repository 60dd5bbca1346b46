//! Which traits are in scope, and where their associated items are named without them.
//! <https://doc.rust-lang.org/reference/expressions/method-call-expr.html>
//! <https://doc.rust-lang.org/reference/paths.html#qualified-paths>
//!
//! Invariant: whether a method is that of a trait takes types, and is not known here:
//! what is named like one counts.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::index::Entry;
use super::references::FileMentions;
use super::search::{self, Names};
use super::{Def, ModuleId, Resolver};
use crate::change::SourceChange;
use crate::syntax::{NsSet, Place, Site};
use crate::text::{TextRange, TextSize};
use crate::workspace::FileId;

/// A trait that others come in the place of.
pub struct Replaced<'a> {
    /// The trait.
    pub def: Def,
    /// What comes instead, as the snapshot of afterwards has it.
    pub to: &'a [Def],
    /// What leads to that snapshot.
    pub change: &'a SourceChange,
    /// The files to look into; all, if none are said.
    pub files: Option<BTreeSet<FileId>>,
}

impl Resolver<'_> {
    /// Whether a trait is in scope in a module or block, by any name or none.
    pub fn has_trait(&self, module: ModuleId, def: Def) -> bool {
        let name = match def {
            Def::Item(id) => self.item(id).name.clone(),
            Def::External(id) => {
                let path = self.external_path(id);
                path.rsplit("::").next().unwrap_or_default().into()
            }
            Def::Module(_) | Def::Primitive => return false,
        };
        let mut next = Some(module);
        while let Some(id) = next {
            next = self.module(id).lexical;
            let mut names = self.aliases_in(id);
            names.extend([name.clone(), "_".into()]);
            let is_it = |name: &SmolStr| {
                self.in_module(id, name, NsSet::TYPES).iter().any(|it| it.def == def)
            };
            if names.iter().any(is_it) {
                return true;
            }
        }
        false
    }

    /// Where associated items of a trait may be named that is in scope, and nothing of what
    /// comes instead is in scope in `after`: mentions, and the numbers of the sites.
    pub fn without_trait(
        &self,
        after: &Resolver<'_>,
        of: &Replaced<'_>,
    ) -> Vec<(FileMentions, Vec<usize>)> {
        let names = Names::new(self.members_of_trait(of.def));
        if names.all().is_empty() {
            return Vec::new();
        }
        let hits = match &of.files {
            None => search::candidates(self.workspace, &names),
            Some(files) => search::all_in(self.workspace, files.iter().copied(), &names),
        };
        let own = self.def_sites(of.def);
        let mut found = Vec::new();
        for mentions in self.mentions_at(hits, &names) {
            let file = mentions.file;
            let Some(stand) = mentions.stand() else { continue };
            let is_own = |it: &Site| {
                own.iter().any(|own| own.file == file && own.range.contains_range(it.range))
            };
            let mut has: BTreeMap<ModuleId, bool> = BTreeMap::new();
            let mut is_in_scope = |site: &Site| {
                let module = self.module_at(stand, site.scope);
                *has.entry(module).or_insert_with(|| self.has_trait(module, of.def))
            };
            let sites = mentions.sites.sites.iter().enumerate();
            let calls = sites.filter(|(_, it)| {
                let is_plain = mentions.sites.rules(it.scope).is_none();
                let is_code = is_plain && mentions.sites.doctest(it.scope).is_none();
                is_code && self.is_member_called(file, it) && !is_own(it) && is_in_scope(it)
            });
            let mut calls: Vec<usize> = calls.map(|it| it.0).collect();
            if !calls.is_empty() {
                after.retain_without(&mentions, of, &names, &mut calls);
            }
            if !calls.is_empty() {
                found.push((mentions, calls));
            }
        }
        found
    }

    /// Keeps the sites of before at whose place nothing of what comes instead is in scope.
    fn retain_without(
        &self,
        before: &FileMentions,
        of: &Replaced<'_>,
        names: &Names,
        calls: &mut Vec<usize>,
    ) {
        let hits = search::all_in(self.workspace, [before.file].into_iter(), names);
        let after = self.mentions_at(hits, names).pop();
        let Some((after, edit)) = after.map(|it| (it, of.change.edits.get(&before.file))) else {
            return calls.clear();
        };
        let Some(stand) = after.stand() else { return calls.clear() };
        let by_end: BTreeMap<TextSize, &Site> =
            after.sites.sites.iter().map(|it| (it.range.end(), it)).collect();
        let mut has: BTreeMap<ModuleId, bool> = BTreeMap::new();
        calls.retain(|it| {
            let end = before.sites.sites[*it].range.end();
            let Some(site) = by_end.get(&edit.map_or(end, |it| it.map_end(end))) else {
                return false;
            };
            let module = self.module_at(stand, site.scope);
            let has_any = || of.to.iter().any(|it| self.has_trait(module, *it));
            !*has.entry(module).or_insert_with(has_any)
        });
    }

    /// The names that imports of a module give by `as`.
    fn aliases_in(&self, module: ModuleId) -> Vec<SmolStr> {
        let index = self.index(module);
        let is_alias = |it: &Entry| matches!(it, Entry::Import(it) if it.renames);
        let named = index.names.iter().filter(|it| it.1.iter().any(is_alias));
        named.map(|it| it.0.clone()).collect()
    }

    /// Whether a site may name an associated item of a trait that does not stand beside it:
    /// `it.name()`, `Type::name`.
    fn is_member_called(&self, file: FileId, site: &Site) -> bool {
        let is_text = matches!(
            site.place,
            Place::Comment | Place::DocComment | Place::Prose | Place::Literal
        );
        let source = self.workspace.file(file);
        !is_text && source.is_some_and(|it| may_be_member(&it.text, site.range))
    }
}

/// Whether a word stands like the name of an associated item that is called by a value, or
/// named behind a type.
pub fn may_be_member(text: &str, word: TextRange) -> bool {
    let before = text[..word.start().into()].trim_end();
    let after = text[word.end().into()..].trim_start();
    let is_call = after.starts_with('(') || after.starts_with("::");
    before.ends_with("::") || before.ends_with('.') && is_call
}
