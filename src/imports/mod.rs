//! How a `use` is added, extended, shrunk, repointed and taken away, in the
//! style of the scope that it stands in; and how an item is taken away.
//!
//! The stages, a module each: [`model`] is the scope's `use` items with what
//! is to become of each node; [`decide`] carries the operations over to it,
//! one after the other; [`place`] finds places for new statements; [`render`],
//! [`group`] and [`commented`] turn what was decided into edits.
//!
//! Invariant: text and plain data in, disjoint indels out, in offsets of the
//! original. A token that stays is in no deleted range, so that other edits of
//! single names in the same file still fit. Nothing is resolved here: paths
//! are compared as they are written, and nothing says whether they exist.

mod commented;
mod decide;
mod deletion;
mod edits;
mod group;
mod lines;
mod model;
mod order;
mod path;
mod place;
mod render;
mod style;
#[cfg(test)]
mod tests;

pub use deletion::{remove_item, remove_items};
pub use path::ImportPath;

use smol_str::SmolStr;

use crate::syntax::Body;
use crate::text::{Indel, TextRange};

/// What is to become of one import.
///
/// A `leaf` is the range of a use-tree of kind `Leaf` or `Glob`; one that the
/// body does not have is passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportOp {
    /// The leaf goes; its item goes when nothing is left of it.
    Remove {
        /// Range of the leaf's tree.
        leaf: TextRange,
    },
    /// The leaf imports `to` instead, with the visibility and attributes it has.
    Repoint {
        /// Range of the leaf's tree.
        leaf: TextRange,
        /// The whole new path; its alias is the whole truth, too.
        to: ImportPath,
    },
    /// The scope needs a further import.
    Add {
        /// What is imported.
        path: ImportPath,
        /// Its visibility as text: `pub`, `pub(crate)`, or nothing.
        vis: SmolStr,
        /// What stands between the parentheses of `#[cfg(…)]`.
        cfg: Option<SmolStr>,
    },
}

/// The edits of `text` that carry out `ops` on the `use` items of `body`.
///
/// The indels are sorted and disjoint. What the scope imports already is not
/// imported again.
/// <https://doc.rust-lang.org/reference/items/use-declarations.html>
pub fn edit(text: &str, body: &Body, ops: &[ImportOp]) -> Vec<Indel> {
    let mut scope = model::Scope::new(text, body);
    decide::apply(&mut scope, ops);
    render::scope(&scope)
}
