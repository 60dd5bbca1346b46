//! Words of macro calls still are what they were in what the calls stand for.
//!
//! Invariant: compares what can be expanded before the step; a call that could be, and
//! cannot be any more, is a finding.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::{Check, Settled};
use crate::change::SourceChange;
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::resolve::expansion::{Copies, Expanded, Word, in_code};
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::search::Names;
use crate::resolve::{Def, DefKey, Resolver};
use crate::syntax::{Place, Site};
use crate::text::{TextEdit, TextRange, TextSize};
use crate::workspace::FileId;

/// What a word is at one place of an expansion.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role {
    /// Items in play, by their numbers, and how many others are meant in their places.
    InPlay(Vec<usize>, usize),
    /// Other items.
    Other,
    /// Another item's definition.
    Defines,
    /// A variable, a field, a variant, an associated item or the like.
    NoItem,
    /// Nothing that is known, or nothing that this check judges.
    Unknown,
}

/// Items with their numbers.
type Numbered = Vec<(DefKey, usize)>;

/// What the words of a snapshot's calls are.
struct Side {
    words: BTreeMap<Word, Copies>,
    keywords: FxHashSet<Word>,
    roles: BTreeMap<(FileId, TextSize), Role>,
    /// What leads from the calls to what they stand for.
    change: SourceChange,
}

impl Side {
    /// `in_play` has each item with its number.
    fn new(expanded: Expanded, names: &Names, in_play: &Numbered) -> Side {
        let resolver = expanded.resolver();
        let mut numbers: BTreeMap<(FileId, TextSize), Vec<usize>> = BTreeMap::new();
        for (key, number) in in_play {
            for place in expanded.defined_at(key) {
                numbers.entry(place).or_default().push(*number);
            }
        }
        let mut roles = BTreeMap::new();
        for own in expanded.mentions(&resolver, names) {
            for (site, meaning) in own.iter() {
                let end = (own.file, site.range.end());
                let start = (own.file, site.range.start());
                let role = match site.place {
                    Place::Definition => match numbers.get(&start) {
                        Some(known) => Role::InPlay(known.clone(), 0),
                        None if resolver.is_in_module(&own, site) => Role::Defines,
                        None => Role::NoItem,
                    },
                    _ => role_of(&resolver, meaning, &numbers),
                };
                roles.insert(end, role);
            }
        }
        Side { words: expanded.words, keywords: expanded.keywords, roles, change: expanded.change }
    }

    /// The call that a place of the expansion is made by.
    fn call_of(&self, (file, copy): (FileId, TextRange)) -> Option<TextRange> {
        let edit = self.change.edits.get(&file)?;
        let mut calls = edit.inserted().into_iter().zip(edit.indels());
        calls.find(|it| it.0.contains_range(copy)).map(|it| it.1.delete)
    }

    fn role(&self, (file, copy): (FileId, TextRange)) -> &Role {
        self.roles.get(&(file, copy.end())).unwrap_or(&Role::Unknown)
    }
}

/// What a file defines by the names in play, each by its own place.
fn defined_in(own: &FileMentions) -> Vec<DefKey> {
    let sites = own.sites.sites.iter().filter(|it| it.place == Place::Definition);
    sites.map(|it| DefKey::Sites(vec![(own.file, it.range.start())])).collect()
}

fn role_of(
    resolver: &Resolver<'_>,
    meaning: &Meaning,
    numbers: &BTreeMap<(FileId, TextSize), Vec<usize>>,
) -> Role {
    let defs = meaning.defs();
    let numbers_of = |def: Def| -> Vec<usize> {
        let DefKey::Sites(sites) = resolver.def_key(def) else { return Vec::new() };
        sites.iter().filter_map(|it| numbers.get(it)).flatten().copied().collect()
    };
    let found: Vec<usize> = defs.iter().flat_map(|it| numbers_of(*it)).collect();
    let others = meaning.besides(|it| !numbers_of(it).is_empty());
    match (found.is_empty(), defs.is_empty()) {
        (false, _) => Role::InPlay(found, others.len()),
        (true, false) => Role::Other,
        (true, true) if matches!(meaning, Meaning::Local | Meaning::Member | Meaning::Generic) => {
            Role::NoItem
        }
        (true, true) => Role::Unknown,
    }
}

