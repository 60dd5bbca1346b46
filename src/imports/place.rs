//! Where a new statement goes.
//!
//! Invariant: a statement that goes is no neighbour of a new one, unless it
//! gives its place to it; statements in macro calls are neighbours only of
//! what came out of them.

use std::ops::Range;

use smol_str::SmolStr;

use super::lines;
use super::model::{NewStatement, Scope};
use super::order::{Key, Order};
use super::path::{ImportPath, common};

/// The place of a new statement, by the statement beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Directly before it.
    Before(usize),
    /// Directly after it.
    After(usize),
    /// In the place of one that goes.
    InsteadOf(usize),
    /// After it, as a paragraph of its own.
    Paragraph(usize),
    /// Before it, as a paragraph of its own.
    ParagraphBefore(usize),
    /// Where the scope's first item can go.
    Start,
}

/// The places of all new statements, in the order in which they are to be written.
pub(super) fn places<'s>(scope: &'s Scope<'_>) -> Vec<(&'s NewStatement, Place)> {
    let mut new: Vec<&NewStatement> = scope.new.iter().collect();
    new.sort_by(|a, b| Order::Rustfmt.compare(&key_of(a), &key_of(b)));
    new.into_iter().map(|it| (it, place(scope, it))).collect()
}

fn place(scope: &Scope<'_>, new: &NewStatement) -> Place {
    let runs = runs(scope);
    if let Some(origin) = new.origin {
        return beside_origin(scope, new, origin, &runs);
    }
    by_prefix(scope, new, &runs)
        .or_else(|| by_category(scope, new, &runs))
        .or_else(|| at_end(scope, new, &runs))
        .or_else(|| replaced(scope))
        .unwrap_or(Place::Start)
}

/// What a statement is sorted by.
fn key_of(new: &NewStatement) -> Key {
    let mut paths = new.paths.iter();
    let first = paths.next().cloned().unwrap_or_default();
    let shared = paths.map(|it| common(first.parent(), it.parent())).min();
    let ImportPath { mut segments, alias, .. } = first;
    if let Some(shared) = shared {
        segments.truncate(shared);
        segments.push("{".into());
        return Key { segments, alias: None };
    }
    Key { segments, alias }
}

