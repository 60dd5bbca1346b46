//! Names still mean what they meant.
//!
//! Every mention of the names that a step takes away or brings is resolved
//! before and after it; a name may mean something else only if the step says
//! so. This finds captures, shadowing, ambiguity and names that vanish, without
//! asking the planner what it did.

mod behind;
mod derived;
mod expanded;
mod told;
mod traits;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use self::behind::Behind;
use self::told::describe;
use self::written::is_sure;
use super::{Judged, kept, twice, words};
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::recipe::plan::{Evidence, Rewrite, StepPlan};
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::search::{self, Hits, Names};
use crate::resolve::{Binding, DefKey, Resolver};
use crate::syntax::{NsSet, PathKind, Place, Site};
use crate::text::{LineCol, TextRange, TextSize, slice};
use crate::workspace::{FileId, FileKind};

pub(super) fn check(judged: &Judged<'_>) -> Vec<Diagnostic> {
    let &Judged { step, before, after } = judged;
    let evidence = &step.evidence;
    if evidence.names.is_empty() {
        return Vec::new();
    }
    let names = Names::new(evidence.names.iter().cloned());
    let hits = search::candidates(&evidence.before, &names);
    let known = (&evidence.before, hits.as_slice());
    let new = search::candidates_after(known, &evidence.after, &names);
    let (new, names) = with_written(evidence, new, names);
    let new = after.mentions_at(new, &names);
    let by_file: BTreeMap<FileId, &FileMentions> = new.iter().map(|it| (it.file, it)).collect();
    let mut left: FxHashSet<_> = step.left.iter().map(|it| (it.path.as_str(), it.at)).collect();
    // An import may get another one beside it, and stay.
    let stays = |it: &&Rewrite| it.to.split_whitespace().next() == Some(it.from.as_str());
    let imports = step.rewrites.iter().filter(stays);
    left.extend(imports.map(|it| (it.path.as_str(), it.at)));
    let mut asked: BTreeMap<&DefKey, Vec<&DefKey>> = BTreeMap::new();
    for (from, to) in &evidence.map {
        asked.entry(from).or_default().extend(to);
    }
    let old = before.mentions_at(hits, &names);
    let given_up = given_up(evidence);
    let settled = Settled::default();
    let behind = Behind::new();
    let mut check = Check { step, evidence, before, after, given_up, asked, behind, left, settled };
    let mut findings = Vec::new();
    let mut behind = check.take_behind((&old, &new));
    behind.retain(|it| !names.all().contains(it));
    check.settled = check.expanded((&old, &new), &names, &mut findings);
    for old in &old {
        let Some(new) = by_file.get(&old.file) else { continue };
        check.file(old, new, &mut findings);
    }
    for new in &new {
        check.written(new, &mut findings);
        findings.extend(twice::in_blocks(judged, new));
    }
    check.called(&mut findings);
    check.traits((&old, &new), &mut findings);
    check.derived(&mut findings);
    check.keys_apart(&mut findings);
    check.behind(behind, &mut findings);
    for (file, names) in kept::lost(evidence) {
        check.imported(file, &Names::new(names), &mut findings);
    }
    findings
}

/// The places and names of after, with the words that the step wrote.
fn with_written(evidence: &Evidence, hits: Vec<Hits>, names: Names) -> (Vec<Hits>, Names) {
    let mut by_file: BTreeMap<FileId, Hits> = hits.into_iter().map(|it| (it.file, it)).collect();
    let mut all: Vec<SmolStr> = names.all().to_vec();
    for (id, edit) in &evidence.change.edits {
        let Some(file) = evidence.after.file(*id).filter(|it| it.kind != FileKind::Manifest) else {
            continue;
        };
        let hits = by_file.entry(*id).or_insert(Hits { file: *id, ranges: Vec::new() });
        let written = words::written(edit, file);
        all.extend(written.iter().map(|it| SmolStr::new(slice(&file.text, *it))));
        hits.ranges.extend(written);
        hits.ranges.sort_by_key(|it| it.start());
        hits.ranges.dedup();
    }
    (by_file.into_values().collect(), Names::new(all))
}

