//! Items by path, and paths by item: how recipes and reports name things.
//!
//! Invariant: the path of an item leads back to it.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::{Binding, Def, DefSite, ItemPath, ModuleId, Resolver, Space};
use crate::change::SourceChange;
use crate::syntax::{ItemKind, NsSet, Place, Site};
use crate::text::TextSize;
use crate::workspace::{FileId, TargetId};

/// What an item is, told without numbers that are valid in one snapshot only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefKey {
    /// Where it is defined: file and start of the name's token, sorted.
    Sites(Vec<(FileId, TextSize)>),
    /// The root of a crate.
    Crate(TargetId),
    /// A path into another crate.
    External(SmolStr),
    /// A primitive type.
    Primitive,
}

impl DefKey {
    /// What it is after a change: definition sites move with their tokens, and go with
    /// them.
    pub fn mapped(&self, change: &SourceChange) -> DefKey {
        let DefKey::Sites(sites) = self else { return self.clone() };
        let moved = |&(file, at): &(FileId, TextSize)| match change.edits.get(&file) {
            _ if change.deletes.contains(&file) => None,
            Some(edit) => (!edit.takes(at)).then(|| (file, edit.map_start(at))),
            None => Some((file, at)),
        };
        DefKey::Sites(sites.iter().filter_map(moved).collect())
    }
}

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// These: several in different namespaces.
    Items(Vec<Def>),
    /// The path begins with a crate that is not of the workspace.
    External(Def),
    /// Nothing.
    Nothing {
        /// How many segments lead somewhere.
        reached: usize,
    },
}

