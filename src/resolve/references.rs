//! Every place where some names stand, and what each means there.
//!
//! Invariant: each hit of the text search is one [`Mention`]; what a file
//! means in several module trees is put together, never chosen.

use std::rc::Rc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::search::{self, Hits, Names};
use super::site::Stand;
use super::{Binding, Def, ItemPath, ModuleId, Resolution, Resolver};
use crate::syntax::{Place, Site, Sites};
use crate::workspace::{FileId, FileKind, Workspace};

/// The mentions of one file.
#[derive(Debug)]
pub struct FileMentions {
    /// The file.
    pub file: FileId,
    /// The modules it is the body of; empty where no target reaches it.
    pub roots: Rc<Vec<ModuleId>>,
    /// Scopes and sites.
    pub sites: Sites,
    /// What each site means, in the order of `sites.sites`.
    pub meanings: Vec<Meaning>,
}

/// What one site means in all module trees of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// These items, in every tree.
    Items(Vec<Binding>),
    /// A local variable, or a new binding.
    Local,
    /// A generic parameter.
    Generic,
    /// A field, method, associated item, label.
    Member,
    /// These items, if the place holds code at all; nobody can tell.
    Perhaps(Vec<Binding>),
    /// Nothing that is known here.
    Unknown,
    /// The file's trees do not agree: what it means in each.
    Differs(Vec<Resolution>),
    /// No target reaches the file.
    Unreached,
}

