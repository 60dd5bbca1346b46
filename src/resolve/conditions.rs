//! What binds a name under conditions (`cfg`): whether it is there at the time of another
//! binding, and whether it is always there.
//! <https://doc.rust-lang.org/reference/conditional-compilation.html>
//!
//! Invariant: options are taken for independent, so that "always" is sure.

use smol_str::SmolStr;

use super::index::{Entry, ImportEntry, Index};
use super::lookup::{Binding, NamedImport, namespaces};
use super::{Def, ItemData, ModuleId, Resolver};
use crate::syntax::{Edition, ItemKind, NsSet, Segment, cfg_covers};
use crate::text::TextSize;
use crate::workspace::FileId;

impl Resolver<'_> {
    /// Whether the conditions of what binds a name by itself leave no case out: then no
    /// glob brings it.
    pub(super) fn is_always_there(
        &self,
        module: ModuleId,
        index: &Index,
        name: &str,
        ns: NsSet,
    ) -> bool {
        let is_known = |it: &Binding| !matches!(it.def, Def::External(_));
        let binds = |entry: &&Entry| match entry {
            Entry::Item { item, .. } => namespaces(item).intersects(ns),
            Entry::Import(import) => self.imported(module, import, ns).iter().any(is_known),
            Entry::Crate { .. } => ns == NsSet::TYPES,
        };
        let entries = index.names.get(name).into_iter().flatten().filter(binds);
        let places: Option<Vec<_>> = entries.map(Entry::place).collect();
        let places = places.filter(|it| !index.is_several && !it.is_empty()).unwrap_or_default();
        let syntax = |file| self.workspace.file(file).map(|it| it.syntax());
        let given = places.first().and_then(|it| Some(syntax(it.0)?.cfgs_around_item(it.1)));
        let conditions = |it: &(FileId, TextSize)| Some(syntax(it.0)?.cfgs_around(it.1));
        let all: Vec<_> = places.iter().filter_map(conditions).collect();
        given.is_some_and(|given| cfg_covers(&given, &all))
    }

    /// The module that a path of an import begins with, where it stands in the same module
    /// and under the same condition as the import (`#[cfg(a)] mod x; #[cfg(a)] use x::*;`):
    /// whenever the import is there, the module is, and no glob brings one of its name.
    pub(super) fn beside<'p>(
        &self,
        module: ModuleId,
        import: &'p ImportEntry,
    ) -> Option<(Binding, &'p [Segment])> {
        let segments = import.path.segments.as_slice();
        let skip = usize::from(segments.first().is_some_and(|it| it.name == "self"));
        let (first, rest) = segments.get(skip..)?.split_first()?;
        let cfg =
            import.cfg.as_ref().filter(|_| !import.in_macro && !import.path.leading_colons)?;
        if self.workspace.target(self.module(module).krate).edition == Edition::Edition2015 {
            return None;
        }
        let index = self.index(module);
        let found = match index.names.get(&first.name)?.as_slice() {
            [Entry::Item { file, item }] if *file == import.file && !item.in_macro => item,
            _ => return None,
        };
        let is_same = !index.is_several && found.attrs.cfg.as_ref() == Some(cfg);
        let is_module = matches!(found.kind, ItemKind::Module(_));
        let item = self.item_binding(module, found, NsSet::TYPES);
        Some((item.filter(|_| is_same && is_module)?, rest))
    }

    /// Whether a definition is there only where another one is, too.
    pub(super) fn is_hidden(&self, def: Def, by: Def) -> bool {
        match (def, by) {
            (Def::Module(def), Def::Module(by)) => {
                self.module(def).test_only && self.module(by).test_only
            }
            (Def::Item(def), Def::Item(by)) => {
                let (def, by) = (self.item(def), self.item(by));
                let cfgs = |it: &ItemData| -> Vec<_> {
                    it.sites.iter().map(|it| it.1.attrs.cfg.clone()).collect()
                };
                let (mut def, by) = (cfgs(&def).into_iter(), cfgs(&by));
                def.all(|it| it.is_some() && by.contains(&it))
            }
            _ => false,
        }
    }

    /// The imports that have the name of an item in its own module, under another `cfg`.
    pub fn stand_ins(&self, def: Def) -> Vec<NamedImport> {
        let Some((module, name, ns)) = self.home_of(def) else { return Vec::new() };
        let imports = self.imports_named(module, &name, ns).into_iter();
        imports.filter(|it| it.bound.iter().all(|it| it.def != def)).collect()
    }

    /// The module that an item is defined in, and what it is there.
    fn home_of(&self, def: Def) -> Option<(ModuleId, SmolStr, NsSet)> {
        match def {
            Def::Item(id) => {
                let item = self.item(id);
                item.owner.is_none().then(|| (item.module, item.name.clone(), item.ns))
            }
            Def::Module(id) => {
                let module = self.module(id);
                Some((module.parent?, module.name.clone(), NsSet::TYPES))
            }
            Def::External(_) | Def::Primitive => None,
        }
    }

    /// Of what a path leads to, what is not there by an import that stands in for
    /// another of them.
    pub fn without_stand_ins(&self, found: &[Def]) -> Vec<Def> {
        let imports: Vec<_> = found.iter().flat_map(|it| self.stand_ins(*it)).collect();
        let stands_in = |def: &Def| {
            let mut bound = imports.iter().flat_map(|it| &it.bound);
            bound.any(|it| it.def == *def)
        };
        let own = found.iter().filter(|it| !stands_in(it)).copied();
        own.collect()
    }
}

/// What can be bound at one time, of bindings of one name in one namespace with
/// whether a `cfg` may turn them off. Two of which one always stands do not
/// meet: what is imported from a crate that is not read is then of another
/// namespace.
/// <https://doc.rust-lang.org/reference/names/namespaces.html>
pub(super) fn at_one_time(found: Vec<(Binding, bool)>) -> Vec<Binding> {
    let is_known = |it: &Binding| !matches!(it.def, Def::External(_));
    let any_known = found.iter().any(|it| is_known(&it.0));
    let known_stands = found.iter().any(|it| is_known(&it.0) && !it.1);
    let stays = |(it, may_be_off): &(Binding, bool)| {
        is_known(it) || !any_known || (*may_be_off && !known_stands)
    };
    found.into_iter().filter(stays).map(|it| it.0).collect()
}

#[cfg(test)]
mod tests {
    use crate::resolve::{Found, ItemPath, Resolver};
    use crate::workspace::fixture::workspace;

    /// How many items `krate::A` may be, where the module and the import have these `cfg`s.
    fn found(of_module: &str, of_import: &str) -> usize {
        let at = workspace(&format!(
            "mod other {{ pub mod x {{ pub struct A; }} }}\nuse other::*;\n\
             {of_module} mod x {{ pub struct A; }}\n{of_import} pub use x::*;\n"
        ));
        match Resolver::new(&at).find(&ItemPath::parse("krate::A")) {
            Found::Items(found) => found.len(),
            _ => 0,
        }
    }

    #[test]
    fn a_module_is_there_whenever_the_import_is() {
        assert_eq!(found("#[cfg(a)]", "#[cfg(a)]"), 1);
        assert_eq!(found("#[cfg(a)] #[cfg(c)]", "#[cfg(a)] #[cfg(c)]"), 1);
        assert_eq!(found("#[cfg(a)]", "#[cfg(b)]"), 2);
        assert_eq!(found("#[cfg(a)] #[cfg(c)]", "#[cfg(b)] #[cfg(c)]"), 2);
    }
}
