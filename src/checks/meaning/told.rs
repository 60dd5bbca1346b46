//! What is told of a name that would mean something else.

use std::collections::BTreeSet;

use super::Check;
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::{Binding, Def, DefKey, Resolver};
use crate::syntax::Site;
use crate::workspace::FileId;

impl Check<'_> {
    pub(super) fn at_after(&self, file: FileId, site: &Site, error: Diagnostic) -> Diagnostic {
        let label = label(&self.evidence.after, file, site.range, "");
        let error = match error.help.is_empty() {
            true => {
                error.help("name the item by a path that is visible here, or exclude this file")
            }
            false => error,
        };
        error.at(label).note(format!("this is the text after the step `{}`", self.step.title))
    }

    pub(super) fn finding(
        &self,
        old: &FileMentions,
        site: &Site,
        after: &Site,
        meanings: (&Meaning, &Meaning),
    ) -> Option<Diagnostic> {
        let was = describe(self.before, meanings.0);
        let is = describe(self.after, meanings.1);
        let label = label(&self.evidence.before, old.file, site.range, &format!("means {was}"));
        let is_lacking = |it: &BTreeSet<DefKey>| it.is_empty();
        let was_behind =
            |it: &Def| self.behind.get(&self.before.def_key(*it)).is_some_and(is_lacking);
        let (message, help) = match meanings.1 {
            Meaning::Unknown | Meaning::Member if meanings.0.defs().iter().any(was_behind) => (
                format!("`{}` is not behind what comes in the place of the old one", after.name),
                "bring it there first, or name the items one by one in this step".into(),
            ),
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
        Some(error.note(format!("after the step `{}`", self.step.title)).help(help))
    }

    /// What to do about one name of several items.
    fn of_all(&self, old: &FileMentions, site: &Site, meaning: &Meaning) -> String {
        let found = meaning.bindings();
        let meets = |a: &Binding| found.iter().any(|b| a.def != b.def && a.ns.intersects(b.ns));
        if !found.iter().any(meets) {
            // A doc link, say, that leads to a module and to a macro.
            let one_name = self.before.one_name_for(&meaning.defs());
            let one_name = one_name.map(|it| format!("{it}, or ")).unwrap_or_default();
            return format!(
                "{one_name}say which of them is meant here, by an edit of yours before the run"
            );
        }
        let stand = old.stand().map(|it| self.before.module_at(it, site.scope));
        let rename_all = |it| self.before.rename_all(self.before.whole(it), site, meaning.defs());
        let all = stand.map(rename_all);
        let what = "these are one name under different cfgs";
        all.map_or_else(|| what.into(), |it| format!("{what}: {it}"))
    }
}

/// A meaning, for people.
pub(super) fn describe(resolver: &Resolver<'_>, meaning: &Meaning) -> String {
    match meaning {
        Meaning::Items(_) | Meaning::Differs(_) => {
            let all = meaning.defs();
            let named = |it: &Def| {
                let path = resolver.path_of(*it);
                let is_one = |other: &&Def| resolver.path_of(**other) == path;
                match all.iter().filter(is_one).count() {
                    1 => format!("`{path}`"),
                    _ if resolver.is_type(*it) => format!("the type `{path}`"),
                    _ => format!("the value `{path}`"),
                }
            };
            let mut paths: Vec<_> = all.iter().map(named).collect();
            paths.dedup();
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
