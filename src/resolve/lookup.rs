//! What a module binds a name to: its items and imports, then its globs.
//!
//! Explicit names before globs, per namespace; re-export chains to their end,
//! through any number of crates; circles are for [`super::fixpoint`].
//! <https://doc.rust-lang.org/reference/items/use-declarations.html>

use std::collections::hash_map;
use std::rc::Rc;

use smol_str::SmolStr;

use super::conditions::at_one_time;
use super::index::{Entry, ImportEntry, Index};
use super::macros::macro_binding;
use super::paths::module_binding;
use super::{Def, DefSite, ItemData, ItemId, ModuleId, Resolver, Space};
use crate::planted::planted;
use crate::syntax::{Fields, Item, ItemKind, NsSet, PathData, Segment, Variant};
use crate::text::TextRange;
use crate::workspace::FileId;

/// What a name is bound to in a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The item.
    pub def: Def,
    /// In which namespace.
    pub ns: NsSet,
    /// Where it is seen from: everywhere, or the module and those below it.
    pub seen_in: Option<ModuleId>,
    /// Some import on the way here gave it another name with `as`.
    pub aliased: bool,
    /// The import in the scope at hand that binds it, if one does.
    pub import: Option<ImportSite>,
}

/// An import: a leaf or glob of a `use` item, or an `extern crate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImportSite {
    /// The file.
    pub file: FileId,
    /// `UseTree::range` of the leaf or glob; the item for `extern crate`.
    pub leaf: TextRange,
    /// Whether it is a glob.
    pub is_glob: bool,
}

/// An import that gives a name to something.
#[derive(Debug, Clone)]
pub struct NamedImport {
    /// Where it stands.
    pub site: ImportSite,
    /// The token that is the name: behind `as`, else in the path.
    pub name: TextRange,
    /// The last segment of the path, which may be `self`.
    pub last: Segment,
    /// Whether it has an `as`.
    pub is_renamed: bool,
    /// What it names.
    pub bound: Vec<Binding>,
}

/// Namespaces in which an item is seen.
pub fn namespaces(item: &Item) -> NsSet {
    match &item.kind {
        ItemKind::Struct(Fields::Record) => NsSet::TYPES,
        ItemKind::Struct(_) => NsSet::TYPES.union(NsSet::VALUES),
        ItemKind::Fn if item.attrs.proc_macro => NsSet::VALUES.union(NsSet::MACROS),
        ItemKind::Fn | ItemKind::Const | ItemKind::Static => NsSet::VALUES,
        ItemKind::Macro | ItemKind::Derive => NsSet::MACROS,
        _ => NsSet::TYPES,
    }
}

