//! The child modules of a module, found by name and by the place of their bodies.
//!
//! Invariant: a child is found without a look at the others, however many they are.

use std::rc::Rc;

use smol_str::SmolStr;

use super::{ModuleId, Resolver};
use crate::text::TextRange;
use crate::workspace::FileId;

/// The child modules of one module.
#[derive(Debug)]
pub struct Children {
    /// In the order of their names.
    all: Vec<(SmolStr, ModuleId)>,
    /// Bodies of inline ones, in the order of files and places; of one place, in
    /// that of names.
    inline: Vec<(FileId, TextRange, ModuleId)>,
}

impl Resolver<'_> {
    fn below(&self, parent: ModuleId) -> Rc<Children> {
        let module = self.module(self.whole(parent));
        let make = || {
            let mut all = self.find_children(&module);
            all.sort();
            let mut inline: Vec<_> = all.iter().flat_map(|it| self.inline_bodies(it.1)).collect();
            inline.sort_by_key(|it| (it.0, it.1.start()));
            Rc::new(Children { all, inline })
        };
        module.below.get_or_init(make).clone()
    }

    fn inline_bodies(&self, id: ModuleId) -> Vec<(FileId, TextRange, ModuleId)> {
        let module = self.module(id);
        let inline =
            module.bodies.iter().filter_map(|it| Some((it.file, it.inline.as_ref()?.range, id)));
        inline.collect()
    }

    /// The child module with this name.
    pub fn child(&self, parent: ModuleId, name: &str) -> Option<ModuleId> {
        let below = self.below(parent);
        let found = below.all.binary_search_by(|it| it.0.as_str().cmp(name));
        found.ok().map(|at| below.all[at].1)
    }

    /// The child modules, in the order of their names.
    pub fn children(&self, parent: ModuleId) -> Vec<(SmolStr, ModuleId)> {
        self.below(parent).all.clone()
    }

    /// The inline module with this body, below `root`.
    pub(super) fn inline_module(
        &self,
        root: ModuleId,
        file: FileId,
        range: TextRange,
    ) -> Option<ModuleId> {
        let below = self.below(root);
        let place = |it: &(FileId, TextRange, ModuleId)| (it.0, it.1.start());
        let end = below.inline.partition_point(|it| place(it) <= (file, range.start()));
        let last = below.inline[..end].last().filter(|it| it.0 == file)?;
        // Calls of one macro may give several modules one body.
        let start = below.inline.partition_point(|it| place(it) < place(last));
        let (_, body, child) = below.inline[start];
        match body == range {
            true => Some(child),
            false if body.contains_range(range) => self.inline_module(child, file, range),
            false => None,
        }
    }
}
