//! Items by path, and paths by item: how recipes and reports name things.

use std::fmt;

use smol_str::SmolStr;

use super::{Binding, Def, DefSite, ModuleId, Resolver, Space};
use crate::change::SourceChange;
use crate::syntax::NsSet;
use crate::text::TextSize;
use crate::workspace::{FileId, TargetId, TargetKind};

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
    /// What it is after a change: definition sites move with their tokens.
    pub fn mapped(&self, change: &SourceChange) -> DefKey {
        let DefKey::Sites(sites) = self else { return self.clone() };
        let moved = |&(file, at): &(FileId, TextSize)| {
            (file, change.edits.get(&file).map_or(at, |it| it.map_start(at)))
        };
        DefKey::Sites(sites.iter().map(moved).collect())
    }
}

/// A path as a recipe names an item: `kind@krate::module::Item` or `…::m!`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPath {
    /// `lib`, `bin`, … before an `@`.
    pub kind: Option<SmolStr>,
    /// `type` or `value` before an `@`: which of two items of one name.
    pub space: Option<Space>,
    /// Segments without `r#`, the crate first.
    pub segments: Vec<SmolStr>,
    /// Whether a `!` stands at the end.
    pub is_macro: bool,
}

impl ItemPath {
    /// Reads a path; the shape was checked when the recipe was read.
    pub fn parse(text: &str) -> ItemPath {
        let (kind, rest) = match text.split_once('@') {
            Some((kind, rest)) => (Some(kind), rest),
            None => (None, text),
        };
        let space = match kind {
            Some("type") => Some(Space::Type),
            Some("value") => Some(Space::Value),
            _ => None,
        };
        let kind = kind.filter(|_| space.is_none()).map(SmolStr::new);
        let (rest, is_macro) = rest.strip_suffix('!').map_or((rest, false), |it| (it, true));
        let segment = |it: &str| SmolStr::new(it.strip_prefix("r#").unwrap_or(it));
        ItemPath { kind, space, segments: rest.split("::").map(segment).collect(), is_macro }
    }

    /// The path with another last segment.
    pub fn with_name(&self, name: &str) -> ItemPath {
        let mut path = self.clone();
        path.segments.pop();
        path.segments.push(name.into());
        path
    }

    /// Its last segment.
    pub fn name(&self) -> &str {
        self.segments.last().map_or("", |it| it.as_str())
    }
}

impl fmt::Display for ItemPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(kind) = &self.kind {
            write!(f, "{kind}@")?;
        }
        match self.space {
            Some(Space::Type) => f.write_str("type@")?,
            Some(_) => f.write_str("value@")?,
            None => {}
        }
        let bang = if self.is_macro { "!" } else { "" };
        write!(f, "{}{bang}", self.segments.join("::"))
    }
}

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// These: several in different namespaces.
    Items(Vec<Def>),
    /// The path begins with a crate that is not of the workspace.
    External(Def),
    /// Nothing; the names nearest to the segment that failed, best first.
    Nothing {
        /// How many segments lead somewhere.
        reached: usize,
        /// Whole paths.
        nearest: Vec<String>,
    },
}

impl Resolver<'_> {
    /// What a recipe's path leads to.
    pub fn find(&self, path: &ItemPath) -> Found {
        let Some((krate, rest)) = path.segments.split_first() else {
            return Found::Nothing { reached: 0, nearest: Vec::new() };
        };
        let Some(target) = self.target_named(path.kind.as_deref(), krate) else {
            return self.outside(path, krate);
        };
        let mut holders = vec![Def::Module(self.root(target))];
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
                let nearest =
                    holders.iter().flat_map(|it| self.nearest(*it, path, at + 1)).collect();
                return Found::Nothing { reached: at + 1, nearest };
            }
            holders = found;
        }
        holders.sort();
        holders.dedup();
        if let Some(space) = path.space {
            holders.retain(|it| self.is_type(*it) == (space == Space::Type));
            if holders.is_empty() {
                return Found::Nothing { reached: rest.len(), nearest: Vec::new() };
            }
        }
        match holders.as_slice() {
            [it @ Def::External(_)] => Found::External(*it),
            _ => Found::Items(holders),
        }
    }

    /// What to do about a name that means several items in a module, of which
    /// one is to be renamed.
    pub fn rename_all(&self, module: ModuleId, name: &str, mut all: Vec<Def>) -> String {
        all.sort();
        all.dedup();
        let is_own = |it: &Def| matches!(it, Def::Item(_) | Def::Module(_));
        if let Some(foreign) = all.iter().find(|it| !is_own(it)) {
            let path = self.path_of(*foreign);
            return format!("`{path}` cannot be renamed here: import one of them by another name");
        }
        let path = format!("{}::{name}", self.path_of(Def::Module(module)));
        match self.find(&ItemPath::parse(&path)) {
            Found::Items(found) if found == all => {
                format!("rename `{path}`, which is all of them")
            }
            _ => "give all of them the same new name, in one step".into(),
        }
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
        let crates = self.workspace.targets.iter().map(|it| it.name.clone());
        Found::Nothing { reached: 0, nearest: near(krate, crates) }
    }

    /// The target with this crate name: of the kind, else the library, else
    /// the only or first one.
    pub fn target_named(&self, kind: Option<&str>, name: &str) -> Option<TargetId> {
        let targets = self.workspace.targets.iter().enumerate();
        let named = targets.filter(|(_, it)| it.name == name);
        let mut found: Vec<_> =
            named.filter(|(_, it)| kind.is_none_or(|kind| kind_name(it.kind) == kind)).collect();
        found.sort_by_key(|(at, it)| (it.kind, *at));
        found.first().map(|(at, _)| TargetId(*at as u32))
    }

    fn nearest(&self, holder: Def, path: &ItemPath, at: usize) -> Vec<String> {
        let Def::Module(module) = holder else { return Vec::new() };
        let names = self.names_in(module);
        let near = near(&path.segments[at], names.into_iter());
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

    fn crate_path(&self, id: TargetId) -> String {
        let target = self.workspace.target(id);
        let first = self.target_named(None, &target.name);
        match first == Some(id) {
            true => target.name.to_string(),
            false => format!("{}@{}", kind_name(target.kind), target.name),
        }
    }
}

fn kind_name(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Lib | TargetKind::ProcMacro => "lib",
        TargetKind::Bin => "bin",
        TargetKind::Example => "example",
        TargetKind::Test => "test",
        TargetKind::Bench => "bench",
        TargetKind::BuildScript => "build",
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
