//! Pairs whose old path leads nowhere: carried out before, or misspelt.
//!
//! Nobody can tell one from the other for certain, so such a pair is no error.
//! It is a warning where a name near it is there, or where nothing names what
//! should have taken its place; and a refusal where the user expects each pair
//! to match.

use crate::diagnostic::Diagnostic;
use crate::recipe::spec::Spanned;
use crate::recipe::{Step, StepOutcome};
use crate::resolve::search::{Names, candidates};
use crate::resolve::{Def, Found, ItemPath, Resolver};
use crate::syntax::{ItemKind, Place};
use crate::workspace::Workspace;

/// A path of the recipe that matches nothing.
#[derive(Debug, Clone)]
pub struct Miss {
    /// The old path.
    at: Spanned<String>,
    /// What it may have been meant to be.
    near: Option<String>,
    /// The new path, if nothing in the workspace names what it leads to.
    unused: Option<String>,
    /// Whether the old path leads to the goal.
    is_goal: bool,
    /// Whether it is clear that the pair was carried out.
    is_clear: bool,
}

impl Miss {
    /// A path that fails behind `reached` segments; `goal` is what took its
    /// place.
    pub fn new(
        resolver: &Resolver<'_>,
        at: &Spanned<String>,
        reached: usize,
        goal: &[Def],
    ) -> Miss {
        let near = near(resolver, &ItemPath::parse(&at.value), reached, goal);
        Miss { at: at.clone(), near, unused: None, is_goal: false, is_clear: false }
    }

    /// A path that leads to the goal already.
    pub fn of_goal(at: &Spanned<String>) -> Miss {
        Miss { at: at.clone(), near: None, unused: None, is_goal: true, is_clear: true }
    }

    /// The same, of a pair that was carried out if `is_clear`: no warning.
    #[must_use]
    pub fn clear(self, is_clear: bool) -> Miss {
        Miss { is_clear, ..self }
    }

    /// The same, of a pair whose new path leads to `goal`: whether something
    /// names that is found out.
    #[must_use]
    pub fn with_goal(mut self, resolver: &Resolver<'_>, path: &ItemPath, goal: &[Def]) -> Miss {
        self.unused = (!is_named(resolver, path, goal)).then(|| path.to_string());
        self
    }
}

impl StepOutcome {
    /// The same, with what is to be said of pairs that match nothing.
    #[must_use]
    pub(super) fn missing(mut self, step: Step<'_>, misses: &[Miss]) -> StepOutcome {
        self.findings.extend(misses.iter().filter_map(|it| warning(step, it)));
        self.unmatched.extend(misses.iter().map(|it| error(step, it)));
        self
    }
}

fn warning(step: Step<'_>, miss: &Miss) -> Option<Diagnostic> {
    let path = &miss.at.value;
    let message = match (&miss.near, &miss.unused) {
        _ if miss.is_clear => return None,
        (Some(_), _) => format!("`{path}` is not there, and counts as carried out"),
        (None, Some(new)) => {
            format!("`{path}` is not there, and nothing names `{new}`: was this carried out?")
        }
        (None, None) => return None,
    };
    let at = step.label(miss.at.range, "leads nowhere");
    Some(Diagnostic::warning(message).at(at).help(match &miss.near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "correct the path; `--expect-matches` refuses what matches nothing".into(),
    }))
}

fn error(step: Step<'_>, miss: &Miss) -> Diagnostic {
    let path = &miss.at.value;
    let (message, text) = match miss.is_goal {
        true => (format!("`{path}` leads to the new item already"), "nothing to do"),
        false => (format!("`{path}` matches nothing"), "leads nowhere"),
    };
    let help = match &miss.near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "correct the path, or leave `--expect-matches` out: it may be carried out".into(),
    };
    Diagnostic::error(message).at(step.label(miss.at.range, text)).help(help)
}

/// What a path may have been meant to be: the name nearest to the segment that
/// failed, unless it is the goal.
fn near(resolver: &Resolver<'_>, path: &ItemPath, reached: usize, goal: &[Def]) -> Option<String> {
    let names = neighbours(resolver, path, reached);
    let wanted = path.segments.get(reached)?;
    let candidate = |name: &str| {
        let mut candidate = path.clone();
        candidate.segments[reached] = name.into();
        candidate
    };
    let is_goal = |name: &&str| match resolver.find(&candidate(name)) {
        Found::Items(found) => found.iter().any(|it| goal.contains(it)),
        Found::External(found) => goal.contains(&found),
        Found::Nothing { .. } => reached + 1 == path.segments.len(),
    };
    let others = names.iter().map(String::as_str).filter(|it| !is_goal(it));
    let near = others.filter_map(|it| Some((distance(wanted, it)?, it))).min()?;
    Some(candidate(near.1).to_string())
}

/// How many slips make one name the other; none if that is more than a third
/// of the longer one, the rule by which keys of a recipe are near.
fn distance(a: &str, b: &str) -> Option<usize> {
    let lower = |it: &str| it.chars().take(64).flat_map(char::to_lowercase).collect::<String>();
    let (a, b) = (lower(a), lower(b));
    let distance = strsim::osa_distance(&a, &b);
    let longest = a.chars().count().max(b.chars().count());
    (distance <= (longest / 3).max(1)).then_some(distance)
}

/// The names beside the segment that failed.
fn neighbours(resolver: &Resolver<'_>, path: &ItemPath, reached: usize) -> Vec<String> {
    if reached == 0 {
        let mut all: Vec<_> =
            resolver.workspace.targets.iter().map(|it| it.name.to_string()).collect();
        all.sort();
        all.dedup();
        return all;
    }
    let mut holder = ItemPath { is_macro: false, space: None, ..path.clone() };
    holder.segments.truncate(reached);
    let Found::Items(found) = resolver.find(&holder) else { return Vec::new() };
    let names = |def: Def| match def {
        Def::Module(id) => resolver.names_in(id).iter().map(|it| it.to_string()).collect(),
        Def::Item(id) => variants(resolver, id),
        Def::External(_) | Def::Primitive => Vec::new(),
    };
    found.into_iter().flat_map(names).collect()
}

fn variants(resolver: &Resolver<'_>, id: crate::resolve::ItemId) -> Vec<String> {
    let item = resolver.item(id);
    let each = item.sites.iter().flat_map(|(_, it)| match &it.kind {
        ItemKind::Enum(variants) => variants.as_slice(),
        _ => &[],
    });
    each.map(|it| it.name.name.to_string()).collect()
}

/// Whether something but its definition names an item. Files are resolved one
/// by one until one does.
fn is_named(resolver: &Resolver<'_>, path: &ItemPath, goal: &[Def]) -> bool {
    let names = Names::new([smol_str::SmolStr::new(path.name())]);
    let all = names.all().iter().cloned().collect();
    let workspace: &Workspace = resolver.workspace;
    candidates(workspace, &names).iter().any(|hits| {
        let mentions = resolver.file_mentions(hits, &all);
        mentions.iter().flat_map(|it| it.iter()).any(|(site, meaning)| {
            site.place != Place::Definition && meaning.defs().iter().any(|it| goal.contains(it))
        })
    })
}
