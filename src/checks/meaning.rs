//! Names still mean what they meant.
//!
//! Every mention of the names that a step takes away or brings is resolved
//! before and after it; a name may mean something else only if the step says
//! so. This finds captures, shadowing, ambiguity and names that vanish, without
//! asking the planner what it did.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::recipe::plan::Evidence;
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::search::{self, Names};
use crate::resolve::{Binding, DefKey, Resolver};
use crate::syntax::{PathKind, Place, Site};
use crate::text::{TextRange, TextSize};
use crate::workspace::FileId;

pub(super) fn check(title: &str, evidence: &Evidence) -> Vec<Diagnostic> {
    if evidence.names.is_empty() || evidence.change.is_empty() {
        return Vec::new();
    }
    let names = Names::new(evidence.names.iter().cloned());
    let before = Resolver::new(&evidence.before);
    let after = Resolver::new(&evidence.after);
    let hits = search::candidates(&evidence.before, &names);
    let known = (&evidence.before, hits.as_slice());
    let new = search::candidates_after(known, &evidence.after, &names);
    let new = after.mentions_at(new, &names);
    let by_file: BTreeMap<FileId, &FileMentions> = new.iter().map(|it| (it.file, it)).collect();
    let check = Check { evidence, before: &before, after: &after, title };
    let mut findings = Vec::new();
    for old in before.mentions_at(hits, &names) {
        let Some(new) = by_file.get(&old.file) else { continue };
        check.file(&old, new, &mut findings);
    }
    for new in &new {
        check.written(new, &mut findings);
    }
    findings
}

struct Check<'a> {
    evidence: &'a Evidence,
    before: &'a Resolver<'a>,
    after: &'a Resolver<'a>,
    title: &'a str,
}

