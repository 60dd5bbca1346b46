//! From the paths of a recipe to the items they name, or why they name none.

use crate::diagnostic::{Diagnostic, Refusal};
use crate::recipe::later::Now;
use crate::recipe::missed::Miss;
use crate::recipe::spec::{PairSpec, Spanned};
use crate::recipe::{Step, label};
use crate::resolve::search::Names;
use crate::resolve::{Def, Found, ItemPath, Resolver};

/// What the source of a pair leads to.
pub enum Source {
    /// These items.
    Items(Vec<Def>),
    /// Nothing, but the pair's goal is there: it was carried out before.
    Done(Miss),
    /// Nothing, and the step is optional.
    Skipped(Miss),
}

/// The names that pairs may take away, to be searched for before the items are known.
pub fn old_names(pairs: &[PairSpec]) -> Names {
    Names::new(pairs.iter().map(|it| ItemPath::parse(&it.from.value).name().into()))
}

/// As many items of the same name are named.
const NAMED: usize = 3;
/// What to do about a path that may lead nowhere.
const OPTIONAL: &str = "if nothing need be there, say `optional = true` in this step";
/// What to do about a path that must lead somewhere.
const NEEDED: &str = "correct the path: what it names must be there before this step";
/// What to do about a path that leads into a type.
const MEMBERS: &str = "this version knows items and variants of enums; fields, methods and other \
                       associated items keep their names";

