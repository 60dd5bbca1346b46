//! The snapshot in which macro calls are what they stand for, and where the words of
//! the calls are in it: what a word means there, it means among the tokens.
//! <https://doc.rust-lang.org/reference/macros-by-example.html>
//!
//! Invariant: evidence only. A macro that is not of the workspace, a call that cannot be
//! read: it stays as it is.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::hygiene::{Writer, Writers};
use super::references::FileMentions;
use super::search::{Hits, Names, all_in};
use super::{Def, DefKey, ModuleId, Resolution, Resolver, Stand};
use crate::change::{SourceChange, SourceChangeBuilder};
use crate::syntax::by_example::{self, Call, Macro};
use crate::syntax::{NsSet, PathData, PathKind, PathSite, Place, ScopeId, Segment, Site};
use crate::text::{Indel, TextRange, TextSize, slice};
use crate::workspace::{FileId, Workspace};

/// As many calls of one macro are looked at.
const CALLS: usize = 64;

/// As many tokens are written for all calls of one question.
const TOKENS: usize = 150_000;

/// A word by its place: file, and where it ends (it may begin with `r#`).
pub type Word = (FileId, TextSize);

/// A snapshot with calls expanded.
#[derive(Debug)]
pub struct Expanded {
    /// The snapshot.
    pub after: Workspace,
    /// What leads to it.
    pub change: SourceChange,
    /// Where the words of the calls are in it.
    pub words: BTreeMap<Word, Copies>,
    /// The words of the calls that macros look for.
    pub keywords: FxHashSet<Word>,
    /// The words by where they begin.
    starts: FxHashMap<(FileId, TextSize), Word>,
    /// Who wrote the words of what calls stand for.
    writers: Writers,
}

/// Where a word is in what calls stand for: file and bytes, in the order of files.
pub type Copies = Vec<(FileId, TextRange)>;

impl Expanded {
    /// The words by where they end in the snapshot, each with its number among the
    /// copies of the word.
    pub fn places(&self) -> FxHashMap<Word, (Word, usize)> {
        let each = self.words.iter().flat_map(|(word, places)| {
            let places = places.iter().enumerate();
            places.map(|(at, it)| ((it.0, it.1.end()), (*word, at)))
        });
        each.collect()
    }

    /// Where an item is defined in the snapshot: file, and where its name begins. A name
    /// that is a word of a call may be defined at any of its copies.
    pub fn defined_at(&self, key: &DefKey) -> Vec<(FileId, TextSize)> {
        let DefKey::Sites(sites) = key else { return Vec::new() };
        let moved = |&(file, start): &(FileId, TextSize)| {
            let copies = self.starts.get(&(file, start)).and_then(|it| self.words.get(it));
            let edit = self.change.edits.get(&file);
            match copies {
                Some(copies) => copies.iter().map(|it| (it.0, it.1.start())).collect(),
                None => vec![(file, edit.map_or(start, |it| it.map_start(start)))],
            }
        };
        sites.iter().flat_map(moved).collect()
    }

    /// A resolver of the snapshot, which knows who wrote what.
    pub fn resolver(&self) -> Resolver<'_> {
        Resolver { writers: Some(&self.writers), ..Resolver::new(&self.after) }
    }

    /// The mentions of names in the files that have calls expanded.
    pub fn mentions(&self, after: &Resolver<'_>, names: &Names) -> Vec<FileMentions> {
        let files = self.change.edits.keys().copied();
        after.mentions_at(all_in(&self.after, files, names), names)
    }
}

/// A call that can be expanded: the bytes it takes, what is put there, and where words
/// are in that.
struct Ready {
    file: FileId,
    range: TextRange,
    text: String,
    words: Vec<(Range<usize>, (FileId, TextRange), Writer)>,
    /// Literals likewise.
    strings: Vec<(Range<usize>, (FileId, TextRange))>,
    /// Words that the macro looks for.
    keywords: Vec<(FileId, TextRange)>,
}

/// Macros that were read, by file and name; and of each where its arms begin.
#[derive(Default)]
struct Known {
    read: FxHashMap<(FileId, TextSize), Option<Rc<Macro>>>,
    sources: Vec<(FileId, TextSize)>,
}

/// A macro whose body has words in play: its file, its name, the arm.
type Body = (FileId, SmolStr, TextRange);