/// Statements that follow each other without a blank line.
fn runs(scope: &Scope<'_>) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for (at, _) in scope.body.uses.iter().enumerate().filter(|(_, it)| !it.in_macro) {
        let joined = runs.last().and_then(|it| it.last()).is_some_and(|&before| {
            let end = scope.statement_span(before).end;
            follows(scope.text, end..scope.statement_span(at).start)
        });
        match runs.last_mut() {
            Some(run) if joined => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    runs
}

fn follows(text: &str, between: Range<usize>) -> bool {
    let between = &text[between];
    let count = between.split('\n').count();
    let mut inner = between.split('\n').take(count - 1).skip(1);
    lines::only_comments(between) && !inner.any(|it| it.trim().is_empty())
}

fn living(scope: &Scope<'_>, run: &[usize]) -> Vec<usize> {
    run.iter().copied().filter(|&it| scope.statement_alive(it)).collect()
}

fn keys(scope: &Scope<'_>, run: &[usize]) -> Vec<Key> {
    run.iter().map(|&it| scope.key(scope.roots[it])).collect()
}

/// The sorted place in a run, if it is sorted.
fn sorted(scope: &Scope<'_>, new: &NewStatement, run: &[usize]) -> Option<Place> {
    let run = living(scope, run);
    let keys = keys(scope, &run);
    let order = Order::of(&keys)?;
    let key = key_of(new);
    let after = keys.iter().position(|it| order.compare(it, &key).is_gt());
    Some(match after {
        Some(0) => Place::Before(run[0]),
        Some(at) => Place::After(run[at - 1]),
        None => Place::After(*run.last()?),
    })
}

/// Directly after the statement that it was part of, if its run is not sorted.
fn beside_origin(
    scope: &Scope<'_>,
    new: &NewStatement,
    origin: usize,
    runs: &[Vec<usize>],
) -> Place {
    let alive = scope.statement_alive(origin);
    let here = if alive { Place::After(origin) } else { Place::InsteadOf(origin) };
    let item = &scope.body.uses[origin];
    if item.attrs.any || item.in_macro {
        return here;
    }
    let Some(run) = runs.iter().find(|it| it.contains(&origin)) else { return here };
    let category = category(&key_of(new).segments);
    let of_run = run_category(scope, run);
    if of_run.is_some_and(|it| it != category)
        && let Some(place) = by_category(scope, new, runs)
    {
        return place;
    }
    let several = run.len() > 1 && Order::of(&original_keys(scope, run)).is_some();
    let place = several.then(|| sorted(scope, new, run)).flatten();
    place.unwrap_or(here)
}

/// What the run was sorted by before anything changed.
fn original_keys(scope: &Scope<'_>, run: &[usize]) -> Vec<Key> {
    let key = |&it: &usize| {
        let tree = &scope.body.uses[it].tree;
        let ImportPath { mut segments, alias, .. } = super::model::written(tree);
        if !scope.is_leaf(scope.roots[it]) {
            segments.push("{".into());
        }
        Key { segments, alias }
    };
    run.iter().map(key).collect()
}

/// Next to the statement that shares most of its path.
fn by_prefix(scope: &Scope<'_>, new: &NewStatement, runs: &[Vec<usize>]) -> Option<Place> {
    let wanted = &new.paths[0].segments;
    let shared = |it: usize| common(&scope.key(scope.roots[it]).segments, wanted);
    let same_vis = |it: usize| scope.body.uses[it].vis_text == new.vis;
    let candidates = runs.iter().flatten().copied().filter(|&it| scope.statement_alive(it));
    let best = candidates.filter(|&it| shared(it) > 0).max_by_key(|&it| (same_vis(it), shared(it)));
    let best = best.filter(|&it| same_vis(it) || new.vis.is_empty())?;
    let run = runs.iter().find(|it| it.contains(&best))?;
    Some(sorted(scope, new, run).unwrap_or(Place::After(best)))
}

/// In the last run that holds only what comes from the same kind of place.
fn by_category(scope: &Scope<'_>, new: &NewStatement, runs: &[Vec<usize>]) -> Option<Place> {
    let wanted = category(&key_of(new).segments);
    let fits = |it: &&Vec<usize>| {
        let run = living(scope, it);
        let like = run.iter().any(|&it| scope.body.uses[it].vis_text == new.vis);
        like && run_category(scope, &run) == Some(wanted)
    };
    let Some(run) = runs.iter().rev().find(fits) else {
        let gone = |it: &&Vec<usize>| {
            living(scope, it).is_empty() && run_category(scope, it) == Some(wanted)
        };
        return runs.iter().find(gone).and_then(|it| it.first()).map(|&it| Place::InsteadOf(it));
    };
    sorted(scope, new, run).or_else(|| living(scope, run).last().map(|&it| Place::After(it)))
}

/// After the last statement; as a paragraph, where each kind of place has one.
fn at_end(scope: &Scope<'_>, new: &NewStatement, runs: &[Vec<usize>]) -> Option<Place> {
    let runs: Vec<Vec<usize>> = runs.iter().map(|it| living(scope, it)).collect();
    let runs: Vec<&Vec<usize>> = runs.iter().filter(|it| !it.is_empty()).collect();
    let last = runs.last()?;
    let categories: Vec<Option<u8>> = runs.iter().map(|it| run_category(scope, it)).collect();
    let wanted = category(&key_of(new).segments);
    let several = runs.len() > 1 && categories.is_sorted_by(|a, b| a.is_some() && a < b);
    let only_std = runs.len() == 1 && categories[0] == Some(0) && wanted != 0;
    let separate = several || only_std;
    if separate {
        let before = categories.iter().rposition(|it| *it < Some(wanted));
        let after = before.and_then(|it| runs[it].last()).map(|&it| Place::Paragraph(it));
        return after.or_else(|| runs[0].first().map(|&it| Place::ParagraphBefore(it)));
    }
    sorted(scope, new, last).or_else(|| last.last().map(|&it| Place::After(it)))
}

/// A statement that goes and leaves no other.
fn replaced(scope: &Scope<'_>) -> Option<Place> {
    let uses = scope.body.uses.iter().enumerate().filter(|(_, it)| !it.in_macro);
    uses.map(|it| it.0).find(|&it| !scope.statement_alive(it)).map(Place::InsteadOf)
}

/// Standard library, other crates, this crate.
fn category(segments: &[SmolStr]) -> u8 {
    match segments.first().map(SmolStr::as_str) {
        Some("std" | "core" | "alloc") => 0,
        Some("crate" | "self" | "super") => 2,
        _ => 1,
    }
}

/// What all statements of the run have in common.
fn run_category(scope: &Scope<'_>, run: &[usize]) -> Option<u8> {
    let of = |&it: &usize| category(&scope.key(scope.roots[it]).segments);
    let first = run.first().map(of)?;
    run.iter().all(|it| of(it) == first).then_some(first)
}
