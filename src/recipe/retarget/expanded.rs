//! What words among the tokens of macro calls mean in what the calls stand for.
//!
//! Where the tokens alone say nothing of a word (`impl_all!(Job => [Open])`), the
//! expansion may: then the word follows. Where a word is two things (`$variant($variant)`),
//! it cannot have two names.
//! Invariant: only macros of the workspace, by example; what has no expansion is judged
//! by its tokens.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::Round;
use super::{At, Request, TokenKey};
use crate::diagnostic::Diagnostic;
use crate::recipe::plan::LeftReason;
use crate::resolve::expansion::{Expanded, Word, in_code};
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::search::Names;
use crate::resolve::{Def, DefKey, Found, ItemPath, Resolver};
use crate::syntax::{PathKind, Place, Site};
use crate::text::TextRange;
use crate::workspace::FileId;

/// What a word is that names something else where it is defined.
const DEFINITION: &str = "another definition";

/// Words behind which an item's name stands.
const NAMING: [&str; 8] = ["const", "enum", "fn", "mod", "static", "struct", "trait", "type"];

/// What is told of words, by their places.
pub(super) type Told = BTreeMap<Word, Meant>;

/// What a word of a call means in its expansion.
#[derive(Debug, Default)]
pub(super) struct Meant {
    /// Items in play.
    goals: BTreeSet<Def>,
    /// What else it is: phrases.
    others: BTreeSet<String>,
    /// Items in play that it may be, among the tokens of a call that is not written out,
    /// or something else as well.
    perhaps: BTreeSet<Def>,
    /// Whether a macro looks for it.
    is_keyword: bool,
    /// Whether it is a variable somewhere, and whether it is something else than one, or
    /// nobody knows what.
    is_local: bool,
    is_no_local: bool,
    /// Whether it stands in the body of a macro, of which not all calls need be known.
    is_body: bool,
}

impl Meant {
    /// Whether it means items in play, and nothing else that its tokens might be.
    fn is_settled(&self) -> bool {
        !self.goals.is_empty() && self.others.is_empty()
    }

    /// What else it is, for people.
    fn phrases(&self) -> String {
        let others: Vec<_> = self.others.iter().map(|it| it.trim_matches('`')).collect();
        others.join(", ")
    }
}

/// Whether what a call stands for says that a word among its tokens means items in play.
pub(super) fn is_settled(told: &Told, file: FileId, word: TextRange) -> bool {
    told.get(&(file, word.end())).is_some_and(Meant::is_settled)
}

impl Request<'_> {
    /// What is told of the mentions that stand in calls.
    pub(super) fn told(&self, names: &Names, all: &[FileMentions]) -> Told {
        let goals: Vec<Def> = self.goals.keys().copied().collect();
        self.told_of(&goals, names, all)
    }

    /// What would be told if other items were in play.
    fn told_of(&self, goals: &[Def], names: &Names, all: &[FileMentions]) -> Told {
        let Some(expanded) = self.resolver.expanded(in_code(all)) else { return Told::new() };
        let after = expanded.resolver();
        let known = Known { goals: self.keys_in(goals, &expanded), after: &after };
        let places = expanded.places();
        let mut told = Told::new();
        for own in expanded.mentions(&after, names) {
            // Documentation that a call is handed is none of its code.
            for (site, meaning) in own.iter().filter(|it| !own.sites.is_in_docs(it.0)) {
                if let Some((word, at)) = places.get(&(own.file, site.range.end())) {
                    let (file, place) = expanded.words[word][*at];
                    let meant = told.entry(*word).or_default();
                    known.tell((file, place.start()), (site, meaning), meant);
                }
            }
        }
        for meant in told.values_mut().filter(|it| it.goals.is_empty() && it.others.is_empty()) {
            meant.goals.append(&mut meant.perhaps);
        }
        for &word in &expanded.keywords {
            told.entry(word).or_default().is_keyword = true;
        }
        for (stand, site) in in_code(all).filter(|it| it.0.sites.rules(it.1.scope).is_some()) {
            let meant = told.get_mut(&(stand.file, site.range.end()));
            meant.into_iter().for_each(|it| it.is_body = true);
        }
        told
    }

    /// An item and others that a word of a call is as well, and what other words are besides
    /// these: all that has to get one name. None where a word is something that has no path.
    fn tied(&self, goal: Def, others: Vec<Def>, mentions: &[FileMentions]) -> Option<Vec<Def>> {
        let names = Names::new([self.name_of(goal)]);
        let mut all = vec![goal];
        let mut more = others;
        loop {
            more.retain(|it| !all.contains(it));
            if more.is_empty() {
                return Some(all);
            }
            more.sort();
            more.dedup();
            all.append(&mut more);
            let told = self.told_of(&all, &names, mentions);
            let words = told.values().filter(|it| !it.goals.is_empty());
            more = found_again(self.resolver, &words.flat_map(|it| it.others.clone()).collect())?;
        }
    }

    /// The items in play as they are in the expanded snapshot.
    fn keys_in(&self, goals: &[Def], expanded: &Expanded) -> Keys {
        let mut keys = Keys::default();
        for &def in goals {
            let key = self.resolver.def_key(def);
            keys.by_place.extend(expanded.defined_at(&key).into_iter().map(|it| (it, def)));
            keys.others.push((key, def));
        }
        keys
    }
}

