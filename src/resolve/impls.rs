//! The `impl` blocks of an item.

use super::{Def, ModuleId, Resolver, Stand};
use crate::resolve::search::{self, Names};
use crate::syntax::{Body, ItemKind, ScopeId, ScopeKind};
use crate::text::TextRange;
use crate::workspace::{FileId, SourceFile};

impl Resolver<'_> {
    /// The `impl` blocks, inherent and of traits, whose self type is `def` by
    /// its own name, also in blocks (`const _: () = { … }`); not in documentation, and not
    /// in the body of a macro.
    pub fn impls_of(&self, def: Def, names: &Names) -> Vec<(FileId, TextRange)> {
        let mut found = Vec::new();
        for hits in search::candidates(self.workspace, names) {
            let Some(source) = self.workspace.file(hits.file) else { continue };
            for &root in self.modules_of(hits.file).iter() {
                self.impls_in(root, (hits.file, source.syntax().body()), def, &mut found);
                self.impls_in_blocks(root, (source, &hits.ranges), (def, names), &mut found);
            }
        }
        found.sort_by_key(|it| (it.0, it.1.start()));
        found.dedup();
        found
    }

    fn impls_in_blocks(
        &self,
        root: ModuleId,
        (source, ranges): (&SourceFile, &[TextRange]),
        (def, names): (Def, &Names),
        found: &mut Vec<(FileId, TextRange)>,
    ) {
        let names = names.all().iter().cloned().collect();
        let sites = source.syntax().sites(ranges, &names);
        let stand = Stand { file: source.id, root, sites: &sites, caller: None };
        for (at, scope) in sites.scopes.iter().enumerate() {
            let ScopeKind::Block { body: Some(body), .. } = &scope.kind else { continue };
            let id = Some(ScopeId(at as u32));
            if sites.doctest(id).is_none() && sites.rules(id).is_none() {
                self.impls_in(self.module_at(stand, id), (source.id, body), def, found);
            }
        }
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
