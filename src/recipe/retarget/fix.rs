//! What the rewritten names mean with the edits laid over the snapshot, and
//! what the next round does about those that mean something else.

use std::collections::{BTreeMap, BTreeSet};

use super::expanded::is_settled;
use super::{BodyKey, Decided, Fixes, Goal, Request, Token};
use crate::change::SourceChange;
use crate::diagnostic::{Diagnostic, Refusal};
use crate::recipe::spec::OnConflict;
use crate::resolve::references::Meaning;
use crate::resolve::search::{self, Names};
use crate::resolve::{Binding, Def, DefKey, Found as Item, Resolver};
use crate::syntax::{Place, Site};
use crate::text::TextSize;
use crate::workspace::FileId;

/// Whether a round found something to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// All names mean what they should.
    Nothing,
    /// The next round has more to go by.
    More,
}

/// Checks a round and adds to `fixes` what the next one needs.
///
/// # Errors
/// Names that can be mended no further.
pub(super) fn fix(
    request: &Request<'_>,
    decided: &Decided,
    change: &SourceChange,
    fixes: &mut Fixes,
) -> Result<Found, Refusal> {
    let after = request.workspace().with(change);
    let resolver = Resolver::new(&after);
    let wanted = request.wanted(&resolver, change);
    let names = Names::new(request.goals.values().map(|it| it.name.clone()));
    let mut by_file: BTreeMap<FileId, Vec<&Token>> = BTreeMap::new();
    for token in decided.tokens.iter().filter(|it| it.is_checked) {
        by_file.entry(token.file).or_default().push(token);
    }
    let hits = search::all_in(&after, by_file.keys().copied(), &names);
    let mut failed = Vec::new();
    for mentions in resolver.mentions_at(hits, &names) {
        let mut by_end: BTreeMap<TextSize, (&Site, &Meaning)> = BTreeMap::new();
        for it in mentions.iter() {
            by_end.entry(it.0.range.end()).or_insert(it);
        }
        let edit = change.edits.get(&mentions.file);
        for &token in by_file.get(&mentions.file).into_iter().flatten() {
            let end = edit.map_or(token.range.end(), |it| it.map_end(token.range.end()));
            let found_at = by_end.get(&end);
            // The name of the definition itself is no reference.
            let is_definition = found_at.is_some_and(|it| it.0.place == Place::Definition);
            // A name that has become the mark of a literal is none.
            let meaning = found_at.filter(|it| it.0.place != Place::Literal).map(|it| it.1);
            let is_wanted = |it: &Binding| wanted[&token.def].contains(&resolver.def_key(it.def));
            let is_met = match meaning {
                // Its tokens alone may read as something else besides.
                Some(Meaning::Items(found)) if is_settled(&fixes.told, token.file, token.range) => {
                    found.iter().any(is_wanted)
                }
                Some(Meaning::Items(found)) => found.iter().all(is_wanted),
                _ => false,
            };
            if !is_definition && !is_met {
                failed.push((token, meaning.cloned()));
            }
        }
    }
    // Outer scopes first: what they import, inner ones may see.
    failed.sort_by_key(|(it, _)| {
        (it.file, it.body.1, std::cmp::Reverse(it.body.2), it.range.start())
    });
    let known = fixes.added.clone();
    // What code comes to import, links may see.
    let has_code = failed.iter().any(|(it, _)| !it.in_docs);
    for (token, meaning) in failed.iter().filter(|(it, _)| !(has_code && it.in_docs)) {
        mend(request, token, meaning.as_ref(), (&known, fixes))?;
    }
    Ok(if failed.is_empty() { Found::Nothing } else { Found::More })
}

