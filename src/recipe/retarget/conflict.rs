//! Names that are taken: by another import or definition in the scope of an
//! import, or in the module of a definition.
//! <https://doc.rust-lang.org/error_codes/E0252.html>

use super::{At, Goal, Request};
use crate::diagnostic::Diagnostic;
use crate::recipe::spec::{OnConflict, Reexports};
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::{Binding, Def, Found, ModuleId, Stand};
use crate::syntax::{ItemKind, NsSet, Place, UseSite};
use crate::text::TextRange;
use crate::workspace::FileId;

/// An import of a target that cannot simply take the new name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leaf {
    pub file: FileId,
    pub range: TextRange,
    pub treatment: Treatment,
}

/// What becomes of such an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// It goes; uses are written as a path.
    Drop,
    /// It goes; uses get a private import.
    Unexport,
    /// It keeps the old name by `as`.
    KeepName,
    /// What it imports keeps the old name.
    Upstream,
    /// It stays: text that is kept uses it.
    Stay,
    /// It stays, and leads straight to the item: it led there by an import that goes
    /// over to the new one.
    Direct,
}

/// Whether the import that brings a binding comes to keep the old name.
pub(super) fn is_kept(leaves: &[Leaf], it: &Binding) -> bool {
    let Some(import) = it.import else { return false };
    let mut own = leaves.iter().filter(|it| it.file == import.file && it.range == import.leaf);
    own.any(|it| matches!(it.treatment, Treatment::KeepName | Treatment::Upstream))
}

