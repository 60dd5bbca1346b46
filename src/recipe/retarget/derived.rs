//! What serde's derives name by a string: `with = "m"` names functions of `m`, and is
//! written out where one of them gets another name.
//! <https://serde.rs/field-attrs.html#with>
//!
//! Invariant: the string is edited whole or not at all; a string that this cannot be
//! done for refuses the step.

use super::decide::Round;
use super::{At, Request, WrittenOut};
use crate::diagnostic::Diagnostic;
use crate::recipe::plan::{Rewrite, SiteKind};
use crate::resolve::Def;
use crate::resolve::derived::{FUNCTIONS, KeyValue, may_be_derived};
use crate::text::{Indel, TextRange, TextSize, slice};

impl Request<'_> {
    /// The strings by which derives name items that get another name, written out; what
    /// cannot be is a finding.
    pub(super) fn derived(&self) -> Result<Vec<WrittenOut>, Vec<Diagnostic>> {
        let (mut all, mut findings) = (Vec::new(), Vec::new());
        let is_renamed = |it: &Def| self.goals.get(it).is_some_and(|it| !it.is_other);
        let mut goals = self.goals.keys().filter(|it| is_renamed(it));
        if !goals.any(|it| may_be_derived(&self.name_of(*it))) {
            return Ok(all);
        }
        for it in self.resolver.derived_strings() {
            let named = self.resolver.derived(&it);
            let renamed: Vec<Def> = named.iter().map(|it| it.1).filter(is_renamed).collect();
            match self.written_out(&it, &named) {
                _ if renamed.is_empty() => {}
                Some(written) => all.push(written),
                None => findings.extend(renamed.iter().map(|own| self.leads_through(&it, *own))),
            }
        }
        if findings.is_empty() { Ok(all) } else { Err(findings) }
    }

    fn written_out(&self, it: &KeyValue, named: &[(&str, Def)]) -> Option<WrittenOut> {
        let text = &self.workspace().file(it.file)?.text;
        let path = slice(text, it.value);
        let is_plain = slice(text, it.key) == "with" && it.is_of_serde(text);
        if !is_plain || self.is_edited(path) || self.out_of_scope.contains(&it.file) {
            return None;
        }
        let name = |old: &'static str| {
            let new = |def: &Def| self.goals.get(def).map_or(old, |it| &*it.name);
            let mut names = named.iter().filter(|it| it.0 == old).map(|it| new(&it.1));
            let first = names.next()?;
            names.all(|it| it == first).then_some(first)
        };
        let equals = it.equals(text);
        let keys = FUNCTIONS.map(|it| Some(format!("{it}_with{equals}\"{path}::{}", name(it)?)));
        let [Some(first), Some(second)] = keys else { return None };
        let to = format!("{first}\", {second}\"");
        let (file, at) = self.place(it.file, it.key.start());
        let (site, from) = (SiteKind::AttributeString, slice(text, it.range()).to_owned());
        let rewrite = Rewrite { path: file, at, site, from, to: to.clone() };
        Some(WrittenOut { file: it.file, indel: Indel::replace(it.range(), to), rewrite })
    }

    /// Whether another edit may change a path that is named in a string.
    fn is_edited(&self, path: &str) -> bool {
        self.goals.keys().any(|it| path.split("::").any(|own| self.name_of(*it) == own))
    }

    fn leads_through(&self, it: &KeyValue, def: Def) -> Diagnostic {
        let name = self.name_of(def);
        let text = self.workspace().file(it.file).map_or("", |it| &*it.text);
        let label = self.label(it.file, it.last(text), "what is derived leads through it");
        let message = format!("derive macros name `{name}` here, which gets another name");
        let help =
            "leave the name to it, by `pub use` with `as`, in an edit of yours before the run";
        Diagnostic::error(message).at(label).help(help)
    }
}

impl Round<'_, '_> {
    /// What `serialize_with = "m::serialize", deserialize_with = "m::deserialize"` comes to
    /// be once both functions have these names: `with = "m"`. The bytes, and what stands there.
    pub(super) fn folded(&self, at: At<'_>, new: &str) -> Option<(TextRange, String)> {
        let text = &self.request.workspace().file(at.file())?.text;
        let before = &text[..at.site.range.start().into()];
        let (key, module) = before.rsplit_once('"')?;
        let module = module.strip_suffix("::")?;
        let equals = &key[key.trim_end().strip_suffix('=')?.trim_end().len()..];
        let own = FUNCTIONS.iter().position(|it| *it == new)?;
        // The other function keeps the name that it has.
        let other = FUNCTIONS[1 - own];
        if self.request.is_edited(module) || self.request.is_edited(other) {
            return None;
        }
        let now = [(own, &*at.site.name), (1 - own, other)];
        let mut keys = FUNCTIONS.map(|it| format!("{it}_with{equals}\"{module}::"));
        now.iter().for_each(|(at, name)| keys[*at].push_str(name));
        let all = keys.join("\", ");
        let start = match own {
            0 => before.len().checked_sub(keys[0].len() - at.site.name.len())?,
            _ => before.len().checked_sub(all.len() - at.site.name.len())?,
        };
        let all = format!("{all}\"");
        let range = TextRange::at(TextSize::from(start as u32), TextSize::of(&*all));
        let is_there = text.get(start..)?.starts_with(&*all);
        let first = KeyValue::at(at.file(), text, range.start()).filter(|_| is_there)?;
        first.is_of_serde(text).then(|| (range, format!("with{equals}\"{module}\"")))
    }
}