struct Check<'a> {
    step: &'a StepPlan,
    evidence: &'a Evidence,
    before: &'a Resolver<'a>,
    after: &'a Resolver<'a>,
    /// What items are to mean afterwards, by the item.
    asked: BTreeMap<&'a DefKey, Vec<&'a DefKey>>,
    /// What is to be behind those that take the places of modules and enums.
    behind: Behind,
    /// The names that items have no longer: each mention is edited or listed.
    given_up: BTreeSet<SmolStr>,
    /// The mentions that are listed: with the reason why they stay, or as imports that get
    /// one beside them.
    left: FxHashSet<(&'a str, LineCol)>,
    /// Where words end, before and after, that expansions of macro calls settle.
    settled: Settled,
}

/// Where words end, before and after a step.
#[derive(Default)]
struct Settled {
    before: BTreeSet<(FileId, TextSize)>,
    after: BTreeSet<(FileId, TextSize)>,
}

/// The names that items have no longer which stay: not those of what comes in the place of
/// others.
fn given_up(evidence: &Evidence) -> BTreeSet<SmolStr> {
    let mapped = |from: &DefKey| from.mapped(&evidence.change);
    let comes_instead = |key: &DefKey, own: &DefKey| {
        evidence.map.iter().any(|(from, to)| from != own && to.contains(key))
    };
    let stays = |(from, to): &&(DefKey, Vec<DefKey>)| {
        let after = mapped(from);
        to.contains(&after) && !comes_instead(&after, from)
    };
    let sites = |(from, _): &(DefKey, Vec<DefKey>)| match from {
        DefKey::Sites(sites) => sites.clone(),
        _ => Vec::new(),
    };
    let name = |(file, start): (FileId, TextSize)| {
        let text = &evidence.before.file(file)?.text[usize::from(start)..];
        let text = text.strip_prefix("r#").unwrap_or(text);
        Some(SmolStr::new(&text[..text.find(|it| !search::is_word(it))?]))
    };
    evidence.map.iter().filter(stays).flat_map(sites).filter_map(name).collect()
}

