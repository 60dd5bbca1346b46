//! The `impl` blocks of an item.

use super::{Def, ModuleId, Resolver};
use crate::resolve::search::{self, Names};
use crate::syntax::{Body, ItemKind};
use crate::text::TextRange;
use crate::workspace::FileId;

impl Resolver<'_> {
    /// The `impl` blocks, inherent and of traits, whose self type is `def` by
    /// its own name; those inside of functions are not looked at.
    pub fn impls_of(&self, def: Def, names: &Names) -> Vec<(FileId, TextRange)> {
        let mut found = Vec::new();
        for hits in search::candidates(self.workspace, names) {
            let Some(source) = self.workspace.file(hits.file) else { continue };
            for &root in self.modules_of(hits.file).iter() {
                self.impls_in(root, (hits.file, source.syntax().body()), def, &mut found);
            }
        }
        found.sort_by_key(|it| (it.0, it.1.start()));
        found.dedup();
        found
    }

    fn impls_in(
        &self,
        module: ModuleId,
        (file, body): (FileId, &Body),
        def: Def,
        found: &mut Vec<(FileId, TextRange)>,
    ) {
        for item in &body.items {
            match &item.kind {
                ItemKind::Impl(it) => {
                    let path =
                        it.self_type.iter().flat_map(|it| self.path_from(module, &it.segments));
                    if path.into_iter().any(|it| it.def == def) {
                        found.push((file, item.range));
                    }
                }
                ItemKind::Module(Some(inner)) => {
                    let child = item.name.as_ref().and_then(|it| self.child(module, &it.name));
                    if let Some(child) = child {
                        self.impls_in(child, (file, inner), def, found);
                    }
                }
                _ => {}
            }
        }
    }
}
