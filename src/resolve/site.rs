//! What a name means where it stands: locals, generics, blocks, modules.
//! <https://doc.rust-lang.org/reference/names/scopes.html>

use std::sync::Arc;

use super::docs::is_link;
use super::paths::{binding, is_primitive};
use super::prelude::is_constructor;
use super::{Binding, Def, ModuleId, Resolver};
use crate::planted::planted;
use crate::syntax::{
    Binder, Body, ItemKind, Local, NsSet, PathKind, PathSite, Place, ScopeId, ScopeKind, Segment,
    SelfType, Site, Sites, UseSite,
};
use crate::workspace::FileId;

/// What a site means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// These items: more than one in different namespaces or under different
    /// `cfg`s.
    Items(Vec<Binding>),
    /// A local variable, or a new binding.
    Local,
    /// A generic parameter.
    Generic,
    /// A field, method, associated item, label.
    Member,
    /// These items, if the place holds code at all.
    Perhaps(Vec<Binding>),
    /// Nothing that is known here.
    Unknown,
}

/// Where a site stands: a file as the body of one module.
#[derive(Debug, Clone, Copy)]
pub struct Stand<'a> {
    /// The file.
    pub file: FileId,
    /// The module that the file is the body of.
    pub root: ModuleId,
    /// The sites and scopes of the file.
    pub sites: &'a Sites,
    /// For a site in an arm of a `macro_rules!`: the module of the call.
    pub caller: Option<ModuleId>,
}