impl Resolver<'_> {
    pub(super) fn index(&self, module: ModuleId) -> Rc<Index> {
        let module = self.module(module);
        module.index.get_or_init(|| Rc::new(self.make_index(module.id))).clone()
    }

    /// The names that a module binds explicitly, sorted.
    pub fn names_in(&self, module: ModuleId) -> Vec<SmolStr> {
        let mut names: Vec<_> = self.index(module).names.keys().cloned().collect();
        names.sort();
        names
    }

    /// The paths of a module's globs.
    pub(super) fn globs_in(&self, module: ModuleId) -> Vec<PathData> {
        self.index(module).globs.iter().map(|it| it.path.clone()).collect()
    }

    /// What `name` is bound to in a module in any of `ns`, without the names
    /// that are seen everywhere (crates, preludes).
    pub fn in_module(&self, module: ModuleId, name: &str, ns: NsSet) -> Vec<Binding> {
        let each = NsSet::EACH.into_iter().filter(|it| it.intersects(ns));
        let mut found: Vec<Binding> = Vec::new();
        for one in each {
            for it in self.in_namespace(module, name, one).iter() {
                match found
                    .iter_mut()
                    .find(|known| known.def == it.def && known.import == it.import)
                {
                    Some(known) => known.ns = known.ns.union(one),
                    None if matches!(it.def, Def::External(_)) => {
                        found.push(Binding { ns: one, ..it.clone() });
                    }
                    None => found.push(it.clone()),
                }
            }
        }
        found
    }

    fn in_namespace(&self, module: ModuleId, name: &str, ns: NsSet) -> Rc<Vec<Binding>> {
        let key = (module, SmolStr::new(name), ns);
        let asked = self.lookups.borrow_mut().ask(key);
        let mut question = match asked {
            Ok(it) => it,
            Err(known) => return known,
        };
        loop {
            let found = Rc::new(self.look_up(module, name, ns));
            if let Some(found) = self.lookups.borrow_mut().answer(&mut question, found) {
                return found;
            }
        }
    }

    fn look_up(&self, module: ModuleId, name: &str, ns: NsSet) -> Vec<Binding> {
        let index = self.index(module);
        let mut found = self.explicit(module, &index, name, ns);
        let may_be_off =
            || index.is_conditional(name) && !self.is_always_there(module, &index, name, ns);
        if found.is_empty() || may_be_off() {
            let known: Vec<_> = found.iter().map(|it| it.def).collect();
            let mut others = self.by_globs(module, &index, name, ns);
            others.retain(|it| !known.contains(&it.def));
            others.retain(|it| !known.iter().any(|known| self.is_hidden(it.def, *known)));
            found.extend(others);
        }
        found
    }

    fn explicit(&self, module: ModuleId, index: &Index, name: &str, ns: NsSet) -> Vec<Binding> {
        let mut found = Vec::new();
        for entry in index.names.get(name).into_iter().flatten() {
            let bound = match entry {
                Entry::Item { item, .. } if !namespaces(item).intersects(ns) => Vec::new(),
                Entry::Item { item, .. } => {
                    self.item_binding(module, item, ns).into_iter().collect()
                }
                Entry::Import(it) if it.brings(ns) => self.imported(module, it, ns),
                Entry::Crate { file, item } if ns == NsSet::TYPES => {
                    self.crate_binding(module, *file, item).into_iter().collect()
                }
                Entry::Import(_) | Entry::Crate { .. } => Vec::new(),
            };
            found.extend(bound.into_iter().map(|it| (it, index.may_be_off(entry))));
        }
        self.dedup(at_one_time(found))
    }

    /// Each item once by each import; twins under different `cfg`s are seen as far as the
    /// one that is seen the farthest.
    fn dedup(&self, found: Vec<Binding>) -> Vec<Binding> {
        let mut out: Vec<Binding> = Vec::new();
        for it in found {
            match out.iter_mut().find(|known| known.def == it.def && known.import == it.import) {
                Some(known) => {
                    known.aliased &= it.aliased;
                    known.seen_in = self.wider(known.seen_in, it.seen_in);
                }
                None => out.push(it),
            }
        }
        out
    }

    /// The imports in a module, globs left out, that bind `name` in any of `ns`.
    pub fn imports_named(&self, module: ModuleId, name: &str, ns: NsSet) -> Vec<NamedImport> {
        let bound = self.in_module(module, name, ns);
        let index = self.index(module);
        let named = |entry: &Entry| {
            let Entry::Import(it) = entry else { return None };
            let site = ImportSite { file: it.file, leaf: it.leaf, is_glob: false };
            let own = bound.iter().filter(|it| it.import == Some(site)).cloned();
            let (name, last, is_renamed) = (it.name, it.last.clone()?, it.renames);
            Some(NamedImport { site, name, last, is_renamed, bound: own.collect() })
        };
        let entries = index.names.get(name).into_iter().flatten();
        entries.filter_map(named).filter(|it| !it.bound.is_empty()).collect()
    }

    pub(super) fn item_binding(
        &self,
        module: ModuleId,
        item: &Rc<Item>,
        ns: NsSet,
    ) -> Option<Binding> {
        let name = &item.name.as_ref()?.name;
        let def = match &item.kind {
            ItemKind::Module(_) => Def::Module(self.child(module, name)?),
            _ => Def::Item(self.item_id(module, name, Space::of(item))?),
        };
        // A macro that is exported is seen by all, without `pub`.
        let seen_in = if item.attrs.macro_export { None } else { self.seen_in(module, &item.vis) };
        Some(Binding { def, ns, seen_in, aliased: false, import: None })
    }

    fn crate_binding(&self, module: ModuleId, file: FileId, item: &Item) -> Option<Binding> {
        let ItemKind::ExternCrate { alias } = &item.kind else { return None };
        let name = &item.name.as_ref()?.name;
        let def = if name == "self" {
            Def::Module(self.crate_root(module))
        } else {
            self.extern_crate(module, name).unwrap_or_else(|| self.external(name))
        };
        let import = Some(ImportSite { file, leaf: item.range, is_glob: false });
        let seen_in = self.seen_in(module, &item.vis);
        Some(Binding { def, ns: NsSet::TYPES, seen_in, aliased: alias.is_some(), import })
    }

    pub(super) fn imported(
        &self,
        module: ModuleId,
        import: &ImportEntry,
        ns: NsSet,
    ) -> Vec<Binding> {
        let mut found = self.import_path(module, import, ns);
        let is_seen = |it: &Binding| self.is_seen(it.seen_in, module);
        // An import brings what is seen, of any namespace; it would be an error if
        // nothing were.
        if !found.iter().all(is_seen)
            && self.import_path(module, import, NsSet::ALL).iter().any(is_seen)
        {
            found.retain(is_seen);
        }
        let site = ImportSite { file: import.file, leaf: import.leaf, is_glob: false };
        let seen_in = self.seen_in(module, &import.vis);
        let rebind = |it: Binding| Binding {
            seen_in,
            aliased: it.aliased || import.renames,
            import: Some(site),
            ..it
        };
        found.into_iter().map(rebind).collect()
    }

    fn by_globs(&self, module: ModuleId, index: &Index, name: &str, ns: NsSet) -> Vec<Binding> {
        let mut found = Vec::new();
        if planted("globs-ignored") {
            return found;
        }
        for glob in &index.globs {
            let site = ImportSite { file: glob.file, leaf: glob.leaf, is_glob: true };
            let seen_in = self.seen_in(module, &glob.vis);
            for it in self.glob_members(module, glob, name, ns) {
                if self.is_seen(it.seen_in, module) {
                    let seen_in = self.narrower(seen_in, it.seen_in);
                    found.push(Binding { seen_in, import: Some(site), ..it });
                }
            }
        }
        self.dedup(found)
    }

    pub(super) fn glob_members(
        &self,
        module: ModuleId,
        glob: &ImportEntry,
        name: &str,
        ns: NsSet,
    ) -> Vec<Binding> {
        let mut holders = self.import_path(module, glob, NsSet::TYPES);
        holders.retain(|it| !self.is_type_alias(it.def));
        let below =
            |it: &Binding| self.path_member(it.def, name, self.exported(module, it.def, ns));
        holders.iter().flat_map(below).collect()
    }

    /// What the path of an import names: `$crate` is the macro's own.
    fn import_path(&self, module: ModuleId, import: &ImportEntry, ns: NsSet) -> Vec<Binding> {
        let module = self.in_body(module, (import.file, import.leaf.start()));
        match (import.home, import.path.segments.split_first()) {
            (Some(home), Some((first, rest))) if first.name == "$crate" => {
                self.rest(module, vec![module_binding(home)], (rest, ns))
            }
            _ => match self.beside(module, import) {
                Some((item, rest)) if !rest.is_empty() || import.is_glob => {
                    self.rest(module, vec![item], (rest, ns))
                }
                _ => self.use_path(module, &import.path, ns),
            },
        }
    }

    /// What `holder::name` is, where the holder is a module or an enum.
    pub fn member(&self, holder: Def, name: &str, ns: NsSet) -> Vec<Binding> {
        match holder {
            Def::Module(id) => {
                let mut found = self.in_module(id, name, ns);
                let module = self.module(id);
                let is_root = module.parent.is_none() && !module.is_doctest;
                if ns.intersects(NsSet::MACROS) && is_root {
                    // What an external import may bring does not hide it.
                    let is_macro =
                        |it: &Binding| it.ns.intersects(NsSet::MACROS) && is_item(it.def);
                    let exported = match found.iter().any(is_macro) {
                        true => Rc::default(),
                        false => self.exported_macros(id, name),
                    };
                    if !exported.is_empty() && ns == NsSet::MACROS {
                        found.clear();
                    }
                    found.extend(exported.iter().copied().map(macro_binding));
                }
                found
            }
            Def::Item(id) => self.variants(id, name, ns),
            Def::External(_) | Def::Primitive => Vec::new(),
        }
    }

    /// The variants of an enum and of what an alias stands for: under different `cfg`s one
    /// item may be both.
    fn variants(&self, id: ItemId, name: &str, ns: NsSet) -> Vec<Binding> {
        let ns_of_variant = NsSet::TYPES.union(NsSet::VALUES);
        if !ns_of_variant.intersects(ns) {
            return Vec::new();
        }
        let binding =
            |def| Binding { def, ns: ns_of_variant, seen_in: None, aliased: false, import: None };
        let holder = self.item(id);
        let own = self.variant_id(id, name).map(|it| binding(Def::Item(it)));
        let aliases = holder.sites.iter().filter_map(|(_, it)| alias_target(it));
        let stood_for =
            aliases.filter_map(|it| self.variant_by_alias((id, holder.module), it, (name, ns)));
        own.into_iter().chain(stood_for).collect()
    }

    /// A variant of what an alias stands for; none where aliases stand for each other.
    fn variant_by_alias(
        &self,
        (alias, module): (ItemId, ModuleId),
        path: &PathData,
        (name, ns): (&str, NsSet),
    ) -> Option<Binding> {
        let depth = self.lookups.borrow().depth();
        match self.followed.borrow_mut().entry(alias) {
            hash_map::Entry::Occupied(it) => {
                self.lookups.borrow_mut().left_out(*it.get());
                return None;
            }
            hash_map::Entry::Vacant(it) => _ = it.insert(depth),
        }
        let target = self.use_path(module, path, NsSet::TYPES);
        let target = target.iter().find(|it| it.def != Def::Item(alias));
        let found = target.map(|it| self.member(it.def, name, ns)).unwrap_or_default();
        self.followed.borrow_mut().remove(&alias);
        found.into_iter().find(|it| is_item(it.def))
    }

    /// The item with this name in a module.
    pub fn item_id(&self, module: ModuleId, name: &str, space: Space) -> Option<ItemId> {
        let module = self.whole(module);
        let key = (module, None, SmolStr::new(name), space);
        if let Some(&id) = self.item_ids.borrow().get(&key) {
            return Some(id);
        }
        let index = self.index(module);
        let mut sites = Vec::new();
        for entry in index.names.get(name).into_iter().flatten() {
            if let Entry::Item { file, item } = entry
                && Space::of(item) == space
            {
                sites.extend(item.name.as_ref().map(|name| {
                    (DefSite { file: *file, name: name.range, range: item.range }, item.clone())
                }));
            }
        }
        if planted("cfg-twin-left-out") {
            sites.truncate(1);
        }
        let ns = sites.iter().map(|it| namespaces(&it.1)).reduce(NsSet::union)?;
        Some(self.add_item(ItemData { module, owner: None, name: name.into(), space, ns, sites }))
    }

    fn variant_id(&self, owner: ItemId, name: &str) -> Option<ItemId> {
        let holder = self.item(owner);
        let key = (holder.module, Some(owner), SmolStr::new(name), Space::Type);
        if let Some(&id) = self.item_ids.borrow().get(&key) {
            return Some(id);
        }
        let of = |(site, item): &(DefSite, Rc<Item>)| {
            let (file, item) = (site.file, item.clone());
            // An enum may have several of one name, each under its `cfg`.
            let named = variants(&item).iter().filter(|it| it.name.name == name);
            let site = |it: &Variant| DefSite { file, name: it.name.range, range: it.range };
            named.map(|it| (site(it), item.clone())).collect::<Vec<_>>()
        };
        let sites: Vec<_> = holder.sites.iter().flat_map(of).collect();
        let ns = NsSet::TYPES.union(NsSet::VALUES);
        let (name, space, module) = (SmolStr::new(name), Space::Type, holder.module);
        let data = ItemData { module, owner: Some(owner), name, space, ns, sites };
        (!data.sites.is_empty()).then(|| self.add_item(data))
    }

    fn add_item(&self, data: ItemData) -> ItemId {
        let mut items = self.items.borrow_mut();
        let id = ItemId(items.len() as u32);
        let key = (data.module, data.owner, data.name.clone(), data.space);
        items.push(Rc::new(data));
        self.item_ids.borrow_mut().insert(key, id);
        id
    }
}

fn is_item(def: Def) -> bool {
    matches!(def, Def::Item(_))
}

fn alias_target(item: &Item) -> Option<&PathData> {
    match &item.kind {
        ItemKind::TypeAlias(path) => path.as_ref(),
        _ => None,
    }
}

fn variants(item: &Item) -> &[Variant] {
    match &item.kind {
        ItemKind::Enum(variants) => variants,
        _ => &[],
    }
}
