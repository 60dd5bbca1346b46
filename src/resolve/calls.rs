//! Where a `macro_rules!` of the workspace is called: the scopes in which the
//! names in its body are looked up. Only locals, labels and `$crate` are those of
//! the macro itself.
//! <https://doc.rust-lang.org/reference/macros-by-example.html#hygiene>
//!
//! Invariant: a call counts where its name resolves to the macro; one in the body
//! of another macro stands where that one is called.

use std::rc::Rc;

use memchr::memmem;
use smol_str::SmolStr;

use super::prelude;
use super::references::sites_of;
use super::search::{Hits, Names};
use super::{Binding, Def, Module, ModuleId, Resolution, Resolver, Stand};
use crate::syntax::{NsSet, PathData, PathSite, Place, Segment, Site, Sites};
use crate::text::TextRange;
use crate::workspace::FileId;

/// Files in which a macro may be called, and whether `name!` stands there.
pub(super) type Naming = Rc<Vec<(FileId, bool)>>;

/// Sites of one name, by the file they stand in.
pub(super) type SitesByFile = Rc<Vec<(FileId, Sites)>>;

/// A macro by one of its arms: the file, the macro's name, the arm.
pub(super) type Arm<'a> = (FileId, &'a SmolStr, TextRange);

impl Resolver<'_> {
    /// The modules and blocks in which the macro is called that an arm belongs to.
    pub(super) fn calls(&self, arm: Arm<'_>) -> Rc<Vec<ModuleId>> {
        let key = (arm.0, arm.2);
        if let Some(known) = self.calls.borrow().get(&key) {
            return known.clone();
        }
        // A macro that calls itself stands nowhere else for it.
        self.calls.borrow_mut().insert(key, Rc::default());
        let mut found = self.find_calls(arm);
        found.sort();
        found.dedup();
        let found = Rc::new(found);
        self.calls.borrow_mut().insert(key, found.clone());
        found
    }

    /// The files in which a macro may be called, or handed to another one; and whether
    /// `name!` stands there.
    pub(super) fn naming(&self, name: &SmolStr) -> Naming {
        if let Some(known) = self.naming.borrow().get(name) {
            return known.clone();
        }
        let found = Rc::new(self.workspace.searched(name, named_to_call));
        self.naming.borrow_mut().insert(name.clone(), found.clone());
        found
    }

    /// The places in those files that have the name, by file.
    pub(super) fn sites_naming(&self, name: &SmolStr) -> SitesByFile {
        if let Some(known) = self.sites_naming.borrow().get(name) {
            return known.clone();
        }
        let names = Names::new([name.clone()]);
        let all = names.all().iter().cloned().collect();
        let naming = self.naming(name);
        let sources = naming.iter().filter_map(|it| self.workspace.file(it.0));
        let sites = sources.filter_map(|source| {
            let hits = Hits { file: source.id, ranges: names.find(&source.text) };
            Some((source.id, sites_of(self.workspace, &hits, &all)?))
        });
        let found = Rc::new(sites.collect::<Vec<_>>());
        self.sites_naming.borrow_mut().insert(name.clone(), found.clone());
        found
    }

    fn find_calls(&self, arm: Arm<'_>) -> Vec<ModuleId> {
        let mut found = Vec::new();
        for (file, sites) in self.sites_naming(arm.1).iter() {
            // A macro that is handed to another one is called from there.
            let is_handed = |it: &Site| sites.handed.contains_key(&it.range);
            for site in sites.sites.iter().filter(|it| is_call(it) || is_handed(it)) {
                self.stands_of((*file, sites), (site, arm), &mut found);
            }
        }
        found
    }

    /// Adds the scopes that a call stands in, if it calls the macro.
    fn stands_of(
        &self,
        (file, sites): (FileId, &Sites),
        (site, arm): (&Site, Arm<'_>),
        found: &mut Vec<ModuleId>,
    ) {
        for &root in self.modules_of(file).iter() {
            let stand = Stand { file, root, sites, caller: None };
            let Resolution::Items(meant) = self.resolve(stand, site) else { continue };
            if meant.iter().any(|it| self.has_arm(it.def, arm)) {
                match sites.rules(site.scope) {
                    Some((name, range)) => {
                        found.extend(self.calls((file, name, range)).iter());
                    }
                    None => found.push(self.module_at(stand, site.scope)),
                }
            }
        }
    }

    /// The macro that a name among the tokens of a call means, where the macro that
    /// is called takes it for one to call: `each!(name)` with `$name! { … }`. A name that
    /// is another item as well is one only where what is called is written out.
    pub(super) fn handed_macro(
        &self,
        stand: Stand<'_>,
        (site, it): (&Site, &PathSite),
        is_item: bool,
    ) -> Vec<Binding> {
        let Some(callee) = stand.sites.handed.get(&site.range) else { return Vec::new() };
        let module = self.module(self.module_at(stand, site.scope));
        let is_handed = it.trailing == 0 && !it.ns.intersects(NsSet::MACROS);
        let calls_back = || {
            !is_item && self.is_made(&module, callee)
                || self.calls_back(&module, callee, &mut Vec::new())
        };
        if !is_handed || !calls_back() {
            return Vec::new();
        }
        match self.path_in(stand, site, it, NsSet::MACROS) {
            Resolution::Items(found) => found,
            _ => Vec::new(),
        }
    }

    /// Whether a macro is nothing that is written out here: another macro makes it, most
    /// likely, and nobody sees what it calls.
    fn is_made(&self, module: &Module, callee: &PathData) -> bool {
        let [Segment { name, .. }] = callee.segments.as_slice() else { return false };
        !self.macros_by_text().contains_key(name)
            && !prelude::has(name, NsSet::MACROS)
            && self.first(module.id, name, NsSet::MACROS).is_empty()
    }

    /// Whether a macro calls macros that it is given the names of, or one does that
    /// it hands them on to.
    fn calls_back(&self, module: &Module, callee: &PathData, seen: &mut Vec<SmolStr>) -> bool {
        let mut found = self.rules_called(module, callee).into_iter().map(|it| it.1.callbacks);
        found.any(|it| {
            it.any
                || it.handed_on.into_iter().any(|name| {
                    let is_new = !seen.contains(&name);
                    seen.push(name.clone());
                    let segments = vec![Segment { name, range: TextRange::default() }];
                    let path = PathData { leading_colons: false, segments };
                    is_new && self.calls_back(module, &path, seen)
                })
        })
    }

    pub(super) fn has_arm(&self, def: Def, (file, _, arm): Arm<'_>) -> bool {
        let sites = self.def_sites(def);
        sites.iter().any(|it| it.file == file && it.range.contains_range(arm))
    }
}

fn is_call(site: &Site) -> bool {
    matches!(&site.place, Place::Path(it) if it.ns == NsSet::MACROS && it.trailing == 0)
}

/// Whether a name stands in a text where a macro may be called, `name!` (true), or
/// handed to another one, last among some tokens or before a comma (false).
fn named_to_call(text: &str, name: &memmem::Finder<'_>) -> Option<bool> {
    let mut found = None;
    for at in name.find_iter(text.as_bytes()) {
        match text[at + name.needle().len()..].trim_start().bytes().next() {
            Some(b'!') => return Some(true),
            Some(b')' | b'}' | b']' | b',') => found = Some(false),
            _ => {}
        }
    }
    found
}
