//! What serde's derives name by a string: `with = "m"` names functions of `m`, and is
//! written out where one of them gets another name.
//! <https://serde.rs/field-attrs.html#with>
//!
//! Invariant: the string is edited whole or not at all; a string that this cannot be
//! done for refuses the step.

use smol_str::SmolStr;

use super::decide::Round;
use super::{At, Request, WrittenOut};
use crate::diagnostic::Diagnostic;
use crate::recipe::plan::{Rewrite, SiteKind};
use crate::resolve::Def;
use crate::resolve::derived::{FUNCTIONS, KeyValue, may_be_derived};
use crate::text::{Indel, TextRange, TextSize, slice};
use crate::workspace::FileId;

impl Request<'_> {
    /// The strings by which derives name items that get another name, written out; what
    /// cannot be is a finding, and so is one that names what something else comes instead of.
    pub(super) fn derived(&self) -> Result<Vec<WrittenOut>, Vec<Diagnostic>> {
        let (mut all, mut findings) = (Vec::new(), Vec::new());
        let is_in_play = |it: &Def| self.goals.contains_key(it);
        let is_replaced = |it: &Def| self.goals.get(it).is_some_and(|it| it.is_other);
        let mut goals = self.goals.keys();
        if !goals.any(|it| may_be_derived(&self.name_of(*it))) {
            return Ok(all);
        }
        for it in self.resolver.derived_strings() {
            // What gets another module's name in a string has other functions then.
            let modules = self.resolver.derived_from(&it);
            if modules.iter().any(|it| is_replaced(&Def::Module(*it))) {
                continue;
            }
            let named = self.resolver.derived(&it);
            let hit: Vec<Def> = named.iter().map(|it| it.1).filter(is_in_play).collect();
            match self.written_out(&it, &named) {
                _ if hit.is_empty() => {}
                Some(written) if !hit.iter().any(is_replaced) => all.push(written),
                _ => findings.extend(hit.iter().map(|own| self.leads_through(&it, *own))),
            }
        }
        findings.extend(self.handed_on_to_derives());
        if findings.is_empty() { Ok(all) } else { Err(findings) }
    }

    /// Functions in play that derives may name by a module that a macro is handed in a string.
    fn handed_on_to_derives(&self) -> Vec<Diagnostic> {
        let functions = self.goals.keys().filter(|it| FUNCTIONS.contains(&&*self.name_of(**it)));
        let found = functions.flat_map(|def| {
            let module = match *def {
                Def::Item(id) => self.resolver.module(self.resolver.item(id).module).name.clone(),
                _ => SmolStr::default(),
            };
            let strings = self.resolver.handed_to_derives(&module).into_iter();
            let strings = strings.filter(|it| !self.out_of_scope.contains(&it.0));
            strings.map(|(file, at)| self.may_lead_through(*def, file, at)).collect::<Vec<_>>()
        });
        found.collect()
    }

    fn may_lead_through(&self, def: Def, file: FileId, at: TextRange) -> Diagnostic {
        let name = self.name_of(def);
        let label = self.label(file, at, "`with` of serde may be made of this string");
        let message = format!("derive macros may name `{name}` by a string that a macro is handed");
        let help = "write out the macro's attribute, by an edit of yours before the run, or leave \
                    the name to it by `pub use` with `as`";
        Diagnostic::error(message).at(label).help(help)
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
        let is_replaced = self.goals.get(&def).is_some_and(|it| it.is_other);
        let what = if is_replaced { "is replaced" } else { "gets another name" };
        let message = format!("derive macros name `{name}` here, which {what}");
        let help = match (is_replaced, slice(text, it.key)) {
            (true, "with") => {
                "say `serialize_with` and `deserialize_with` here, each with its path, in an edit \
                 of yours before the run"
            }
            (true, _) => "replace the module that is named here, or edit this by hand first",
            _ => "leave the name to it, by `pub use` with `as`, in an edit of yours before the run",
        };
        Diagnostic::error(message).at(label).help(help)
    }
}

/// What two keys come to be once both functions have the names that `with` stands for.
pub(super) struct Folded {
    /// The bytes; none where the edit is that of the first function's mention.
    pub(super) range: Option<TextRange>,
    /// What stands there.
    pub(super) text: String,
}

impl Round<'_, '_> {
    /// What `serialize_with = "m::serialize", deserialize_with = "m::deserialize"` comes to
    /// be once both functions have these names: `with = "m"`.
    pub(super) fn folded(&self, at: At<'_>, new: &str) -> Option<Folded> {
        let text = &self.request.workspace().file(at.file())?.text;
        let own = FUNCTIONS.iter().position(|it| *it == new)?;
        let start = key_before(text, at.site.range.start())?;
        let start = if own == 0 { start } else { key_before(text, start)? };
        let first = KeyValue::at(at.file(), text, start)?;
        let behind = text[first.range().end().into()..].strip_prefix(", ")?;
        let second = TextSize::from((text.len() - behind.len()) as u32);
        let keys = [first, KeyValue::at(at.file(), text, second)?];
        let module = slice(text, keys[own].value).rsplit_once("::")?.0;
        let is_alike = |(it, name): (&KeyValue, &str)| {
            slice(text, it.key).strip_suffix("_with") == Some(name)
                && slice(text, it.value).rsplit_once("::").is_some_and(|it| it.0 == module)
                && it.equals(text) == first.equals(text)
        };
        let other = self.named_afterwards(&keys[1 - own], text)?;
        if !keys.iter().zip(FUNCTIONS).all(is_alike)
            || other.0 != FUNCTIONS[1 - own]
            || self.request.is_edited(module)
            || !first.is_of_serde(text)
        {
            return None;
        }
        let is_here = own == 0 || !other.1;
        let range = TextRange::new(first.key.start(), keys[1].range().end());
        let text = format!("with{}\"{module}\"", first.equals(text));
        Some(Folded { range: is_here.then_some(range), text })
    }

    /// The name that the function in a key's string has afterwards, and whether that is
    /// another one.
    fn named_afterwards(&self, it: &KeyValue, text: &str) -> Option<(SmolStr, bool)> {
        let found = self.request.resolver.derived(it);
        let mut goals = found.iter().filter_map(|it| self.request.goals.get(&it.1));
        match goals.next() {
            Some(goal) => goals.all(|it| it.name == goal.name).then(|| (goal.name.clone(), true)),
            None => Some((slice(text, it.last(text)).into(), false)),
        }
    }
}

/// Where the key begins whose string stands around, or right before, an offset.
fn key_before(text: &str, offset: TextSize) -> Option<TextSize> {
    let before = text[..offset.into()].trim_end_matches([' ', ',']);
    let before = before.strip_suffix('"').unwrap_or(before);
    let (key, _) = before.rsplit_once('"')?;
    let key = key.trim_end().strip_suffix('=')?.trim_end();
    let start = key.trim_end_matches(|it: char| it == '_' || it.is_alphanumeric()).len();
    Some(TextSize::from(start as u32))
}
