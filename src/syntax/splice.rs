//! Trees with other parts in the place of some.
//!
//! Invariant: what no part is put into is shared with the tree of before.

use ra_ap_syntax::{NodeOrToken, SyntaxKind};
use rowan::{GreenNode, GreenNodeData, GreenToken};

use crate::text::{TextRange, TextSize};

/// A node or a token.
pub(super) type Element = NodeOrToken<GreenNode, GreenToken>;

/// What is put in the place of a node or token.
pub(super) struct Part {
    /// The range of that.
    pub range: TextRange,
    /// Its kind.
    pub kind: SyntaxKind,
    /// What comes instead.
    pub with: Vec<Element>,
}

/// A kind as trees have it.
pub(super) fn raw(kind: SyntaxKind) -> rowan::SyntaxKind {
    rowan::SyntaxKind(kind.into())
}

/// A tree with other parts, which are in the order of the text; none if one of them has no
/// place.
pub(super) fn spliced(root: &GreenNodeData, mut parts: Vec<Part>) -> Option<GreenNode> {
    parts.reverse();
    let made = rebuilt(root, TextSize::new(0), &mut parts);
    parts.is_empty().then_some(made)
}

/// A node at an offset with other parts, of which the last comes first.
fn rebuilt(node: &GreenNodeData, mut at: TextSize, parts: &mut Vec<Part>) -> GreenNode {
    let mut children = Vec::new();
    for child in node.children() {
        let range = TextRange::at(at, child.text_len());
        at = range.end();
        let is_own = |it: &mut Part| it.range == range && raw(it.kind) == child.kind();
        if let Some(part) = parts.pop_if(is_own) {
            children.extend(part.with);
            continue;
        }
        let is_inside = parts.last().is_some_and(|it| range.contains_range(it.range));
        children.push(match child.to_owned() {
            NodeOrToken::Node(it) if is_inside => {
                NodeOrToken::Node(rebuilt(&it, range.start(), parts))
            }
            same => same,
        });
    }
    GreenNode::new(node.kind(), children)
}
