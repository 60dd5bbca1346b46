//! One edit, or one reason, for each mention.

use smol_str::SmolStr;

use super::conflict::{Leaf, is_kept};
use super::expanded::is_settled;
use super::left::reason;
use super::spell::Spelled;
use super::{At, Decided, Fixes, Goal, Request, Token, site_kind};
use crate::diagnostic::Diagnostic;
use crate::imports::{ImportOp, ImportPath};
use crate::recipe::plan::{LeftReason, Rewrite, SiteKind};
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::{Binding, Def, Space};
use crate::syntax::{
    Edition, NsSet, PathKind, PathSite, Place, UseSite, can_be_raw, is_keyword, written,
};
use crate::text::{Indel, TextRange, slice};

pub(super) fn decide(request: &Request<'_>, all: &[FileMentions], fixes: &Fixes) -> Decided {
    let mut decided = Decided::default();
    let leaves = request.leaf_conflicts(all, &mut decided.errors);
    for mentions in all {
        let Some(root) = mentions.roots.first().copied() else {
            decided.errors.extend(super::unreached::check(request, mentions));
            for (site, _) in mentions.iter() {
                let is_prose = site.place == Place::Prose;
                let reason = if is_prose { LeftReason::Prose } else { LeftReason::UnreachedFile };
                request.leave(&mut decided, mentions, site, reason);
            }
            continue;
        };
        for (site, meaning) in mentions.iter() {
            let at = At { mentions, site, root };
            let mut round = Round { request, all, fixes, leaves: &leaves, out: &mut decided };
            round.mention(at, meaning);
        }
    }
    request.add_imports(all, fixes, &mut decided);
    decided
}

/// A round on its way through the mentions.
pub(super) struct Round<'r, 'a> {
    pub(super) request: &'r Request<'a>,
    /// Every mention of the step.
    pub(super) all: &'r [FileMentions],
    pub(super) fixes: &'r Fixes,
    pub(super) leaves: &'r [Leaf],
    pub(super) out: &'r mut Decided,
}

impl Request<'_> {
    /// The imports that earlier rounds found to be needed.
    fn add_imports(&self, all: &[FileMentions], fixes: &Fixes, out: &mut Decided) {
        let named = fixes.added.iter().map(|it| (it, None));
        let aliased = fixes.aliased.iter().map(|it| (it, Some(self.name_of(it.1))));
        for (&(key, def), alias) in named.chain(aliased) {
            let Some(mentions) = all.iter().find(|it| it.file == key.0) else { continue };
            let Some(root) = mentions.roots.first().copied() else { continue };
            let mut sites = mentions.iter().map(|(site, _)| At { mentions, site, root });
            if let Some(at) = sites.find(|it| self.module_body_of(*it) == key) {
                self.add_import(at, (key, def), alias, out);
            }
        }
        for (&(key, def), (mentions, call)) in &fixes.traits {
            let Some(root) = mentions.roots.first().copied() else { continue };
            let site = &mentions.sites.sites[*call];
            self.add_import(At { mentions, site, root }, (key, def), None, out);
        }
    }

    fn add_import(
        &self,
        at: At<'_>,
        (key, def): (super::BodyKey, Def),
        alias: Option<SmolStr>,
        out: &mut Decided,
    ) {
        match self.spell(at, &self.goals[&def]) {
            Ok(spelled) => {
                let op = ImportOp::Add {
                    path: spelled.import(alias),
                    vis: SmolStr::default(),
                    cfg: None,
                };
                out.imports.entry(key).or_default().push(op);
                out.needs.extend(spelled.need);
            }
            Err(error) => out.errors.push(error),
        }
    }
}

impl Round<'_, '_> {
    fn mention(&mut self, at: At<'_>, meaning: &Meaning) {
        let request = self.request;
        let (file, range) = (at.file(), at.site.range);
        if request.is_in(&request.removed, file, range) {
            return self.rewritten(at, String::new());
        }
        let is_target = meaning.defs().iter().any(|it| request.goals.contains_key(it));
        if request.out_of_scope.contains(&file) && (is_target || self.defined(at).is_some()) {
            return self.leave(at, LeftReason::OutOfScope);
        }
        if self.in_call(at, meaning, is_target) {
            return;
        }
        if is_target && self.is_word_of_arms(at) {
            return self.leave(at, LeftReason::MacroWord);
        }
        if let Some(goal) = self.defined(at) {
            return self.definition(at, goal);
        }
        if self.stand_in(at) {
            return;
        }
        let hit: Vec<Def> =
            meaning.defs().into_iter().filter(|it| request.goals.contains_key(it)).collect();
        match (hit.as_slice(), meaning) {
            ([], Meaning::Items(found)) if let Some(def) = request.along(found) => {
                self.named(at, def, &found.iter().collect::<Vec<_>>());
            }
            ([], Meaning::Unknown) if let Some(def) = self.mirrored(at) => self.mirror(at, def),
            ([], _) if let Some(def) = self.written_by_build(at) => self.written_to_build(at, def),
            ([], Meaning::Unknown) if self.may_be_variant(at) || self.is_behind_build(at) => {
                self.unknown_owner(at);
            }
            ([], _) if let Some(def) = self.made_of_string(at) => self.makes_name(at, def),
            ([], _) => self.leave(at, reason(request.resolver, at.site, meaning)),
            ([def, ..], _) if request.is_kept(at.mentions, at.site) => self.kept(at, *def, meaning),
            ([def, rest @ ..], Meaning::Items(found)) => {
                let goal = &request.goals[def];
                if rest.iter().any(|it| request.goals[it].name != goal.name) {
                    return self
                        .error(at, "this name means several items that get different names");
                }
                self.reference(at, *def, found);
            }
            _ => self.differs(at, meaning),
        }
    }