impl Resolver<'_> {
    /// What a recipe's path leads to: in all targets that its first name may mean.
    pub fn find(&self, path: &ItemPath) -> Found {
        let targets = self.targets_named(path);
        let Some(krate) = path.segments.first().filter(|_| targets.is_empty()) else {
            return targets.into_iter().map(|it| self.find_in(it, path)).fold(NOTHING, joined);
        };
        self.outside(path, krate)
    }

    /// What a path leads to in one target.
    pub(super) fn find_in(&self, target: TargetId, path: &ItemPath) -> Found {
        let last = path.segments.len().saturating_sub(1);
        match self.walk(self.root(target), path) {
            Ok(found) => match found.as_slice() {
                [it @ Def::External(_)] => Found::External(*it),
                _ => Found::Items(found),
            },
            Err((_, at)) => Found::Nothing { reached: at.min(last) },
        }
    }

    /// The paths nearest to one that leads to nothing, best first: with another name
    /// for the segment that failed.
    pub fn nearest(&self, path: &ItemPath) -> Vec<String> {
        let targets = self.targets_named(path);
        if targets.is_empty() {
            let crates = self.workspace.targets.iter().map(|it| it.name.clone());
            return near(path.segments.first().map_or("", |it| it.as_str()), crates);
        }
        let walks = targets.into_iter().filter_map(|it| self.walk(self.root(it), path).err());
        let failed = walks.filter(|it| it.1 < path.segments.len());
        let of = |(holders, at): (Vec<Def>, usize)| {
            let near = holders.into_iter().map(|it| self.nearest_in(it, &path.segments[at]));
            near.flatten().collect::<Vec<_>>()
        };
        failed.flat_map(of).collect()
    }

    /// The items of the workspace that a path leads to; none of another crate.
    pub fn items_at(&self, path: &ItemPath) -> Vec<Def> {
        let targets = self.targets_named(path).into_iter();
        let found = targets.filter_map(|it| self.walk(self.root(it), path).ok()).flatten();
        let mut found: Vec<_> =
            found.filter(|it| matches!(it, Def::Item(_) | Def::Module(_))).collect();
        found.sort();
        found.dedup();
        found
    }

    /// What a path leads to from the root of its crate, or what the segment with a
    /// number was not found in; past the last, nothing of the namespace was.
    fn walk(&self, root: ModuleId, path: &ItemPath) -> Result<Vec<Def>, (Vec<Def>, usize)> {
        let rest = path.segments.get(1..).unwrap_or_default();
        let mut holders = vec![Def::Module(root)];
        for (at, name) in rest.iter().enumerate() {
            let is_last = at + 1 == rest.len();
            let ns = match (is_last, path.is_macro) {
                (true, true) => NsSet::MACROS,
                (true, false) => NsSet::TYPES.union(NsSet::VALUES),
                (false, _) => NsSet::TYPES,
            };
            let found = holders.iter().flat_map(|it| self.member(*it, name, ns));
            let found = without_strangers(found.collect());
            if found.is_empty() {
                return Err((holders, at + 1));
            }
            holders = found;
        }
        holders.sort();
        holders.dedup();
        if let Some(space) = path.space {
            holders.retain(|it| self.is_type(*it) == (space == Space::Type));
        }
        if holders.is_empty() { Err((holders, rest.len() + 1)) } else { Ok(holders) }
    }

    /// What to do about a name that means several items where it stands in a module, of
    /// which one is to be renamed.
    pub fn rename_all(&self, module: ModuleId, site: &Site, mut all: Vec<Def>) -> String {
        all.sort();
        all.dedup();
        let is_own = |it: &Def| matches!(it, Def::Item(_) | Def::Module(_));
        if let Some(foreign) = all.iter().find(|it| !is_own(it)) {
            let path = self.path_of(*foreign);
            return format!("`{path}` cannot be renamed here: import one of them by another name");
        }
        let is_all = |path: &String| {
            let found = self.without_stand_ins(&self.named_by_recipes(path));
            all.iter().all(|it| found.contains(it))
        };
        let own = format!("{}::{}", self.path_of(Def::Module(module)), site.name);
        let mut paths = [Some(own), self.written_path(module, site)].into_iter().flatten();
        match paths.find(is_all) {
            Some(path) => format!("rename `{path}`, which is all of them"),
            None => self
                .one_name_for(&all)
                .unwrap_or_else(|| "give all of them one new name, in one step".into()),
        }
    }

    /// The remedy for items that can only be renamed together; none where a recipe has no
    /// path for one of them alone.
    pub fn one_name_for(&self, all: &[Def]) -> Option<String> {
        let known: BTreeSet<Def> = all.iter().flat_map(|it| self.twins(*it)).collect();
        let is_of_them = |path: &String| {
            let found = self.named_by_recipes(path);
            !found.is_empty() && found.iter().all(|it| known.contains(it))
        };
        let path = |def: &Def| {
            let path = self.path_of(*def);
            let space = if self.is_type(*def) { "type@" } else { "value@" };
            let mut ways = ["", space].into_iter().map(|it| format!("{it}{path}"));
            ways.find(is_of_them).map(|it| format!("`{it}`"))
        };
        let mut paths = all.iter().map(path).collect::<Option<Vec<_>>>()?;
        paths.dedup();
        let last = paths.pop().filter(|_| !paths.is_empty())?;
        Some(format!("give {} and {last} one new name, in one step", paths.join(", ")))
    }

    /// The items of the workspace that a recipe names by a path: none by one that leads to
    /// a type and a value and does not say which.
    fn named_by_recipes(&self, path: &str) -> Vec<Def> {
        let Found::Items(found) = self.find(&ItemPath::parse(path)) else { return Vec::new() };
        let mut are_types = found.iter().map(|it| self.is_type(*it));
        let first = are_types.next();
        if are_types.all(|it| Some(it) == first) { found } else { Vec::new() }
    }

    /// Whether an item of the workspace is a trait.
    pub fn is_trait(&self, def: Def) -> bool {
        let Def::Item(id) = def else { return false };
        self.item(id).sites.iter().any(|it| matches!(it.1.kind, ItemKind::Trait(_)))
    }

    /// Whether a pattern can name an item: a constant, a struct, a variant and the like.
    pub fn is_for_patterns(&self, def: Def) -> bool {
        let Def::Item(id) = def else { return true };
        let is_none = |it: &ItemKind| matches!(it, ItemKind::Static | ItemKind::Fn);
        !self.item(id).sites.iter().all(|it| is_none(&it.1.kind))
    }

    /// The associated items of a trait, by name; none of another item.
    pub fn members_of_trait(&self, def: Def) -> Vec<SmolStr> {
        let Def::Item(id) = def else { return Vec::new() };
        let item = self.item(id);
        let names = item.sites.iter().flat_map(|(_, it)| match &it.kind {
            ItemKind::Trait(all) => all.iter().map(|it| it.name.clone()).collect(),
            _ => Vec::new(),
        });
        names.collect()
    }

    /// The path that stands in a module, from the root of the crate that it leads to.
    fn written_path(&self, module: ModuleId, site: &Site) -> Option<String> {
        let path = match &site.place {
            Place::Path(it) | Place::Pattern(it) => &it.path,
            Place::Use(it) => &it.path,
            _ => return None,
        };
        let (holder, rest) = (1..path.segments.len()).rev().find_map(|len| {
            let (before, rest) = path.segments.split_at(len);
            match self.path_from(module, before).as_slice() {
                [Binding { def: Def::Module(id), .. }] => Some((*id, rest)),
                _ => None,
            }
        })?;
        let rest: Vec<_> = rest.iter().map(|it| &*it.name).collect();
        Some(format!("{}::{}", self.path_of(Def::Module(holder)), rest.join("::")))
    }

    /// Whether it lives where types and modules do.
    pub fn is_type(&self, def: Def) -> bool {
        match def {
            Def::Item(id) => self.item(id).space == Space::Type,
            Def::Module(_) | Def::External(_) | Def::Primitive => true,
        }
    }

    fn outside(&self, path: &ItemPath, krate: &str) -> Found {
        let packages = self.workspace.packages.iter();
        let is_dependency =
            packages.flat_map(|it| &it.dependencies).any(|it| it.code_name == krate);
        if is_dependency || matches!(krate, "std" | "core" | "alloc") {
            return Found::External(self.external(&path.segments.join("::")));
        }
        NOTHING
    }

    fn nearest_in(&self, holder: Def, name: &str) -> Vec<String> {
        let Def::Module(module) = holder else { return Vec::new() };
        let names = self.names_in(module);
        let near = near(name, names.into_iter());
        let prefix = self.path_of(holder);
        near.into_iter().map(|it| format!("{prefix}::{it}")).collect()
    }

    /// The item itself and what it is in the other module trees that its file
    /// is part of.
    pub fn twins(&self, def: Def) -> Vec<Def> {
        let Some(site) = self.def_sites(def).first().copied() else { return vec![def] };
        let owner = match def {
            Def::Item(id) => self.item(id).owner,
            _ => None,
        };
        let roots = self.modules_of(site.file);
        let mut twins = vec![def];
        if let Def::Module(id) = def {
            twins.extend(self.same_files(id).into_iter().map(Def::Module));
        }
        if roots.len() > 1 {
            let own = match owner {
                Some(owner) => self.twins(Def::Item(owner)),
                None => roots
                    .iter()
                    .flat_map(|it| self.modules_in(*it, site.file))
                    .map(Def::Module)
                    .collect(),
            };
            let name = self.path_of(def);
            let name = ItemPath::parse(&name);
            let found = own
                .iter()
                .flat_map(|it| self.member(*it, name.name(), NsSet::ALL))
                .map(|it| it.def);
            twins.extend(found.filter(|it| self.def_key(*it) == self.def_key(def)));
        }
        let key = self.def_key(def);
        let name = self.path_of(def);
        let name = ItemPath::parse(&name);
        for it in self.given_twins(def) {
            let found = self.member(Def::Module(it), name.name(), NsSet::ALL);
            twins.extend(found.iter().map(|it| it.def).filter(|it| self.def_key(*it) == key));
        }
        twins.sort();
        twins.dedup();
        twins
    }

    /// The modules of that name which have a file in common with a module:
    /// `mod common;` of several test targets.
    fn same_files(&self, id: ModuleId) -> Vec<ModuleId> {
        let module = self.module(id);
        let files = self.conventional_places(id).into_iter().filter_map(|it| it.0);
        let others = files.flat_map(|it| self.modules_of(it).to_vec());
        others.filter(|it| self.module(*it).name == module.name).collect()
    }

    /// A module and the inline ones below it that stand in the same file.
    pub(super) fn modules_in(&self, root: ModuleId, file: FileId) -> Vec<ModuleId> {
        let mut found = vec![root];
        for (_, child) in self.children(root) {
            if self.file_of(child) == Some(file) {
                found.extend(self.modules_in(child, file));
            }
        }
        found
    }

    /// What a definition is, in terms that hold in other snapshots.
    pub fn def_key(&self, def: Def) -> DefKey {
        match def {
            Def::External(id) => DefKey::External(self.external_path(id)),
            Def::Primitive => DefKey::Primitive,
            Def::Module(id) if self.module(id).decls.is_empty() => {
                DefKey::Crate(self.module(id).krate)
            }
            _ => {
                let start = |it: &DefSite| (it.file, it.name.start());
                let mut sites: Vec<_> = self.def_sites(def).iter().map(start).collect();
                sites.sort();
                DefKey::Sites(sites)
            }
        }
    }

    /// The canonical path of a definition, as recipes name it.
    pub fn path_of(&self, def: Def) -> String {
        match def {
            Def::External(id) => self.external_path(id).to_string(),
            Def::Primitive => "a primitive type".to_owned(),
            Def::Module(id) => self.module_path(id),
            Def::Item(id) => {
                let item = self.item(id);
                let bang = if item.space == Space::Macro { "!" } else { "" };
                if item.sites.iter().any(|it| it.1.attrs.macro_export) {
                    let krate = self.crate_path(self.module(item.module).krate);
                    return format!("{krate}::{}!", item.name);
                }
                let holder = item.owner.map_or(Def::Module(item.module), Def::Item);
                format!("{}::{}{bang}", self.path_of(holder), item.name)
            }
        }
    }

    fn module_path(&self, id: ModuleId) -> String {
        let module = self.module(id);
        match module.parent {
            Some(parent) if module.lexical.is_some() => {
                format!("{}::{{block}}", self.module_path(parent))
            }
            Some(parent) => format!("{}::{}", self.module_path(parent), module.name),
            None if module.is_doctest => format!("{}::{{doctest}}", self.crate_path(module.krate)),
            None => self.crate_path(module.krate),
        }
    }
}

