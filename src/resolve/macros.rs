//! Macros: textual scope, `#[macro_use]`, `#[macro_export]`, and paths.
//!
//! Within one module the order of the text is not looked at: a macro of that name
//! in the module or in a `#[macro_use]` module there is taken. Modules see of those
//! around them what stands above their declaration.
//! <https://doc.rust-lang.org/reference/macros-by-example.html#scoping-exporting-and-importing>

use std::rc::Rc;

use smol_str::SmolStr;

use super::modules::{Module, ModuleBody};
use super::paths::binding;
use super::{Binding, Def, DefSite, ItemId, ModuleId, Resolver, Space};
use crate::syntax::{Attrs, Body, Item, ItemKind, NsSet};
use crate::workspace::{FileId, SourceFile, TargetId};

impl Resolver<'_> {
    /// The macro that a bare name means in a module or block: textual scope
    /// comes before imports.
    pub(super) fn macro_named(&self, module: ModuleId, name: &str) -> Vec<Binding> {
        let textual = self.textual_around(module, name);
        if !textual.is_empty() {
            return textual.into_iter().map(macro_binding).collect();
        }
        let around = std::iter::successors(Some(module), |it| self.module(*it).lexical);
        let mut found = around.map(|it| self.in_module(it, name, NsSet::MACROS));
        let mut found = found.find(|it| !it.is_empty()).unwrap_or_default();
        if found.is_empty() {
            found.extend(self.exported_at_root(module, name).into_iter().map(macro_binding));
        }
        if found.is_empty() { self.macro_prelude(module, name) } else { found }
    }

    /// A macro that the crate exports is an item of its root.
    fn exported_at_root(&self, module: ModuleId, name: &str) -> Vec<ItemId> {
        let module = self.real_module(module);
        let data = self.module(module);
        let is_root = data.parent.is_none() && !data.is_doctest;
        if is_root { self.exported_macros(module, name).to_vec() } else { Vec::new() }
    }

    /// The `macro_rules!` of a module, of `#[macro_use]` modules there, or of a module
    /// around it that defines it above the declaration of the inner one: several where
    /// conditions may turn all but one off.
    fn textual_around(&self, module: ModuleId, name: &str) -> Vec<ItemId> {
        let (mut at, mut inner, mut found) = (module, Vec::new(), Vec::new());
        loop {
            let own = self.item_id(at, name, Space::Macro).filter(|it| self.is_above(*it, &inner));
            found.extend(own);
            if own.is_none_or(|it| self.may_be_off(it)) {
                self.add_textual(at, name, (&inner, &mut found));
            }
            let data = self.module(at);
            // Where a macro makes the module, what counts is where that is called.
            let is_given = data.bodies.iter().any(|it| it.given.is_some());
            if data.lexical.is_none() {
                inner = if is_given { Vec::new() } else { data.decls.clone() };
            }
            match data.lexical.or(data.parent).filter(|_| found.is_empty()) {
                Some(around) => at = around,
                None => return found,
            }
        }
    }

    /// Adds the `macro_rules!` in `#[macro_use]` children that are declared above `inner`, up
    /// to one that is always there; says whether there is such a one.
    fn add_textual(
        &self,
        module: ModuleId,
        name: &str,
        (inner, found): (&[DefSite], &mut Vec<ItemId>),
    ) -> bool {
        for (_, id) in self.children(module) {
            let child = self.module(id);
            let is_open = child.macro_use || child.bodies.iter().any(|it| self.is_open(it));
            if !is_open || !are_above(&child.decls, inner) {
                continue;
            }
            let own = self.item_id(id, name, Space::Macro);
            found.extend(own.filter(|it| !found.contains(it)));
            let is_there = match own {
                Some(own) => !self.may_be_off(own),
                None => self.add_textual(id, name, (&[], found)),
            };
            if is_there {
                return true;
            }
        }
        false
    }

    /// Whether a module in a file of its own says `#![macro_use]`.
    pub(super) fn is_open(&self, body: &ModuleBody) -> bool {
        body.inline.is_none() && self.says_macro_use(body.file)
    }

    /// Whether conditions may turn a macro off: its own, or those of a module around it.
    fn may_be_off(&self, id: ItemId) -> bool {
        let item = self.item(id);
        let own: Vec<DefSite> = item.sites.iter().map(|it| it.0).collect();
        let around = std::iter::successors(Some(item.module), |it| self.module(*it).parent);
        let decls = around.map(|it| self.module(it).decls.clone()).filter(|it| !it.is_empty());
        std::iter::once(own).chain(decls).any(|it| it.iter().all(|it| self.is_conditional(*it)))
    }

    fn is_conditional(&self, site: DefSite) -> bool {
        let file = self.workspace.file(site.file);
        file.is_some_and(|it| !it.syntax().cfgs_around(site.name.start()).is_empty())
    }

    fn is_above(&self, item: ItemId, inner: &[DefSite]) -> bool {
        let sites: Vec<DefSite> = self.item(item).sites.iter().map(|it| it.0).collect();
        are_above(&sites, inner)
    }

    /// Macros that `#[macro_use] extern crate` brings.
    fn macro_prelude(&self, module: ModuleId, name: &str) -> Vec<Binding> {
        let root = self.crate_root(module);
        let mut found = Vec::new();
        for (_, body) in self.bodies(&self.module(root)).iter() {
            for item in body.items.iter().filter(|it| it.attrs.macro_use) {
                let ItemKind::ExternCrate { .. } = item.kind else { continue };
                let krate = item.name.as_ref().and_then(|it| self.extern_crate(root, &it.name));
                if let Some(Def::Module(id)) = krate {
                    found.extend(self.exported_macros(id, name).iter().copied().map(macro_binding));
                }
            }
        }
        found
    }

    /// The macros that `krate::name!` may mean by `#[macro_export]`: several where
    /// conditions may turn all but one off.
    pub(super) fn exported_macros(&self, root: ModuleId, name: &str) -> Rc<[ItemId]> {
        let Some(files) = self.macros_by_text().get(name) else { return Rc::default() };
        let key = (self.module(root).krate, SmolStr::new(name));
        if let Some(known) = self.exported_macros.borrow().get(&key) {
            return known.clone();
        }
        let found: Rc<[ItemId]> = self.find_exported(key.0, name, files).into();
        self.exported_macros.borrow_mut().insert(key, found.clone());
        found
    }

    /// The macros of this name that a target exports, whatever order the files come in;
    /// `files` define one.
    fn find_exported(&self, target: TargetId, name: &str, files: &[FileId]) -> Vec<ItemId> {
        let package = self.workspace.target(target).package;
        let files = files.iter().filter_map(|it| self.workspace.file(*it));
        let exports = |it: &&SourceFile| it.package == package && self.may_export(it);
        let mut found = Vec::new();
        for file in files.filter(exports) {
            let modules = self.modules_of(file.id);
            for own in modules.iter().filter(|it| self.module(**it).krate == target) {
                let exported = self.exported_in(*own, file.syntax().body(), name);
                found.extend(exported.filter(|it| !found.contains(it)));
            }
        }
        found
    }

    fn exported_in(&self, module: ModuleId, body: &Body, name: &str) -> Option<ItemId> {
        body.items.iter().find_map(|item| {
            let own = &item.name.as_ref()?.name;
            match &item.kind {
                ItemKind::Macro if own == name && self.is_exported(module, body, item) => {
                    self.item_id(module, name, Space::Macro)
                }
                ItemKind::Module(Some(body)) => {
                    self.exported_in(self.child(module, own)?, body, name)
                }
                _ => None,
            }
        })
    }
}

