//! Paths to what they name, from a module.
//! <https://doc.rust-lang.org/reference/paths.html>

use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{Binding, Def, DefSite, ModuleId, Resolver, foreign};
use crate::manifest::DependencyKind;
use crate::syntax::{Edition, ItemKind, NsSet, PathData, Segment, Visibility};
use crate::workspace::{TargetId, TargetKind};

/// Crates that need no entry in a manifest.
const SYSROOT: [&str; 5] = ["std", "core", "alloc", "proc_macro", "test"];

const PRIMITIVES: [&str; 17] = [
    "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64",
    "i128", "isize", "f32", "f64",
];

impl Resolver<'_> {
    /// What a path in a `use` item or a visibility names. In the 2015 edition
    /// it begins at the crate's root. Nothing is imported out of a type alias.
    /// <https://doc.rust-lang.org/reference/items/use-declarations.html>
    pub fn use_path(&self, module: ModuleId, path: &PathData, ns: NsSet) -> Vec<Binding> {
        let (found, rest) = self.use_start(module, path, ns);
        let Some((last, between)) = rest.split_last() else { return found };
        let mut holders = self.rest(module, found, (between, NsSet::TYPES));
        holders.retain(|it| !self.is_type_alias(it.def));
        self.rest(module, holders, (std::slice::from_ref(last), ns))
    }

    /// What a path in code names that begins with `::`.
    pub(super) fn global_path(&self, module: ModuleId, path: &PathData, ns: NsSet) -> Vec<Binding> {
        let (found, rest) = self.use_start(module, path, ns);
        self.rest(module, found, (rest, ns))
    }

    /// What the first segment of a path in a `use` item names, and the others.
    fn use_start<'p>(
        &self,
        module: ModuleId,
        path: &'p PathData,
        ns: NsSet,
    ) -> (Vec<Binding>, &'p [Segment]) {
        let edition = self.workspace.target(self.module(module).krate).edition;
        let is_2015 = edition == Edition::Edition2015 && !starts_with_keyword(path);
        let from = if is_2015 { self.crate_root(module) } else { module };
        let Some((first, rest)) = path.segments.split_first() else {
            return (vec![module_binding(from)], &[]);
        };
        let ns_first = if rest.is_empty() { ns } else { NsSet::TYPES };
        let found = if path.leading_colons && !is_2015 {
            self.crate_named(module, &first.name).into_iter().map(binding).collect()
        } else {
            self.first(from, &first.name, ns_first)
        };
        let is_seen = |it: &Binding| !rest.is_empty() || !self.is_textual_below(from, it, first);
        (found.into_iter().filter(is_seen).collect(), rest)
    }

    /// Whether it is a macro of textual scope that is defined below where its name stands in
    /// the file of a module: an import does not see it.
    fn is_textual_below(&self, module: ModuleId, it: &Binding, name: &Segment) -> bool {
        let module = self.module(module);
        let [body] = module.bodies.as_slice() else { return false };
        let is_below =
            |site: &DefSite| site.file == body.file && site.name.start() >= name.range.end();
        it.import.is_none()
            && !name.range.is_empty()
            && self.is_textual(it.def)
            && self.def_sites(it.def).iter().all(is_below)
    }

    /// Whether a path leads to a type alias, which can be named and not imported from.
    pub fn is_type_alias(&self, def: Def) -> bool {
        let Def::Item(id) = def else { return false };
        self.item(id).sites.iter().any(|(_, it)| matches!(it.kind, ItemKind::TypeAlias(_)))
    }

    /// What the remaining segments of a path in module `from` name, from what
    /// its first one does. Of several bindings those that `from` sees count.
    pub(super) fn rest(
        &self,
        from: ModuleId,
        mut found: Vec<Binding>,
        (segments, ns): (&[Segment], NsSet),
    ) -> Vec<Binding> {
        for (at, segment) in segments.iter().enumerate() {
            let ns = if at + 1 == segments.len() { ns } else { NsSet::TYPES };
            let below =
                |it: &Binding| self.step(it.def, &segment.name, self.exported(from, it.def, ns));
            found = found.iter().flat_map(below).collect();
            if found.len() > 1 && found.iter().any(|it| self.is_seen(it.seen_in, from)) {
                found.retain(|it| self.is_seen(it.seen_in, from));
            }
        }
        found
    }

    /// The namespaces, of some, in which a path in module `from` finds names behind another:
    /// out of a crate of procedural macros come macros alone.
    /// <https://doc.rust-lang.org/reference/procedural-macros.html>
    pub(super) fn exported(&self, from: ModuleId, holder: Def, ns: NsSet) -> NsSet {
        let Def::Module(id) = holder else { return ns };
        let krate = self.module(id).krate;
        let is_foreign = krate != self.module(from).krate;
        match self.workspace.target(krate).kind {
            TargetKind::ProcMacro if is_foreign => ns.intersection(NsSet::MACROS),
            _ => ns,
        }
    }

    /// `holder::name`, where `name` may be `super` or `self`.
    fn step(&self, holder: Def, name: &str, ns: NsSet) -> Vec<Binding> {
        match (holder, name) {
            (Def::Module(id), "super") => self.parent(id).into_iter().map(module_binding).collect(),
            (Def::Module(id), "self") => vec![module_binding(id)],
            (Def::External(id), _) => {
                let path = format!("{}::{name}", self.external_path(id));
                let is_there = ns.intersects(NsSet::MACROS) || !foreign::is_macro(&path);
                is_there.then(|| binding(self.external(&path))).into_iter().collect()
            }
            _ => self.path_member(holder, name, ns),
        }
    }

    /// What a path or a glob finds in a module or an enum.
    pub(super) fn path_member(&self, holder: Def, name: &str, ns: NsSet) -> Vec<Binding> {
        let mut found = self.member(holder, name, ns);
        found.retain(|it| it.import.is_some() || !self.is_elsewhere(it.def, holder));
        found
    }

    /// Whether a macro that is defined in a module has no path below that: one that is
    /// exported has its path at the crate's root.
    fn is_elsewhere(&self, def: Def, holder: Def) -> bool {
        let Def::Item(id) = def else { return false };
        let is_root = |id: ModuleId| self.module(id).parent.is_none();
        let is_exported = || self.item(id).sites.iter().any(|(_, it)| it.attrs.macro_export);
        let is_below_root = matches!(holder, Def::Module(id) if !is_root(id));
        self.is_textual(def) || is_below_root && is_exported()
    }

    /// Whether a macro has textual scope alone: no path leads to it.
    /// <https://doc.rust-lang.org/reference/macros-by-example.html#path-based-scope>
    fn is_textual(&self, def: Def) -> bool {
        let Def::Item(id) = def else { return false };
        self.item(id).sites.iter().all(|(_, it)| {
            let is_private = it.vis == Visibility::Inherited && !it.attrs.macro_export;
            it.kind == ItemKind::Macro && is_private
        })
    }

    fn parent(&self, module: ModuleId) -> Option<ModuleId> {
        let parent = self.module(self.real_module(module)).parent?;
        Some(self.real_module(parent))
    }

    /// What the first segment of a path names in a module, blocks around it,
    /// and what is seen everywhere.
    pub(super) fn first(&self, module: ModuleId, name: &str, ns: NsSet) -> Vec<Binding> {
        match name {
            "crate" | "$crate" => {
                return vec![module_binding(self.crate_root(module))];
            }
            "self" => return vec![module_binding(self.real_module(module))],
            "super" => return self.parent(module).into_iter().map(module_binding).collect(),
            "Self" => return Vec::new(),
            _ => {}
        }
        let mut found = Vec::new();
        for one in NsSet::EACH.into_iter().filter(|it| it.intersects(ns)) {
            found.extend(self.first_in(module, name, one));
        }
        found
    }

    fn first_in(&self, module: ModuleId, name: &str, ns: NsSet) -> Vec<Binding> {
        if ns == NsSet::MACROS {
            return self.macro_named(module, name);
        }
        let found = self.in_module(module, name, ns);
        match self.module(module).lexical {
            _ if !found.is_empty() => found,
            Some(around) => self.first_in(around, name, ns),
            None if ns == NsSet::TYPES => self.everywhere(module, name).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Crates and primitive types.
    fn everywhere(&self, module: ModuleId, name: &str) -> Option<Binding> {
        let primitive = || is_primitive(name).then_some(Def::Primitive);
        self.crate_named(module, name).or_else(primitive).map(binding)
    }

    /// A crate of the extern prelude, of an `extern crate` at the root, or of
    /// the sysroot.
    fn crate_named(&self, module: ModuleId, name: &str) -> Option<Def> {
        let root = self.crate_root(module);
        let at_root = || {
            let bound = self.in_module(root, name, NsSet::TYPES).into_iter();
            let is_crate = |it: &Def| match *it {
                Def::Module(id) => self.module(id).parent.is_none(),
                Def::External(id) => !self.external_path(id).contains("::"),
                _ => false,
            };
            bound.map(|it| it.def).find(is_crate)
        };
        self.extern_crate(module, name).or_else(at_root)
    }

    /// A crate that the package of a module depends on, by the name that code
    /// gives it.
    pub(super) fn extern_crate(&self, module: ModuleId, name: &str) -> Option<Def> {
        let krate = self.module(module).krate;
        if let Some(lib) = self.own_lib(module, name) {
            return Some(Def::Module(self.root(lib)));
        }
        if let Some(found) = self.dependencies(krate).get(name) {
            return Some(*found);
        }
        if SYSROOT.contains(&name) {
            return Some(self.external(name));
        }
        let is_guide = self.in_markdown(module);
        let lib = is_guide.then(|| self.lib_named(name)).flatten();
        lib.map(|it| Def::Module(self.root(it)))
    }

    /// What code of a module calls a library; none where it is not known there.
    pub(super) fn name_of_crate(&self, module: ModuleId, lib: TargetId) -> Option<String> {
        let name = &self.workspace.target(lib).name;
        if self.own_lib(module, name) == Some(lib) {
            return Some(name.to_string());
        }
        let root = Def::Module(self.root(lib));
        let dependencies = self.dependencies(self.module(module).krate);
        let named = dependencies.iter().filter(|it| *it.1 == root).map(|it| it.0);
        named.min().map(|it| it.to_string())
    }

    /// What the dependencies of a target are called in its code.
    pub(super) fn dependencies(&self, krate: TargetId) -> Rc<FxHashMap<SmolStr, Def>> {
        if let Some(known) = self.dependencies.borrow().get(&krate) {
            return known.clone();
        }
        let target = self.workspace.target(krate);
        let package = self.workspace.package(target.package);
        let mut named = FxHashMap::default();
        for it in package.dependencies.iter().filter(|it| is_for(it.kind, target.kind)) {
            let lib = self.workspace.dependency_lib(it).map(|it| Def::Module(self.root(it)));
            let external = || self.external(&it.package.replace('-', "_"));
            let name = self.workspace.name_in_code(it);
            named.entry(name).or_insert_with(|| lib.unwrap_or_else(external));
        }
        let named = Rc::new(named);
        self.dependencies.borrow_mut().insert(krate, named.clone());
        named
    }

    /// The library of a package, for its other targets and for doctests.
    fn own_lib(&self, module: ModuleId, name: &str) -> Option<TargetId> {
        let krate = self.module(module).krate;
        let target = self.workspace.target(krate);
        let lib = self.workspace.lib_of(target.package)?;
        let is_lib = lib == krate && !self.module(self.crate_root(module)).is_doctest;
        let is_other = !is_lib && target.kind != TargetKind::BuildScript;
        (is_other && self.workspace.target(lib).name == name).then_some(lib)
    }
}

/// Whether it is the name of a primitive type.
pub(super) fn is_primitive(name: &str) -> bool {
    PRIMITIVES.contains(&name)
}

fn is_for(kind: DependencyKind, target: TargetKind) -> bool {
    match (kind, target) {
        (DependencyKind::Build, _) => target == TargetKind::BuildScript,
        (_, TargetKind::BuildScript) => false,
        // Unit tests of every target see dev-dependencies.
        (DependencyKind::Normal | DependencyKind::Dev, _) => true,
    }
}

fn starts_with_keyword(path: &PathData) -> bool {
    let first = path.segments.first().map(|it| it.name.as_str());
    matches!(first, Some("crate" | "self" | "super" | "$crate"))
}

pub(super) fn module_binding(id: ModuleId) -> Binding {
    binding(Def::Module(id))
}

pub(super) fn binding(def: Def) -> Binding {
    Binding { def, ns: NsSet::TYPES, seen_in: None, aliased: false, import: None }
}
