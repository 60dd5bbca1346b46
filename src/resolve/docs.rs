//! Names in documentation: doc links, code as the crate that a doctest is, and
//! Markdown files by who includes them.
//! <https://doc.rust-lang.org/rustdoc/write-documentation/linking-to-items-by-name.html>
//! <https://doc.rust-lang.org/rustdoc/write-documentation/documentation-tests.html>

use std::rc::Rc;

use smol_str::SmolStr;

use super::places::{folder, joined};
use super::{Binding, Def, ModuleId, Resolution, Resolver, Stand};
use crate::syntax::{
    DocInclude, Doctest, Item, ItemKind, NsSet, PathKind, PathSite, Place, ScopeId, Segment, Site,
    Sites, Visibility,
};
use crate::workspace::{FileId, FileKind, SourceFile, TargetId};

impl Resolver<'_> {
    /// What a doc link names: locals, generics and items of blocks do not
    /// count; where it does not say a namespace, all do.
    pub(super) fn doc_link(&self, stand: Stand<'_>, site: &Site, it: &PathSite) -> Resolution {
        let module = self.real_module(self.module_at(stand, site.scope));
        let Some((first, rest)) = it.path.segments.split_first() else {
            return Resolution::Unknown;
        };
        let ns_first = if rest.is_empty() { it.ns } else { NsSet::TYPES };
        let found = match first.name.as_str() {
            _ if it.path.leading_colons => return items(self.global_path(module, &it.path, it.ns)),
            "Self" => match self.self_type(stand, site.scope) {
                Resolution::Items(found) => found,
                _ => return Resolution::Member,
            },
            name => self.named(module, name, ns_first),
        };
        let found = match self.members(module, found, (rest, it.ns)) {
            Some(found) => found,
            None => return Resolution::Member,
        };
        items(self.documented_first(self.without_derive(found)))
    }

    /// What the other segments of a link name; none if it is a member of a type.
    fn members(
        &self,
        module: ModuleId,
        mut found: Vec<Binding>,
        (rest, ns): (&[Segment], NsSet),
    ) -> Option<Vec<Binding>> {
        for (at, segment) in rest.iter().enumerate() {
            let is_type = |it: &Binding| matches!(it.def, Def::Item(_) | Def::Primitive);
            let has_members = !found.is_empty() && found.iter().all(is_type);
            let ns = if at + 1 == rest.len() { ns } else { NsSet::TYPES };
            found = self.rest(module, found, (std::slice::from_ref(segment), ns));
            if found.is_empty() && has_members {
                return None;
            }
        }
        Some(found)
    }

    /// What a name means in a module; a macro of the crate besides, wherever
    /// it is defined.
    fn named(&self, module: ModuleId, name: &str, ns: NsSet) -> Vec<Binding> {
        let found = self.first(module, name, ns);
        if !found.is_empty() || !ns.intersects(NsSet::MACROS) {
            return found;
        }
        let exported = self.exported_macros(self.crate_root(module), name);
        exported.iter().copied().map(super::macros::macro_binding).collect()
    }

    /// A trait comes before the derive macro of its name.
    fn without_derive(&self, mut found: Vec<Binding>) -> Vec<Binding> {
        let is_trait = |it: &Binding| match it.def {
            Def::Item(id) => {
                let mut kinds = self
                    .item(id)
                    .sites
                    .iter()
                    .map(|it| it.1.kind.clone())
                    .collect::<Vec<_>>()
                    .into_iter();
                kinds.any(|it| matches!(it, ItemKind::Trait(_)))
            }
            _ => false,
        };
        if found.iter().any(is_trait) {
            found.retain(|it| it.ns != NsSet::MACROS);
        }
        found
    }

    /// Of items of one name those that are documented come before private ones, which
    /// rustdoc does not ask about.
    fn documented_first(&self, mut found: Vec<Binding>) -> Vec<Binding> {
        let is_documented = |it: &Binding| match it.def {
            Def::Module(id) => {
                let module = self.module(id);
                module.parent.is_none() || module.vis == Visibility::Public
            }
            Def::Item(id) => {
                let is_public = |it: &Item| it.vis == Visibility::Public || it.attrs.macro_export;
                let item = self.item(id);
                item.owner.is_some() || item.sites.iter().any(|it| is_public(&it.1))
            }
            Def::External(_) | Def::Primitive => true,
        };
        if found.iter().any(is_documented) {
            found.retain(is_documented);
        }
        found
    }

    /// The root module of the crate that code in documentation is.
    pub(super) fn doctest(&self, stand: Stand<'_>, it: &Doctest) -> ModuleId {
        let own = self.module(stand.root).krate;
        let host = self.workspace.lib_of(self.workspace.target(own).package).unwrap_or(own);
        self.doctest_root(self.root(host), stand.file, &it.body)
    }

    /// The modules in whose scope the links of a Markdown file are: those that
    /// include it as documentation.
    pub(super) fn includers(&self, file: FileId) -> Rc<Vec<ModuleId>> {
        if let Some(known) = self.includers.borrow().get(&file) {
            return known.clone();
        }
        let found = Rc::new(self.find_includers(file));
        self.includers.borrow_mut().insert(file, found.clone());
        found
    }

    fn find_includers(&self, file: FileId) -> Vec<ModuleId> {
        let Some(own) = self.workspace.file(file) else { return Vec::new() };
        let name = own.path.file_name().unwrap_or_default();
        let says = |it: &SourceFile, what: &str| {
            memchr::memmem::find(it.text.as_bytes(), what.as_bytes()).is_some()
        };
        let possible = self.possible_includers().iter().filter_map(|it| self.workspace.file(*it));
        let mut found = Vec::new();
        for source in possible.filter(|it| says(it, name)) {
            let (includes, sites) = source.syntax().doc_includes();
            for it in includes.iter().filter(|it| self.includes(source, it, own)) {
                let roots = self.modules_of(source.id);
                let stand = |&root| Stand { file: source.id, root, sites: &sites, caller: None };
                let stands = roots.iter().map(stand);
                found.extend(stands.map(|stand| self.real_module(self.module_at(stand, it.scope))));
            }
        }
        found.sort();
        found.dedup();
        found
    }

    fn includes(&self, source: &SourceFile, it: &DocInclude, file: &SourceFile) -> bool {
        let dir = match it.is_of_package {
            true => self.workspace.package(source.package).dir.clone(),
            false => folder(&source.path),
        };
        joined(&dir, &it.path) == file.path
    }

    /// The modules that a Markdown file is documentation of: those that
    /// include it, else the root of the package whose README or guide it is.
    pub(super) fn documented(&self, file: FileId) -> Vec<ModuleId> {
        let includers = self.includers(file);
        if !includers.is_empty() {
            return includers.to_vec();
        }
        let guide = self.workspace.file(file).filter(|it| is_guide(it));
        let package = guide.map(|it| self.workspace.package(it.package));
        let target = package.and_then(|it| it.targets.first());
        target.map(|it| self.root(*it)).into_iter().collect()
    }

    /// Makes prose of what is no documentation in a Markdown file: links that
    /// no crate includes, code that does not say it is Rust.
    pub(super) fn settle_markdown(&self, file: FileId, sites: &mut Sites) {
        if !self.includers(file).is_empty() {
            return;
        }
        let is_documented = !self.modules_of(file).is_empty();
        let is_code = |scope: Option<ScopeId>| sites.doctest(scope).is_some_and(|it| it.is_tagged);
        let counts: Vec<bool> =
            sites.sites.iter().map(|it| is_documented && is_code(it.scope)).collect();
        for (site, counts) in sites.sites.iter_mut().zip(counts) {
            if !counts {
                (site.place, site.scope) = (Place::Prose, None);
            }
        }
    }

    /// Whether a module is code of a Markdown file.
    pub(super) fn in_markdown(&self, module: ModuleId) -> bool {
        let root = self.module(self.crate_root(module));
        let file = root.bodies.first().and_then(|it| self.workspace.file(it.file));
        file.is_some_and(|it| it.kind == FileKind::Markdown)
    }

    /// Any library of the workspace, for guides that show several together.
    pub(super) fn lib_named(&self, name: &str) -> Option<TargetId> {
        let packages = 0..self.workspace.packages.len() as u32;
        let mut libs =
            packages.filter_map(|it| self.workspace.lib_of(crate::workspace::PackageId(it)));
        libs.find(|it| self.workspace.target(*it).name == SmolStr::new(name))
    }
}

/// Whether code in a Markdown file is taken for that of its package: a README,
/// or a page of a guide.
fn is_guide(file: &SourceFile) -> bool {
    let is_readme = file.path.file_stem().is_some_and(|it| it.eq_ignore_ascii_case("readme"));
    let mut folders = file.path.components().rev().skip(1);
    is_readme || folders.any(|it| matches!(it.as_str(), "docs" | "doc" | "book"))
}

fn items(found: Vec<Binding>) -> Resolution {
    if found.is_empty() { Resolution::Unknown } else { Resolution::Items(found) }
}

/// Whether a path is a doc link.
pub(super) fn is_link(it: &PathSite) -> bool {
    matches!(it.kind, PathKind::DocLink(_))
}
