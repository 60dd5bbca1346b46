//! A module that has several bodies, each by itself: only one of them is there
//! under any one `cfg`, and what stands in it sees no names of the others.
//! <https://doc.rust-lang.org/reference/conditional-compilation.html>
//!
//! Invariant: items, children and visibilities are those of the whole module; a body
//! only narrows which names are seen.

use super::modules::ModuleBody;
use super::{Module, ModuleId, Resolver};
use crate::text::TextSize;
use crate::workspace::FileId;

impl Resolver<'_> {
    /// The module that a body is one of several of, else the module itself.
    pub fn whole(&self, module: ModuleId) -> ModuleId {
        self.module(module).whole.unwrap_or(module)
    }

    /// The body of a module that holds a place, where it has several.
    pub(super) fn in_body(&self, module: ModuleId, (file, at): (FileId, TextSize)) -> ModuleId {
        let data = self.module(module);
        if data.bodies.len() < 2 {
            return module;
        }
        let holds = |it: &ModuleBody| {
            it.file == file && it.inline.as_ref().is_none_or(|it| it.range.contains_inclusive(at))
        };
        let mut all = data.bodies.iter().enumerate().filter(|it| holds(it.1));
        match (all.next(), all.next()) {
            (Some((number, body)), None) => self.body_alone(&data, number, body),
            _ => module,
        }
    }

    fn body_alone(&self, module: &Module, number: usize, body: &ModuleBody) -> ModuleId {
        let key = (module.id, number);
        if let Some(&known) = self.alone.borrow().get(&key) {
            return known;
        }
        let id = self.add_alone(module, body.clone());
        self.alone.borrow_mut().insert(key, id);
        id
    }
}
