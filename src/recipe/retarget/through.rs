//! Paths that stay what they are but for their last name: they lead to the module of the
//! new item, or through an import to it that is seen while its own module is not (`pub use
//! self::port::Port`, where `port` is private).
//!
//! Invariant: what leads through an import does so only if that import goes over to the new
//! item in the same step, or brought that one before.

use std::collections::BTreeSet;

use super::conflict::Treatment;
use super::decide::Round;
use super::spell::Spelled;
use super::{At, Goal};
use crate::diagnostic::Diagnostic;
use crate::resolve::{Binding, Def, ImportSite, ModuleId, Resolution, Stand};
use crate::syntax::{NsSet, PathData, PathKind, Place, Site};
use crate::text::{TextRange, TextSize, slice};
use crate::workspace::FileId;

/// Globs on the way from an item to where it is named.
type Seen = BTreeSet<(FileId, TextSize)>;

impl Round<'_, '_> {
    /// The path by which a mention names a goal.
    pub(super) fn way(&self, at: At<'_>, goal: &Goal) -> Result<Spelled, Diagnostic> {
        let own = self.with_last_name(at, goal);
        let is_quoted = matches!(&at.site.place, Place::Path(it) if it.kind == PathKind::Quoted);
        let all =
            |is_led: &dyn Fn(ModuleId) -> bool| at.mentions.roots.iter().all(|it| is_led(*it));
        if let Some((_, spelled)) = &own
            && !is_quoted
            && self.keeps_way(at, goal)
        {
            return Ok(spelled.clone());
        }
        // A link may lead to what is private, but had better not.
        let is_link = at.site.is_doc_link() && !all(&|root| self.request.sees(at, root, goal));
        if let Some((site, spelled)) = own.as_ref().filter(|_| is_link)
            && all(&|root| self.is_led(at, root, site, goal))
        {
            return Ok(spelled.clone());
        }
        let is_spliced = own.is_some() && all(&|root| self.is_spliced(at, root));
        let spelled = match is_spliced {
            true => Err(self.spliced(at)),
            false => self.request.spell(at, goal),
        };
        spelled.or_else(|error| match own {
            Some((site, it)) if all(&|root| self.is_led(at, root, &site, goal)) => Ok(it),
            _ => Err(error),
        })
    }

    /// Whether a mention becomes one of a goal by its last name alone.
    pub(super) fn keeps_way(&self, at: At<'_>, goal: &Goal) -> bool {
        let mut roots = at.mentions.roots.iter();
        self.with_last_name(at, goal).is_some() && roots.all(|it| self.is_home(at, *it, goal))
    }

    /// Whether a mention may keep its name where the import that it leads through does.
    pub(super) fn may_keep(&self, at: At<'_>, goal: &Goal) -> bool {
        let is_bare = matches!(&at.site.place, Place::Path(it) | Place::Pattern(it)
            | Place::Shorthand(it) if it.path.segments.len() == 1);
        is_bare || !goal.is_other || self.request.spell(at, goal).is_err()
    }

    /// A mention with the new name at the end of its path.
    fn with_last_name(&self, at: At<'_>, goal: &Goal) -> Option<(Site, Spelled)> {
        let mut site = at.site.clone();
        let path = match &mut site.place {
            Place::Use(it) => &mut it.path,
            Place::Path(it) | Place::Pattern(it) => &mut it.path,
            _ => return None,
        };
        let last = path.segments.iter().position(|it| it.range == at.site.range)?;
        path.segments.truncate(last + 1);
        path.segments[last].name = goal.name.clone();
        let segments: Vec<_> = path.segments.iter().map(|it| it.name.clone()).collect();
        let spelled = Spelled { segments, is_global: path.leading_colons, need: None };
        site.name = goal.name.clone();
        (last > 0).then_some((site, spelled))
    }

