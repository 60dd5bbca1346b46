//! What macro calls in the place of items give to the module around them: the
//! items in the arms of `macro_rules!` of the workspace, and modules that are
//! declared by a name among the arguments.
//! <https://doc.rust-lang.org/reference/macros-by-example.html#scoping-exporting-and-importing>
//!
//! Invariant: a superset. All arms count; a name among the arguments counts
//! where the file of such a module is there.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::modules::{Bodies, Module, ModuleBody};
use super::{Def, ModuleId, Resolver};
use crate::syntax::{
    Attrs, Body, ByName, Item, ItemKind, MacroCall, PathData, Rules, Segment, Sites, UseItem,
    UseTree, UseTreeKind, Visibility,
};
use crate::text::TextRange;
use crate::workspace::{FileId, SourceFile};

/// Macros that call macros are followed so far.
const DEEPEST: usize = 8;

/// A macro by the file that it is defined in.
type Defined = (FileId, Rules);

impl Resolver<'_> {
    /// Where a macro call that stands as an item of a module, and whose tokens are no
    /// items, has a name among its tokens, by which it may define an item.
    pub fn told_to_macro(&self, module: ModuleId, name: &str) -> Option<(FileId, TextRange)> {
        let bodies = self.bodies(&self.module(module));
        let mut calls = bodies.iter().flat_map(|(own, body)| {
            let open = body.macro_calls.iter().filter(|it| !it.is_read);
            open.flat_map(|it| &it.words).map(|it| (own.file, it))
        });
        let found = calls.find(|(file, it)| it.name == name && self.may_define(*file, it));
        found.map(|it| (it.0, it.1.range))
    }

    /// The bodies that the macro calls of a body give to its module, those of
    /// the calls in them included.
    pub(super) fn given(&self, module: &Module, own: &ModuleBody, body: &Arc<Body>) -> Bodies {
        let mut all = Bodies::new();
        let mut seen = FxHashSet::default();
        let is_within = |file, arm| self.is_made_by(module, own, (file, arm));
        let mut open = vec![(body.clone(), 0)];
        while let Some((body, depth)) = open.pop() {
            for call in &body.macro_calls {
                for (file, rules) in self.rules_called(module, &call.path) {
                    let arms = rules.arms.iter().filter(|it| !is_within(file, it.range));
                    for arm in arms.filter(|it| seen.insert((file, it.range))) {
                        let given = self.given_body(module, own, (file, arm.clone()));
                        all.push((given, arm.clone()));
                        open.extend((depth < DEEPEST).then(|| (arm.clone(), depth + 1)));
                    }
                    let by_name = rules.by_name.as_ref().filter(|_| !call.is_read);
                    all.extend(by_name.map(|it| self.named_modules(own, call, it)));
                }
                if depth == 0 {
                    all.extend(self.modules_of_folder(module, own, call));
                }
            }
        }
        all
    }

    /// Whether a module, or one around it, is made by an arm of a macro: what calls the
    /// macro in there would be given the same modules without an end.
    fn is_made_by(
        &self,
        module: &Module,
        own: &ModuleBody,
        (file, arm): (FileId, TextRange),
    ) -> bool {
        let is_in = |it: &ModuleBody| {
            let range = it.inline.as_ref().map(|it| it.range);
            it.given.is_some() && it.file == file && range.is_some_and(|it| arm.contains_range(it))
        };
        let above = |id: ModuleId| self.module(id).parent;
        let mut around = std::iter::successors(module.parent, |it| above(*it));
        is_in(own) || around.any(|it| self.module(it).bodies.iter().any(is_in))
    }

    fn given_body(
        &self,
        module: &Module,
        own: &ModuleBody,
        (file, arm): (FileId, Arc<Body>),
    ) -> ModuleBody {
        let home = self.home(module, file);
        ModuleBody { file, inline: Some(arm), given: Some(home), ..own.clone() }
    }

    /// What `$crate` is in a macro that a file defines and a module calls.
    pub(super) fn home(&self, module: &Module, file: FileId) -> ModuleId {
        let package = self.workspace.file(file).map(|it| it.package);
        let own = self.workspace.target(module.krate).package;
        let lib = package.filter(|it| *it != own).and_then(|it| self.workspace.lib_of(it));
        self.root(lib.unwrap_or(module.krate))
    }

    /// The modules that a call declares by the names among its arguments.
    fn named_modules(
        &self,
        own: &ModuleBody,
        call: &MacroCall,
        how: &ByName,
    ) -> (ModuleBody, Arc<Body>) {
        let is_there =
            |it: &&Segment| !self.declared_files(own, &it.name, &Attrs::default()).is_empty();
        let names: Vec<&Segment> = call.words.iter().filter(is_there).collect();
        let glob = how.glob.as_ref();
        let body = Body {
            range: call.range,
            items: names.iter().map(|it| module_item(it, &how.vis)).collect(),
            uses: glob.iter().flat_map(|vis| names.iter().map(|it| glob_of(it, vis))).collect(),
            ..Body::default()
        };
        let body = Arc::new(body);
        (ModuleBody { inline: Some(body.clone()), ..own.clone() }, body)
    }

    /// The `macro_rules!` of the workspace that a call in a module means, found
    /// without the names of modules: those may come of it.
    pub(super) fn rules_called(&self, module: &Module, path: &PathData) -> Vec<Defined> {
        let Some(name) = path.segments.last().map(|it| &it.name) else { return Vec::new() };
        if !self.macros_by_text().contains_key(name) {
            return Vec::new();
        }
        let textual = (path.segments.len() == 1).then(|| self.textual_rules(module, name));
        match textual {
            Some(found) if !found.is_empty() => found,
            _ => self.exported_rules(module, name),
        }
    }

    /// Those of the module, of one around it, or of a `#[macro_use]` module there.
    fn textual_rules(&self, module: &Module, name: &str) -> Vec<Defined> {
        let mut found = Vec::new();
        for (own, body) in module.bodies.iter().flat_map(|it| self.with_included(it)) {
            self.rules_in(&own, &body, name, &mut found);
        }
        let parent = module.lexical.or(module.parent).filter(|_| found.is_empty());
        parent.map_or(found, |it| self.textual_rules(&self.module(it), name))
    }

    fn rules_in(&self, own: &ModuleBody, body: &Body, name: &str, found: &mut Vec<Defined>) {
        let named = body.rules.iter().filter(|it| it.name == name);
        found.extend(named.map(|it| (own.file, it.clone())));
        for item in &body.items {
            let (ItemKind::Module(inline), Some(child)) = (&item.kind, &item.name) else {
                continue;
            };
            match inline {
                Some(inner) if item.attrs.macro_use => self.rules_in(own, inner, name, found),
                // What a path names has any name.
                None if item.attrs.macro_use
                    || !item.attrs.paths.is_empty()
                    || self.may_share(&child.name) =>
                {
                    let files = self.declared_files(own, &child.name, &item.attrs).into_iter();
                    for it in files.filter(|it| item.attrs.macro_use || self.is_open(it)) {
                        self.rules_in(&it, &self.body(&it), name, found);
                    }
                }
                _ => {}
            }
        }
    }

    /// Those that a crate exports under this name: of the module's own package,
    /// else of any other.
    fn exported_rules(&self, module: &Module, name: &str) -> Vec<Defined> {
        let own = self.workspace.target(module.krate).package;
        let files = self.macros_by_text().get(name).into_iter().flatten();
        let files = files.filter_map(|it| self.workspace.file(*it));
        let files: Vec<_> = files.filter(|it| self.may_export(it)).collect();
        let of = |files: &mut dyn Iterator<Item = &&SourceFile>| {
            let mut found = Vec::new();
            files.for_each(|it| exported_in(it.id, it.syntax().body(), name, &mut found));
            found
        };
        let found = of(&mut files.iter().filter(|it| it.package == own));
        if found.is_empty() { of(&mut files.iter()) } else { found }
    }

    /// For a site in an arm of a `macro_rules!`: the modules whose calls give it,
    /// else the scopes in which the macro is called.
    pub(super) fn callers_of_site(
        &self,
        file: FileId,
        sites: &Sites,
        scope: Option<crate::syntax::ScopeId>,
    ) -> Rc<Vec<ModuleId>> {
        let Some((name, arm)) = sites.rules(scope) else { return Rc::default() };
        let given = self.callers(file, name, arm);
        if given.is_empty() { self.calls((file, name, arm)) } else { given }
    }

    /// The modules to which an arm of a macro is given; `range` holds it.
    pub(super) fn callers(&self, file: FileId, name: &str, range: TextRange) -> Rc<Vec<ModuleId>> {
        let key = (file, range);
        if let Some(known) = self.callers.borrow().get(&key) {
            return known.clone();
        }
        let found = Rc::new(self.find_callers(file, name, range));
        self.callers.borrow_mut().insert(key, found.clone());
        found
    }

    fn find_callers(&self, file: FileId, name: &str, range: TextRange) -> Vec<ModuleId> {
        let mut names = vec![SmolStr::new(name)];
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(name) = names.get(at).cloned() {
            at += 1;
            let naming = self.naming(&name);
            let calling = naming.iter().filter(|it| it.1);
            for source in calling.filter_map(|it| self.workspace.file(it.0)) {
                // A macro that calls it may be called in its stead.
                for it in all_rules(source.syntax().body()) {
                    let is_call =
                        |it: &MacroCall| it.path.segments.last().is_some_and(|it| it.name == name);
                    let calls = it.arms.iter().any(|it| it.macro_calls.iter().any(is_call));
                    names.extend((calls && !names.contains(&it.name)).then(|| it.name.clone()));
                }
                for &root in self.modules_of(source.id).iter() {
                    found.extend(self.modules_in(root, source.id));
                }
            }
        }
        let is_given = |(own, _): &(ModuleBody, Arc<Body>)| {
            let arm = own.inline.as_ref().filter(|_| own.file == file && own.given.is_some());
            arm.is_some_and(|it| range.contains_range(it.range))
        };
        found.retain(|it| self.bodies(&self.module(*it)).iter().any(is_given));
        found.sort();
        found.dedup();
        found
    }

    /// The items that are the same text as one in an arm of a macro: one in each
    /// module that the arm is given to.
    pub(super) fn given_twins(&self, def: Def) -> Vec<ModuleId> {
        let Some(site) = self.def_sites(def).first().copied() else { return Vec::new() };
        let Some(source) = self.workspace.file(site.file) else { return Vec::new() };
        let mut found = Vec::new();
        for rules in all_rules(source.syntax().body()) {
            if let Some(arm) = rules.arms.iter().find(|it| it.range.contains_range(site.name)) {
                found.extend(self.callers(site.file, &rules.name, arm.range).iter().copied());
            }
        }
        found
    }
}