    /// A name that is one item here and another one there, of which one is in play.
    fn differs(&mut self, at: At<'_>, meaning: &Meaning) {
        let resolver = self.request.resolver;
        let paths = meaning.defs().into_iter().map(|it| format!("`{}`", resolver.path_of(it)));
        let paths: Vec<String> = paths.collect();
        let message = match at.mentions.sites.rules(at.site.scope) {
            Some(_) => "this name means different things where the macro is called",
            None => "this name means different things in the targets that share the file",
        };
        let label = self.request.label(at.file(), at.site.range, &paths.join(" or "));
        let by_hand = "edit this place by hand first, or take the step apart";
        let help = match resolver.one_name_for(&meaning.defs()) {
            Some(one_name) => format!("{one_name}, or {by_hand}"),
            None => by_hand.to_owned(),
        };
        self.out.errors.push(Diagnostic::error(message).at(label).help(help));
    }

    /// The item whose definition the site is the name of.
    pub(super) fn defined(&self, at: At<'_>) -> Option<Def> {
        let is_name = |def: &&Def| {
            let sites = self.request.resolver.def_sites(**def);
            sites.iter().any(|it| it.file == at.file() && it.name == at.site.range)
        };
        self.request.goals.keys().find(is_name).copied()
    }

    fn definition(&mut self, at: At<'_>, def: Def) {
        let goal = &self.request.goals[&def];
        if goal.is_other {
            return self.leave(at, LeftReason::KeptDefinition);
        }
        self.token(at, def, at.site.range, self.written(at, &goal.name));
    }

    pub(super) fn written(&self, at: At<'_>, name: &str) -> String {
        if super::strings::is_capture(at) {
            return name.to_owned();
        }
        let text = written(name, self.edition(at));
        match self.is_raw_by_choice(at) && can_be_raw(name) {
            true if !text.starts_with("r#") => format!("r#{text}"),
            _ => text,
        }
    }

    /// Whether a name is written with `r#` that would not need it in any edition, as
    /// generators do.
    fn is_raw_by_choice(&self, at: At<'_>) -> bool {
        let Some(source) = self.request.workspace().file(at.file()) else { return false };
        let is_raw = slice(&source.text, at.site.range).starts_with("r#");
        is_raw && !is_keyword(&at.site.name, Edition::CURRENT)
    }

    pub(super) fn edition(&self, at: At<'_>) -> crate::syntax::Edition {
        let source = self.request.workspace().file(at.file());
        source.map_or(crate::syntax::Edition::DEFAULT, |it| it.edition)
    }

    /// A name that means a target, and perhaps other things too.
    fn reference(&mut self, at: At<'_>, def: Def, found: &[Binding]) {
        let is_target = |it: &&Binding| self.request.goals.contains_key(&it.def);
        let targets: Vec<&Binding> = found.iter().filter(is_target).collect();
        let may_keep = || self.may_keep(at, &self.request.goals[&def]);
        if targets.iter().all(|it| it.aliased || (is_kept(self.leaves, it) && may_keep())) {
            return self.leave(at, LeftReason::KeptName);
        }
        let others = found.iter().filter(|it| !self.request.comes_along(it, found));
        let others: Vec<&Binding> = others.collect();
        if !others.is_empty() && !is_settled(&self.fixes.told, at.file(), at.site.range) {
            if self.in_body(at, def) {
                return;
            }
            return self.shared(at, def, (&targets, &others));
        }
        self.named(at, def, &targets);
    }

