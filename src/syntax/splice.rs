//! Trees with other parts in the place of some.
//!
//! Invariant: what no part is put into is shared with the tree of before.

use ra_ap_syntax::NodeOrToken;
use rowan::{GreenNode, GreenNodeData, GreenToken};

use crate::text::{TextRange, TextSize};

/// What is put in the place of a node or token of the same kind with this range.
pub(super) type Part = (TextRange, NodeOrToken<GreenNode, GreenToken>);

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
        let is_own = |it: &Part| it.0 == range && it.1.kind() == child.kind();
        if let Some((_, part)) = parts.pop_if(|it| is_own(it)) {
            children.push(part);
            continue;
        }
        let is_inside = parts.last().is_some_and(|it| range.contains_range(it.0));
        children.push(match child.to_owned() {
            NodeOrToken::Node(it) if is_inside => {
                NodeOrToken::Node(rebuilt(&it, range.start(), parts))
            }
            same => same,
        });
    }
    GreenNode::new(node.kind(), children)
}