fn exported_in(file: FileId, body: &Body, name: &str, found: &mut Vec<Defined>) {
    for item in &body.items {
        let is_named = item.name.as_ref().is_some_and(|it| it.name == name);
        match &item.kind {
            // One in a call may be exported by that.
            ItemKind::Macro if is_named && (item.attrs.macro_export || item.in_macro) => {
                let own = body.rules.iter().filter(|it| it.name == name);
                found.extend(own.map(|it| (file, it.clone())));
            }
            ItemKind::Module(Some(inner)) => exported_in(file, inner, name, found),
            _ => {}
        }
    }
}

/// The macros that a file defines, outside of blocks.
pub(super) fn all_rules(body: &Body) -> Vec<&Rules> {
    let inner = body.items.iter().filter_map(|it| match &it.kind {
        ItemKind::Module(Some(inner)) => Some(inner),
        _ => None,
    });
    body.rules.iter().chain(inner.flat_map(|it| all_rules(it))).collect()
}

fn module_item(name: &Segment, vis: &Visibility) -> Item {
    Item {
        name: Some(name.clone()),
        range: name.range,
        kind: ItemKind::Module(None),
        vis: vis.clone(),
        attrs: Attrs::default(),
        in_macro: false,
    }
}

fn glob_of(name: &Segment, vis: &Visibility) -> UseItem {
    let path = PathData { leading_colons: false, segments: vec![name.clone()] };
    UseItem {
        range: name.range,
        statement: name.range,
        vis: vis.clone(),
        vis_text: SmolStr::default(),
        attrs: Attrs::default(),
        tree: UseTree { range: name.range, path, kind: UseTreeKind::Glob(name.range) },
        in_macro: true,
    }
}