impl Check<'_> {
    /// Compares what stands in a file before with what stands there after.
    fn file(&self, old: &FileMentions, new: &FileMentions, findings: &mut Vec<Diagnostic>) {
        let by_end: BTreeMap<TextSize, (&Site, &Meaning)> =
            new.iter().map(|it| (it.0.range.end(), it)).collect();
        for (site, meaning) in old.iter() {
            let Some(end) = self.moved(old.file, site.range) else { continue };
            let Some((site_after, after)) = by_end.get(&end) else { continue };
            // An import that keeps its name by `as`, or no longer has to: the
            // source of the import is judged by itself.
            let is_kept = site.place == Place::Alias || site_after.place == Place::Alias;
            // A doc link that led nowhere may come to lead somewhere.
            let is_mended = *meaning == Meaning::Unknown && is_link(site);
            let agrees = self.agrees(meaning, after) || self.brings_less(site, (meaning, after));
            if !is_kept && !is_mended && !agrees {
                findings.extend(self.finding(old, site, site_after, (meaning, after)));
            }
        }
    }

    /// Where a name's token ends afterwards; none if it was taken away.
    fn moved(&self, file: FileId, range: TextRange) -> Option<TextSize> {
        let Some(edit) = self.evidence.change.edits.get(&file) else { return Some(range.end()) };
        let touched = edit
            .indels()
            .iter()
            .find(|it| it.delete.intersect(range).is_some_and(|it| !it.is_empty()));
        let is_gone =
            touched.is_some_and(|it| it.insert.is_empty() || it.delete.end() != range.end());
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
        let is_private = matches!(&site.place, Place::Use(it) if it.is_leaf && !it.is_public);
        let (Meaning::Items(old), Meaning::Items(new)) = meanings else { return false };
        let allowed: Vec<DefKey> = old.iter().flat_map(|it| self.allowed(it)).collect();
        is_private && new.iter().any(|it| allowed.contains(&self.after.def_key(it.def)))
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
        let asked = self.evidence.map.iter().filter(|(from, _)| *from == key);
        let mut allowed: Vec<_> = asked.flat_map(|it| it.1.iter().cloned()).collect();
        allowed.push(key.mapped(&self.evidence.change));
        allowed
    }

    /// Names in new text that mean nothing.
    fn written(&self, new: &FileMentions, findings: &mut Vec<Diagnostic>) {
        let Some(edit) = self.evidence.change.edits.get(&new.file) else { return };
        let mut shift = 0i64;
        let mut inserted = Vec::new();
        for it in edit.indels() {
            let start = i64::from(u32::from(it.delete.start())) + shift;
            inserted.push(start..start + it.insert.len() as i64);
            shift += it.insert.len() as i64 - i64::from(u32::from(it.delete.len()));
        }
        for (site, meaning) in new.iter() {
            let at = i64::from(u32::from(site.range.start()));
            let is_code = match &site.place {
                Place::Use(_) => true,
                Place::Path(it) => is_sure(it.kind),
                _ => false,
            };
            let is_new = inserted.iter().any(|it| it.contains(&at));
            if is_new && is_code && *meaning == Meaning::Unknown {
                let message = format!("`{}` would mean nothing here", site.name);
                findings.push(self.at_after(new.file, site, Diagnostic::error(message)));
            }
        }
    }

    fn at_after(&self, file: FileId, site: &Site, error: Diagnostic) -> Diagnostic {
        let label = label(&self.evidence.after, file, site.range, "");
        error
            .at(label)
            .note(format!("this is the text after the step `{}`", self.title))
            .help("name the item by a path that is visible here, or exclude this file")
    }

    fn finding(
        &self,
        old: &FileMentions,
        site: &Site,
        after: &Site,
        meanings: (&Meaning, &Meaning),
    ) -> Option<Diagnostic> {
        let was = describe(self.before, meanings.0);
        let is = describe(self.after, meanings.1);
        let label = label(&self.evidence.before, old.file, site.range, &format!("means {was}"));
        let (message, help) = match meanings.1 {
            Meaning::Unknown => (
                format!("`{}` would no longer mean anything", after.name),
                "this place cannot be left as it is: widen the `[scope]`, or edit it first".into(),
            ),
            _ if meanings.0.defs().len() > 1 => (
                format!("`{}` would mean something else: {is}", after.name),
                self.of_all(old, site, meanings.0),
            ),
            _ => (
                format!("`{}` would mean something else: {is}", after.name),
                "choose another new name, or set `on-conflict` for this step".into(),
            ),
        };
        let help: String = help;
        let error = Diagnostic::error(message).at(label);
        Some(error.note(format!("after the step `{}`", self.title)).help(help))
    }

    /// What to do about one name of several items.
    fn of_all(&self, old: &FileMentions, site: &Site, meaning: &Meaning) -> String {
        let stand = old.stand().map(|it| self.before.module_at(it, site.scope));
        let all = stand.map(|it| self.before.rename_all(it, &site.name, meaning.defs()));
        let what = "these are one name under different cfgs";
        all.map_or_else(|| what.into(), |it| format!("{what}: {it}"))
    }
}

/// Whether a path in new text must mean something.
fn is_sure(kind: PathKind) -> bool {
    matches!(
        kind,
        PathKind::Code
            | PathKind::AttributeString
            | PathKind::FormatString
            | PathKind::DocLink(_)
            | PathKind::DocCode
    )
}

fn is_link(site: &Site) -> bool {
    matches!(&site.place, Place::Path(it) if matches!(it.kind, PathKind::DocLink(_)))
}

fn describe(resolver: &Resolver<'_>, meaning: &Meaning) -> String {
    match meaning {
        Meaning::Items(_) | Meaning::Differs(_) => {
            let paths: Vec<_> = meaning
                .defs()
                .into_iter()
                .map(|it| format!("`{}`", resolver.path_of(it)))
                .collect();
            paths.join(" or ")
        }
        Meaning::Perhaps(_) => "perhaps an item".into(),
        Meaning::Local => "a local name".into(),
        Meaning::Generic => "a generic parameter".into(),
        Meaning::Member => "a member".into(),
        Meaning::Unknown => "nothing that is known here".into(),
        Meaning::Unreached => "nothing, as no target reaches the file".into(),
    }
}