impl Resolver<'_> {
    /// What a site means.
    pub fn resolve(&self, stand: Stand<'_>, site: &Site) -> Resolution {
        match &site.place {
            Place::Path(it) | Place::Shorthand(it) => match self.path_site(stand, site, it) {
                Resolution::Unknown => self.of_prelude(stand, site, it),
                found => found,
            },
            Place::Pattern(it) | Place::ShorthandPattern(it) => self.pattern(stand, site, it),
            Place::Binding(it) => match self.pattern(stand, site, it) {
                Resolution::Unknown => Resolution::Local,
                found => found,
            },
            Place::Use(it) => self.use_site(stand, site, it),
            Place::ExternCrate => {
                let module = self.module_at(stand, site.scope);
                let krate = self.extern_crate(module, &site.name).map(|it| vec![binding(it)]);
                items(krate.unwrap_or_default())
            }
            Place::Parameter => Resolution::Generic,
            _ => Resolution::Member,
        }
    }

    fn use_site(&self, stand: Stand<'_>, site: &Site, it: &UseSite) -> Resolution {
        let module = self.module_at(stand, site.scope);
        let ns = if it.is_leaf { NsSet::ALL } else { NsSet::TYPES };
        items(self.use_path(module, &it.path, ns))
    }

    /// A plain identifier pattern refers to a constant, static, unit struct or
    /// variant where one is in scope, and binds otherwise.
    fn pattern(&self, stand: Stand<'_>, site: &Site, it: &PathSite) -> Resolution {
        let module = self.module_at(stand, site.scope);
        let found = self.first(module, &it.path.segments[0].name, NsSet::VALUES);
        let (constants, others): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|it| self.is_constant(it.def));
        if constants.is_empty() {
            return if others.is_empty() || !self.is_unknown(&others) {
                Resolution::Local
            } else {
                Resolution::Unknown
            };
        }
        Resolution::Items(constants)
    }

    fn is_unknown(&self, found: &[Binding]) -> bool {
        found.iter().any(|it| matches!(it.def, Def::External(_)))
    }

    /// Whether a plain identifier pattern of that name refers to it.
    fn is_constant(&self, def: Def) -> bool {
        let Def::Item(id) = def else { return false };
        let item = self.item(id);
        item.owner.is_some()
            || item.sites.iter().any(|(_, it)| {
                matches!(it.kind, ItemKind::Const | ItemKind::Static | ItemKind::Struct(_))
            })
    }

    fn path_site(&self, stand: Stand<'_>, site: &Site, it: &PathSite) -> Resolution {
        if is_link(it) {
            return self.doc_link(stand, site, it);
        }
        let segments = &it.path.segments;
        if it.kind == PathKind::Quoted && (it.path.leading_colons || self.is_spliced(stand, it)) {
            return items(match it.path.leading_colons {
                true => self.quoted(self.module_at(stand, site.scope), it),
                false => self.handed_on(stand, it),
            });
        }
        if it.path.leading_colons {
            let module = self.module_at(stand, site.scope);
            return items(self.global_path(module, &it.path, it.ns));
        }
        let is_single = segments.len() == 1;
        let found = match it.ns == NsSet::ARGUMENT {
            _ if self.is_quoted_crate(stand, site, it) => {
                return items(self.quoted(self.module_at(stand, site.scope), it));
            }
            true => self.generic_argument(stand, site, it),
            false => self.path_in(stand, site, it, it.ns),
        };
        let found = match it.kind {
            PathKind::FormatString => self.captured(found),
            PathKind::Perhaps | PathKind::Quoted | PathKind::AttributeWord => perhaps(found),
            PathKind::Attribute if it.ns == NsSet::MACROS => self.without_rules(found),
            PathKind::MacroBody if is_single && it.trailing == 0 => without_modules(found),
            PathKind::BeforeColon => match without_modules(found) {
                Resolution::Unknown => return Resolution::Member,
                found => found,
            },
            _ => found,
        };
        // A macro may take a type where its tokens read as a value.
        let is_macro = matches!(it.kind, PathKind::MacroCall | PathKind::DocCode);
        let may_be_type = is_macro && it.ns == NsSet::VALUES;
        let is_made = || is_single && self.is_made_by_prelude(stand, site);
        let found = match found {
            Resolution::Unknown if may_be_type && is_made() => found,
            Resolution::Unknown if may_be_type => self.path_in(stand, site, it, NsSet::TYPES),
            found => found,
        };
        match found {
            Resolution::Unknown if it.kind == PathKind::Quoted => items(self.handed_on(stand, it)),
            Resolution::Unknown => items(self.handed_macro(stand, (site, it), false)),
            Resolution::Items(mut found) => {
                found.extend(self.handed_macro(stand, (site, it), true));
                Resolution::Items(found)
            }
            found => found,
        }
    }

    /// Whether a name is a constructor that the standard library's prelude brings, and is
    /// called: `Err(…)` beside an enum `Err`.
    /// <https://doc.rust-lang.org/std/prelude/>
    fn is_made_by_prelude(&self, stand: Stand<'_>, site: &Site) -> bool {
        let text = self.workspace.file(stand.file).map_or("", |it| &*it.text);
        let behind = text.get(site.range.end().into()..).unwrap_or_default();
        is_constructor(&site.name) && behind.trim_start().starts_with('(')
    }

    /// What may be a type or a constant is a type if there is one.
    /// <https://doc.rust-lang.org/reference/items/generics.html#const-generics>
    fn generic_argument(&self, stand: Stand<'_>, site: &Site, it: &PathSite) -> Resolution {
        match self.path_in(stand, site, it, NsSet::TYPES) {
            Resolution::Unknown => self.path_in(stand, site, it, NsSet::VALUES),
            found => found,
        }
    }

    /// A capture is formatted: a function or the constructor of a tuple cannot
    /// be, so that some local of a macro has the name.
    fn captured(&self, found: Resolution) -> Resolution {
        let Resolution::Items(mut found) = found else { return found };
        found.retain(|it| self.is_constant(it.def) || matches!(it.def, Def::External(_)));
        if found.is_empty() { Resolution::Local } else { Resolution::Items(found) }
    }

    /// Derives and attributes are no `macro_rules!`.
    fn without_rules(&self, found: Resolution) -> Resolution {
        let Resolution::Items(mut found) = found else { return found };
        found.retain(|it| !self.is_rules(it.def));
        items(found)
    }

    fn is_rules(&self, def: Def) -> bool {
        let Def::Item(id) = def else { return false };
        self.item(id).sites.iter().any(|it| it.1.kind == ItemKind::Macro)
    }

    pub(super) fn path_in(
        &self,
        stand: Stand<'_>,
        site: &Site,
        it: &PathSite,
        ns_last: NsSet,
    ) -> Resolution {
        let segments = &it.path.segments;
        let is_single = segments.len() == 1;
        let ns = if is_single { ns_last } else { NsSet::TYPES };
        match self.first_at(stand, site, &segments[0], ns) {
            Resolution::Items(found) if is_single => items(primitive_first(&segments[0], found)),
            Resolution::Items(found) => {
                let is_opaque = found.iter().all(|it| self.has_members(it.def));
                let from = self.module_at(stand, site.scope);
                let rest = self.rest(from, found, (&segments[1..], ns_last));
                let is_member = is_opaque || is_primitive(&segments[0].name);
                if rest.is_empty() && is_member { Resolution::Member } else { items(rest) }
            }
            Resolution::Generic if !is_single => Resolution::Member,
            other => other,
        }
    }

    /// Whether unknown names behind it are associated items.
    fn has_members(&self, def: Def) -> bool {
        matches!(def, Def::Item(_) | Def::Primitive)
    }

    pub(super) fn first_at(
        &self,
        stand: Stand<'_>,
        site: &Site,
        first: &Segment,
        ns: NsSet,
    ) -> Resolution {
        if first.name == "Self" {
            return self.self_type(stand, site.scope);
        }
        if let Some(bound) = self.bound(stand, site, first, ns) {
            return bound;
        }
        let module = self.module_at(stand, site.scope);
        items(self.first(module, &first.name, ns))
    }

    /// The local or generic parameter that a name means, if it does, looking
    /// outwards until a block has an item of that name. Those beyond an item are
    /// found, too: rustc objects to their use, and looks no further.
    /// <https://doc.rust-lang.org/error_codes/E0401.html>
    /// <https://doc.rust-lang.org/error_codes/E0434.html>
    fn bound(
        &self,
        stand: Stand<'_>,
        site: &Site,
        first: &Segment,
        ns: NsSet,
    ) -> Option<Resolution> {
        let mut next = site.scope;
        while let Some(id) = next {
            let scope = &stand.sites.scopes[id.0 as usize];
            next = scope.parent;
            match &scope.kind {
                ScopeKind::Module(_) => return None,
                ScopeKind::Rules(_) if stand.caller.is_some() => return None,
                ScopeKind::Rules(_) => {}
                ScopeKind::Block { body, locals } => {
                    if self.is_local(stand, site, locals, ns) {
                        return Some(Resolution::Local);
                    }
                    let block = body.as_ref().map(|it| self.block_at(stand, id, it));
                    if block.is_some_and(|it| !self.in_module(it, &first.name, ns).is_empty()) {
                        return None;
                    }
                }
                ScopeKind::Doctest(it) => {
                    let is_local = self.is_local(stand, site, &it.locals, ns);
                    return is_local.then_some(Resolution::Local);
                }
                ScopeKind::Binder(it) => {
                    if ns.intersects(NsSet::TYPES.union(NsSet::VALUES))
                        && it.generics.contains(&first.name)
                    {
                        return Some(Resolution::Generic);
                    }
                    if self.is_local(stand, site, &it.locals, ns) {
                        return Some(Resolution::Local);
                    }
                }
            }
        }
        None
    }

    fn is_local(&self, stand: Stand<'_>, site: &Site, locals: &[Local], ns: NsSet) -> bool {
        let at = site.range.start();
        let seen = |it: &&Local| {
            it.name == site.name
                && it.visible.contains(at)
                && !self.writers.is_some_and(|by| by.hides(stand.file, it, site))
        };
        let Some(local) = locals.iter().rfind(seen) else { return false };
        ns.intersects(NsSet::VALUES)
            && !planted("locals-ignored")
            && !(local.may_be_reference && {
                let module = self.module_at(stand, site.scope);
                self.first(module, &site.name, NsSet::VALUES)
                    .iter()
                    .any(|it| self.is_constant(it.def))
            })
    }

    /// `Self` where it stands.
    pub(super) fn self_type(&self, stand: Stand<'_>, scope: Option<ScopeId>) -> Resolution {
        let mut next = scope;
        while let Some(id) = next {
            let scope = &stand.sites.scopes[id.0 as usize];
            next = scope.parent;
            if let ScopeKind::Binder(Binder { self_type: Some(it), .. }) = &scope.kind {
                let SelfType::Path(path) = it else { return Resolution::Generic };
                let module = self.module_at(stand, next);
                return items(self.path_from(module, &path.segments));
            }
        }
        Resolution::Unknown
    }

    /// The type that a path of code names in a module or block.
    pub fn path_from(&self, module: ModuleId, segments: &[Segment]) -> Vec<Binding> {
        let Some((first, rest)) = segments.split_first() else { return Vec::new() };
        let found = self.first(module, &first.name, NsSet::TYPES);
        self.rest(module, found, (rest, NsSet::TYPES))
    }

    /// The module or block whose names a scope sees first.
    pub fn module_at(&self, stand: Stand<'_>, scope: Option<ScopeId>) -> ModuleId {
        let Some(id) = scope else { return self.in_body(stand.root, (stand.file, 0.into())) };
        let scope = &stand.sites.scopes[id.0 as usize];
        match &scope.kind {
            ScopeKind::Module(body) => {
                let around = self.module_at(stand, scope.parent);
                let found = self.inline_module(around, stand.file, body.range);
                match found {
                    Some(found) => self.in_body(found, (stand.file, body.range.start())),
                    None => self.unnamed_module(around, stand.file, body),
                }
            }
            ScopeKind::Block { body: Some(body), .. } => self.block_at(stand, id, body),
            ScopeKind::Doctest(it) => self.doctest(stand, it),
            ScopeKind::Rules(_) if stand.caller.is_some() => stand.caller.unwrap_or(stand.root),
            _ => self.module_at(stand, scope.parent),
        }
    }

    fn block_at(&self, stand: Stand<'_>, id: ScopeId, body: &Arc<Body>) -> ModuleId {
        let lexical = self.module_at(stand, stand.sites.scopes[id.0 as usize].parent);
        self.block(self.real_module(lexical), lexical, stand.file, body)
    }
}

/// A module alone is neither a type nor a value.
fn without_modules(found: Resolution) -> Resolution {
    let Resolution::Items(mut found) = found else { return found };
    found.retain(|it| !matches!(it.def, Def::Module(_)));
    items(found)
}

fn perhaps(found: Resolution) -> Resolution {
    match found {
        Resolution::Items(found) => Resolution::Perhaps(found),
        found => found,
    }
}

/// A module does not hide the primitive type of its name, where a type is due.
/// <https://doc.rust-lang.org/reference/names/preludes.html>
fn primitive_first(name: &Segment, found: Vec<Binding>) -> Vec<Binding> {
    let all_modules = found.iter().all(|it| matches!(it.def, Def::Module(_)));
    if all_modules && is_primitive(&name.name) { vec![binding(Def::Primitive)] } else { found }
}

fn items(found: Vec<Binding>) -> Resolution {
    if found.is_empty() { Resolution::Unknown } else { Resolution::Items(found) }
}