impl Resolver<'_> {
    fn is_exported(&self, module: ModuleId, body: &Body, item: &Item) -> bool {
        item.attrs.macro_export || self.exported_by_call(&self.module(module), body, item).is_some()
    }

    /// The definition of a macro that stands in the call of another one, where that puts
    /// `#[macro_export]` before it.
    pub(super) fn exported_by_call(
        &self,
        module: &Module,
        body: &Body,
        item: &Item,
    ) -> Option<Item> {
        if !item.in_macro || item.kind != ItemKind::Macro || item.attrs.macro_export {
            return None;
        }
        let mut calls = body.macro_calls.iter().filter(|it| it.range.contains_range(item.range));
        calls.any(|it| self.rules_called(module, &it.path).iter().any(|it| it.1.exports)).then(
            || Item { attrs: Attrs { macro_export: true, ..item.attrs.clone() }, ..item.clone() },
        )
    }
}

pub(super) fn macro_binding(id: ItemId) -> Binding {
    Binding { ns: NsSet::MACROS, ..binding(Def::Item(id)) }
}

/// Whether one of some definitions stands above one of some declarations of a module;
/// none are those of the module at hand, where the order is not looked at.
fn are_above(sites: &[DefSite], inner: &[DefSite]) -> bool {
    let is_above = |site: &DefSite, decl: &DefSite| {
        site.file != decl.file || site.range.end() <= decl.range.start() || site == decl
    };
    inner.is_empty() || sites.iter().any(|site| inner.iter().any(|it| is_above(site, it)))
}
