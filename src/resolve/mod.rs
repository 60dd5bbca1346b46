//! Names to items, and items to the places that refer to them.
//!
//! All `cfg`s at once: a condition is never evaluated, a module may hold
//! several definitions of one name, and they are one item.
//! <https://doc.rust-lang.org/reference/names.html>
//!
//! Invariant: on demand. A file is parsed when a name has to be looked up in
//! it, and not before; nothing here walks a whole tree.

mod below;
mod bodies;
mod calls;
mod conditions;
mod declarers;
pub mod derived;
mod docs;
pub mod expansion;
mod fixpoint;
mod folders;
mod foreign;
mod given;
mod globs;
mod hygiene;
mod impls;
mod index;
pub mod items;
mod lookup;
mod macros;
mod modules;
pub mod named;
mod owners;
mod paths;
mod places;
pub mod prelude;
pub(crate) mod quoted;
pub mod references;
pub mod search;
mod site;
#[cfg(test)]
mod tests;
pub mod traits;
mod unread;
mod visible;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::syntax::{Item, NsSet};
use crate::text::TextRange;
use crate::workspace::{FileId, TargetId, Workspace};

pub use items::{DefKey, Found};
pub use lookup::{Binding, ImportSite, NamedImport, namespaces};
pub use modules::Module;
pub use named::ItemPath;
pub use places::{NamedPath, folder, joined, named_paths};
pub use site::{Resolution, Stand};

use fixpoint::Lookups;
use hygiene::Writers;
use search::{Hits, Names};

/// A module, or a block with items, of one crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(u32);

/// An item of the workspace with all its definition sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(u32);

/// A path into a crate that is not of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExternalId(u32);

/// What a name can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Def {
    /// A module or a crate's root.
    Module(ModuleId),
    /// Any other item, or an enum's variant.
    Item(ItemId),
    /// Something in a crate that is not of the workspace.
    External(ExternalId),
    /// A primitive type.
    Primitive,
}

/// Which of several items with one name in one module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Space {
    /// Types and traits, with the constructors that come with them.
    Type,
    /// Functions, constants, statics.
    Value,
    /// Macros.
    Macro,
}

impl Space {
    /// Where an item of this kind lives.
    pub fn of(item: &Item) -> Space {
        let ns = lookup::namespaces(item);
        if ns.intersects(NsSet::TYPES) {
            Space::Type
        } else if ns.intersects(NsSet::VALUES) {
            Space::Value
        } else {
            Space::Macro
        }
    }
}

/// Where an item is defined: one of several under different `cfg`s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DefSite {
    /// The file.
    pub file: FileId,
    /// The name's token.
    pub name: TextRange,
    /// The whole item, with docs and attributes.
    pub range: TextRange,
}

/// An item.
#[derive(Debug, Clone)]
pub struct ItemData {
    /// The module, or for a variant the module of its enum.
    pub module: ModuleId,
    /// The enum of a variant.
    pub owner: Option<ItemId>,
    /// Its name.
    pub name: SmolStr,
    /// Which of the items with that name.
    pub space: Space,
    /// Namespaces it is seen in.
    pub ns: NsSet,
    /// Where it is defined, and as what.
    pub sites: Vec<(DefSite, Rc<Item>)>,
}

/// Module, enum of a variant, name, which of several.
type ItemKey = (ModuleId, Option<ItemId>, SmolStr, Space);

/// Modules by a place in a file.
type ModulesByPlace = FxHashMap<(FileId, TextRange), Rc<Vec<ModuleId>>>;

/// Macros by the target that exports them, and their name.
type ExportedMacros = FxHashMap<(TargetId, SmolStr), Rc<[ItemId]>>;

