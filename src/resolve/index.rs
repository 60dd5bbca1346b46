//! What the bodies of a module bind, by name, before anything is looked up.
//!
//! Invariant: a list of what is written; no path is followed here.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::modules::ModuleBody;
use super::{ModuleId, Resolver};
use crate::syntax::{Item, ItemKind, NsSet, PathData, Segment, UseItem, UseTreeKind, Visibility};
use crate::text::{TextRange, TextSize};
use crate::workspace::FileId;

/// The names that a module's bodies mention.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) names: FxHashMap<SmolStr, Vec<Entry>>,
    pub(super) globs: Vec<ImportEntry>,
    /// Whether there are several bodies, under different `cfg`s.
    pub(super) is_several: bool,
}

/// What binds a name.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    /// An item.
    Item { file: FileId, item: Rc<Item> },
    /// An import.
    Import(ImportEntry),
    /// `extern crate`.
    Crate { file: FileId, item: Rc<Item> },
}

/// A leaf or glob of a `use` item.
#[derive(Debug, Clone)]
pub(super) struct ImportEntry {
    pub(super) file: FileId,
    pub(super) leaf: TextRange,
    /// The name after `as`, else the last segment that is no `self`.
    pub(super) name: TextRange,
    /// The last segment.
    pub(super) last: Option<Segment>,
    pub(super) path: PathData,
    pub(super) vis: Visibility,
    pub(super) renames: bool,
    pub(super) is_glob: bool,
    /// Its own conditions.
    pub(super) cfg: Option<SmolStr>,
    pub(super) conditional: bool,
    /// Whether it stands in the tokens of a macro call.
    pub(super) in_macro: bool,
    /// What `$crate` is, where a macro of another crate gives it.
    pub(super) home: Option<ModuleId>,
}

impl ImportEntry {
    /// Whether it brings names of some namespace: `a::{self}` brings a module or a type.
    /// <https://doc.rust-lang.org/reference/items/use-declarations.html#self-imports>
    pub(super) fn brings(&self, ns: NsSet) -> bool {
        ns.intersects(NsSet::TYPES) || self.last.as_ref().is_none_or(|it| it.name != "self")
    }
}

impl Index {
    /// Whether each explicit binding of a name stands under a `cfg`, so that
    /// without it a glob may bring the name.
    pub(super) fn is_conditional(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|it| it.iter().all(|it| self.may_be_off(it)))
    }

    /// Whether a binding is there under some `cfg`s only.
    pub(super) fn may_be_off(&self, entry: &Entry) -> bool {
        self.is_several
            || match entry {
                Entry::Item { item, .. } | Entry::Crate { item, .. } => {
                    item.attrs.cfg.is_some() || item.in_macro
                }
                Entry::Import(it) => it.conditional,
            }
    }
}

impl Entry {
    /// Where it stands, unless the tokens of a macro call say when it is there.
    pub(super) fn place(&self) -> Option<(FileId, TextSize)> {
        let (in_macro, file, range) = match self {
            Entry::Item { file, item } | Entry::Crate { file, item } => {
                (item.in_macro, *file, item.range)
            }
            Entry::Import(it) => (it.in_macro, it.file, it.leaf),
        };
        (!in_macro).then_some((file, range.start()))
    }
}

impl Resolver<'_> {
    /// What the bodies of a module bind.
    pub(super) fn make_index(&self, module: ModuleId) -> Index {
        let module = self.module(module);
        let mut index = Index { is_several: module.bodies.len() > 1, ..Index::default() };
        for (own, body) in self.bodies(&module).iter() {
            for item in &body.items {
                let given = self.exported_by_call(&module, body, item);
                index_item(&mut index, own.file, given.as_ref().unwrap_or(item));
            }
            for item in &body.uses {
                index_use(&mut index, own, item);
            }
        }
        index
    }
}

/// Adds an item.
fn index_item(index: &mut Index, file: FileId, item: &Item) {
    if let ItemKind::ExternBlock(items) = &item.kind {
        items.iter().for_each(|it| index_item(index, file, it));
        return;
    }
    let Some(name) = &item.name else { return };
    let (name, entry) = match &item.kind {
        ItemKind::ExternCrate { alias } => {
            let bound = alias.as_ref().unwrap_or(name);
            (bound, Entry::Crate { file, item: Rc::new(item.clone()) })
        }
        _ => (name, Entry::Item { file, item: Rc::new(item.clone()) }),
    };
    index.names.entry(name.name.clone()).or_default().push(entry);
}

/// Adds the leaves of a `use` item.
fn index_use(index: &mut Index, own: &ModuleBody, item: &UseItem) {
    let file = own.file;
    item.for_each_leaf(&mut |leaf, path| {
        let mut path = path.clone();
        let alias = match &leaf.kind {
            UseTreeKind::Leaf { alias } => alias.clone(),
            _ => None,
        };
        let last = path.segments.last().cloned();
        if path.segments.len() > 1 && path.segments.last().is_some_and(|it| it.name == "self") {
            path.segments.pop();
        }
        let bound = alias.as_ref().or(path.segments.last());
        let name = bound.map_or(leaf.range, |it| it.range);
        let bound = bound.map(|it| it.name.clone());
        let entry = ImportEntry {
            file,
            leaf: leaf.range,
            name,
            last,
            path,
            vis: item.vis.clone(),
            renames: alias.is_some(),
            is_glob: matches!(leaf.kind, UseTreeKind::Glob(_)),
            cfg: item.attrs.cfg.clone(),
            conditional: item.attrs.cfg.is_some() || item.in_macro,
            in_macro: item.in_macro,
            home: own.given,
        };
        match leaf.kind {
            UseTreeKind::Glob(_) => index.globs.push(entry),
            _ => {
                index.names.entry(bound.unwrap_or_default()).or_default().push(Entry::Import(entry))
            }
        }
    });
}
