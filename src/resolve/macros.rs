//! Macros: textual scope, `#[macro_use]`, `#[macro_export]`, and paths.
//!
//! Within one module the order of the text is not looked at: a macro of that name
//! in the module or in a `#[macro_use]` module there is taken. Modules see of those
//! around them what stands above their declaration.
//! <https://doc.rust-lang.org/reference/macros-by-example.html#scoping-exporting-and-importing>

use smol_str::SmolStr;

use super::paths::binding;
use super::{Binding, Def, DefSite, ItemId, ModuleId, Resolver, Space};
use crate::syntax::{Body, ItemKind, NsSet};
use crate::workspace::{FileId, SourceFile, TargetId};

impl Resolver<'_> {
    /// The macro that a bare name means in a module or block: textual scope
    /// comes before imports.
    pub(super) fn macro_named(&self, module: ModuleId, name: &str) -> Vec<Binding> {
        if let Some(id) = self.textual_around(module, name) {
            return vec![macro_binding(id)];
        }
        let around = std::iter::successors(Some(module), |it| self.module(*it).lexical);
        let mut found = around.map(|it| self.in_module(it, name, NsSet::MACROS));
        let mut found = found.find(|it| !it.is_empty()).unwrap_or_default();
        if found.is_empty() {
            found.extend(self.exported_at_root(module, name).map(macro_binding));
        }
        if found.is_empty() { self.macro_prelude(module, name) } else { found }
    }

    /// A macro that the crate exports is an item of its root.
    fn exported_at_root(&self, module: ModuleId, name: &str) -> Option<ItemId> {
        let module = self.real_module(module);
        let data = self.module(module);
        let is_root = data.parent.is_none() && !data.is_doctest;
        is_root.then(|| self.exported_macro(module, name)).flatten()
    }

    /// A `macro_rules!` of a module, of a `#[macro_use]` module there, or of a module
    /// around it that defines it above the declaration of the inner one.
    fn textual_around(&self, module: ModuleId, name: &str) -> Option<ItemId> {
        let (mut at, mut inner) = (module, Vec::new());
        loop {
            let own =
                || self.item_id(at, name, Space::Macro).filter(|it| self.is_above(*it, &inner));
            if let Some(found) = own().or_else(|| self.textual(at, name, &inner)) {
                return Some(found);
            }
            let data = self.module(at);
            // Where a macro makes the module, what counts is where that is called.
            let is_given = data.bodies.iter().any(|it| it.given.is_some());
            if data.lexical.is_none() {
                inner = if is_given { Vec::new() } else { data.decls.clone() };
            }
            at = data.lexical.or(data.parent)?;
        }
    }

    /// A `macro_rules!` in a `#[macro_use]` child that is declared above `inner`.
    fn textual(&self, module: ModuleId, name: &str, inner: &[DefSite]) -> Option<ItemId> {
        let children = self.children(module).into_iter().map(|it| it.1);
        let mut used = children.filter(|it| {
            let child = self.module(*it);
            child.macro_use && are_above(&child.decls, inner)
        });
        let rules =
            |it| self.item_id(it, name, Space::Macro).or_else(|| self.textual(it, name, &[]));
        used.find_map(rules)
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
                    found.extend(self.exported_macro(id, name).into_iter().map(macro_binding));
                }
            }
        }
        found
    }

    /// The macro that `krate::name!` means by `#[macro_export]`.
    pub(super) fn exported_macro(&self, root: ModuleId, name: &str) -> Option<ItemId> {
        let files = self.macros_by_text().get(name)?;
        let key = (self.module(root).krate, SmolStr::new(name));
        if let Some(known) = self.exported_macros.borrow().get(&key) {
            return *known;
        }
        let found = self.find_exported(key.0, name, files);
        self.exported_macros.borrow_mut().insert(key, found);
        found
    }

    /// The first macro of this name that a target exports; `files` define one.
    fn find_exported(&self, target: TargetId, name: &str, files: &[FileId]) -> Option<ItemId> {
        let package = self.workspace.target(target).package;
        let files = files.iter().filter_map(|it| self.workspace.file(*it));
        let finder = memchr::memmem::Finder::new(b"macro_export");
        let exports =
            |it: &&SourceFile| it.package == package && finder.find(it.text.as_bytes()).is_some();
        files.filter(exports).find_map(|file| {
            let modules = self.modules_of(file.id);
            let mut own = modules.iter().filter(|it| self.module(**it).krate == target);
            own.find_map(|it| self.exported_in(*it, file.syntax().body(), name))
        })
    }

    fn exported_in(&self, module: ModuleId, body: &Body, name: &str) -> Option<ItemId> {
        body.items.iter().find_map(|item| {
            let own = &item.name.as_ref()?.name;
            match &item.kind {
                ItemKind::Macro if item.attrs.macro_export && own == name => {
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
