//! What goes with a definition: the imports that only it used.
//!
//! Only imports whose name stands in the removed text and nowhere else in
//! code are taken away; an import that was unused before stays.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::recipe::retarget::BodyKey;
use crate::resolve::search::Names;
use crate::syntax::{Body, ItemKind, Place, ScopeKind, UseTreeKind, Visibility};
use crate::text::TextRange;
use crate::workspace::{FileId, SourceFile, Workspace};

/// The private imports that only `removed` text uses, as leaves; those that
/// bring a name of `wanted` are not among them.
pub fn unused_imports(
    workspace: &Workspace,
    removed: &[(FileId, TextRange)],
    wanted: impl Iterator<Item = SmolStr>,
) -> Vec<(BodyKey, TextRange)> {
    let wanted: FxHashSet<SmolStr> = wanted.collect();
    let mut files: Vec<FileId> = removed.iter().map(|it| it.0).collect();
    files.sort();
    files.dedup();
    let mut found = Vec::new();
    for source in files.iter().filter_map(|it| workspace.file(*it)) {
        let gone: Vec<_> = removed.iter().filter(|it| it.0 == source.id).map(|it| it.1).collect();
        let search = Search { workspace, source, gone, wanted: &wanted };
        search.body(source.syntax().body(), &mut found);
        search.blocks(&mut found);
    }
    found
}

struct Search<'a> {
    workspace: &'a Workspace,
    source: &'a SourceFile,
    gone: Vec<TextRange>,
    wanted: &'a FxHashSet<SmolStr>,
}

impl Search<'_> {
    fn body(&self, body: &Arc<Body>, found: &mut Vec<(BodyKey, TextRange)>) {
        let key = (self.source.id, body.range.start(), body.range.end());
        for item in body.uses.iter().filter(|it| it.vis == Visibility::Inherited) {
            item.for_each_leaf(&mut |leaf, path| {
                let UseTreeKind::Leaf { alias } = &leaf.kind else { return };
                let last = path.segments.iter().rev().find(|it| it.name != "self");
                let Some(bound) = alias.as_ref().or(last).filter(|it| it.name != "_") else {
                    return;
                };
                let is_gone = self.is_gone(item.range);
                if !is_gone
                    && !self.wanted.contains(&bound.name)
                    && self.is_unused(&bound.name, body, item.range)
                {
                    found.push((key, leaf.range));
                }
            });
        }
        for item in body.items.iter().filter(|it| !self.is_gone(it.range)) {
            if let ItemKind::Module(Some(inner)) = &item.kind {
                self.body(inner, found);
            }
        }
    }

    /// The blocks from which something goes.
    fn blocks(&self, found: &mut Vec<(BodyKey, TextRange)>) {
        let mut seen: Vec<TextRange> = Vec::new();
        for it in &self.gone {
            let sites = self.source.syntax().scopes_at(it.start());
            for scope in &sites.scopes {
                let ScopeKind::Block { body: Some(body), .. } = &scope.kind else { continue };
                if !seen.contains(&body.range) && !self.is_gone(body.range) {
                    seen.push(body.range);
                    self.body(body, found);
                }
            }
        }
    }

    fn is_gone(&self, range: TextRange) -> bool {
        self.gone.iter().any(|it| it.contains_range(range))
    }

    /// Whether the name stands in removed text, and besides only in imports,
    /// comments and strings.
    fn is_unused(&self, name: &SmolStr, body: &Body, own: TextRange) -> bool {
        let names = Names::new([name.clone()]);
        let hits = names.find(&self.source.text);
        let (gone, rest): (Vec<_>, Vec<_>) = hits.into_iter().partition(|it| self.is_gone(*it));
        let rest: Vec<_> = rest.into_iter().filter(|it| !own.contains_range(*it)).collect();
        let set = FxHashSet::from_iter([name.clone()]);
        let is_trait = self.source.syntax().sites(&gone, &set).sites.iter().any(|it| it.is_trait);
        let sites = self.source.syntax().sites(&rest, &set);
        let uses = |place: &Place| {
            !matches!(place, Place::Comment | Place::DocComment | Place::Literal | Place::Member)
        };
        // Code in documentation has imports of its own.
        let is_used =
            sites.sites.iter().any(|it| uses(&it.place) && sites.doctest(it.scope).is_none());
        !gone.is_empty() && !is_used && !is_trait && !self.is_used_below(body, name)
    }

    /// Whether a file below may see the name through `super::`.
    fn is_used_below(&self, body: &Body, name: &SmolStr) -> bool {
        let has_files = body.items.iter().any(|it| it.kind == ItemKind::Module(None));
        let folder = self.source.path.with_extension("");
        let parent = self.source.path.parent();
        let names = Names::new([name.clone()]);
        has_files
            && self.workspace.files().any(|it| {
                let is_below = it.path.starts_with(&folder)
                    || parent.is_some_and(|dir| it.path.starts_with(dir));
                it.id != self.source.id
                    && is_below
                    && it.text.contains("super::")
                    && !names.find(&it.text).is_empty()
                    && imports_from_above(it)
            })
    }
}

fn imports_from_above(file: &SourceFile) -> bool {
    file.text.contains("super::*")
        || file.text.contains("use super::")
        || file.text.contains("super::super")
}
