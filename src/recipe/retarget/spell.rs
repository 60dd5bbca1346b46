//! How a path is written in a place: `crate::…` in its own crate, else by the
//! name of the dependency; and what must be there for it.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{At, BodyKey, Goal, Need, Request};
use crate::diagnostic::Diagnostic;
use crate::imports::ImportPath;
use crate::manifest::DependencyKind;
use crate::resolve::{Def, ItemPath, ModuleId, Stand};
use crate::syntax::{Body, ItemKind, NsSet, PathKind, Place, ScopeId, ScopeKind, Sites, written};
use crate::workspace::{SourceFile, TargetId, TargetKind};

/// A path as one place writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelled {
    pub segments: Vec<SmolStr>,
    /// Whether it begins with `::`.
    pub is_global: bool,
    pub need: Option<Need>,
}

impl Spelled {
    pub(super) fn import(&self, alias: Option<SmolStr>) -> ImportPath {
        let mut segments = self.segments.clone();
        if let Some(head) = segments.first_mut().filter(|it| *it == "$crate") {
            *head = "crate".into();
        }
        ImportPath { leading_colons: self.is_global, segments, alias }
    }

    pub(super) fn text(&self, edition: crate::syntax::Edition) -> String {
        let segments: Vec<_> = self.segments.iter().map(|it| written(it, edition)).collect();
        format!("{}{}", if self.is_global { "::" } else { "" }, segments.join("::"))
    }
}