    /// A name that follows a target's, by all that it means.
    fn named(&mut self, at: At<'_>, def: Def, meant: &[&Binding]) {
        match &at.site.place {
            Place::Use(it) => self.in_use(at, def, it),
            Place::Path(it) | Place::Pattern(it) => self.in_path(at, def, it, meant),
            Place::Shorthand(it) | Place::ShorthandPattern(it) => {
                self.shorthand(at, def, it, meant)
            }
            _ => {
                self.token(at, def, at.site.range, self.written(at, &self.request.goals[&def].name))
            }
        }
    }

    pub(super) fn in_use(&mut self, at: At<'_>, def: Def, it: &UseSite) {
        if !it.is_leaf {
            return self.prefix(at, def, it);
        }
        let goal = &self.request.goals[&def];
        let leaf = self.leaves.iter().find(|leaf| leaf.file == at.file() && leaf.range == it.tree);
        let alias = it.alias.clone();
        let keep_name = || Some(at.site.name.clone());
        let alias = match leaf.map(|it| it.treatment) {
            Some(super::conflict::Treatment::Drop | super::conflict::Treatment::Unexport) => {
                self.import(at, ImportOp::Remove { leaf: it.tree });
                return self.rewritten(at, String::new());
            }
            Some(super::conflict::Treatment::Stay) => {
                return self.leave(at, LeftReason::KeptDefinition);
            }
            Some(super::conflict::Treatment::Direct) => return self.direct(at, def, it),
            Some(super::conflict::Treatment::KeepName) if alias.is_none() => keep_name(),
            _ => alias,
        };
        if !goal.is_other && it.alias.as_ref() == Some(&goal.name) {
            // `New as New` says nothing.
            let range = TextRange::new(at.site.range.start(), it.tree.end());
            return self.unchecked(at, def, range, self.written(at, &goal.name));
        }
        if !goal.is_other {
            let suffix = alias
                .filter(|_| it.alias.is_none())
                .map(|it| format!(" as {it}"))
                .unwrap_or_default();
            let text = format!("{}{suffix}", self.written(at, &goal.name));
            return self.unchecked(at, def, at.site.range, text);
        }
        if at.mentions.sites.rules(at.site.scope).is_some() {
            return self.in_rules(at, def, it);
        }
        match self.repointed(at, def, it, alias) {
            Ok(to) => {
                self.rewritten(at, to.to_string());
                self.import(at, ImportOp::Repoint { leaf: it.tree, to });
            }
            Err(error) => self.out.errors.push(error),
        }
    }

    /// The path that an import of a target is to have.
    pub(super) fn repointed(
        &mut self,
        at: At<'_>,
        def: Def,
        it: &UseSite,
        alias: Option<SmolStr>,
    ) -> Result<ImportPath, Diagnostic> {
        let goal = &self.request.goals[&def];
        if !goal.is_other {
            let mut segments: Vec<_> = it.path.segments.iter().map(|it| it.name.clone()).collect();
            segments.pop();
            segments.push(goal.name.clone());
            return Ok(ImportPath { leading_colons: it.path.leading_colons, segments, alias });
        }
        let spelled = self.spelled(at, goal)?;
        Ok(spelled.import(alias.filter(|it| *it != goal.name)))
    }

    pub(super) fn spelled(&mut self, at: At<'_>, goal: &Goal) -> Result<Spelled, Diagnostic> {
        super::strings::check(self.request, at, goal)?;
        let mut spelled = self.way(at, goal)?;
        self.out.needs.extend(spelled.need.clone());
        // Whoever begins a path with `::` may have the crate's name for something else, too.
        spelled.is_global |= at.site.global_head() == spelled.segments.first();
        Ok(spelled)
    }

    fn in_path(&mut self, at: At<'_>, def: Def, it: &PathSite, targets: &[&Binding]) {
        let goal = &self.request.goals[&def];
        let is_pattern = matches!(at.site.place, Place::Pattern(_)) && goal.is_other;
        let found = is_pattern.then(|| self.request.resolver.items_at(&goal.path));
        let mut found = found.into_iter().flatten().peekable();
        let is_some = found.peek().is_some();
        if is_some && !found.any(|it| self.request.resolver.is_for_patterns(it)) {
            return self.error(at, "this is a pattern, which cannot name the new item");
        }
        if self.is_standard(at, def, it) {
            return;
        }
        match self.path_text(at, def, it, targets) {
            Ok(Some((range, text))) => {
                // `name: name` is `name`.
                let folded = it.field.as_ref().filter(|it| self.written(at, &it.0) == text);
                let with = || self.folded(at, &text);
                match it.kind {
                    PathKind::AttributeString if let Some(it) = with() => match it.range {
                        Some(range) => self.unchecked(at, def, range, it.text),
                        None => self.rewritten(at, it.text),
                    },
                    PathKind::DocLink(part) => self.link(at, def, (it, part), (range, &text)),
                    _ => self.token(at, def, folded.map_or(range, |it| it.1), text),
                }
            }
            Ok(None) => self.leave(at, LeftReason::KeptName),
            Err(error) => self.out.errors.push(error),
        }
    }

