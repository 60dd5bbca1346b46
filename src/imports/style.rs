//! How a scope writes its imports, guessed from those it has.
//!
//! Invariant: a guess never fails; without evidence it says so.

use super::lines;
use super::path::common;
use crate::syntax::{Body, UseItem, UseTree, UseTreeKind};
use smol_str::SmolStr;

/// How much one statement imports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Granularity {
    /// Nothing tells.
    Unknown,
    /// One name.
    Item,
    /// What comes from one module.
    Module,
    /// What comes from one crate, nested.
    Crate,
}

/// How a scope writes its imports.
#[derive(Debug, Clone)]
pub(super) struct Style {
    /// How much one statement imports.
    pub(super) granularity: Granularity,
    /// The line ending.
    pub(super) newline: &'static str,
    /// One step of indentation.
    pub(super) unit: &'static str,
    /// How wide a line may be.
    pub(super) width: usize,
}

impl Style {
    /// Guesses the style of `body`.
    pub(super) fn of(text: &str, body: &Body) -> Style {
        let uses: Vec<&UseItem> = body.uses.iter().filter(|it| !it.in_macro).collect();
        Style {
            granularity: granularity(&uses),
            newline: lines::newline(text),
            unit: lines::unit(text),
            width: width(text, &uses),
        }
    }
}

/// rustfmt's limit, or that of the longest statement.
fn width(text: &str, uses: &[&UseItem]) -> usize {
    let of_use = |it: &&UseItem| {
        let lines = text[lines::span(it.statement)].lines();
        lines.map(lines::width).max().unwrap_or(0)
    };
    uses.iter().map(of_use).max().unwrap_or(0).clamp(100, 120)
}

fn granularity(uses: &[&UseItem]) -> Granularity {
    let nested = uses.iter().filter(|it| is_nested(&it.tree)).count();
    let groups = uses.iter().filter(|it| is_group(&it.tree) && !is_nested(&it.tree)).count();
    let apart = pairs(uses, |a, b| common(&names(a), &names(b)) > 0);
    let items = pairs(uses, |a, b| !is_group(a) && !is_group(b) && same_module(a, b));
    if nested > 0 && nested >= apart {
        Granularity::Crate
    } else if groups > 0 && groups >= items {
        Granularity::Module
    } else if items > 0 {
        Granularity::Item
    } else {
        Granularity::Unknown
    }
}

/// How many statements have a like one before them that `related` accepts.
fn pairs(uses: &[&UseItem], related: impl Fn(&UseTree, &UseTree) -> bool) -> usize {
    let like = |a: &UseItem, b: &UseItem| a.vis_text == b.vis_text && a.attrs == b.attrs;
    let counts = |(at, it): &(usize, &&UseItem)| {
        uses[..*at].iter().any(|other| like(it, other) && related(&it.tree, &other.tree))
    };
    uses.iter().enumerate().filter(counts).count()
}

fn names(tree: &UseTree) -> Vec<SmolStr> {
    tree.path.segments.iter().map(|it| it.name.clone()).collect()
}

fn same_module(a: &UseTree, b: &UseTree) -> bool {
    let (a, b) = (names(a), names(b));
    a.len() > 1 && a.len() == b.len() && a[..a.len() - 1] == b[..b.len() - 1]
}

fn is_group(tree: &UseTree) -> bool {
    matches!(tree.kind, UseTreeKind::Group { .. })
}

/// Whether a member of the group is more than a name.
fn is_nested(tree: &UseTree) -> bool {
    match &tree.kind {
        UseTreeKind::Group { trees, .. } => {
            trees.iter().any(|it| is_group(it) || it.path.segments.len() > 1)
        }
        _ => false,
    }
}
