//! From where an item or import is seen.
//! <https://doc.rust-lang.org/reference/visibility-and-privacy.html>

use super::index::Entry;
use super::{Def, ModuleId, Resolver};
use crate::syntax::{NsSet, PathData, Visibility};

impl Resolver<'_> {
    /// The module within which a declared visibility is seen; none for all.
    pub(super) fn seen_in(&self, module: ModuleId, vis: &Visibility) -> Option<ModuleId> {
        match vis {
            Visibility::Public => None,
            Visibility::Crate => Some(self.crate_root(module)),
            Visibility::Inherited => Some(self.whole(module)),
            Visibility::In(path) => match self.use_path(module, path, NsSet::TYPES).first()?.def {
                Def::Module(id) => Some(id),
                _ => Some(self.whole(module)),
            },
        }
    }

    /// Whether something seen in `seen_in` is seen from `from`.
    pub fn is_seen(&self, seen_in: Option<ModuleId>, from: ModuleId) -> bool {
        let Some(holder) = seen_in else { return true };
        let from = self.whole(from);
        std::iter::successors(Some(from), |it| self.module(*it).parent).any(|it| it == holder)
    }

    pub(super) fn wider(&self, a: Option<ModuleId>, b: Option<ModuleId>) -> Option<ModuleId> {
        if self.is_seen(a, b?) { a } else { b }
    }

    pub(super) fn narrower(&self, a: Option<ModuleId>, b: Option<ModuleId>) -> Option<ModuleId> {
        match (a, b) {
            (None, other) | (other, None) => other,
            (Some(a), Some(b)) if self.is_seen(Some(a), b) => Some(b),
            (a, _) => a,
        }
    }

    /// Whether a name of something that is not written out, which a macro makes in the
    /// module `home`, can be seen in a module or block: by standing there, or by an import.
    pub fn may_see_from(&self, module: ModuleId, name: &str, home: ModuleId) -> bool {
        if self.real_module(module) == self.real_module(home) {
            return true;
        }
        let leads_home = |own: ModuleId, path: &PathData| {
            self.use_path(own, path, NsSet::TYPES).iter().any(|it| it.def == Def::Module(home))
        };
        std::iter::successors(Some(module), |it| self.module(*it).lexical).any(|own| {
            let index = self.index(own);
            let named = index.names.get(name).into_iter().flatten().any(|it| match it {
                Entry::Import(it) => {
                    let mut path = it.path.clone();
                    path.segments.pop();
                    leads_home(own, &path)
                }
                _ => false,
            });
            named || index.globs.iter().any(|it| leads_home(own, &it.path))
        })
    }
}