/// Items in play by where they are defined.
#[derive(Default)]
struct Keys {
    by_place: BTreeMap<TokenKey, Def>,
    others: Vec<(DefKey, Def)>,
}

struct Known<'a> {
    goals: Keys,
    after: &'a Resolver<'a>,
}

impl Known<'_> {
    /// Adds what a word is at one place of an expansion.
    fn tell(&self, place: TokenKey, (site, meaning): (&Site, &Meaning), meant: &mut Meant) {
        let goal = self.goals.by_place.get(&place).copied();
        match meaning {
            Meaning::Local => meant.is_local = true,
            _ => meant.is_no_local = true,
        }
        match (&site.place, goal) {
            (Place::Definition, Some(goal)) => _ = meant.goals.insert(goal),
            (Place::Definition, None) => _ = meant.others.insert(DEFINITION.into()),
            // Among tokens of a macro that is not written out: what they become is told there.
            (Place::Member, Some(goal)) if self.is_new_name(place) => _ = meant.goals.insert(goal),
            (Place::Member, _) if self.is_guess(place, site) => {}
            (Place::Member, _) => _ = meant.others.insert("a field, method or the like".into()),
            _ => {
                let defs = meaning.defs();
                let goals: Vec<Def> = defs.iter().filter_map(|it| self.goal(*it)).collect();
                let others = meaning.besides(|it| self.goal(it).is_some());
                let first = defs.first().copied().filter(|_| goals.is_empty());
                let others = first.into_iter().chain(others);
                meant.others.extend(others.map(|it| format!("`{}`", self.after.path_of(it))));
                let is_open = matches!(&site.place, Place::Path(it) if it.kind != PathKind::Code)
                    && defs.len() > goals.len();
                if is_open { &mut meant.perhaps } else { &mut meant.goals }.extend(goals);
            }
        }
    }

    /// Whether a word is taken for a field by the colon behind it alone, among the tokens of
    /// a call that is not written out.
    fn is_guess(&self, (file, start): TokenKey, site: &Site) -> bool {
        let Some(source) = self.after.workspace.file(file) else { return false };
        let behind = source.text[site.range.end().into()..].trim_start();
        behind.starts_with(':') && source.syntax().call_around(start).is_some()
    }

    /// Whether a word stands behind one that says what it is the name of.
    fn is_new_name(&self, (file, start): TokenKey) -> bool {
        let Some(source) = self.after.workspace.file(file) else { return false };
        let before = source.text[..start.into()].trim_end();
        let word = before.rsplit(|it: char| !it.is_alphanumeric()).next();
        word.is_some_and(|it| NAMING.contains(&it))
    }

    fn goal(&self, def: Def) -> Option<Def> {
        let key = self.after.def_key(def);
        match &key {
            DefKey::Sites(sites) => {
                sites.iter().find_map(|it| self.goals.by_place.get(it)).copied()
            }
            _ => self.goals.others.iter().find(|it| it.0 == key).map(|it| it.1),
        }
    }
}