impl Request<'_> {
    /// The imports that need a treatment; a refusal where the policy says so,
    /// and where a definition's new name is taken in its own module.
    pub(super) fn leaf_conflicts(
        &self,
        all: &[FileMentions],
        errors: &mut Vec<Diagnostic>,
    ) -> Vec<Leaf> {
        for (def, goal) in &self.goals {
            errors.extend(self.definition_conflict(*def, goal));
        }
        let mut leaves = self.used_by_kept(all);
        for mentions in all {
            for (site, meaning) in mentions.iter() {
                let Place::Use(it) = &site.place else { continue };
                if leaves.iter().any(|leaf| leaf.file == mentions.file && leaf.range == it.tree) {
                    continue;
                }
                let defs = meaning.defs();
                let Some(def) = defs.iter().find(|it| self.goals.contains_key(it)) else {
                    continue;
                };
                let Some(root) = mentions.roots.first().copied() else { continue };
                let at = At { mentions, site, root };
                match self.treatment(at, *def, it) {
                    Ok(Some(treatment)) => {
                        leaves.push(Leaf { file: at.file(), range: it.tree, treatment })
                    }
                    Ok(None) => {}
                    Err(error) => errors.push(error),
                }
            }
        }
        self.add_kept(all, &mut leaves);
        leaves
    }

    /// Imports of what another import keeps the old name of: they keep it, too.
    fn add_kept(&self, all: &[FileMentions], leaves: &mut Vec<Leaf>) {
        loop {
            let known = leaves.len();
            for mentions in all {
                for (site, meaning) in mentions.iter() {
                    let (Place::Use(it), Meaning::Items(found)) = (&site.place, meaning) else {
                        continue;
                    };
                    let (file, range) = (mentions.file, it.tree);
                    let mut targets =
                        found.iter().filter(|it| self.goals.contains_key(&it.def)).peekable();
                    let is_new = !leaves.iter().any(|it| it.file == file && it.range == range);
                    if is_new
                        && it.is_leaf
                        && targets.peek().is_some()
                        && targets.all(|it| !self.goals[&it.def].is_other && is_kept(leaves, it))
                    {
                        leaves.push(Leaf { file, range, treatment: Treatment::Upstream });
                    }
                }
            }
            if leaves.len() == known {
                return;
            }
        }
    }

    fn treatment(
        &self,
        at: At<'_>,
        def: Def,
        it: &UseSite,
    ) -> Result<Option<Treatment>, Diagnostic> {
        let goal = &self.goals[&def];
        let is_reexport = it.is_public && goal.is_other;
        if !it.is_leaf || it.path.segments.is_empty() {
            return Ok(None);
        }
        let module = self.module(at);
        if is_reexport && self.reexports == Reexports::Drop || self.is_home(module, goal) {
            return Ok(Some(Treatment::Unexport));
        }
        if it.alias.is_some() {
            return Ok(None);
        }
        if is_reexport && self.reexports == Reexports::Alias {
            return Ok(Some(Treatment::KeepName));
        }
        if self.is_shared(module, def, at) {
            return Ok(Some(Treatment::KeepName));
        }
        let Some(taken) = self.taken(module, def, goal) else {
            let is_twin = !goal.is_other && self.has_twin(at, it, &goal.name);
            return Ok(is_twin.then_some(Treatment::Unexport));
        };
        match self.on_conflict {
            OnConflict::Refuse => Err(self.taken_error(at, goal, &taken)),
            OnConflict::Alias => Ok(Some(Treatment::KeepName)),
            // A trait that no name brings is not in scope: its methods are gone.
            OnConflict::Qualify if it.is_public || self.is_trait(def) => {
                Ok(Some(Treatment::KeepName))
            }
            OnConflict::Qualify => Ok(Some(Treatment::Drop)),
        }
    }

    pub(super) fn module(&self, at: At<'_>) -> ModuleId {
        let stand =
            Stand { file: at.file(), root: at.root, sites: &at.mentions.sites, caller: None };
        self.resolver.whole(self.resolver.module_at(stand, at.site.scope))
    }

    /// Whether a module defines the goal itself, so that an import of it there
    /// would be one of its own item.
    fn is_home(&self, module: ModuleId, goal: &Goal) -> bool {
        let is_in = |it: &Def| match *it {
            Def::Item(id) => {
                let item = self.resolver.item(id);
                item.module == module && item.owner.is_none()
            }
            Def::Module(id) => self.resolver.module(id).parent == Some(module),
            _ => false,
        };
        goal.is_other && self.existing(goal).iter().any(is_in)
    }

    /// What the path of a goal leads to. That of a new name leads nowhere, or to
    /// another item.
    fn existing(&self, goal: &Goal) -> Vec<Def> {
        match goal.is_other.then(|| self.resolver.find(&goal.path)) {
            Some(Found::Items(found)) => found,
            Some(Found::External(found)) => vec![found],
            Some(Found::Nothing { .. }) | None => Vec::new(),
        }
    }

    /// Whether the old name also means something else in the scope, under
    /// another `cfg`: then uses cannot be told apart, and the name stays.
    fn is_shared(&self, module: ModuleId, def: Def, at: At<'_>) -> bool {
        let bound = self.resolver.in_module(module, &at.site.name, self.ns_of(def));
        let own_leaf = |it: &Binding| self.comes_along(it, &bound);
        bound.iter().any(|it| !own_leaf(it))
    }

    /// What else has the new name in a module, explicitly.
    fn taken(&self, module: ModuleId, def: Def, goal: &Goal) -> Option<Binding> {
        let ns = self.ns_of(def);
        let mut bound = self.resolver.in_module(module, &goal.name, ns);
        bound.retain(|it| may_meet(it, ns));
        let ours = self.existing(goal);
        bound.into_iter().find(|it| {
            let is_explicit = it.import.is_none_or(|it| !it.is_glob);
            is_explicit && !ours.contains(&it.def) && !self.gives_way(it)
        })
    }

    /// Whether what has the name gets another one in the same step, or goes.
    fn gives_way(&self, it: &Binding) -> bool {
        let sites = self.resolver.def_sites(it.def);
        let goes =
            !sites.is_empty() && sites.iter().all(|it| self.is_in(&self.removed, it.file, it.name));
        goes || (self.goals.contains_key(&it.def) && !it.aliased)
    }

    pub(super) fn is_trait(&self, def: Def) -> bool {
        let Def::Item(id) = def else { return false };
        self.resolver.item(id).sites.iter().any(|it| matches!(it.1.kind, ItemKind::Trait(_)))
    }

    pub(super) fn ns_of(&self, def: Def) -> NsSet {
        match def {
            Def::Item(id) => self.resolver.item(id).ns,
            Def::External(_) => NsSet::ALL,
            Def::Module(_) | Def::Primitive => NsSet::TYPES,
        }
    }

    fn taken_error(&self, at: At<'_>, goal: &Goal, taken: &Binding) -> Diagnostic {
        let other = self.resolver.path_of(taken.def);
        let message = format!("the name `{}` is taken in this scope by `{other}`", goal.name);
        Diagnostic::error(message)
            .at(self.label(at.file(), at.site.range, &format!("would become `{}`", goal.name)))
            .help("set `on-conflict = \"qualify\"` or `\"alias\"`, or choose another name")
    }

    /// A definition gets a name that its module has already.
    fn definition_conflict(&self, def: Def, goal: &Goal) -> Option<Diagnostic> {
        if goal.is_other {
            return None;
        }
        let site = *self.resolver.def_sites(def).first()?;
        let taken = match def {
            Def::Item(id) => {
                let item = self.resolver.item(id);
                match item.owner {
                    Some(owner) => self
                        .resolver
                        .member(Def::Item(owner), &goal.name, NsSet::ALL)
                        .into_iter()
                        .next(),
                    None => self
                        .explicit(item.module, def, goal)
                        .or_else(|| self.exported(item.module, def, goal)),
                }
            }
            Def::Module(id) => self.explicit(self.resolver.module(id).parent?, def, goal),
            _ => None,
        };
        let taken = taken.filter(|it| !self.gives_way(it))?;
        let message =
            format!("the name `{}` is taken by `{}`", goal.name, self.resolver.path_of(taken.def));
        let mut error =
            Diagnostic::error(message).at(self.label(site.file, site.name, "cannot get that name"));
        for other in self.resolver.def_sites(taken.def) {
            error = error.at(self.label(other.file, other.name, "has it already"));
        }
        Some(error.help("choose another name, or rename the other item in the same step"))
    }

    /// An exported macro has its name at the root, too.
    fn exported(&self, module: ModuleId, def: Def, goal: &Goal) -> Option<Binding> {
        let sites = match def {
            Def::Item(id) => self.resolver.item(id),
            _ => return None,
        };
        let is_exported = sites.sites.iter().any(|it| it.1.attrs.macro_export);
        let root = self.resolver.root(self.resolver.module(module).krate);
        let found = self.resolver.member(Def::Module(root), &goal.name, NsSet::MACROS);
        let mut found = found.into_iter().filter(|it| may_meet(it, NsSet::MACROS));
        found.find(|it| is_exported && it.def != def)
    }

    fn explicit(&self, module: ModuleId, def: Def, goal: &Goal) -> Option<Binding> {
        self.taken(module, def, goal).filter(|it| it.def != def)
    }
}

/// Whether a binding can be in the way in a namespace. What is imported from a
/// crate that is not read is hardly ever a macro.
fn may_meet(it: &Binding, ns: NsSet) -> bool {
    ns != NsSet::MACROS || !matches!(it.def, Def::External(_))
}