/// Calls on their way to be expanded.
#[derive(Default)]
struct Calls {
    known: RefCell<Known>,
    /// So many tokens may still be written.
    left: Cell<usize>,
    seen: BTreeSet<(FileId, TextSize)>,
    ready: Vec<Ready>,
    /// Macros whose calls are to be found.
    open: Vec<Body>,
}

impl Resolver<'_> {
    /// Expands the calls around some sites, and those of macros with sites in their
    /// bodies; none where there are no such calls.
    pub fn expanded<'s>(
        &self,
        sites: impl Iterator<Item = (Stand<'s>, &'s Site)>,
    ) -> Option<Expanded> {
        let mut calls = Calls { left: Cell::new(TOKENS), ..Calls::default() };
        let mut wanted = BTreeMap::new();
        for (stand, site) in sites {
            wanted.insert((stand.file, site.range.end()), site.range.len());
            self.add_call(stand, site, &mut calls);
            let body = stand.sites.rules(site.scope);
            calls.open.extend(body.map(|it| (stand.file, it.0.clone(), it.1)));
        }
        let mut bodies = BTreeSet::new();
        while let Some(it) = calls.open.pop() {
            if bodies.insert((it.0, it.2.start())) {
                self.add_calls_of(&it, &mut calls);
            }
        }
        let mut builder = SourceChangeBuilder::default();
        calls.ready.sort_by_key(|it| (it.file, it.range.start()));
        drop_outer(&mut calls.ready);
        for it in &calls.ready {
            builder.push(it.file, Indel::replace(it.range, it.text.clone()));
        }
        let change = builder.finish().ok().filter(|it| !it.is_empty())?;
        let mut words: BTreeMap<Word, Copies> = BTreeMap::new();
        let mut keywords = FxHashSet::default();
        let mut starts = FxHashMap::default();
        let mut writers = Writers::default();
        for it in calls.ready {
            let start = change.edits.get(&it.file)?.map_start(it.range.start());
            writers.add_expansion(it.file, TextRange::at(start, TextSize::of(&*it.text)));
            let at = |it: usize| start + TextSize::from(it as u32);
            let looked_for = it.keywords.into_iter().map(|(file, word)| (file, word.end()));
            keywords.extend(looked_for.filter(|it| wanted.contains_key(it)));
            for (own, (file, literal)) in it.strings {
                let bytes = (file, literal.start())..(file, literal.end());
                for (&word, &len) in wanted.range(bytes) {
                    let end = at(own.start) + (word.1 - literal.start());
                    let place = TextRange::new(end - len, end);
                    words.entry(word).or_default().push((it.file, place));
                }
            }
            for (own, (file, word), writer) in it.words {
                let place = TextRange::new(at(own.start), at(own.end));
                let writer = writer.map(|(home, at)| {
                    (home, change.edits.get(&home).map_or(at, |it| it.map_start(at)))
                });
                writers.add_word(it.file, place, writer);
                if wanted.contains_key(&(file, word.end())) {
                    words.entry((file, word.end())).or_default().push((it.file, place));
                    starts.insert((file, word.start()), (file, word.end()));
                }
            }
        }
        let after = self.workspace.with(&change);
        Some(Expanded { after, change, words, keywords, starts, writers })
    }

    /// Whether a macro call may define an item by a word among its tokens: not where it can
    /// be expanded, and makes something else of the word or looks for it.
    pub(super) fn may_define(&self, file: FileId, word: &Segment) -> bool {
        let names = Names::new([word.name.clone()]);
        let found = self.mentions_at(vec![Hits { file, ranges: vec![word.range] }], &names);
        let Some(expanded) = self.expanded(in_code(&found)) else { return true };
        let word = (file, word.range.end());
        let Some(copies) = expanded.words.get(&word) else {
            return !expanded.keywords.contains(&word);
        };
        let after = expanded.resolver();
        let mentions = expanded.mentions(&after, &names);
        let sites = mentions.iter().flat_map(|own| own.sites.sites.iter().map(move |it| (own, it)));
        let others = sites.filter(|(own, it)| match &it.place {
            Place::Path(it) | Place::Pattern(it) => it.kind == PathKind::Code,
            Place::Use(_) | Place::Member => true,
            Place::Definition => !after.is_in_module(own, it),
            _ => false,
        });
        let others: FxHashSet<_> = others.map(|(own, it)| (own.file, it.range)).collect();
        copies.iter().any(|it| !others.contains(it))
    }

    /// Whether a definition is that of a module's item: not of a variant, say.
    pub fn is_in_module(&self, own: &FileMentions, site: &Site) -> bool {
        let Some(stand) = own.stand() else { return true };
        let module = self.module_at(stand, site.scope);
        let found = self.in_module(module, &site.name, NsSet::ALL);
        let mut sites = found.iter().flat_map(|it| self.def_sites(it.def));
        sites.any(|it| it.file == own.file && it.name == site.range)
    }

    /// Adds the calls of a macro, up to a number of them.
    fn add_calls_of(&self, (file, name, arm): &Body, calls: &mut Calls) {
        let most = calls.ready.len() + CALLS;
        for (own, sites) in self.sites_naming(name).iter() {
            let Some(root) = self.modules_of(*own).first().copied() else { continue };
            let stand = Stand { file: *own, root, sites, caller: None };
            for site in &sites.sites {
                if calls.ready.len() >= most {
                    return;
                }
                let Resolution::Items(meant) = self.resolve(stand, site) else { continue };
                if !meant.iter().any(|it| self.has_arm(it.def, (*file, name, *arm))) {
                    continue;
                }
                match sites.rules(site.scope) {
                    Some(it) => calls.open.push((*own, it.0.clone(), it.1)),
                    None => self.add_call(stand, site, calls),
                }
            }
        }
    }

    /// Adds the call around a site, if it can be expanded.
    fn add_call(&self, stand: Stand<'_>, site: &Site, calls: &mut Calls) {
        let source = self.workspace.file(stand.file);
        let call = source.and_then(|it| it.syntax().call_around(site.range.start()));
        let call = call.filter(|it| calls.seen.insert((stand.file, it.range.start())));
        let ready =
            call.and_then(|it| self.ready((stand, site.scope), &it, (&calls.known, &calls.left)));
        calls.ready.extend(ready);
    }

    fn ready(
        &self,
        (stand, scope): (Stand<'_>, Option<ScopeId>),
        call: &Call,
        (known, left): (&RefCell<Known>, &Cell<usize>),
    ) -> Option<Ready> {
        let file = stand.file;
        let source = self.workspace.file(file)?;
        let module = self.module_at(stand, scope);
        let found = self.called(stand, scope, call);
        let mut macros = found.iter().filter_map(|it| Some((*it, self.read(*it, known)?)));
        let arguments = slice(&source.text, call.arguments);
        let expansion = macros.find_map(|(at, rules)| {
            let find = |path: &[String]| self.called_inside((module, at.0), path, known);
            rules.expand(arguments, &self.dollar_crate(module, at.0)?, (&find, left))
        })?;
        let (open, close) = if call.is_value { ("{ ", " }") } else { ("", " ") };
        let known = known.borrow();
        let place = |(source, word): by_example::Place| {
            let (file, start) = match source.checked_sub(1) {
                Some(it) => *known.sources.get(it as usize)?,
                None => (file, call.arguments.start()),
            };
            let at = |it: usize| start + TextSize::from(it as u32);
            Some((file, TextRange::new(at(word.start), at(word.end))))
        };
        let words = expansion.words.into_iter().filter_map(|(own, word)| {
            let writer = word.0.checked_sub(1).and_then(|it| known.sources.get(it as usize));
            let own = own.start + open.len()..own.end + open.len();
            Some((own, place(word)?, writer.copied()))
        });
        let words = words.collect();
        let strings = expansion.strings.into_iter().filter_map(|(own, literal)| {
            Some((own.start + open.len()..own.end + open.len(), place(literal)?))
        });
        let strings = strings.collect();
        let keywords = expansion.literal.into_iter().filter_map(place).collect();
        let text = format!("{open}{}{close}", expansion.text);
        Some(Ready { file, range: call.range, text, words, strings, keywords })
    }

    /// The definitions that a call may mean: file, and where the name begins.
    fn called(
        &self,
        stand: Stand<'_>,
        scope: Option<ScopeId>,
        call: &Call,
    ) -> Vec<(FileId, TextSize)> {
        let Some(last) = call.path.segments.last() else { return Vec::new() };
        let path = PathSite {
            path: call.path.clone(),
            range: last.range,
            trailing: 0,
            ns: NsSet::MACROS,
            kind: PathKind::Code,
            field: None,
        };
        let (name, range) = (last.name.clone(), last.range);
        let site = Site { name, range, scope, place: Place::Path(path), is_trait: false };
        let Resolution::Items(found) = self.resolve(stand, &site) else { return Vec::new() };
        self.definitions(found.into_iter().map(|it| it.def))
    }

    fn definitions(&self, defs: impl Iterator<Item = Def>) -> Vec<(FileId, TextSize)> {
        let sites = defs.flat_map(|it| self.def_sites(it));
        sites.map(|it| (it.file, it.name.start())).collect()
    }

    /// The macro that a path in an expansion calls, which a macro of `file` wrote.
    fn called_inside(
        &self,
        (module, file): (ModuleId, FileId),
        path: &[String],
        known: &RefCell<Known>,
    ) -> Option<(Rc<Macro>, String)> {
        let segment = |it: &String| {
            let name = it.strip_prefix("r#").unwrap_or(it).into();
            Segment { name, range: TextRange::default() }
        };
        let leading_colons = path.first().is_some_and(String::is_empty);
        let segments: Vec<_> = path.iter().skip(leading_colons.into()).map(segment).collect();
        let path = PathData { leading_colons, segments };
        let is_bare = path.segments.len() == 1 && !leading_colons;
        let mut found = match path.segments.as_slice() {
            [name] if is_bare => self.first(module, &name.name, NsSet::MACROS),
            _ => self.use_path(module, &path, NsSet::MACROS),
        };
        if found.is_empty() && is_bare {
            let home = self.modules_of(file).first().copied();
            let name = &path.segments[0].name;
            found = home.map(|it| self.first(it, name, NsSet::MACROS)).unwrap_or_default();
        }
        let definitions = self.definitions(found.iter().map(|it| it.def));
        let mut read = definitions.into_iter().filter_map(|it| Some((it, self.read(it, known)?)));
        let (at, rules) = read.next()?;
        Some((rules, self.dollar_crate(module, at.0)?))
    }

    fn read(&self, at: (FileId, TextSize), known: &RefCell<Known>) -> Option<Rc<Macro>> {
        if let Some(known) = known.borrow().read.get(&at) {
            return known.clone();
        }
        let source = self.workspace.file(at.0)?;
        let arms = source.syntax().arms_of(at.1)?;
        let mut known = known.borrow_mut();
        known.sources.push((at.0, arms.start()));
        let id = known.sources.len() as u32;
        let read = Macro::read(slice(&source.text, arms), id).map(Rc::new);
        known.read.insert(at, read.clone());
        read
    }

    /// What `$crate` is for a macro of `file` in a module.
    fn dollar_crate(&self, module: ModuleId, file: FileId) -> Option<String> {
        let own = self.module(self.crate_root(module));
        let is_of = |krate| self.modules_of(file).iter().any(|it| self.module(*it).krate == krate);
        if is_of(own.krate) && !own.is_doctest {
            return Some("crate".to_owned());
        }
        let lib = self.workspace.lib_of(self.workspace.file(file)?.package);
        match lib.filter(|it| is_of(*it)) {
            Some(lib) => self.name_of_crate(module, lib),
            None => Some("crate".to_owned()),
        }
    }
}

/// Drops calls in whose items others stand: what these make of their words is said by them
/// alone, and the rest of the items reads as code.
fn drop_outer(calls: &mut Vec<Ready>) {
    let holds = |outer: &Ready, inner: &Ready| {
        outer.file == inner.file && outer.range.contains_range(inner.range)
    };
    let is_outer: Vec<bool> =
        calls.windows(2).map(|it| holds(&it[0], &it[1])).chain([false]).collect();
    let mut is_outer = is_outer.into_iter();
    calls.retain(|_| !is_outer.next().unwrap_or(false));
}

/// The sites that may stand in the tokens of a call, words of strings among them, with
/// where they stand.
pub fn in_code(all: &[FileMentions]) -> impl Iterator<Item = (Stand<'_>, &Site)> {
    let is_code = |site: &Site| match &site.place {
        Place::Comment | Place::DocComment | Place::Prose => false,
        Place::Use(it) => !it.is_public,
        _ => true,
    };
    all.iter().flat_map(move |own| {
        let sites = own.sites.sites.iter();
        let code = sites.filter(move |it| is_code(it) && !own.sites.is_in_docs(it));
        code.filter_map(move |it| Some((own.stand()?, it)))
    })
}
