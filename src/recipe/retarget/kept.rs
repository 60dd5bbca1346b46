//! Definitions that stay though their mentions go over: their own text and `impl`s
//! keep the old name, and the imports and paths by which they find it.
//!
//! Invariant: what is kept means the old item afterwards, whatever re-exports mean.

use super::conflict::{Leaf, Treatment};
use super::decide::Round;
use super::spell::Spelled;
use super::{At, Goal, Request};
use crate::diagnostic::Diagnostic;
use crate::imports::ImportOp;
use crate::recipe::plan::LeftReason;
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::{Binding, Def, ImportSite, ItemPath};
use crate::syntax::{Place, Site, UseSite};
use crate::workspace::FileId;

impl Request<'_> {
    /// Whether a mention stands in text that stays. Code in its documentation is the code
    /// of users, and goes along.
    pub(super) fn is_kept(&self, mentions: &FileMentions, site: &Site) -> bool {
        self.is_in(&self.kept, mentions.file, site.range)
            && mentions.sites.doctest(site.scope).is_none()
            || self.is_led_by(mentions, site)
    }

    /// Whether the new module imports through the old one here: by its own path it would
    /// lead to itself.
    fn is_led_by(&self, mentions: &FileMentions, site: &Site) -> bool {
        let is_prefix = matches!(&site.place, Place::Use(it) if !it.is_leaf);
        let module = mentions.stand().filter(|_| is_prefix && !self.importers.is_empty());
        let module = module.map(|it| self.resolver.module_at(it, site.scope));
        module.is_some_and(|it| self.importers.contains(&it))
    }

    /// The private imports of items to be replaced that kept text uses, the `impl`s of
    /// such an item in a module of their own, say.
    pub(super) fn used_by_kept(&self, all: &[FileMentions]) -> Vec<Leaf> {
        let mut used: Vec<ImportSite> = Vec::new();
        for mentions in all {
            let is_kept = |it: &Site| self.is_kept(mentions, it);
            let kept = mentions.iter().filter(|it| is_kept(it.0));
            let bindings = kept.flat_map(|it| it.1.bindings());
            let is_other = |it: &Binding| self.goals.get(&it.def).is_some_and(|it| it.is_other);
            used.extend(bindings.filter(is_other).filter_map(|it| it.import));
        }
        // A glob brings what a module around it imports.
        let is_used = |file: FileId, leaf: &UseSite| {
            let mut used = used.iter().filter(|it| it.file == file);
            used.any(|it| it.is_glob || it.leaf == leaf.tree)
        };
        let mut leaves = Vec::new();
        for mentions in all {
            for (site, meaning) in mentions.iter() {
                let Place::Use(it) = &site.place else { continue };
                let is_private = it.is_leaf && !it.is_public;
                if is_private && is_used(mentions.file, it) {
                    let bindings = meaning.bindings();
                    let mut through = bindings.iter().filter_map(|it| it.import);
                    let is_led = through.any(|it| is_reexport(all, it));
                    let treatment = if is_led { Treatment::Direct } else { Treatment::Stay };
                    leaves.push(Leaf { file: mentions.file, range: it.tree, treatment });
                }
            }
        }
        leaves
    }
}

impl Round<'_, '_> {
    /// A mention in text that stays; a path that leads by a re-export, which goes over
    /// to the new item, comes to say where the old one is defined.
    pub(super) fn kept(&mut self, at: At<'_>, def: Def, meaning: &Meaning) {
        let bindings = meaning.bindings();
        let is_led = bindings.iter().filter_map(|it| it.import).any(|it| is_reexport(self.all, it));
        match &at.site.place {
            Place::Path(it) if is_led && it.path.segments.len() > 1 => {
                match self.spelled_directly(at, def) {
                    Ok(spelled) => {
                        self.unchecked(at, def, it.range, spelled.text(self.edition(at)));
                    }
                    Err(error) => self.out.errors.push(error),
                }
            }
            _ => self.leave(at, LeftReason::KeptDefinition),
        }
    }

    /// An import that stays comes to say where its item is defined.
    pub(super) fn direct(&mut self, at: At<'_>, def: Def, it: &UseSite) {
        match self.spelled_directly(at, def) {
            Ok(spelled) => {
                let to = spelled.import(it.alias.clone());
                self.rewritten(at, to.to_string());
                self.import(at, ImportOp::Repoint { leaf: it.tree, to });
            }
            Err(error) => self.out.errors.push(error),
        }
    }

    /// The path by which an item of before is defined.
    fn spelled_directly(&mut self, at: At<'_>, def: Def) -> Result<Spelled, Diagnostic> {
        let path = ItemPath::parse(&self.request.resolver.path_of(def));
        self.spelled(at, &Goal { name: at.site.name.clone(), path, is_other: true })
    }
}

/// Whether an import is a `pub use` of a name in play, or a glob that may bring one.
fn is_reexport(all: &[FileMentions], import: ImportSite) -> bool {
    let may_lead = |it: &&FileMentions| it.file == import.file || import.is_glob;
    let sites = all.iter().filter(may_lead).flat_map(|it| it.iter());
    let mut leaves = sites.filter_map(|(site, _)| match &site.place {
        Place::Use(it) => Some(it),
        _ => None,
    });
    leaves.any(|it| (it.tree == import.leaf || import.is_glob) && it.is_public)
}