impl Round<'_, '_> {
    /// A word in a call that its tokens alone do not settle. Returns whether it is done.
    pub(super) fn in_call(&mut self, at: At<'_>, meaning: &Meaning, is_target: bool) -> bool {
        let Some(meant) = self.fixes.told.get(&(at.file(), at.site.range.end())) else {
            return false;
        };
        let defined = self.defined(at);
        let is_known = is_target || defined.is_some();
        let is_free = meant.goals.is_empty() && defined.is_none();
        if is_free && meant.is_keyword && meant.others.is_empty() {
            self.leave(at, LeftReason::MacroWord);
            return true;
        }
        // Of a macro that is not written out, it is a guess that it calls what it is handed.
        let is_handed = at.mentions.sites.handed.contains_key(&at.site.range);
        let is_guess = is_handed && is_target && is_free;
        if is_target && meant.is_local && !meant.is_no_local {
            // A macro's own variable, or one that it makes of the word.
            self.leave(at, LeftReason::Local);
            return true;
        }
        // A path through a fragment (`$module::NAME`) says nothing by itself.
        let says_nothing = *meaning == Meaning::Unknown || at.site.place == Place::Parameter;
        let is_open = says_nothing && !meant.goals.is_empty();
        let is_settled_by_scopes = is_known || !meant.others.is_empty() && !is_open;
        if meant.is_body && !is_guess && is_settled_by_scopes {
            // Scopes of calls say more than some calls do.
            return false;
        }
        if is_target && is_free && !meant.others.is_empty() {
            // The tokens alone read as something else.
            self.leave(at, LeftReason::OtherItem(meant.phrases()));
            return true;
        }
        let Some(&goal) = meant.goals.first().or(defined.as_ref()) else { return false };
        if meant.is_keyword || !meant.others.is_empty() {
            self.two_things(at, goal, &meant.others);
            return true;
        }
        let wanted = &self.request.goals[&goal];
        if meant.goals.iter().any(|it| self.request.goals[it].name != wanted.name) {
            self.error(at, "this word means several items that get different names");
            return true;
        }
        if !is_known && (!wanted.is_other || self.keeps_way(at, wanted)) {
            self.unchecked(at, goal, at.site.range, self.written(at, &wanted.name));
        } else if !is_known {
            self.error(at, "a macro makes more of this word, and it cannot become a path");
        }
        !is_known
    }

    /// Whether a word in the body of a macro that no call here makes anything of is one by
    /// which that macro chooses its arm.
    pub(super) fn is_word_of_arms(&self, at: At<'_>) -> bool {
        let in_body = at.mentions.sites.rules(at.site.scope).is_some();
        let is_told = self.fixes.told.contains_key(&(at.file(), at.site.range.end()));
        let source = self.request.workspace().file(at.file()).filter(|_| in_body && !is_told);
        source.is_some_and(|it| it.syntax().is_told_to_itself(at.site.range))
    }

    /// A word in the body of a macro that means an item in play by its tokens, and others
    /// besides: what the calls make of it tells which. Returns whether it is done.
    pub(super) fn in_body(&mut self, at: At<'_>, goal: Def) -> bool {
        let meant = self.fixes.told.get(&(at.file(), at.site.range.end()));
        let Some(meant) = meant.filter(|it| it.is_body && !it.is_keyword) else { return false };
        if meant.others.is_empty() {
            return false;
        }
        match meant.goals.is_empty() {
            true => self.leave(at, LeftReason::OtherItem(meant.phrases())),
            false => self.two_things(at, goal, &meant.others),
        }
        true
    }

    /// An item and what words tie to it, found once for all these words.
    fn tied(&mut self, goal: Def, others: &BTreeSet<String>) -> Option<Vec<Def>> {
        let found = found_again(self.request.resolver, others)?;
        let is_known =
            |it: &&Vec<Def>| std::iter::once(&goal).chain(&found).all(|def| it.contains(def));
        if let Some(known) = self.out.tied.iter().find(is_known) {
            return Some(known.clone());
        }
        let all = self.request.tied(goal, found, self.all)?;
        self.out.tied.push(all.clone());
        Some(all)
    }

    fn two_things(&mut self, at: At<'_>, goal: Def, others: &BTreeSet<String>) {
        let path = format!("`{}`", self.request.resolver.path_of(goal));
        // Paths say more than that there is something.
        let named = others.iter().find(|it| it.starts_with('`')).or(others.first());
        let named = named.map_or("a word that the macro looks for", String::as_str);
        let text = match named == path {
            true => format!("{path}, and something else of that path as well"),
            false => format!("{path}, and {named} as well"),
        };
        let label = self.request.label(at.file(), at.site.range, &text);
        let message = format!("`{}` is one word for two things in a macro call", at.site.name);
        let both = self.tied(goal, others).and_then(|it| self.request.resolver.one_name_for(&it));
        let both = both.unwrap_or_else(|| "give both one new name, in one step".into());
        let help = format!(
            "{both}; or write out what the macro makes of it, by an edit of yours before the run"
        );
        self.out.errors.push(Diagnostic::error(message).at(label).help(help));
    }
}

/// The items that phrases name, if all of them do; that of a definition is said twice.
fn found_again(resolver: &Resolver<'_>, others: &BTreeSet<String>) -> Option<Vec<Def>> {
    let find = |it: &String| {
        let path = it.strip_prefix('`')?.strip_suffix('`')?;
        match resolver.find(&ItemPath::parse(path)) {
            Found::Items(found) => Some(found),
            Found::External(_) | Found::Nothing { .. } => None,
        }
    };
    let others = others.iter().filter(|it| *it != DEFINITION);
    let found = others.map(find).collect::<Option<Vec<_>>>()?;
    Some(found.concat())
}