    /// What a path to a target becomes: which bytes, and what stands there;
    /// none where the scope keeps the old name.
    fn path_text(
        &mut self,
        at: At<'_>,
        def: Def,
        it: &PathSite,
        targets: &[&Binding],
    ) -> Result<Option<(TextRange, String)>, Diagnostic> {
        let goal = &self.request.goals[&def];
        let is_bare = it.path.segments.len() == 1 && !it.path.leading_colons;
        let is_dropped = targets.iter().filter_map(|it| it.import).any(|import| {
            let dropped =
                self.leaves.iter().filter(|it| it.treatment == super::conflict::Treatment::Drop);
            dropped.into_iter().any(|it| it.file == import.file && it.range == import.leaf)
        });
        let key = (at.file(), at.site.range.start());
        if is_bare && self.fixes.aliased.contains(&(self.request.module_body_of(at), def)) {
            return Ok(None);
        }
        let is_qualified = self.fixes.qualified.contains(&key);
        if is_qualified && !goal.is_other && self.request.is_crate(def) {
            // Nothing hides a crate behind colons.
            return Ok(Some((at.site.range, format!("::{}", self.written(at, &goal.name)))));
        }
        if is_qualified || (is_bare && is_dropped) || (goal.is_other && !is_bare) {
            let spelled = self.spelled(at, goal)?;
            return Ok(Some(self.narrowed(at, it.range, spelled.text(self.edition(at)))));
        }
        Ok(Some((at.site.range, self.written(at, &goal.name))))
    }

    fn shorthand(&mut self, at: At<'_>, def: Def, it: &PathSite, targets: &[&Binding]) {
        match self.path_text(at, def, it, targets) {
            Ok(Some((range, text))) => {
                let field = self.written(at, &at.site.name);
                self.token(at, def, range, format!("{field}: {text}"));
            }
            Ok(None) => self.leave(at, LeftReason::KeptName),
            Err(error) => self.out.errors.push(error),
        }
    }

    fn token(&mut self, at: At<'_>, def: Def, range: TextRange, text: String) {
        self.push(at, def, Indel::replace(range, text), true);
    }

    /// An edit whose meaning the imports decide, and the meaning check proves.
    pub(super) fn unchecked(&mut self, at: At<'_>, def: Def, range: TextRange, text: String) {
        self.push(at, def, Indel::replace(range, text), false);
    }

    pub(super) fn push(&mut self, at: At<'_>, def: Def, indel: Indel, is_checked: bool) {
        self.rewritten(at, indel.insert.clone());
        self.keep(at, def, indel, is_checked);
    }

    pub(super) fn keep(&mut self, at: At<'_>, def: Def, indel: Indel, is_checked: bool) {
        let is_bare = match &at.site.place {
            // A macro that is handed to another one is no path.
            Place::Path(it) if self.is_macro(def) && !it.ns.intersects(NsSet::MACROS) => false,
            Place::Path(it) | Place::Pattern(it) | Place::Shorthand(it) => {
                it.path.segments.len() == 1
            }
            _ => false,
        };
        let body = self.request.module_body_of(at);
        let (file, range) = (at.file(), at.site.range);
        let in_docs = at.mentions.sites.is_in_docs(at.site);
        self.out.tokens.push(Token { file, range, indel, def, body, is_bare, is_checked, in_docs });
    }

    fn is_macro(&self, def: Def) -> bool {
        let Def::Item(id) = def else { return false };
        self.request.resolver.item(id).space == Space::Macro
    }

    pub(super) fn import(&mut self, at: At<'_>, op: ImportOp) {
        let key = self.request.body_of(at);
        self.out.imports.entry(key).or_default().push(op);
    }

    pub(super) fn rewritten(&mut self, at: At<'_>, to: String) {
        let (path, place) = self.request.place(at.file(), at.site.range.start());
        let site = match &at.site.place {
            // What goes with a definition is part of it.
            Place::Literal if to.is_empty() => SiteKind::Definition,
            _ => site_kind(&at.mentions.sites, at.site),
        };
        self.out.rewrites.push(Rewrite {
            path,
            at: place,
            site,
            from: at.site.name.to_string(),
            to,
        });
    }

    pub(super) fn leave(&mut self, at: At<'_>, reason: LeftReason) {
        self.request.leave(self.out, at.mentions, at.site, reason);
    }

    pub(super) fn error(&mut self, at: At<'_>, message: &str) {
        let label = self.request.label(at.file(), at.site.range, "");
        let help = "edit this place by hand first, or take the step apart";
        self.out.errors.push(Diagnostic::error(message).at(label).help(help));
    }
}
