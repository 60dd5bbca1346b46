//! The module trees, as far as they were asked for.
//!
//! Downwards a module's file is found from its declaration, upwards the
//! declaration from the file's path, so that neither needs a whole crate.
//! <https://doc.rust-lang.org/reference/items/modules.html>

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::below::Children;
use super::index::Index;
use super::places::{folder, joined};
use super::{DefSite, ModuleId, Resolver};
use crate::syntax::{Attrs, Body, Item, ItemKind, Visibility};
use crate::text::TextRange;
use crate::workspace::{FileId, SourceFile, TargetId};

/// A module of one crate: all bodies it has under all `cfg`s.
#[derive(Debug)]
pub struct Module {
    /// Its number.
    pub id: ModuleId,
    /// Its crate.
    pub krate: TargetId,
    /// The module around it; for a block the module it lies in.
    pub parent: Option<ModuleId>,
    /// For a block: the block or module whose names it also sees.
    pub lexical: Option<ModuleId>,
    /// For one of several bodies of a module, seen by itself: the module.
    pub whole: Option<ModuleId>,
    /// Whether it is the root of the crate that code in documentation is.
    pub is_doctest: bool,
    /// Its name; the crate's for a root, empty for a block.
    pub name: SmolStr,
    /// The visibilities of its declarations.
    pub vis: Visibility,
    /// Whether `#[macro_use]` stands on a declaration.
    pub macro_use: bool,
    /// Whether it is compiled for tests only (`#[cfg(test)]`), as far as its
    /// declarations say so.
    pub test_only: bool,
    /// Its declarations; none for roots and blocks.
    pub decls: Vec<DefSite>,
    /// Its bodies.
    pub bodies: Vec<ModuleBody>,
    pub(super) index: OnceCell<Rc<Index>>,
    /// Its bodies with all that they include and that macros give.
    all: OnceCell<Rc<Bodies>>,
    pub(super) below: OnceCell<Rc<Children>>,
}

/// One body of a module.
#[derive(Debug, Clone)]
pub struct ModuleBody {
    /// The file it stands in.
    pub file: FileId,
    /// The body of an inline module or a block; a file's body is its parse.
    pub(super) inline: Option<Arc<Body>>,
    /// The folder in which the files of its child modules are looked for.
    pub(super) dir: Utf8PathBuf,
    /// Where a macro call gives it: what `$crate` is there.
    pub(super) given: Option<ModuleId>,
    /// Whether `#[path]` or an `include!` names its file.
    pub(super) by_path: bool,
}

/// Bodies and the items in them.
pub(super) type Bodies = Vec<(ModuleBody, Arc<Body>)>;

