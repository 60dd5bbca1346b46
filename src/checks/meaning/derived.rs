//! What serde's derives name by the strings of attributes is the same afterwards.
//!
//! Invariant: asked of strings that name an item in play before, wherever they lead.

use super::Check;
use crate::checks::words;
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::resolve::derived::{FUNCTIONS, KeyValue, may_be_derived};
use crate::resolve::references::Meaning;
use crate::resolve::{Def, DefKey};
use crate::syntax::Site;
use crate::text::{TextSize, slice};
use crate::workspace::FileId;

impl Check<'_> {
    /// Each name that derives give to an item in play leads to it afterwards.
    pub(super) fn derived(&self, findings: &mut Vec<Diagnostic>) {
        if !self.evidence.names.iter().any(|it| may_be_derived(it)) {
            return;
        }
        let mut strings = self.before.derived_strings();
        strings.retain(|it| !self.evidence.change.deletes.contains(&it.file));
        for it in strings {
            let start = match self.evidence.change.edits.get(&it.file) {
                Some(edit) => edit.map_start(it.key.start()),
                None => it.key.start(),
            };
            for (name, def) in self.before.derived(&it) {
                let key = self.before.def_key(def);
                let Some(to) = self.asked.get(&key).filter(|it| !it.is_empty()) else { continue };
                let is_met = |it: &DefKey| to.contains(&it);
                if !self.derived_at(it.file, start, name).iter().any(is_met) {
                    let text = format!("names `{}`", self.before.path_of(def));
                    let label = label(&self.evidence.before, it.file, it.value, &text);
                    let message = format!("what is derived would no longer find `{name}` here");
                    let note = format!("after the step `{}`", self.step.title);
                    let help = "leave the name to it, by `pub use` with `as`, in an edit of yours \
                                before the run";
                    findings.push(Diagnostic::error(message).at(label).note(note).help(help));
                }
            }
        }
    }

    /// Keys that are written stand between commas, in the parentheses of the attribute.
    pub(super) fn keys_apart(&self, findings: &mut Vec<Diagnostic>) {
        for (id, edit) in &self.evidence.change.edits {
            let Some(text) = self.evidence.after.file(*id).map(|it| &it.text) else { continue };
            for it in edit.indels().iter().filter(|it| is_derived_key(&it.insert)) {
                let start = edit.map_start(it.delete.start());
                let end = start + TextSize::of(&*it.insert);
                let before = text[..start.into()].trim_end().ends_with(['(', ',']);
                let behind = text[end.into()..].trim_start().starts_with([')', ',']);
                let quotes = it.insert.matches('"').count();
                let is_list = 2 * (it.insert.matches("\", ").count() + 1) == quotes;
                if !before || !behind || !is_list {
                    let label = label(&self.evidence.before, *id, it.delete, "");
                    let message = "what an attribute says would run into what stands beside it";
                    findings.push(Diagnostic::error(message).at(label).help(words::BUG));
                }
            }
        }
    }

    /// Whether a word is a key by which derives name functions.
    pub(super) fn is_key(&self, file: FileId, site: &Site) -> bool {
        let Some(text) = self.evidence.after.file(file).map(|it| &it.text) else { return false };
        let key = KeyValue::at(file, text, site.range.start()).filter(|it| it.is_of_serde(text));
        key.is_some_and(|it| is_key(slice(text, it.key)))
    }

    /// What derives take for `name` by the keys that stand at an offset of after.
    fn derived_at(&self, file: FileId, start: TextSize, name: &str) -> Vec<DefKey> {
        let Some(text) = self.evidence.after.file(file).map(|it| &it.text) else {
            return Vec::new();
        };
        let first = KeyValue::at(file, text, start);
        let second = first.and_then(|it| {
            let behind = text[it.value.end().into()..].strip_prefix("\", ")?;
            let at = TextSize::from((text.len() - behind.len()) as u32);
            KeyValue::at(file, text, at).filter(|own| {
                let is = |it: &KeyValue, at: usize| {
                    slice(text, it.key).strip_suffix("_with") == Some(FUNCTIONS[at])
                };
                is(&it, 0) && is(own, 1)
            })
        });
        let both = first.into_iter().chain(second);
        let found = both.flat_map(|it| self.after.derived(&it)).filter(|it| it.0 == name);
        found.map(|it| self.after.def_key(it.1)).collect()
    }

    /// Whether a function that a key of its own named is one that `with` names now; none
    /// where nothing took the place of the key.
    pub(super) fn is_folded(&self, file: FileId, site: &Site, meaning: &Meaning) -> Option<bool> {
        let edit = self.evidence.change.edits.get(&file)?;
        let own = edit.touching(site.range)?;
        let defs = meaning.defs();
        let was = slice(&self.evidence.before.file(file)?.text, own.delete);
        if own.insert.is_empty() || !is_derived_key(was) || defs.is_empty() {
            return None;
        }
        let start = edit.map_start(own.delete.start());
        let found: Vec<DefKey> =
            FUNCTIONS.iter().flat_map(|it| self.derived_at(file, start, it)).collect();
        let is_found = |def: &Def| {
            let key = self.before.def_key(*def);
            let to = self.asked.get(&key).into_iter().flatten();
            let mut to = to.map(|it| DefKey::clone(it)).chain([key.mapped(&self.evidence.change)]);
            to.any(|it| found.contains(&it))
        };
        Some(defs.iter().all(is_found))
    }
}

/// Whether a word is one of the keys by which derives name functions of a field.
fn is_key(word: &str) -> bool {
    word == "with" || FUNCTIONS.iter().any(|it| word.strip_suffix("_with") == Some(it))
}

/// Whether a text begins with such a key and its string.
fn is_derived_key(text: &str) -> bool {
    let key = text.split_once('"').and_then(|it| it.0.trim_end().strip_suffix('='));
    key.is_some_and(|it| is_key(it.trim_end()))
}