    /// The edit of a path without what stays of it before its last name.
    pub(super) fn narrowed(
        &self,
        at: At<'_>,
        range: TextRange,
        text: String,
    ) -> (TextRange, String) {
        let own = at.site.range;
        let source = self.request.workspace().file(at.file());
        let before = source.map(|it| slice(&it.text, TextRange::new(range.start(), own.start())));
        match before.and_then(|it| text.strip_prefix(it)) {
            Some(name) if range.end() == own.end() && !name.contains("::") => {
                (own, name.to_owned())
            }
            _ => (range, text),
        }
    }

    fn stand<'s>(&self, at: At<'s>, root: ModuleId) -> Stand<'s> {
        Stand { file: at.file(), root, sites: &at.mentions.sites, caller: None }
    }

    /// Whether what stands before the name of a mention is the module of the goal.
    fn is_home(&self, at: At<'_>, root: ModuleId, goal: &Goal) -> bool {
        let resolver = self.request.resolver;
        let (path, is_use) = match &at.site.place {
            Place::Use(it) => (&it.path, true),
            Place::Path(it) | Place::Pattern(it) => (&it.path, false),
            _ => return false,
        };
        let [before @ .., _] = path.segments.as_slice() else { return false };
        let module = resolver.module_at(self.stand(at, root), at.site.scope);
        let found = match is_use || path.leading_colons {
            true => {
                let leading_colons = path.leading_colons;
                let holder = PathData { leading_colons, segments: before.to_vec() };
                resolver.use_path(module, &holder, NsSet::TYPES)
            }
            false => resolver.path_from(module, before),
        };
        let mut home = goal.path.clone();
        home.segments.pop();
        (home.is_macro, home.space) = (false, None);
        let homes = resolver.items_at(&home).into_iter().flat_map(|it| resolver.twins(it));
        let homes: Vec<_> = homes.collect();
        !found.is_empty() && found.iter().all(|it| homes.contains(&it.def))
    }

    fn is_spliced(&self, at: At<'_>, root: ModuleId) -> bool {
        let resolver = self.request.resolver;
        match &at.site.place {
            Place::Path(it) if it.kind == PathKind::Quoted => {
                resolver.is_spliced(self.stand(at, root), it)
            }
            _ => false,
        }
    }

    fn spliced(&self, at: At<'_>) -> Diagnostic {
        let message = "a quoted path that begins with a variable cannot be written anew";
        let label = self.request.label(at.file(), at.site.range, "behind what is put there");
        Diagnostic::error(message)
            .at(label)
            .help("bring the new item to where the old one is named, by `pub use`, before the run")
    }

    /// Whether the path of a mention leads to the goal with the new name at its end.
    fn is_led(&self, at: At<'_>, root: ModuleId, renamed: &Site, goal: &Goal) -> bool {
        let find = |site: &Site| match self.request.resolver.resolve(self.stand(at, root), site) {
            Resolution::Items(found) => found,
            _ => Vec::new(),
        };
        let wanted = self.request.resolver.items_at(&goal.path);
        find(renamed).iter().any(|it| wanted.contains(&it.def))
            || self.go_over(&find(at.site), &mut Seen::new())
    }

    /// Whether the imports that bring items in play bring the new ones afterwards, under
    /// their names.
    fn go_over(&self, found: &[Binding], seen: &mut Seen) -> bool {
        let is_in_play = |it: &&Binding| self.request.goals.contains_key(&it.def);
        let mut found = found.iter().filter(is_in_play).peekable();
        let is_some = found.peek().is_some();
        let mut goes = |it: &Binding| match it.import {
            Some(import) if !it.aliased => self.goes_over(it.def, import, seen),
            _ => false,
        };
        is_some && found.all(&mut goes)
    }

    fn goes_over(&self, def: Def, import: ImportSite, seen: &mut Seen) -> bool {
        if !import.is_glob {
            let mut own = self.leaves.iter();
            let own = own.find(|it| it.file == import.file && it.range == import.leaf);
            return own.is_none_or(|it| it.treatment == Treatment::Direct);
        }
        // What a glob brings is what another import brings there.
        let name = self.request.name_of(def);
        let is_new = seen.insert((import.file, import.leaf.start()));
        let behind = match is_new {
            true => self.request.resolver.behind_glob(import, &name),
            false => Vec::new(),
        };
        self.go_over(&behind, seen)
    }
}