impl Resolver<'_> {
    /// The root module of a target.
    pub fn root(&self, target: TargetId) -> ModuleId {
        if let Some(&id) = self.roots.borrow().get(&target) {
            return id;
        }
        let data = self.workspace.target(target);
        let dir = self.file(data.root).map(|it| folder(&it.path)).unwrap_or_default();
        let body = whole_file(data.root, dir, false);
        let root =
            Module { name: data.name.clone(), vis: Visibility::Public, ..blank(target, body) };
        let id = self.add_module(root);
        self.roots.borrow_mut().insert(target, id);
        id
    }

    pub(super) fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.workspace.file(id)
    }

    fn add_module(&self, mut module: Module) -> ModuleId {
        let mut modules = self.modules.borrow_mut();
        module.id = ModuleId(modules.len() as u32);
        let id = module.id;
        modules.push(Rc::new(module));
        id
    }

    /// One of several bodies of a module, as a module.
    pub(super) fn add_alone(&self, module: &Module, body: ModuleBody) -> ModuleId {
        self.add_module(Module {
            parent: module.parent,
            whole: Some(module.id),
            name: module.name.clone(),
            test_only: module.test_only,
            ..blank(module.krate, body)
        })
    }

    /// The items of a body.
    pub(super) fn body(&self, body: &ModuleBody) -> Arc<Body> {
        let parsed = || self.file(body.file).map(|it| it.syntax().body().clone());
        body.inline.clone().or_else(parsed).unwrap_or_default()
    }

    /// The bodies of a module, each followed by those that it `include!`s and
    /// that its macro calls give.
    pub(super) fn bodies(&self, module: &Module) -> Rc<Bodies> {
        let all = || {
            let mut all: Bodies = Vec::new();
            for (own, body) in module.bodies.iter().flat_map(|it| self.with_included(it)) {
                let given = self.given(module, &own, &body);
                all.push((own, body));
                all.extend(given);
            }
            Rc::new(all)
        };
        module.all.get_or_init(all).clone()
    }

    /// A body, followed by those that it `include!`s, and what those do.
    pub(super) fn with_included(&self, own: &ModuleBody) -> Bodies {
        let mut bodies = vec![(own.clone(), self.body(own))];
        let mut at = 0;
        while let Some((own, body)) = bodies.get(at).cloned() {
            let dir = self.file(own.file).map(|it| folder(&it.path)).unwrap_or_default();
            let included = body.includes.iter().filter_map(|it| self.at(&joined(&dir, it)));
            for it in included {
                if bodies.iter().all(|known| known.0.file != it.file) {
                    let body = self.body(&it);
                    bodies.push((it, body));
                }
            }
            at += 1;
        }
        bodies
    }

    /// The modules that a module declares, in the order of the text.
    pub(super) fn find_children(&self, parent: &Module) -> Vec<(SmolStr, ModuleId)> {
        let mut found = Declared::default();
        for (own, body) in self.bodies(parent).iter() {
            for item in &body.items {
                self.declare(parent, own, item, &mut found);
            }
        }
        found.modules.into_iter().map(|it| (it.name.clone(), self.add_module(it))).collect()
    }

    /// Adds what a `mod` item declares, to the module of that name if a twin
    /// under another `cfg` was there before.
    fn declare(&self, parent: &Module, own: &ModuleBody, item: &Item, found: &mut Declared) {
        let ItemKind::Module(inline) = &item.kind else { return };
        let Some(name) = &item.name else { return };
        let bodies = match inline {
            Some(body) => vec![self.inline_body(own, &name.name, &item.attrs, body)],
            None => self.declared_files(own, &name.name, &item.attrs),
        };
        let decl = DefSite { file: own.file, name: name.range, range: item.range };
        let module = found.named(&name.name, || Module {
            name: name.name.clone(),
            parent: Some(parent.id),
            bodies: vec![],
            vis: item.vis.clone(),
            ..blank(parent.krate, own.clone())
        });
        for body in bodies {
            // Twins under different `cfg`s may name one file.
            let is_known = |it: &ModuleBody| it.file == body.file && it.inline == body.inline;
            if !module.bodies.iter().any(is_known) {
                module.bodies.push(body);
            }
        }
        module.decls.push(decl);
        module.macro_use |= item.attrs.macro_use;
        module.test_only |= parent.test_only || is_test_cfg(&item.attrs);
        if item.vis == Visibility::Public {
            module.vis = Visibility::Public;
        }
    }

    fn inline_body(
        &self,
        own: &ModuleBody,
        name: &str,
        attrs: &Attrs,
        body: &Arc<Body>,
    ) -> ModuleBody {
        let dir = match attrs.paths.first() {
            Some(path) => joined(&self.base_of_paths(own), path),
            None => joined(&own.dir, name),
        };
        let (inline, by_path) = (Some(body.clone()), !attrs.paths.is_empty());
        ModuleBody { inline, dir, by_path, ..own.clone() }
    }

    /// The folder that a `#[path]` in a body starts from: for a whole file its own, though
    /// its modules may lie below.
    /// <https://doc.rust-lang.org/reference/items/modules.html#the-path-attribute>
    fn base_of_paths(&self, own: &ModuleBody) -> Utf8PathBuf {
        match &own.inline {
            Some(_) => own.dir.clone(),
            None => self.file(own.file).map(|it| folder(&it.path)).unwrap_or_default(),
        }
    }

    /// The files that `mod name;` may mean: those of `#[path]`, else
    /// `name.rs` and `name/mod.rs`.
    pub(super) fn declared_files(
        &self,
        own: &ModuleBody,
        name: &str,
        attrs: &Attrs,
    ) -> Vec<ModuleBody> {
        let said = attrs.paths.iter().map(|it| joined(&self.base_of_paths(own), it));
        let mut bodies: Vec<_> = said.filter_map(|it| self.at(&it)).collect();
        let is_conditional = attrs.cfg_attr_path;
        if attrs.paths.is_empty() || is_conditional {
            let dir = own.dir.join(name);
            let usual = [format!("{dir}.rs"), format!("{dir}/mod.rs")];
            let there = usual.iter().filter_map(|it| self.workspace.file_at(it.as_str().into()));
            bodies.extend(there.map(|it| whole_file(it, dir.clone(), false)));
        }
        bodies
    }

    /// What a path leads to.
    fn at(&self, path: &Utf8Path) -> Option<ModuleBody> {
        Some(whole_file(self.workspace.file_at(path)?, folder(path), true))
    }

    /// The pseudo-module of a block with items.
    pub(super) fn block(
        &self,
        owner: ModuleId,
        lexical: ModuleId,
        file: FileId,
        body: &Arc<Body>,
    ) -> ModuleId {
        let key = (owner, file, body.range);
        if let Some(&id) = self.blocks.borrow().get(&key) {
            return id;
        }
        let own = closed(file, body);
        let block = Module {
            parent: Some(owner),
            lexical: Some(lexical),
            test_only: self.module(lexical).test_only,
            ..blank(self.module(owner).krate, own)
        };
        let id = self.add_module(block);
        self.blocks.borrow_mut().insert(key, id);
        id
    }

    /// The inline module with this body whose name only the call of a macro knows.
    pub(super) fn unnamed_module(
        &self,
        parent: ModuleId,
        file: FileId,
        body: &Arc<Body>,
    ) -> ModuleId {
        let key = (parent, file, body.range);
        if let Some(&id) = self.blocks.borrow().get(&key) {
            return id;
        }
        let around = self.module(parent);
        let own = blank(around.krate, closed(file, body));
        let test_only = around.test_only;
        let id = self.add_module(Module { parent: Some(parent), test_only, ..own });
        self.blocks.borrow_mut().insert(key, id);
        id
    }

    /// The root of the crate that code in documentation of `host` is.
    pub(super) fn doctest_root(&self, host: ModuleId, file: FileId, body: &Arc<Body>) -> ModuleId {
        let key = (host, file, body.range);
        if let Some(&id) = self.blocks.borrow().get(&key) {
            return id;
        }
        let own = closed(file, body);
        let host = blank(self.module(host).krate, own);
        let id = self.add_module(Module { is_doctest: true, test_only: true, ..host });
        self.blocks.borrow_mut().insert(key, id);
        id
    }

    /// The root of a module's crate.
    pub(super) fn crate_root(&self, id: ModuleId) -> ModuleId {
        let module = self.module(id);
        module.parent.map_or(id, |it| self.crate_root(it))
    }

    /// Where the files of a module lie by convention: its file (none for an
    /// inline module) and the folder of its children; not where `#[path]` says.
    pub fn conventional_places(&self, id: ModuleId) -> Vec<(Option<FileId>, Utf8PathBuf)> {
        let module = self.module(id);
        let is_conventional =
            |it: &&ModuleBody| !it.by_path && it.dir.file_name() == Some(&module.name);
        let place = |it: &ModuleBody| (it.inline.is_none().then_some(it.file), it.dir.clone());
        module.bodies.iter().filter(is_conventional).map(place).collect()
    }

    /// The files of a module and all below it, inline ones left out.
    pub fn files_below(&self, id: ModuleId) -> Vec<FileId> {
        let module = self.module(id);
        let own = module.bodies.iter().filter(|it| it.inline.is_none()).map(|it| it.file);
        let mut files: Vec<_> = own.collect();
        files.extend(self.children(id).into_iter().flat_map(|it| self.files_below(it.1)));
        files.sort();
        files.dedup();
        files
    }

    /// The file of a module's first body.
    pub fn file_of(&self, id: ModuleId) -> Option<FileId> {
        self.module(id).bodies.first().map(|it| it.file)
    }

    /// The items of a module's first body.
    pub fn first_body(&self, id: ModuleId) -> Option<Arc<Body>> {
        self.module(id).bodies.first().map(|it| self.body(it))
    }

    /// Whether a body of a file is one that a module always has: its only one, or what
    /// that includes.
    pub fn has_body(&self, id: ModuleId, (file, range): (FileId, TextRange)) -> bool {
        let module = self.module(id);
        let is_own = |(own, body): &(ModuleBody, Arc<Body>)| {
            own.file == file && body.range == range && own.given.is_none()
        };
        module.bodies.len() == 1 && self.bodies(&module).iter().any(is_own)
    }

    /// The nearest module that is no block.
    pub fn real_module(&self, id: ModuleId) -> ModuleId {
        let module = self.module(id);
        match (module.lexical, module.parent) {
            (Some(_), Some(parent)) => self.real_module(parent),
            _ => module.whole.unwrap_or(id),
        }
    }
}