/// Resolves names of one snapshot.
pub struct Resolver<'w> {
    /// The snapshot.
    pub workspace: &'w Workspace,
    /// Who wrote the words of calls, where they are expanded in the snapshot.
    writers: Option<&'w Writers>,
    modules: RefCell<Vec<Rc<Module>>>,
    roots: RefCell<FxHashMap<TargetId, ModuleId>>,
    owners: RefCell<FxHashMap<FileId, Rc<Vec<ModuleId>>>>,
    blocks: RefCell<FxHashMap<(ModuleId, FileId, TextRange), ModuleId>>,
    /// Bodies by themselves, by their number in a module that has several.
    alone: RefCell<FxHashMap<(ModuleId, usize), ModuleId>>,
    items: RefCell<Vec<Rc<ItemData>>>,
    item_ids: RefCell<FxHashMap<ItemKey, ItemId>>,
    externals: RefCell<Vec<SmolStr>>,
    external_ids: RefCell<FxHashMap<SmolStr, ExternalId>>,
    lookups: RefCell<Lookups>,
    /// Aliases that are followed, each with the depth of the next question.
    followed: RefCell<FxHashMap<ItemId, usize>>,
    declarers: OnceCell<declarers::Declarers>,
    exported_macros: RefCell<ExportedMacros>,
    /// Files that call a macro (true) or may hand it to another one, by its name.
    naming: RefCell<FxHashMap<SmolStr, calls::Naming>>,
    /// What stands there of the name.
    sites_naming: RefCell<FxHashMap<SmolStr, calls::SitesByFile>>,
    /// The last search, and what it found.
    searched: RefCell<Option<(Names, Rc<Vec<Hits>>)>>,
    /// The names of dependencies in the code of a target.
    dependencies: RefCell<FxHashMap<TargetId, Rc<FxHashMap<SmolStr, Def>>>>,
    /// Modules by the arm of a macro that is given to them.
    callers: RefCell<ModulesByPlace>,
    /// Modules and blocks by the arm of a macro that they call.
    calls: RefCell<ModulesByPlace>,
    /// The modules that include Markdown files.
    includers: RefCell<FxHashMap<FileId, Rc<Vec<ModuleId>>>>,
}

impl<'w> Resolver<'w> {
    /// A resolver that knows nothing yet.
    pub fn new(workspace: &'w Workspace) -> Resolver<'w> {
        Resolver {
            workspace,
            writers: None,
            modules: RefCell::default(),
            roots: RefCell::default(),
            owners: RefCell::default(),
            blocks: RefCell::default(),
            alone: RefCell::default(),
            items: RefCell::default(),
            item_ids: RefCell::default(),
            externals: RefCell::default(),
            external_ids: RefCell::default(),
            lookups: RefCell::default(),
            followed: RefCell::default(),
            declarers: OnceCell::new(),
            exported_macros: RefCell::default(),
            naming: RefCell::default(),
            sites_naming: RefCell::default(),
            searched: RefCell::default(),
            dependencies: RefCell::default(),
            callers: RefCell::default(),
            calls: RefCell::default(),
            includers: RefCell::default(),
        }
    }

    /// The module with this number.
    pub fn module(&self, id: ModuleId) -> Rc<Module> {
        self.modules.borrow()[id.0 as usize].clone()
    }

    /// The item with this number.
    pub fn item(&self, id: ItemId) -> Rc<ItemData> {
        self.items.borrow()[id.0 as usize].clone()
    }

    /// The path of something outside the workspace (`serde::Serialize`).
    pub fn external_path(&self, id: ExternalId) -> SmolStr {
        self.externals.borrow()[id.0 as usize].clone()
    }

    pub(crate) fn external(&self, path: &str) -> Def {
        if let Some(&id) = self.external_ids.borrow().get(path) {
            return Def::External(id);
        }
        let mut externals = self.externals.borrow_mut();
        let id = ExternalId(externals.len() as u32);
        externals.push(path.into());
        self.external_ids.borrow_mut().insert(path.into(), id);
        Def::External(id)
    }

    /// Where something is defined; none for what is not of the workspace and
    /// for crates.
    pub fn def_sites(&self, def: Def) -> Vec<DefSite> {
        match def {
            Def::Module(id) => self.module(id).decls.clone(),
            Def::Item(id) => self.item(id).sites.iter().map(|it| it.0).collect(),
            Def::External(_) | Def::Primitive => Vec::new(),
        }
    }
}
