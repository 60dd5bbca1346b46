//! Names of the standard library's prelude that items take under conditions alone: where
//! the item is not there, they are the standard library's.
//! <https://doc.rust-lang.org/std/prelude/>
//!
//! Invariant: asked of names that stand alone; of an item that is always there nothing is.

use super::decide::Round;
use super::{At, Request};
use crate::diagnostic::Diagnostic;
use crate::resolve::{Def, prelude};
use crate::syntax::{Cfg, NsSet, PathSite, cfg_covers};
use crate::text::TextSize;
use crate::workspace::FileId;

impl Request<'_> {
    /// The conditions around the token at an offset, of its own file alone.
    fn conditions(&self, file: FileId, offset: TextSize) -> Vec<Cfg> {
        self.workspace().file(file).map(|it| it.syntax().cfgs_around(offset)).unwrap_or_default()
    }
}

impl Round<'_, '_> {
    /// A name that is the standard library's where the item is not there. Returns whether
    /// it is one.
    pub(super) fn is_standard(&mut self, at: At<'_>, def: Def, it: &PathSite) -> bool {
        let name = at.site.name.as_str();
        let ns = match it.ns.intersects(NsSet::MACROS) {
            true => NsSet::MACROS,
            false => NsSet::TYPES.union(NsSet::VALUES),
        };
        if it.path.segments.len() != 1 || it.path.leading_colons || !prelude::has(name, ns) {
            return false;
        }
        let request = self.request;
        if request.stand_ins.iter().any(|it| it.of == def) {
            return false;
        }
        let sites = request.resolver.def_sites(def).into_iter();
        let all: Vec<_> = sites.map(|it| request.conditions(it.file, it.name.start())).collect();
        let given = request.conditions(at.file(), at.site.range.start());
        if cfg_covers(&given, &all) {
            return false;
        }
        let label = request.label(at.file(), at.site.range, "named here");
        let message = format!("`{name}` is the standard library's where the item is not there");
        let help = format!(
            "say so in the module of the item first, under the opposite condition: \
             `#[cfg(not(…))] use std::{name};`"
        );
        self.out.errors.push(Diagnostic::error(message).at(label).help(help));
        true
    }
}