impl Request<'_> {
    /// The path of a goal as a place writes it; the same in all module trees
    /// of the file.
    pub(super) fn spell(&self, at: At<'_>, goal: &Goal) -> Result<Spelled, Diagnostic> {
        let mut all = at.mentions.roots.iter().map(|root| self.spell_in(at, *root, goal));
        let first =
            all.next().unwrap_or_else(|| Err(Diagnostic::error("no target reaches this file")))?;
        for other in all {
            if other?.segments != first.segments {
                let message = format!(
                    "`{}` is written in different ways by the targets of this file",
                    goal.path
                );
                let label = self.label(at.file(), at.site.range, "");
                return Err(Diagnostic::error(message)
                    .at(label)
                    .help("exclude the file, and edit it by hand"));
            }
        }
        Ok(first)
    }

    fn spell_in(&self, at: At<'_>, root: ModuleId, goal: &Goal) -> Result<Spelled, Diagnostic> {
        let krate = self.resolver.module(root).krate;
        let path = &goal.path;
        let (first, rest) =
            path.segments.split_first().ok_or_else(|| Diagnostic::error("an empty path"))?;
        let target = self.resolver.target_of(path);
        let in_doctest = at.mentions.sites.doctest(at.site.scope).is_some();
        if let Some(twin) = target.and_then(|it| self.twin_in(krate, it, path)) {
            return self.spell_in(at, root, &Goal { path: twin, ..goal.clone() });
        }
        let (head, need) = match target {
            Some(target) if target == krate && !in_doctest => (SmolStr::new(own_crate(at)), None),
            Some(target) if !self.is_lib(target) => return Err(self.no_library(at, path)),
            _ if is_quoted(at) => (first.clone(), None),
            target => self.dependency(at, root, first, target),
        };
        let stand = Stand { file: at.file(), root, sites: &at.mentions.sites, caller: None };
        let module = self.resolver.module_at(stand, at.site.scope);
        // Links to private items are links, too.
        if in_doctest || !at.mentions.sites.is_in_docs(at.site) {
            self.check_seen(at, module, path)?;
        }
        let is_global = is_quoted(at) && head != own_crate(at);
        let segments = std::iter::once(head).chain(rest.iter().cloned()).collect();
        Ok(Spelled { segments, is_global, need })
    }

    /// The path of what a path leads to in the module tree of another target, which shares
    /// its file (`tests/common/mod.rs`).
    fn twin_in(&self, krate: TargetId, target: TargetId, path: &ItemPath) -> Option<ItemPath> {
        if target == krate || self.is_lib(target) {
            return None;
        }
        let found = self.resolver.items_at(path).into_iter();
        let mut twins = found.flat_map(|it| self.resolver.twins(it));
        let twin = twins.find(|it| self.krate_of(*it) == Some(krate))?;
        let twin = ItemPath::parse(&self.resolver.path_of(twin));
        (self.resolver.target_of(&twin) == Some(krate)).then_some(twin)
    }

    pub(super) fn krate_of(&self, def: Def) -> Option<TargetId> {
        match def {
            Def::Module(id) => Some(self.resolver.module(id).krate),
            Def::Item(id) => Some(self.resolver.module(self.resolver.item(id).module).krate),
            Def::External(_) | Def::Primitive => None,
        }
    }

    fn is_lib(&self, target: TargetId) -> bool {
        matches!(self.workspace().target(target).kind, TargetKind::Lib | TargetKind::ProcMacro)
    }

    fn no_library(&self, at: At<'_>, path: &ItemPath) -> Diagnostic {
        let message = format!("`{path}` lies in a target that other crates cannot name");
        Diagnostic::error(message)
            .at(self.label(at.file(), at.site.range, "needed here"))
            .help("move the item to a library first")
    }

    /// The name that code uses for a crate, and the dependency it takes where
    /// there is none.
    fn dependency(
        &self,
        at: At<'_>,
        root: ModuleId,
        krate: &SmolStr,
        target: Option<TargetId>,
    ) -> (SmolStr, Option<Need>) {
        let stand = Stand { file: at.file(), root, sites: &at.mentions.sites, caller: None };
        let module = self.resolver.module(self.resolver.module_at(stand, at.site.scope));
        let own = self.workspace().target(module.krate);
        let package = self.workspace().package(own.package);
        let lib_name = target.map(|it| self.workspace().target(it).name.clone());
        if let Some(name) = lib_name.as_ref().filter(|_| {
            target.and_then(|it| self.package_lib(it)) == self.workspace().lib_of(own.package)
        }) {
            return (name.clone(), None);
        }
        let wanted = needed_kind(own.kind, module.test_only);
        let serves = |kind: DependencyKind| {
            kind == wanted || (wanted, kind) == (DependencyKind::Dev, DependencyKind::Normal)
        };
        let known =
            package.dependencies.iter().filter(|it| serves(it.kind)).find(|it| match target {
                Some(target) => self.workspace().dependency_lib(it) == Some(target),
                None => it.package.replace('-', "_") == *krate || it.code_name == *krate,
            });
        match (known, matches!(krate.as_str(), "std" | "core" | "alloc")) {
            (Some(it), _) if it.code_name != it.package.replace('-', "_") => {
                (it.code_name.clone(), None)
            }
            (Some(_), _) => (lib_name.unwrap_or_else(|| krate.clone()), None),
            (None, true) => (krate.clone(), None),
            (None, false) => {
                let need = Need { package: own.package, krate: krate.clone(), kind: wanted };
                (lib_name.unwrap_or_else(|| krate.clone()), Some(need))
            }
        }
    }

    fn package_lib(&self, target: TargetId) -> Option<TargetId> {
        self.workspace().lib_of(self.workspace().target(target).package)
    }

    /// Whether the path of a goal is visible where a mention stands.
    pub(super) fn sees(&self, at: At<'_>, root: ModuleId, goal: &Goal) -> bool {
        let stand = Stand { file: at.file(), root, sites: &at.mentions.sites, caller: None };
        let module = self.resolver.module_at(stand, at.site.scope);
        self.check_seen(at, module, &goal.path).is_ok()
    }

    /// Refuses a path that is not visible from a module.
    fn check_seen(&self, at: At<'_>, from: ModuleId, path: &ItemPath) -> Result<(), Diagnostic> {
        let rest = path.segments.get(1..).unwrap_or_default();
        let Some(target) = self.resolver.target_of(path) else { return Ok(()) };
        let mut holders = vec![Def::Module(self.resolver.root(target))];
        for (reached, name) in rest.iter().enumerate() {
            let ns = if reached + 1 == rest.len() { NsSet::ALL } else { NsSet::TYPES };
            let found: Vec<_> =
                holders.iter().flat_map(|it| self.resolver.member(*it, name, ns)).collect();
            let is_private = !found.is_empty()
                && !found.iter().any(|it| self.resolver.is_seen(it.seen_in, from));
            if is_private {
                return Err(self.private(at, &path.segments[..=reached + 1], path));
            }
            holders = found.iter().map(|it| it.def).collect();
        }
        Ok(())
    }

    fn private(&self, at: At<'_>, reached: &[SmolStr], path: &ItemPath) -> Diagnostic {
        let message = format!("`{}` is private and cannot be named from here", reached.join("::"));
        Diagnostic::error(message)
            .at(self.label(at.file(), at.site.range, &format!("`{path}` is needed here")))
            .help("make it visible, or name the item by a path that is")
    }

    /// The innermost list of items around a mention.
    pub(super) fn body_of(&self, at: At<'_>) -> BodyKey {
        body_key(self, at, at.site.scope, &|_| true)
    }

    /// The innermost module's list of items around a mention.
    pub(super) fn module_body_of(&self, at: At<'_>) -> BodyKey {
        let is_root = |it: &ScopeKind| matches!(it, ScopeKind::Module(_) | ScopeKind::Doctest(_));
        body_key(self, at, at.site.scope, &is_root)
    }
}

