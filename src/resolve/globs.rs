//! The names that a glob of a module or an enum stands for.
//! <https://doc.rust-lang.org/reference/items/use-declarations.html#glob-imports>
//!
//! Invariant: a superset. Whether a name is seen from where the glob stands is
//! for those who look it up; macros that a crate exports are not among them.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::index::ImportEntry;
use super::{Binding, Def, ImportSite, ModuleId, Resolver};
use crate::syntax::{ItemKind, NsSet};
use crate::text::TextRange;
use crate::workspace::FileId;

impl Resolver<'_> {
    /// The names below a module, those behind its own globs included, or the
    /// variants of an enum.
    pub fn names_behind(&self, holder: Def) -> BTreeSet<SmolStr> {
        let (mut names, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![holder]);
        while let Some(def) = open.pop() {
            if !seen.insert(def) {
                continue;
            }
            match def {
                Def::Module(id) => {
                    names.extend(self.names_in(id));
                    let globs = self.globs_in(id);
                    let holders = globs.iter().flat_map(|it| self.use_path(id, it, NsSet::TYPES));
                    open.extend(holders.map(|it| it.def));
                }
                Def::Item(id) => {
                    for (_, item) in &self.item(id).sites {
                        if let ItemKind::Enum(all) = &item.kind {
                            names.extend(all.iter().map(|it| it.name.name.clone()));
                        }
                    }
                }
                Def::External(_) | Def::Primitive => {}
            }
        }
        names
    }

    /// What a glob finds by a name where it leads.
    pub fn behind_glob(&self, glob: ImportSite, name: &str) -> Vec<Binding> {
        let roots = self.modules_of(glob.file);
        let modules = roots.iter().flat_map(|it| self.modules_in(*it, glob.file));
        let found = modules.flat_map(|id| {
            let index = self.index(id);
            let is_own = |it: &&ImportEntry| it.file == glob.file && it.leaf == glob.leaf;
            let own = index.globs.iter().filter(is_own);
            own.flat_map(|it| self.glob_members(id, it, name, NsSet::ALL)).collect::<Vec<_>>()
        });
        found.collect()
    }

    /// The bodies of modules below one in which a glob of it stands (`use super::*`).
    pub fn bodies_with_glob_of(&self, module: ModuleId) -> Vec<(FileId, TextRange)> {
        let (mut found, mut open) = (Vec::new(), vec![module]);
        while let Some(id) = open.pop() {
            open.extend(self.children(id).into_iter().map(|it| it.1));
            let globs = self.globs_in(id);
            let mut held = globs.iter().flat_map(|it| self.use_path(id, it, NsSet::TYPES));
            if held.any(|it| it.def == Def::Module(module)) {
                let bodies = &self.module(id).bodies;
                found.extend(bodies.iter().map(|it| (it.file, self.body(it).range)));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::{Found, ItemPath};
    use crate::workspace::fixture::workspace;

    #[test]
    fn names_come_through_globs() {
        let at = workspace(
            "pub mod a { pub use super::b::*; pub use super::a::*; pub struct A; }\n\
             mod b { pub struct B; use super::c::Kind as K; pub use super::c::Kind::X as Z; pub use super::c::Kind::*; }\n\
             mod c { pub enum Kind { X, Y(u8) } pub type Alias = Kind; struct Hidden; }\n",
        );
        let resolver = Resolver::new(&at);
        let names = |path: &str| match resolver.find(&ItemPath::parse(path)) {
            Found::Items(found) => resolver.names_behind(found[0]).into_iter().collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        assert_eq!(names("krate::a"), ["A", "B", "K", "X", "Y", "Z"]);
        assert_eq!(names("krate::c::Kind"), ["X", "Y"]);
        assert_eq!(names("krate::c"), ["Alias", "Hidden", "Kind"]);
    }
}
