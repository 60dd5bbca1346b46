//! Words of new text that mean nothing, or that nobody asked for.
//!
//! Invariant: looks at what the step wrote, and at nothing else.

use std::collections::BTreeSet;

use super::Check;
use crate::checks::words;
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::recipe::plan::Evidence;
use crate::resolve::DefKey;
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::search::{Hits, Names, is_word};
use crate::syntax::{NsSet, PathKind, Place, Site};
use crate::text::{TextRange, TextSize};
use crate::workspace::FileId;

impl Check<'_> {
    /// Words of new text that mean nothing, or that nobody asked for.
    pub(super) fn written(&self, new: &FileMentions, findings: &mut Vec<Diagnostic>) {
        let Some(edit) = self.evidence.change.edits.get(&new.file) else { return };
        let Some(file) = self.evidence.after.file(new.file) else { return };
        let written = words::written(edit, file);
        let written: BTreeSet<TextSize> = written.iter().map(|it| it.end()).collect();
        let is_written = |site: &Site| written.contains(&site.range.end());
        for (site, meaning) in new.iter().filter(|it| is_written(it.0)) {
            if self.is_hidden(new, site, meaning) {
                let message = format!("`{}` is private and cannot be named here", site.name);
                findings.push(self.at_after(new.file, site, Diagnostic::error(message)));
            }
            if self.is_from_alias(site, meaning) {
                let message = format!("nothing can be imported from `{}`, a type alias", site.name);
                let help = "import it from the type itself, by an edit of yours before the run";
                let error = Diagnostic::error(message).help(help);
                findings.push(self.at_after(new.file, site, error));
            }
            let is_code = match &site.place {
                Place::Use(_) => true,
                Place::Path(it) => is_sure(it.kind),
                _ => false,
            };
            let in_play = self.evidence.names.contains(&site.name);
            if is_code && *meaning == Meaning::Unknown {
                let message = format!("`{}` would mean nothing here", site.name);
                let was_so = match in_play {
                    _ if self.settled.after.contains(&(new.file, site.range.end())) => true,
                    true => self.is_behind_unknown(new, site, &written),
                    false => self.was_unknown(new.file, &site.name),
                };
                if !was_so {
                    findings.push(self.at_after(new.file, site, Diagnostic::error(message)));
                }
            } else if !in_play
                && site.place != Place::Alias
                && meaning.defs().is_empty()
                && !self.stood(new.file, &site.name)
                && !self.is_key(new.file, site)
            {
                let error = Diagnostic::error(format!(
                    "`{}` is no word that this step should write",
                    site.name
                ));
                findings.push(
                    error
                        .at(label(&self.evidence.after, new.file, site.range, ""))
                        .help(words::BUG),
                );
            }
        }
    }

    /// Definitions that were given another name than the one that they should have.
    pub(super) fn called(&self, findings: &mut Vec<Diagnostic>) {
        let Evidence { before, after, change, called, .. } = self.evidence;
        for (key, name) in called {
            let DefKey::Sites(sites) = key else { continue };
            for &(id, start) in sites {
                let edit = change.edits.get(&id);
                let (Some(edit), Some(old), Some(new)) = (edit, before.file(id), after.file(id))
                else {
                    continue;
                };
                let word = |text: &str, at: TextSize| {
                    let rest = text.get(usize::from(at)..).unwrap_or_default();
                    let rest = rest.strip_prefix("r#").unwrap_or(rest);
                    rest.split(|it| !is_word(it)).next().unwrap_or_default().to_owned()
                };
                let (was, is) = (word(&old.text, start), word(&new.text, edit.map_start(start)));
                if is != was && is != name.as_str() {
                    let end = start + TextSize::of(was.as_str());
                    let at = label(before, id, TextRange::new(start, end), "");
                    let message = format!("`{was}` would become `{is}`, and not `{name}`");
                    findings.push(Diagnostic::error(message).at(at).help(words::BUG));
                }
            }
        }
    }

    /// Whether a path leads to what is not seen from where it stands. A macro that is
    /// exported is seen wherever its module lies.
    fn is_hidden(&self, new: &FileMentions, site: &Site, meaning: &Meaning) -> bool {
        let path = match &site.place {
            // What a macro brings stands in the modules of its calls.
            Place::Use(it) if new.sites.rules(site.scope).is_none() => &it.path,
            Place::Path(it) if it.kind == PathKind::Code => &it.path,
            _ => return false,
        };
        let (Meaning::Items(found), Some(stand)) = (meaning, new.stand()) else { return false };
        let from = self.after.module_at(stand, site.scope);
        path.segments.len() > 1
            && !new.sites.is_in_docs(site)
            && !found
                .iter()
                .any(|it| it.ns.intersects(NsSet::MACROS) || self.after.is_seen(it.seen_in, from))
    }

    /// Whether a path leads through what is not known and was not written by the step:
    /// generated code perhaps.
    fn is_behind_unknown(
        &self,
        new: &FileMentions,
        site: &Site,
        written: &BTreeSet<TextSize>,
    ) -> bool {
        let (Place::Path(it) | Place::Pattern(it)) = &site.place else { return false };
        let [before @ .., _] = it.path.segments.as_slice() else { return false };
        let Some(stand) = new.stand().filter(|_| !before.is_empty()) else { return false };
        let module = self.after.module_at(stand, site.scope);
        before.iter().all(|it| !written.contains(&it.range.end()))
            && self.after.path_from(module, before).is_empty()
    }

    /// Whether an import takes something out of a type alias.
    /// <https://doc.rust-lang.org/reference/items/use-declarations.html>
    fn is_from_alias(&self, site: &Site, meaning: &Meaning) -> bool {
        let Meaning::Items(found) = meaning else { return false };
        matches!(&site.place, Place::Use(it) if !it.is_leaf)
            && found.iter().any(|it| self.after.is_type_alias(it.def))
    }

    /// Whether a word stood in a file before.
    fn stood(&self, file: FileId, word: &str) -> bool {
        let file = self.evidence.before.file(file);
        file.is_some_and(|it| !Names::new([word.into()]).find(&it.text).is_empty())
    }

    /// Whether a word stood in a file before and meant nothing, at least once.
    fn was_unknown(&self, file: FileId, word: &str) -> bool {
        let names = Names::new([word.into()]);
        let Some(source) = self.evidence.before.file(file) else { return false };
        let hits = Hits { file, ranges: names.find(&source.text) };
        let mentions = self.before.mentions_at(vec![hits], &names);
        mentions.iter().flat_map(|it| &it.meanings).any(|it| *it == Meaning::Unknown)
    }
}

/// Whether a path in new text must mean something.
pub(super) fn is_sure(kind: PathKind) -> bool {
    matches!(
        kind,
        PathKind::Code
            | PathKind::AttributeString
            | PathKind::FormatString
            | PathKind::DocLink(_)
            | PathKind::DocCode
    )
}