impl Request<'_> {
    /// What each target is afterwards.
    fn wanted(&self, after: &Resolver<'_>, change: &SourceChange) -> BTreeMap<Def, Vec<DefKey>> {
        let key = |def: &Def, goal: &Goal| match goal.is_other.then(|| after.find(&goal.path)) {
            Some(Item::Items(found)) => {
                found.iter().flat_map(|it| after.twins(*it)).map(|it| after.def_key(it)).collect()
            }
            Some(Item::External(found)) => vec![after.def_key(found)],
            Some(Item::Nothing { .. }) | None => {
                let stand_ins = self.stand_ins.iter().filter(|it| it.of == *def);
                let bound = stand_ins.flat_map(|it| &it.import.bound).map(|it| it.def);
                let all = std::iter::once(*def).chain(bound);
                all.map(|it| self.resolver.def_key(it).mapped(change)).collect()
            }
        };
        // Several items of one name get the new one alike.
        let mut alike: BTreeMap<&str, Vec<DefKey>> = BTreeMap::new();
        let is_due = self.goals.values().any(|it| !it.is_other);
        for (def, goal) in self.goals.iter().filter(|_| is_due) {
            alike.entry(&goal.name).or_default().extend(key(def, goal));
        }
        let keys = |def: &Def, goal: &Goal| {
            if goal.is_other { key(def, goal) } else { alike[&*goal.name].clone() }
        };
        self.goals.iter().map(|(def, goal)| (*def, keys(def, goal))).collect()
    }
}

/// Decides what the next round does about one name, given the imports that
/// were there in this one.
fn mend(
    request: &Request<'_>,
    token: &Token,
    meaning: Option<&Meaning>,
    (known, fixes): (&BTreeSet<(BodyKey, Def)>, &mut Fixes),
) -> Result<(), Refusal> {
    let key: (FileId, TextSize) = (token.file, token.range.start());
    let goal = &request.goals[&token.def];
    let is_unknown = matches!(meaning, None | Some(Meaning::Unknown | Meaning::Local));
    let import = (token.body, token.def);
    let can_be_path = token.is_bare || request.is_crate(token.def);
    if !can_be_path || fixes.qualified.contains(&key) {
        return Err(unreachable(request, token, goal, meaning));
    }
    if is_unknown && goal.is_other && !token.in_docs && !known.contains(&import) {
        let is_around = |it: &&(BodyKey, Def)| it.1 == token.def && contains(it.0, token.body);
        if !fixes.added.iter().filter(|it| !known.contains(it)).any(|it| is_around(&it)) {
            fixes.added.insert(import);
        }
        return Ok(());
    }
    let is_taken = !matches!(meaning, None | Some(Meaning::Unknown));
    match request.on_conflict {
        OnConflict::Refuse if is_taken => return Err(unreachable(request, token, goal, meaning)),
        OnConflict::Alias
            if !is_unknown && !token.in_docs && request.name_of(token.def) != goal.name =>
        {
            fixes.aliased.insert(import)
        }
        _ => fixes.qualified.insert(key),
    };
    Ok(())
}

pub(super) fn contains(outer: BodyKey, inner: BodyKey) -> bool {
    outer.0 == inner.0 && outer.1 <= inner.1 && inner.2 <= outer.2
}

fn unreachable(
    request: &Request<'_>,
    token: &Token,
    goal: &Goal,
    meaning: Option<&Meaning>,
) -> Refusal {
    let (message, help) = match meaning {
        Some(Meaning::Unknown) if goal.is_other => (
            format!("`{}` would not mean `{}` here", goal.name, goal.path),
            "name an item of the same kind (a value for a value, a type for a type), or edit this \
             place first",
        ),
        Some(_) => (
            format!("`{}` would not mean `{}` here", goal.name, goal.path),
            "something else has the name in this scope: choose another name, or set `on-conflict`",
        ),
        None => (
            format!("`{}` would not be read as a name here", goal.name),
            "choose another name, or set what stands beside this one apart with a blank first",
        ),
    };
    let what = match meaning {
        Some(Meaning::Local) => "a local name is called so here",
        Some(Meaning::Generic) => "a generic parameter is called so here",
        _ => "this name",
    };
    let label = request.label(token.file, token.range, what);
    Refusal::check(Diagnostic::error(message).at(label).help(help))
}