/// Whether a mention is code of another place, which names crates with `::`.
fn is_quoted(at: At<'_>) -> bool {
    matches!(&at.site.place, Place::Path(it) if it.kind == PathKind::Quoted)
}

/// How the crate of a mention is written there: what a macro names is looked up
/// in the crate that calls it.
fn own_crate(at: At<'_>) -> &'static str {
    match &at.site.place {
        Place::Path(it) if it.kind == PathKind::MacroBody => "$crate",
        Place::Use(_) if at.mentions.sites.rules(at.site.scope).is_some() => "$crate",
        _ => "crate",
    }
}

fn needed_kind(target: TargetKind, test_only: bool) -> DependencyKind {
    match target {
        TargetKind::BuildScript => DependencyKind::Build,
        TargetKind::Test | TargetKind::Example | TargetKind::Bench => DependencyKind::Dev,
        _ if test_only => DependencyKind::Dev,
        _ => DependencyKind::Normal,
    }
}

fn body_key(
    request: &Request<'_>,
    at: At<'_>,
    scope: Option<ScopeId>,
    wanted: &dyn Fn(&ScopeKind) -> bool,
) -> BodyKey {
    let mut next = scope;
    while let Some(id) = next {
        let scope = &at.mentions.sites.scopes[id.0 as usize];
        next = scope.parent;
        if let Some(body) = body_of_scope(&scope.kind).filter(|_| wanted(&scope.kind)) {
            return (at.file(), body.range.start(), body.range.end());
        }
    }
    let len = request.workspace().file(at.file()).map_or(0, |it| it.text.len());
    (at.file(), 0.into(), (len as u32).into())
}

fn body_of_scope(kind: &ScopeKind) -> Option<&Arc<Body>> {
    match kind {
        ScopeKind::Module(body) => Some(body),
        ScopeKind::Block { body, .. } => body.as_ref(),
        ScopeKind::Doctest(it) => Some(&it.body),
        ScopeKind::Binder(_) | ScopeKind::Rules(_) => None,
    }
}

/// The list of items at a place: the file's, an inline module's, or a block's.
pub(in crate::recipe) fn body_at(source: &SourceFile, key: BodyKey) -> Option<Arc<Body>> {
    let root = source.syntax().body();
    let is_root = key.1 == root.range.start() && key.2 == root.range.end();
    if is_root {
        return Some(root.clone());
    }
    inline(root, key).or_else(|| block(source, key))
}

fn inline(body: &Arc<Body>, key: BodyKey) -> Option<Arc<Body>> {
    body.items.iter().find_map(|it| match &it.kind {
        ItemKind::Module(Some(inner))
            if inner.range.start() == key.1 && inner.range.end() == key.2 =>
        {
            Some(inner.clone())
        }
        ItemKind::Module(Some(inner)) => inline(inner, key),
        _ => None,
    })
}

fn block(source: &SourceFile, key: BodyKey) -> Option<Arc<Body>> {
    let range = crate::text::TextRange::new(key.1, key.2);
    let sites: Sites = source.syntax().scopes_at(key.1);
    sites
        .scopes
        .iter()
        .find_map(|it| body_of_scope(&it.kind).filter(|it| it.range == range).cloned())
}
