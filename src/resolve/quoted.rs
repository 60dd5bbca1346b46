//! What quoted code names: it is read where somebody else puts it.
//! <https://doc.rust-lang.org/reference/procedural-macros.html>
//!
//! Code of a procedural macro comes to stand in a crate that depends on the macro's,
//! and reaches that crate by its own name, by a variable (`#krate::…`), or by a name
//! that something around the code gives to a module of it (`use $crate::__private as
//! __krate;`). A variable within the path (`serde::#private::…`) is a module there.
//!
//! Invariant: where a path may lead to several items, it means all of them.

use smol_str::SmolStr;

use super::paths::binding;
use super::search::{Names, is_word};
use super::site::{Resolution, Stand};
use super::{Binding, Def, ModuleId, Resolver};
use crate::syntax::{NsSet, PathData, PathKind, PathSite, Segment, Site};
use crate::text::{TextRange, TextSize};
use crate::workspace::{TargetId, TargetKind};

impl Resolver<'_> {
    /// Whether quoted code names a crate of the workspace that is nothing else where it
    /// stands: whoever gets the code has it.
    pub(super) fn is_quoted_crate(&self, stand: Stand<'_>, site: &Site, it: &PathSite) -> bool {
        let [first, _, ..] = it.path.segments.as_slice() else { return false };
        let Some(lib) = self.lib_named(&first.name).filter(|_| it.kind == PathKind::Quoted) else {
            return false;
        };
        let is_lib = |it: &Binding| it.def == Def::Module(self.root(lib));
        match self.first_at(stand, site, first, NsSet::TYPES) {
            Resolution::Unknown => true,
            Resolution::Items(found) => found.iter().all(is_lib),
            _ => false,
        }
    }

    /// What `::krate::…` names in code that is handed on: a crate of the
    /// workspace, whether or not anything here depends on it.
    pub(super) fn quoted(&self, from: ModuleId, it: &PathSite) -> Vec<Binding> {
        let Some((krate, rest)) = it.path.segments.split_first() else { return Vec::new() };
        let lib = self.lib_named(&krate.name).map(|it| Def::Module(self.root(it)));
        let krate = lib.unwrap_or_else(|| self.external(&krate.name));
        self.rest(from, vec![binding(krate)], (rest, it.ns))
    }

    /// Whether a quoted path begins with a variable (`#name::…`): the name is no item.
    pub fn is_spliced(&self, stand: Stand<'_>, it: &PathSite) -> bool {
        it.path.segments.len() > 1 && self.before_splice(stand, it).is_some()
    }

    /// The text before the `#` of a path's first name.
    fn before_splice(&self, stand: Stand<'_>, it: &PathSite) -> Option<&str> {
        let text = &self.workspace.file(stand.file)?.text;
        let before = text.get(..usize::from(it.path.segments.first()?.range.start()))?;
        // In what a call stands for, tokens stand apart.
        before.trim_end().strip_suffix('#')
    }

    /// What a quoted path names whose beginning nothing around it explains, most likely:
    /// items of the crates that get the code.
    pub(super) fn handed_on(&self, stand: Stand<'_>, it: &PathSite) -> Vec<Binding> {
        let Some((first, rest)) = it.path.segments.split_first().filter(|it| !it.1.is_empty())
        else {
            return Vec::new();
        };
        let roots = self.getting(self.module(stand.root).krate);
        let homes = match self.before_splice(stand, it) {
            Some(before) => match before.trim_end().strip_suffix("::") {
                Some(before) => self.modules_below(roots, before.trim_end()),
                None => roots,
            },
            None => self.given_name(&roots, &first.name),
        };
        let mut found: Vec<Binding> = Vec::new();
        for home in homes {
            for it in self.rest(home, vec![binding(Def::Module(home))], (rest, it.ns)) {
                if found.iter().all(|known| known.def != it.def) {
                    found.push(it);
                }
            }
        }
        found
    }

    /// The libraries that get what a crate quotes, as it is a procedural macro or one
    /// that such a macro is made of.
    pub fn getting(&self, own: TargetId) -> Vec<ModuleId> {
        let targets = || (0..self.workspace.targets.len() as u32).map(TargetId);
        let kind = |it: TargetId| self.workspace.target(it).kind;
        let is_on = |it: TargetId, other: TargetId| {
            let other = Def::Module(self.root(other));
            self.dependencies(it).values().any(|it| *it == other)
        };
        let macros = targets().filter(|it| kind(*it) == TargetKind::ProcMacro);
        let macros: Vec<_> = macros.filter(|it| *it == own || is_on(*it, own)).collect();
        let libs = targets().filter(|it| kind(*it) == TargetKind::Lib);
        let users = libs.filter(|lib| macros.iter().any(|it| is_on(*lib, *it)));
        users.map(|it| self.root(it)).collect()
    }

    /// The modules that one of the crates calls so where the code is put (`… as name`);
    /// the crates themselves, where none does.
    fn given_name(&self, roots: &[ModuleId], name: &SmolStr) -> Vec<ModuleId> {
        let mut found: Vec<ModuleId> = Vec::new();
        let names = Names::new([name.clone()]);
        for file in self.naming(name).iter().filter_map(|it| self.workspace.file(it.0)) {
            let words = names.find(&file.text);
            let renamed = words.iter().filter_map(|it| {
                let before = &file.text[..usize::from(it.start())];
                Some(before.trim_end().strip_suffix(" as")?.trim_end())
            });
            let paths: Vec<PathData> =
                renamed.map(|it| path_before(it, TextSize::of(it))).collect();
            let own = roots.iter().filter(|root| {
                self.modules_of(file.id)
                    .iter()
                    .any(|it| self.module(*it).krate == self.module(**root).krate)
            });
            let of_root = |root: &ModuleId| {
                let found = paths.iter().flat_map(|it| self.use_path(*root, it, NsSet::TYPES));
                found.collect::<Vec<_>>()
            };
            for it in own.flat_map(of_root) {
                match it.def {
                    Def::Module(id) if !found.contains(&id) => found.push(id),
                    _ => {}
                }
            }
        }
        if found.is_empty() { roots.to_vec() } else { found }
    }

    /// The modules right in those that a path means by which quoted code begins.
    fn modules_below(&self, roots: Vec<ModuleId>, before: &str) -> Vec<ModuleId> {
        let path = path_before(before, TextSize::of(before));
        let homes = match path.segments.split_first() {
            Some((first, rest)) => {
                let start = match self.lib_named(&first.name) {
                    Some(lib) => vec![self.root(lib)],
                    None => self.given_name(&roots, &first.name),
                };
                let start = start.into_iter().flat_map(|it| {
                    self.rest(it, vec![binding(Def::Module(it))], (rest, NsSet::TYPES))
                });
                modules(start)
            }
            None => roots,
        };
        let below = homes.iter().flat_map(|home| {
            let names = self.names_in(*home);
            names.into_iter().flat_map(|it| self.in_module(*home, &it, NsSet::TYPES))
        });
        let mut found = modules(below);
        // Out of a crate of procedural macros come macros alone.
        let krate = |it: ModuleId| self.workspace.target(self.module(it).krate).kind;
        found.retain(|it| krate(*it) != TargetKind::ProcMacro);
        found
    }
}

fn modules(found: impl Iterator<Item = Binding>) -> Vec<ModuleId> {
    let mut all: Vec<ModuleId> = found
        .filter_map(|it| match it.def {
            Def::Module(id) => Some(id),
            _ => None,
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

/// The path in a text that ends at an offset.
pub(crate) fn path_before(text: &str, end: TextSize) -> PathData {
    let before = &text[..usize::from(end)];
    let start = before.rfind(|it: char| !(is_word(it) || it == ':')).map_or(0, |it| it + 1);
    let path = before.get(start..).unwrap_or_default();
    let leading_colons = path.starts_with("::");
    let names = path.split("::").filter(|it| !it.is_empty());
    let segments = names.map(|it| Segment { name: it.into(), range: TextRange::empty(end) });
    PathData { leading_colons, segments: segments.collect() }
}
