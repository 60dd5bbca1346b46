//! From where an item or import is seen.
//! <https://doc.rust-lang.org/reference/visibility-and-privacy.html>

use super::{Def, ModuleId, Resolver};
use crate::syntax::{NsSet, Visibility};

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

    pub(super) fn narrower(&self, a: Option<ModuleId>, b: Option<ModuleId>) -> Option<ModuleId> {
        match (a, b) {
            (None, other) | (other, None) => other,
            (Some(a), Some(b)) if self.is_seen(Some(a), b) => Some(b),
            (a, _) => a,
        }
    }
}
