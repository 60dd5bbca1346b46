//! The items of a workspace, and a choice of them.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;
use kalam_codemod::resolve::{Def, Found, ItemId, ItemPath, ModuleId, Resolver, Space};
use kalam_codemod::syntax::{Edition, ItemKind, NsSet, written};
use kalam_codemod::workspace::{TargetId, Workspace};

/// One item to rename.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// As the program prints it.
    pub path: String,
    /// Other items that a refusal said have to get the same name.
    pub beside: Vec<String>,
    /// Whether a refusal said how it is to be renamed.
    pub by_remedy: bool,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// File and first byte of the name of each definition.
    pub sites: BTreeSet<(Utf8PathBuf, usize)>,
    /// A name of the same style that is nowhere in the tree.
    pub fresh: String,
    /// What becomes of it.
    pub deed: Deed,
}

/// What a recipe does with an item.
#[derive(Debug, Clone)]
pub enum Deed {
    /// It gets the fresh name.
    Rename,
    /// An alias, at this path, takes its place.
    Alias(String),
    /// A copy of the fresh name takes its place, made of these pieces.
    Copy(Vec<Piece>),
}

/// What is put into a file at a byte of its text; a file that is new has it whole.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its path.
    pub file: Utf8PathBuf,
    /// The byte.
    pub at: usize,
    /// The text.
    pub text: String,
}

impl Deed {
    /// What has to be put into the tree before.
    pub fn pieces(&self) -> &[Piece] {
        match self {
            Deed::Copy(pieces) => pieces,
            Deed::Rename | Deed::Alias(_) => &[],
        }
    }
}

impl Candidate {
    /// The step that renames it, or lets its twin take its place.
    pub fn step(&self) -> String {
        let (head, to) = match &self.deed {
            // On the way back the name may be a keyword.
            Deed::Rename => ("[steps.rename]", written(&self.fresh, Edition::CURRENT)),
            Deed::Alias(path) => ("[steps.replace]", path.clone()),
            Deed::Copy(_) => ("definition = \"delete\"\n[steps.replace]", self.renamed(&self.path)),
        };
        let paths = std::iter::once(&self.path).chain(&self.beside);
        let pairs: String = paths.map(|it| format!("{it:?} = {to:?}\n")).collect();
        format!("[[steps]]\n{head}\n{pairs}")
    }

    /// The same with all the items that some paths name; none if they name no more.
    pub fn at(&self, workspace: &Workspace, paths: &[&str]) -> Option<Candidate> {
        let resolver = Resolver::new(workspace);
        let mut own = BTreeSet::new();
        for path in paths {
            let Found::Items(all) = resolver.find(&ItemPath::parse(path)) else { return None };
            own.extend(all.into_iter().flat_map(|it| sites(&resolver, it)));
        }
        let (path, beside) = paths.split_first()?;
        let is_more = !own.is_subset(&self.sites) || paths.len() == 1 && self.path != *path;
        is_more.then(|| Candidate {
            path: (*path).to_owned(),
            beside: beside.iter().map(|it| (*it).to_owned()).collect(),
            by_remedy: true,
            sites: own,
            ..self.clone()
        })
    }

    /// The rename back.
    pub fn back(&self) -> Candidate {
        let beside = self.beside.iter().map(|it| self.renamed(it)).collect();
        let path = self.renamed(&self.path);
        Candidate { path, beside, fresh: self.name.clone(), ..self.clone() }
    }

    fn renamed(&self, path: &str) -> String {
        ItemPath::parse(path).with_name(&self.fresh).to_string()
    }
}

/// The items of all targets, each once.
pub fn candidates(workspace: &Workspace) -> Vec<Candidate> {
    let targets = 0..workspace.targets.len() as u32;
    of_targets(&Resolver::new(workspace), targets.map(TargetId))
}

/// The items of some targets, each once.
pub fn of_targets(
    resolver: &Resolver<'_>,
    targets: impl Iterator<Item = TargetId>,
) -> Vec<Candidate> {
    let mut defs = BTreeSet::new();
    targets.for_each(|it| collect(resolver, resolver.root(it), &mut defs));
    let mut found = BTreeMap::new();
    for def in defs {
        if let Some(it) = candidate(resolver, def) {
            found.entry((it.sites.clone(), it.name.clone())).or_insert(it);
        }
    }
    found.into_values().collect()
}

fn collect(resolver: &Resolver<'_>, module: ModuleId, defs: &mut BTreeSet<Def>) {
    for name in resolver.names_in(module) {
        for binding in resolver.in_module(module, &name, NsSet::ALL) {
            if binding.import.is_none() {
                defs.insert(binding.def);
                defs.extend(variants(resolver, binding.def));
            }
        }
    }
    resolver.children(module).into_iter().for_each(|it| collect(resolver, it.1, defs));
}

fn variants(resolver: &Resolver<'_>, def: Def) -> Vec<Def> {
    let Def::Item(id) = def else { return Vec::new() };
    let item = resolver.item(id);
    let ItemKind::Enum(variants) = &item.sites[0].1.kind else { return Vec::new() };
    let of = |name: &str| resolver.member(def, name, NsSet::TYPES).into_iter().map(|it| it.def);
    variants.iter().flat_map(|it| of(&it.name.name)).collect()
}