/// The body of a block, which declares no modules of other files.
fn closed(file: FileId, body: &Arc<Body>) -> ModuleBody {
    let dir = Utf8PathBuf::from("\0");
    ModuleBody { file, inline: Some(body.clone()), dir, given: None, by_path: false }
}

/// The modules of one parent on their way, found again by name.
#[derive(Default)]
struct Declared {
    modules: Vec<Module>,
    places: FxHashMap<SmolStr, usize>,
}

impl Declared {
    fn named(&mut self, name: &SmolStr, make: impl FnOnce() -> Module) -> &mut Module {
        let at = *self.places.entry(name.clone()).or_insert(self.modules.len());
        if at == self.modules.len() {
            self.modules.push(make());
        }
        &mut self.modules[at]
    }
}

fn blank(krate: TargetId, body: ModuleBody) -> Module {
    Module {
        id: ModuleId(0),
        krate,
        parent: None,
        lexical: None,
        whole: None,
        is_doctest: false,
        name: SmolStr::default(),
        vis: Visibility::Inherited,
        macro_use: false,
        test_only: false,
        decls: Vec::new(),
        bodies: vec![body],
        index: OnceCell::new(),
        all: OnceCell::new(),
        below: OnceCell::new(),
    }
}

/// Whether a `cfg` holds in tests only, by its text.
fn is_test_cfg(attrs: &Attrs) -> bool {
    let cfg = attrs.cfg.as_deref().unwrap_or_default();
    let mut words = cfg.split(|it: char| !it.is_alphanumeric() && it != '_');
    words.any(|it| it == "test") && !cfg.contains("not") && !cfg.contains("any")
}

/// A body that is all of a file, whose modules lie in `dir`.
fn whole_file(file: FileId, dir: Utf8PathBuf, by_path: bool) -> ModuleBody {
    ModuleBody { file, inline: None, dir, given: None, by_path }
}