const NOTHING: Found = Found::Nothing { reached: 0 };

/// What a path leads to in some targets and in one more.
fn joined(before: Found, more: Found) -> Found {
    match (before, more) {
        (Found::Items(mut all), Found::Items(more)) => {
            all.extend(more);
            all.sort();
            all.dedup();
            Found::Items(all)
        }
        (found @ Found::Items(_), _) | (_, found @ Found::Items(_)) => found,
        (found @ Found::External(_), _) | (_, found @ Found::External(_)) => found,
        (Found::Nothing { reached }, Found::Nothing { reached: other }) => {
            Found::Nothing { reached: reached.max(other) }
        }
    }
}

/// What a path names, without what is imported from a crate that is not read and
/// meets none of the items that are known in their namespaces.
fn without_strangers(found: Vec<Binding>) -> Vec<Def> {
    let is_known = |it: &&Binding| !matches!(it.def, Def::External(_));
    let known = found.iter().filter(is_known).map(|it| it.ns).reduce(NsSet::union);
    let meets = |it: &&Binding| is_known(it) || known.is_none_or(|ns| ns.intersects(it.ns));
    found.iter().filter(meets).map(|it| it.def).collect()
}

/// The names most like `wanted`, at most three, best first.
fn near(wanted: &str, names: impl Iterator<Item = SmolStr>) -> Vec<String> {
    let mut near: Vec<_> = names
        .filter(|it| !it.is_empty() && *it != "_")
        .map(|it| (strsim::jaro_winkler(wanted, &it), it))
        .filter(|it| it.0 > 0.75)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter().take(3).map(|it| it.1.to_string()).collect()
}