fn candidate(resolver: &Resolver<'_>, def: Def) -> Option<Candidate> {
    let (kind, name) = match def {
        Def::Module(id) => ("module", resolver.module(id).name.to_string()),
        Def::Item(id) => (kind(resolver, id)?, resolver.item(id).name.to_string()),
        _ => return None,
    };
    let path = resolver.path_of(def);
    // An entry point has no other name.
    if name == "main" || name == "_" || path.contains('{') {
        return None;
    }
    let path = spaced(resolver, def, path);
    let all = all_of(resolver, def, &path);
    let sites: BTreeSet<_> = all.into_iter().flat_map(|it| sites(resolver, it)).collect();
    (!sites.is_empty()).then(|| Candidate {
        path,
        beside: Vec::new(),
        by_remedy: false,
        name,
        kind,
        sites,
        fresh: String::new(),
        deed: Deed::Rename,
    })
}

/// What a path names with an item, under other `cfg`s; but what an import brings
/// by its name has a path of its own.
fn all_of(resolver: &Resolver<'_>, def: Def, path: &str) -> Vec<Def> {
    let home = match def {
        Def::Item(id) if resolver.item(id).owner.is_none() => Some(resolver.item(id).module),
        Def::Module(id) => resolver.module(id).parent,
        _ => None,
    };
    let path = ItemPath::parse(path);
    let imports = home.map(|it| resolver.imports_named(it, path.name(), NsSet::ALL));
    let bound: Vec<_> = imports.into_iter().flatten().flat_map(|it| it.bound).collect();
    let mut all = match resolver.find(&path) {
        Found::Items(all) => all,
        _ => Vec::new(),
    };
    all.retain(|it| !bound.iter().any(|bound| bound.def == *it));
    all.push(def);
    all
}

/// File and first byte of the name of each definition, in all module trees.
fn sites(resolver: &Resolver<'_>, def: Def) -> BTreeSet<(Utf8PathBuf, usize)> {
    let file = |id| resolver.workspace.file(id).map(|it| it.path.clone()).unwrap_or_default();
    let twins = resolver.twins(def).into_iter().flat_map(|it| resolver.def_sites(it));
    twins.map(|it| (file(it.file), u32::from(it.name.start()) as usize)).collect()
}

fn kind(resolver: &Resolver<'_>, id: ItemId) -> Option<&'static str> {
    let item = resolver.item(id);
    Some(match (&item.sites[0].1.kind, item.owner) {
        (_, Some(_)) => "variant",
        (ItemKind::Struct(_), _) => "struct",
        (ItemKind::Enum(_), _) => "enum",
        (ItemKind::Union, _) => "union",
        (ItemKind::Trait(_), _) => "trait",
        (ItemKind::TypeAlias(_), _) => "alias",
        (ItemKind::Fn, _) => "fn",
        (ItemKind::Const, _) => "const",
        (ItemKind::Static, _) => "static",
        (ItemKind::Macro, _) => "macro",
        _ => return None,
    })
}

/// The path, with which of two items it means.
fn spaced(resolver: &Resolver<'_>, def: Def, path: String) -> String {
    let found = resolver.find(&ItemPath::parse(&path));
    let several = matches!(&found, Found::Items(all) if all.len() > 1);
    let is_macro = matches!(def, Def::Item(id) if resolver.item(id).space == Space::Macro);
    if !several || is_macro || path.contains('@') {
        return path;
    }
    format!("{}{path}", if resolver.is_type(def) { "type@" } else { "value@" })
}

/// Some of the candidates, the kinds in turn; half of them with names that are
/// defined several times.
pub fn choose(all: Vec<Candidate>, items: usize, seed: u64) -> Vec<Candidate> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    all.iter().for_each(|it| *counts.entry(it.name.clone()).or_default() += it.sites.len());
    let (hard, easy): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| counts[&it.name] > 1);
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let (mut hard, mut easy) = (in_turn(hard, &mut state), in_turn(easy, &mut state));
    hard.truncate((items / 2).max(items.saturating_sub(easy.len())));
    easy.truncate(items - hard.len());
    hard.extend(easy);
    for (at, it) in hard.iter_mut().enumerate().filter(|it| it.1.fresh.is_empty()) {
        it.fresh = fresh(it, at + 10);
    }
    hard
}

/// A name of the same style: lints ask for the case, and for what begins with `_` that
/// nothing names.
fn fresh(it: &Candidate, number: usize) -> String {
    let bare = it.name.trim_start_matches('_');
    let (marks, name) = it.name.split_at(it.name.len() - bare.len());
    let is_value = matches!(it.kind, "const" | "static");
    match name.starts_with(char::is_uppercase) {
        true if is_value => format!("{marks}ZQ{number}_{name}"),
        true => format!("{marks}Zq{number}{name}"),
        false => format!("{marks}zq{number}_{name}"),
    }
}

fn in_turn(mut all: Vec<Candidate>, state: &mut u64) -> Vec<Candidate> {
    shuffle(&mut all, state);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut turns = Vec::new();
    for it in all {
        let turn = seen.entry(it.kind).or_default();
        turns.push((*turn, it));
        *turn += 1;
    }
    turns.sort_by_key(|it| (it.0, it.1.kind));
    turns.into_iter().map(|it| it.1).collect()
}

fn shuffle<T>(list: &mut [T], state: &mut u64) {
    for at in (1..list.len()).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        list.swap(at, (*state % (at as u64 + 1)) as usize);
    }
}