impl Step<'_> {
    /// What `from` leads to, if not to nothing because `to` has taken its place.
    ///
    /// # Errors
    /// Neither is there and the step is not optional.
    pub fn source(
        &self,
        resolver: &Resolver<'_>,
        from: &Spanned<String>,
        to: Option<&ItemPath>,
    ) -> Result<Source, Refusal> {
        let path = ItemPath::parse(&from.value);
        match resolver.find(&path) {
            Found::Items(found) => self.one_item(resolver, from, found).map(Source::Items),
            Found::External(found) => Ok(Source::Items(vec![found])),
            Found::Nothing { reached } => {
                if !self.spec.optional {
                    self.refuse_macro(resolver, from, (&path, reached))?;
                }
                let now = to.map(|it| self.now(resolver, it));
                let goal = match &now {
                    Some(Now::There(_, found)) => found.as_slice(),
                    _ => &[],
                };
                let miss = Miss::new(resolver, from, reached, goal);
                match (now, self.spec.optional) {
                    (Some(Now::There(..) | Now::Gone), _) => Ok(Source::Done(miss)),
                    (_, true) => Ok(Source::Skipped(miss)),
                    (_, false) => Err(self.not_found(resolver, (from, OPTIONAL), &path, reached)),
                }
            }
        }
    }

    /// Refuses a pair whose item another pair, by another path, turns into something else.
    pub fn named_twice(&self, pair: &PairSpec, other: &str) -> Refusal {
        let message = format!("`{}` is an item that becomes `{other}`, too", pair.from.value);
        self.refuse(&pair.from, message, "another pair of this step leads to it: leave one out")
    }

    /// Refuses a path to what a macro call in its module may define: such an item is
    /// neither gone nor known.
    fn refuse_macro(
        &self,
        resolver: &Resolver<'_>,
        at: &Spanned<String>,
        (path, reached): (&ItemPath, usize),
    ) -> Result<(), Refusal> {
        let mut holder = path.clone();
        holder.segments.truncate(reached);
        let is_last = reached > 0 && reached + 1 == path.segments.len();
        let Some(Found::Items(found)) = is_last.then(|| resolver.find(&holder)) else {
            return Ok(());
        };
        let modules = found.iter().filter_map(|it| match it {
            Def::Module(id) => Some(*id),
            _ => None,
        });
        let mut told = modules.filter_map(|it| resolver.told_to_macro(it, path.name()));
        let Some((file, range)) = told.next() else { return Ok(()) };
        let message = format!("`{}` may be an item that a macro call defines", at.value);
        let error = Diagnostic::error(message)
            .at(self.label(at.range, "not found among the items that are written out"))
            .at(label(resolver.workspace, file, range, "this call has the name"));
        Err(Refusal::check(error.help("edit the call and what refers to the item by hand first")))
    }

    /// Refuses a path that names a type and a value, or items of several targets.
    fn one_item(
        &self,
        resolver: &Resolver<'_>,
        at: &Spanned<String>,
        found: Vec<Def>,
    ) -> Result<Vec<Def>, Refusal> {
        self.one_target(resolver, at)?;
        // What is not of the workspace may be either.
        let own = found.iter().filter(|it| !matches!(it, Def::External(_)));
        let mut are_types = own.map(|it| resolver.is_type(*it));
        let first = are_types.next();
        if are_types.all(|it| Some(it) == first) {
            return Ok(found);
        }
        let message = format!("`{}` is a type or module and also a value", at.value);
        let help = format!("say which: `type@{0}` or `value@{0}`", at.value);
        Err(self.refuse(at, message, &help))
    }

    /// Refuses a path that leads to different items in several targets of one name.
    fn one_target(&self, resolver: &Resolver<'_>, at: &Spanned<String>) -> Result<(), Refusal> {
        let paths = resolver.ambiguous(&ItemPath::parse(&at.value));
        if paths.is_empty() {
            return Ok(());
        }
        let message = format!("`{}` leads to items of several targets", at.value);
        Err(self.refuse(at, message, &format!("say which: `{}`", paths.join("`, `"))))
    }

    /// The items that a path leads to, and that path; the one that a later step
    /// gives them, where it was carried out before. None where a later step
    /// deletes them.
    ///
    /// # Errors
    /// It leads to nothing.
    pub fn existing(
        &self,
        resolver: &Resolver<'_>,
        at: &Spanned<String>,
    ) -> Result<Option<(ItemPath, Vec<Def>)>, Refusal> {
        let path = ItemPath::parse(&at.value);
        self.one_target(resolver, at)?;
        match (self.now(resolver, &path), resolver.find(&path)) {
            (Now::There(path, found), _) => Ok(Some((path, found))),
            (Now::Nothing, Found::Nothing { reached }) => {
                Err(self.not_found(resolver, (at, NEEDED), &path, reached))
            }
            _ => Ok(None),
        }
    }

    fn not_found(
        &self,
        resolver: &Resolver<'_>,
        (at, remedy): (&Spanned<String>, &str),
        path: &ItemPath,
        reached: usize,
    ) -> Refusal {
        let mut nearest = resolver.nearest(path);
        if nearest.is_empty() {
            nearest = resolver.paths_of_items_named(path.name());
            nearest.truncate(NAMED);
        }
        let message = match reached {
            0 => format!("no crate of the workspace is called `{}`", path.segments[0]),
            _ => {
                let holder = path.segments[..reached].join("::");
                format!("`{holder}` has no item `{}`", path.segments[reached])
            }
        };
        let error = Diagnostic::error(message).at(self.label(at.range, "not found"));
        let mut holder = path.clone();
        holder.segments.truncate(reached);
        let is_type = matches!(resolver.find(&holder), Found::Items(it) if it.iter().any(|it| matches!(it, Def::Item(_))));
        let remedy = if reached > 0 && is_type { MEMBERS } else { remedy };
        let error = match nearest.as_slice() {
            [] => error.help(remedy),
            [one] => error.help(format!("there is `{one}`")),
            some => error.help(format!("there are `{}`", some.join("`, `"))),
        };
        Refusal::input(error)
    }

    /// An error at a place of the recipe.
    pub fn refuse(&self, at: &Spanned<String>, message: String, help: &str) -> Refusal {
        Refusal::input(Diagnostic::error(message).at(self.label(at.range, "")).help(help))
    }
}