impl Check<'_> {
    /// Compares what words are in the expansions of before and after. Returns where those
    /// end that are something there.
    pub(super) fn expanded(
        &self,
        (old, new): (&[FileMentions], &[FileMentions]),
        names: &Names,
        findings: &mut Vec<Diagnostic>,
    ) -> Settled {
        let mut settled = Settled::default();
        let Some(before) = self.before.expanded(in_code(old)) else { return settled };
        let (from, to) = self.numbered(old);
        let after = self.after.expanded(in_code(new));
        let (before, after) = rayon::join(
            || Side::new(before, names, &from),
            || after.map(|it| Side::new(it, names, &to)),
        );
        for own in old.iter().filter(|it| !self.evidence.change.deletes.contains(&it.file)) {
            let words = own.sites.sites.iter();
            for site in words {
                self.keyword((own.file, site), (&before, after.as_ref()), &mut settled);
                let copies = before.words.get(&(own.file, site.range.end()));
                let end = copies.and_then(|_| self.moved(own.file, site));
                let (Some(copies), Some(end)) = (copies, end) else { continue };
                let new = after.as_ref().and_then(|it| it.words.get(&(own.file, end)));
                let role = |it: &(FileId, TextRange)| before.role(*it).clone();
                // What a call that goes stood for is nothing to compare with.
                let stays = |it: &&(FileId, TextRange)| {
                    before.call_of(**it).is_none_or(|call| !self.is_taken_away(it.0, call))
                };
                let old: Vec<Role> = copies.iter().filter(stays).map(role).collect();
                let role = |it: &(FileId, TextRange)| match &after {
                    Some(after) => after.role(*it).clone(),
                    None => Role::Unknown,
                };
                let new: Vec<Role> = new.into_iter().flatten().map(role).collect();
                findings.extend(self.roles((own.file, site), &old, &new));
                let is_meant = |it: &Role| matches!(it, Role::InPlay(..) | Role::Other);
                let no_item = old.iter().chain(&new).all(|it| *it == Role::NoItem);
                if no_item || old.iter().any(is_meant) && !old.contains(&Role::Defines) {
                    settled.before.insert((own.file, site.range.end()));
                    settled.after.insert((own.file, end));
                }
            }
        }
        settled
    }

    /// Whether a text goes whole, with its file or by itself.
    fn is_taken_away(&self, file: FileId, range: TextRange) -> bool {
        let change = &self.evidence.change;
        let edit = change.edits.get(&file);
        let goes = |it: &TextEdit| it.indels().iter().any(|it| it.delete.contains_range(range));
        change.deletes.contains(&file) || edit.is_some_and(goes)
    }

    /// A word that macros look for, and make nothing of, is nothing else.
    fn keyword(
        &self,
        (file, site): (FileId, &Site),
        (before, after): (&Side, Option<&Side>),
        settled: &mut Settled,
    ) {
        let old = (file, site.range.end());
        let is_keyword = |side: &Side, word: &Word| {
            side.keywords.contains(word) && !side.words.contains_key(word)
        };
        let Some(end) = self.moved(file, site).filter(|_| is_keyword(before, &old)) else { return };
        if after.is_some_and(|it| is_keyword(it, &(file, end))) {
            settled.before.insert(old);
            settled.after.insert((file, end));
        }
    }

    /// Whether a word in the body of a macro that nothing edits is one by which that macro
    /// chooses its arm.
    pub(super) fn is_word_of_arms(&self, old: &FileMentions, site: &Site) -> bool {
        let is_open = old.sites.rules(site.scope).is_some() && !self.is_edited(old.file, site);
        let source = self.evidence.before.file(old.file).filter(|_| is_open);
        source.is_some_and(|it| it.syntax().is_told_to_itself(site.range))
    }

    /// The items in play before and after: even numbers for those that the step replaces,
    /// the odd one above for what comes instead.
    fn numbered(&self, old: &[FileMentions]) -> (Numbered, Numbered) {
        let change = &self.evidence.change;
        let mut from = Numbered::new();
        let mut to = Numbered::new();
        let asked = self.asked.iter().map(|(key, to)| (*key, to.to_vec()));
        let behind = self.behind.iter().map(|(key, to)| (key, to.iter().collect()));
        for (at, (key, instead)) in asked.chain(behind).enumerate() {
            from.push((key.clone(), 2 * at));
            to.push((key.mapped(change), 2 * at));
            to.extend(instead.into_iter().map(|it| (it.clone(), 2 * at + 1)));
        }
        // What comes instead may be there before.
        let mut known: Vec<_> =
            old.iter().flat_map(|it| &it.meanings).flat_map(Meaning::defs).collect();
        known.sort();
        known.dedup();
        let known = known.into_iter().map(|it| self.before.def_key(it));
        let known: BTreeSet<_> = known.chain(old.iter().flat_map(defined_in)).collect();
        for key in known {
            let same = key.mapped(change);
            let numbers = to.iter().filter(|it| it.0 == same && it.1 % 2 == 1);
            from.extend(numbers.map(|it| (key.clone(), it.1)));
        }
        (from, to)
    }

    /// Compares what one word is at each place of the expansion.
    fn roles(&self, at: (FileId, &Site), old: &[Role], new: &[Role]) -> Option<Diagnostic> {
        if old.len() != new.len() {
            return Some(self.in_call(at, "the macro would make something else of this call"));
        }
        let agrees = |(old, new): (&Role, &Role)| match (old, new) {
            (Role::InPlay(old, beside), Role::InPlay(new, beside_new)) => {
                let is_there = |it: &usize| new.contains(it) || new.contains(&(it | 1));
                old.iter().all(is_there) && beside <= beside_new
            }
            (Role::Unknown, Role::InPlay(..)) => false,
            (Role::Unknown, _) | (Role::Other, Role::Other) => true,
            (Role::Defines, Role::Defines) | (Role::NoItem, Role::NoItem | Role::Unknown) => true,
            _ => false,
        };
        let is_same = old.iter().zip(new).all(agrees);
        (!is_same).then(|| self.in_call(at, "what the macro makes of it would mean something else"))
    }

    fn in_call(&self, (file, site): (FileId, &Site), text: &str) -> Diagnostic {
        let label = label(&self.evidence.before, file, site.range, text);
        let message = format!("`{}` in a macro call would not be what it was", site.name);
        let help = "write out what the macro makes of it by an edit of yours before the run, or \
                    choose another new name";
        let note = format!("after the step `{}`", self.step.title);
        Diagnostic::error(message).at(label).note(note).help(help)
    }
}