impl Meaning {
    /// What it is bound to, in any tree.
    pub fn bindings(&self) -> Vec<Binding> {
        match self {
            Meaning::Items(found) => found.clone(),
            Meaning::Differs(all) => {
                let items = all.iter().filter_map(|it| match it {
                    Resolution::Items(found) => Some(found),
                    _ => None,
                });
                items.flatten().cloned().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The items that take the place of chosen ones under other `cfg`s: they have a
    /// namespace in common with one of these.
    pub fn besides(&self, is_chosen: impl Fn(Def) -> bool) -> Vec<Def> {
        let (chosen, mut others): (Vec<_>, Vec<_>) =
            self.bindings().into_iter().partition(|it| is_chosen(it.def));
        others.retain(|it| chosen.iter().any(|own| own.ns.intersects(it.ns)));
        others.into_iter().map(|it| it.def).collect()
    }

    /// The items it means, in any tree.
    pub fn defs(&self) -> Vec<Def> {
        let mut defs: Vec<Def> = self.bindings().into_iter().map(|it| it.def).collect();
        defs.sort();
        defs.dedup();
        defs
    }
}

impl FileMentions {
    /// Sites with what they mean.
    pub fn iter(&self) -> impl Iterator<Item = (&Site, &Meaning)> {
        self.sites.sites.iter().zip(&self.meanings)
    }

    /// The file as the body of its first module, if a target reaches it.
    pub fn stand(&self) -> Option<Stand<'_>> {
        let root = *self.roots.first()?;
        Some(Stand { file: self.file, root, sites: &self.sites, caller: None })
    }
}

/// The sites of the hits in one file.
pub(super) fn sites_of(
    workspace: &Workspace,
    hits: &Hits,
    names: &FxHashSet<SmolStr>,
) -> Option<Sites> {
    Some(workspace.file(hits.file)?.syntax().sites(&hits.ranges, names))
}

impl Resolver<'_> {
    /// All mentions of `names` in the workspace, in the order of files.
    pub fn mentions(&self, names: &Names) -> Vec<FileMentions> {
        self.mentions_at(self.candidates(names).to_vec(), names)
    }

    /// Parses, in parallel, the files that mention a name, and those on the way to
    /// them.
    pub fn parse_mentioning(&self, names: &Names) {
        self.parse_ahead(self.candidates(names).iter().map(|it| it.file));
    }

    /// Where names stand; what was found last is kept for the next time.
    fn candidates(&self, names: &Names) -> Rc<Vec<Hits>> {
        if let Some((known, hits)) = &*self.searched.borrow()
            && known.all() == names.all()
        {
            return hits.clone();
        }
        let hits = Rc::new(search::candidates(self.workspace, names));
        *self.searched.borrow_mut() = Some((names.clone(), hits.clone()));
        hits
    }

    /// The mentions at the places that a search for `names` found.
    pub fn mentions_at(&self, hits: Vec<Hits>, names: &Names) -> Vec<FileMentions> {
        let all: FxHashSet<SmolStr> = names.all().iter().cloned().collect();
        self.parse_ahead(hits.iter().map(|it| it.file));
        let classified = hits.into_par_iter().map(|it| {
            let sites = sites_of(self.workspace, &it, &all);
            (it.file, sites)
        });
        let classified: Vec<_> = classified.collect();
        classified.into_iter().filter_map(|(file, it)| Some(self.meant(file, it?))).collect()
    }

    /// The paths of the items of this name that something in the workspace names,
    /// sorted.
    pub fn paths_of_items_named(&self, name: &str) -> Vec<String> {
        let names = Names::new([SmolStr::new(name)]);
        let mentions = self.mentions(&names);
        let meant = mentions.iter().flat_map(|it| &it.meanings).flat_map(Meaning::defs);
        let is_own = |it: &Def| matches!(it, Def::Module(_) | Def::Item(_));
        let paths = meant.filter(is_own).map(|it| self.path_of(it));
        let mut paths: Vec<_> = paths.filter(|it| ItemPath::parse(it).name() == name).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// The mentions of one file.
    pub fn file_mentions(&self, hits: &Hits, names: &FxHashSet<SmolStr>) -> Option<FileMentions> {
        Some(self.meant(hits.file, sites_of(self.workspace, hits, names)?))
    }

    fn meant(&self, file: FileId, mut sites: Sites) -> FileMentions {
        if self.workspace.file(file).is_some_and(|it| it.kind == FileKind::Markdown) {
            self.settle_markdown(file, &mut sites);
        }
        let roots = self.modules_of(file);
        let meanings = sites.sites.iter().map(|it| self.meaning(file, &roots, &sites, it));
        let meanings = meanings.collect();
        FileMentions { file, roots, sites, meanings }
    }

    fn meaning(&self, file: FileId, roots: &[ModuleId], sites: &Sites, site: &Site) -> Meaning {
        let Some(first) = roots.first() else { return Meaning::Unreached };
        let callers = match names_crate(site) {
            true => Rc::default(),
            false => self.callers_of_site(file, sites, site.scope),
        };
        let in_root = |root: ModuleId, caller: Option<ModuleId>| {
            self.resolve(Stand { file, root, sites, caller }, site)
        };
        let mut all: Vec<Resolution> = match callers.is_empty() {
            true => roots.iter().map(|it| in_root(*it, None)).collect(),
            false => callers.iter().map(|it| in_root(*first, Some(*it))).collect(),
        };
        // Not all that a macro gives is for all of its calls, nor are all known; nor does a
        // link lead somewhere in each target that has the file.
        if !callers.is_empty() || site.is_doc_link() {
            all.retain(|it| *it != Resolution::Unknown);
        }
        if all.is_empty() {
            all = roots.iter().map(|it| in_root(*it, None)).collect();
        }
        let mut different: Vec<Resolution> = Vec::new();
        for it in all {
            if !different.iter().any(|known| self.is_same(known, &it)) {
                different.push(it);
            }
        }
        match different.len() {
            1 => different.remove(0).into(),
            _ => Meaning::Differs(different),
        }
    }

    /// Whether two trees of one file mean the same: the same definitions,
    /// though each tree has modules of its own.
    fn is_same(&self, a: &Resolution, b: &Resolution) -> bool {
        let sites = |it: &[Binding]| {
            let defs = it.iter().map(|it| (self.def_key(it.def), it.aliased));
            defs.collect::<Vec<_>>()
        };
        match (a, b) {
            (Resolution::Items(a), Resolution::Items(b)) => sites(a) == sites(b),
            _ => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }
}

/// Whether a path begins with `$crate`.
fn names_crate(site: &Site) -> bool {
    let path = match &site.place {
        Place::Path(it) | Place::Pattern(it) | Place::Shorthand(it) => &it.path,
        Place::Use(it) => &it.path,
        _ => return false,
    };
    path.segments.first().is_some_and(|it| it.name == "$crate")
}

impl From<Resolution> for Meaning {
    fn from(it: Resolution) -> Meaning {
        match it {
            Resolution::Items(found) => Meaning::Items(found),
            Resolution::Local => Meaning::Local,
            Resolution::Generic => Meaning::Generic,
            Resolution::Member => Meaning::Member,
            Resolution::Perhaps(found) => Meaning::Perhaps(found),
            Resolution::Unknown => Meaning::Unknown,
        }
    }
}