impl Check<'_> {
    /// Compares what stands in a file before with what stands there after.
    fn file(&self, old: &FileMentions, new: &FileMentions, findings: &mut Vec<Diagnostic>) {
        let by_end: BTreeMap<TextSize, (&Site, &Meaning)> =
            new.iter().map(|it| (it.0.range.end(), it)).collect();
        for (site, meaning) in old.iter() {
            if self.given_up.contains(&site.name) && !self.is_seen_to(old.file, site) {
                findings.push(self.passed_over(old.file, site));
            }
            if let Some(is_named) = self.is_folded(old.file, site, meaning) {
                let lost = || self.lost(old.file, site, meaning);
                findings.extend((!is_named).then(lost).flatten());
                continue;
            }
            let Some(end) = self.moved(old.file, site) else {
                findings.extend(
                    self.cut_out(old.file, site).and_then(|()| self.lost(old.file, site, meaning)),
                );
                continue;
            };
            let Some((site_after, after)) = by_end.get(&end) else {
                findings.extend(self.lost(old.file, site, meaning));
                continue;
            };
            // An import that keeps its name by `as`, or no longer has to: the
            // source of the import is judged by itself.
            let is_kept = site.place == Place::Alias || site_after.place == Place::Alias;
            // A doc link that led nowhere may come to lead somewhere.
            let is_mended = *meaning == Meaning::Unknown && site.is_doc_link();
            if self.is_replaced(meaning, after) && !self.is_seen_to(old.file, site) {
                findings.push(self.passed_over(old.file, site));
            }
            let agrees = self.agrees(meaning, after)
                || self.brings_less(site, (meaning, after))
                || self.is_regrouped((old, new), (site, site_after), (meaning, after));
            let is_same = agrees && same_field(site, site_after);
            let is_settled = self.settled.before.contains(&(old.file, site.range.end()))
                || self.is_word_of_arms(old, site);
            if !is_kept && !is_mended && !is_same && !is_settled {
                findings.extend(self.finding(old, site, site_after, (meaning, after)));
            }
        }
    }

    /// Compares what names mean in a file that an import of it no longer binds.
    fn imported(&self, file: FileId, names: &Names, findings: &mut Vec<Diagnostic>) {
        let of = |resolver: &Resolver<'_>| {
            let ranges = names.find(&resolver.workspace.file(file)?.text);
            resolver.mentions_at(vec![Hits { file, ranges }], names).pop()
        };
        if let (Some(old), Some(new)) = (of(self.before), of(self.after)) {
            self.file(&old, &new, findings);
        }
    }

    /// Whether a mention still means an item that the step replaces by others.
    fn is_replaced(&self, before: &Meaning, after: &Meaning) -> bool {
        let after: Vec<_> = after.defs().into_iter().map(|it| self.after.def_key(it)).collect();
        let old: Vec<_> = before.defs().into_iter().map(|it| self.before.def_key(it)).collect();
        let mut asked = old.iter().filter_map(|it| Some((it, self.asked.get(it)?)));
        asked.any(|(from, to)| {
            let same = from.mapped(&self.evidence.change);
            !to.contains(&&same) && after.contains(&same)
        })
    }

    fn is_edited(&self, file: FileId, site: &Site) -> bool {
        let edit = self.evidence.change.edits.get(&file);
        edit.is_some_and(|it| it.touching(site.range).is_some())
    }

    /// Whether the path before the name of an import is edited, or the `as` behind it.
    fn is_led_elsewhere(&self, file: FileId, site: &Site) -> bool {
        let Place::Use(it) = &site.place else { return false };
        let Some(first) = it.path.segments.first() else { return false };
        let edit = self.evidence.change.edits.get(&file);
        let end = if it.is_leaf { it.tree.end() } else { site.range.end() };
        let path = TextRange::new(first.range.start(), end);
        edit.is_some_and(|it| {
            it.indels().iter().any(|it| path.contains_inclusive(it.delete.start()))
        })
    }

    /// Whether a mention is edited, goes, or is listed with the reason why it stays.
    fn is_seen_to(&self, file: FileId, site: &Site) -> bool {
        let Some(source) = self.evidence.before.file(file) else { return true };
        let change = &self.evidence.change;
        let edit = change.edits.get(&file).and_then(|it| it.touching(site.range));
        let at = || source.lines().line_col(&source.text, site.range.start());
        edit.is_some_and(|it| slice(&source.text, it.delete) != it.insert)
            || self.is_led_elsewhere(file, site)
            || change.deletes.contains(&file)
            || self.left.contains(&(source.path.as_str(), at()))
    }

    fn passed_over(&self, file: FileId, site: &Site) -> Diagnostic {
        let label = label(&self.evidence.before, file, site.range, "");
        let message = format!("`{}` would stay as it is here, and nobody would be told", site.name);
        let error = Diagnostic::error(message).at(label);
        error.note(format!("after the step `{}`", self.step.title)).help(words::BUG)
    }

    /// A mention at whose place no name stands afterwards.
    fn lost(&self, file: FileId, site: &Site, meaning: &Meaning) -> Option<Diagnostic> {
        // Of other names only those count that nothing touches.
        if !self.evidence.names.contains(&site.name) && self.is_edited(file, site) {
            return None;
        }
        let was = describe(self.before, meaning);
        let label = label(&self.evidence.before, file, site.range, &format!("means {was}"));
        let error = Diagnostic::error(format!("`{}` would be lost", site.name)).at(label);
        Some(error.note(format!("after the step `{}`", self.step.title)).help(words::BUG))
    }

    /// Whether an edit takes a path away and leaves what stands around it.
    fn cut_out(&self, file: FileId, site: &Site) -> Option<()> {
        let is_alone = match &site.place {
            Place::Path(it) => is_sure(it.kind) || it.kind == PathKind::MacroBody,
            Place::Use(it) => !it.is_leaf,
            _ => false,
        };
        let source = self.evidence.before.file(file)?;
        let mut edits = self.evidence.change.edits.get(&file)?.indels().iter();
        let own = edits.find(|it| it.delete.contains_range(site.range))?;
        let is_path = |it: &str| it.chars().all(|it| search::is_word(it) || ":$".contains(it));
        let is_cut = own.insert.is_empty() && is_path(slice(&source.text, own.delete));
        (is_alone && is_cut).then_some(())
    }

    /// Where a name's token ends afterwards; none if it was taken away, or if an import
    /// of it moved within its statement.
    fn moved(&self, file: FileId, site: &Site) -> Option<TextSize> {
        let range = site.range;
        let Some(edit) = self.evidence.change.edits.get(&file) else { return Some(range.end()) };
        let is_leaf = matches!(&site.place, Place::Use(it) if it.is_leaf);
        let is_gone = edit.touching(range).is_some_and(|it| {
            let is_moved = is_leaf && !it.insert.ends_with(search::is_word);
            // `old as name` that becomes `name` has no alias any more.
            let is_alias = site.place == Place::Alias && it.delete.start() < range.start();
            it.insert.is_empty() || is_moved || is_alias || it.delete.end() != range.end()
        });
        (!is_gone).then(|| edit.map_end(range.end()))
    }

    fn agrees(&self, before: &Meaning, after: &Meaning) -> bool {
        match (before, after) {
            (Meaning::Items(old), Meaning::Items(new)) => self.items_agree(old, new),
            (Meaning::Differs(old), Meaning::Differs(new)) => old.len() == new.len(),
            // Nothing edits such a place, and it is listed.
            (Meaning::Perhaps(_), _) | (_, Meaning::Perhaps(_)) => true,
            (old, new) => std::mem::discriminant(old) == std::mem::discriminant(new),
        }
    }

    /// A private import may bring more or fewer of the items that have its name, a
    /// function and a macro, say: each use of the name is judged by itself.
    fn brings_less(&self, site: &Site, meanings: (&Meaning, &Meaning)) -> bool {
        let Place::Use(it) = &site.place else { return false };
        // Uses of a name that is not in play are not looked at.
        let is_judged =
            it.alias.as_ref().is_none_or(|it| it == "_" || self.evidence.names.contains(it));
        let is_private = it.is_leaf && !it.is_public && is_judged;
        let (Meaning::Items(old), Meaning::Items(new)) = meanings else { return false };
        let allowed: Vec<DefKey> = old.iter().flat_map(|it| self.allowed(it)).collect();
        is_private && new.iter().any(|it| allowed.contains(&self.after.def_key(it.def)))
    }

    /// An import brings fewer of the items of its name, or more, and one beside it the
    /// others by their new names, or did.
    fn is_regrouped(
        &self,
        stands: (&FileMentions, &FileMentions),
        sites: (&Site, &Site),
        meanings: (&Meaning, &Meaning),
    ) -> bool {
        let is_leaf = matches!(&sites.0.place, Place::Use(it) if it.is_leaf);
        let (Meaning::Items(old), Meaning::Items(new), true) = (meanings.0, meanings.1, is_leaf)
        else {
            return false;
        };
        let beside = |resolver: &Resolver<'_>, own: &FileMentions, site: &Site| {
            let module = resolver.module_at(own.stand()?, site.scope);
            let names = self.evidence.names.iter();
            let found = names.flat_map(|it| resolver.in_module(module, it, NsSet::ALL));
            Some(found.collect::<Vec<_>>())
        };
        let keys = |found: &[Binding]| -> Vec<DefKey> {
            found.iter().map(|it| self.after.def_key(it.def)).collect()
        };
        let before = beside(self.before, stands.0, sites.0).unwrap_or_default();
        let after = keys(&beside(self.after, stands.1, sites.1).unwrap_or_default());
        let new = keys(new);
        let is_of = |keys: &[DefKey], all: &[DefKey]| keys.iter().any(|it| all.contains(it));
        let old: Vec<_> = old.iter().map(|it| self.allowed(it)).collect();
        let before: Vec<_> = before.iter().map(|it| self.allowed(it)).collect();
        old.iter().any(|it| is_of(it, &new))
            && old.iter().all(|it| is_of(it, &new) || is_of(it, &after))
            && new.iter().all(|it| old.iter().chain(&before).any(|keys| keys.contains(it)))
    }

    /// Each item of before is there, and no other.
    fn items_agree(&self, old: &[Binding], new: &[Binding]) -> bool {
        let new: Vec<_> = new.iter().map(|it| self.after.def_key(it.def)).collect();
        let allowed: Vec<Vec<DefKey>> = old.iter().map(|it| self.allowed(it)).collect();
        new.iter().all(|it| allowed.iter().any(|keys| keys.contains(it)))
            && allowed.iter().all(|keys| keys.iter().any(|it| new.contains(it)))
    }

    /// What an item may be afterwards: itself, or what the step puts in its place.
    fn allowed(&self, old: &Binding) -> Vec<DefKey> {
        let key = self.before.def_key(old.def);
        let asked = self.asked.get(&key).into_iter().flatten();
        let mut allowed: Vec<_> = asked.map(|it| DefKey::clone(it)).collect();
        allowed.extend(self.behind.get(&key).into_iter().flatten().cloned());
        allowed.push(key.mapped(&self.evidence.change));
        allowed
    }
}

/// Whether a field that a name stands for is the same afterwards.
fn same_field(before: &Site, after: &Site) -> bool {
    let is_shorthand =
        |it: &Site| matches!(it.place, Place::Shorthand(_) | Place::ShorthandPattern(_));
    !is_shorthand(before) || !is_shorthand(after) || before.name == after.name
}
