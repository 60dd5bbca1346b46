//! Which modules a file is the body of: from the files that may declare it up to
//! the roots of targets, and from there down again through what they do declare.
//!
//! Invariant: what is known of a file is all of it. Files that may declare each
//! other are settled together, and none before the others.
//! <https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames>

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::modules::ModuleBody;
use super::{ModuleId, Resolver};
use crate::workspace::{FileId, FileKind};

/// Files by a file that may declare their modules.
type Below = FxHashMap<FileId, Vec<FileId>>;

impl Resolver<'_> {
    /// The modules whose body a file is; several where several targets or
    /// `mod` items name it, none where no target reaches it.
    pub fn modules_of(&self, file: FileId) -> Rc<Vec<ModuleId>> {
        if let Some(known) = self.owners.borrow().get(&file) {
            return known.clone();
        }
        if self.file(file).is_some_and(|it| it.kind == FileKind::Markdown) {
            let found = Rc::new(self.documented(file));
            self.owners.borrow_mut().insert(file, found.clone());
            return found;
        }
        self.settle_owners(file);
        self.owners.borrow().get(&file).cloned().unwrap_or_default()
    }

    /// Finds the modules of a file and of all that have to be known for it.
    fn settle_owners(&self, file: FileId) {
        let mut below = Below::default();
        let mut found: FxHashMap<FileId, FxHashSet<ModuleId>> = FxHashMap::default();
        let mut next = Vec::new();
        let mut above = vec![file];
        while let Some(file) = above.pop() {
            if found.contains_key(&file) {
                continue;
            }
            found.insert(file, FxHashSet::default());
            if let Some(known) = self.owners.borrow().get(&file) {
                next.extend(known.iter().map(|it| (file, *it)));
                continue;
            }
            next.extend(self.targets_with_root(file).iter().map(|it| (file, self.root(*it))));
            for parent in self.possible_declarers(file) {
                below.entry(parent).or_default().push(file);
                above.push(parent);
            }
        }
        while let Some((file, module)) = next.pop() {
            if !found.entry(file).or_default().insert(module) {
                continue;
            }
            for child in below.get(&file).into_iter().flatten() {
                let mut modules = Vec::new();
                self.find_below(module, file, *child, &mut modules);
                modules.retain(|it| !self.is_circular(*it, *child));
                next.extend(modules.into_iter().map(|it| (*child, it)));
            }
        }
        for (file, modules) in found {
            let mut modules: Vec<_> = modules.into_iter().collect();
            modules.sort();
            self.owners.borrow_mut().entry(file).or_insert_with(|| Rc::new(modules));
        }
    }

    /// Whether a module has a file that one around it has: rustc refuses such.
    fn is_circular(&self, module: ModuleId, file: FileId) -> bool {
        let parent = |it: &ModuleId| self.module(*it).parent;
        let has_file = |it: ModuleId| {
            self.module(it).bodies.iter().any(|it| it.file == file && it.inline.is_none())
        };
        std::iter::successors(parent(&module), parent).any(has_file)
    }

    /// Adds the modules below `module`, declared in `parent`, that `file` is a
    /// body of; or `module` itself where it includes the file.
    fn find_below(
        &self,
        module: ModuleId,
        parent: FileId,
        file: FileId,
        owners: &mut Vec<ModuleId>,
    ) {
        let data = self.module(module);
        let is_included = |it: &ModuleBody| it.file == file && it.file != parent;
        if self.bodies(&data).iter().any(|it| is_included(&it.0) && it.0.given.is_none()) {
            owners.push(module);
        }
        for (_, child) in self.children(module) {
            let data = self.module(child);
            if data.bodies.iter().any(|it| it.file == file && it.inline.is_none()) {
                owners.push(child);
            }
            let is_here = |it: &ModuleBody| it.file == parent || it.given.is_some();
            if data.bodies.iter().any(|it| is_here(it) && it.inline.is_some()) {
                self.find_below(child, parent, file, owners);
            }
        }
    }
}
