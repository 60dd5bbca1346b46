//! The `use` items of a scope, with what is to become of each of their nodes.
//!
//! Invariant: the original trees are never changed; a node's fate and what is
//! added to it say all about it.

use std::ops::Range;

use smol_str::SmolStr;

use super::lines;
use super::order::Key;
use super::path::ImportPath;
use super::style::Style;
use crate::syntax::{Body, UseItem, UseTree, UseTreeKind};
use crate::text::TextRange;

/// A node by its place in [`Scope::nodes`].
pub(super) type NodeId = usize;

/// What is to become of a node's own tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing.
    Stay,
    /// They go (leaves only; a group goes when nothing is left in it).
    Go,
    /// They say this path, relative to the node's parents.
    Become(ImportPath),
}

/// A node of a use-tree.
#[derive(Debug)]
pub(super) struct Node<'a> {
    /// What the text has.
    pub(super) tree: &'a UseTree,
    /// Its `use` item in [`Body::uses`].
    pub(super) statement: usize,
    /// The group that it stands in.
    pub(super) parent: Option<NodeId>,
    /// Its members, if it is a group.
    pub(super) children: Vec<NodeId>,
    /// What is to become of it.
    pub(super) fate: Fate,
    /// New members of the group, relative to it.
    pub(super) added: Vec<ImportPath>,
    /// New siblings, for which braces come behind so many of its segments.
    pub(super) split: Option<(usize, Vec<ImportPath>)>,
}

/// A statement to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewStatement {
    /// What it imports.
    pub(super) paths: Vec<ImportPath>,
    /// Its visibility as text.
    pub(super) vis: SmolStr,
    /// Its attributes as text.
    pub(super) attributes: String,
    /// The statement that it was part of.
    pub(super) origin: Option<usize>,
}

/// One scope and what is to become of it.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    /// The text of the file.
    pub(super) text: &'a str,
    /// The scope in it.
    pub(super) body: &'a Body,
    /// All nodes; a parent stands before its children.
    pub(super) nodes: Vec<Node<'a>>,
    /// The topmost node of each `use` item.
    pub(super) roots: Vec<NodeId>,
    /// Statements to come.
    pub(super) new: Vec<NewStatement>,
    /// How the scope writes.
    pub(super) style: Style,
}

impl<'a> Scope<'a> {
    /// A scope of which everything stays.
    pub(super) fn new(text: &'a str, body: &'a Body) -> Scope<'a> {
        let style = Style::of(text, body);
        let mut scope =
            Scope { text, body, nodes: Vec::new(), roots: Vec::new(), new: Vec::new(), style };
        for (at, item) in body.uses.iter().enumerate() {
            let root = scope.push(&item.tree, at, None);
            scope.roots.push(root);
        }
        scope
    }

    fn push(&mut self, tree: &'a UseTree, statement: usize, parent: Option<NodeId>) -> NodeId {
        let id = self.nodes.len();
        let (children, added) = (Vec::new(), Vec::new());
        let fate = Fate::Stay;
        self.nodes.push(Node { tree, statement, parent, children, fate, added, split: None });
        if let UseTreeKind::Group { trees, .. } = &tree.kind {
            for it in trees {
                let child = self.push(it, statement, Some(id));
                self.nodes[id].children.push(child);
            }
        }
        id
    }

    /// The leaf or glob with this range.
    pub(super) fn leaf(&self, range: TextRange) -> Option<NodeId> {
        let is_it = |it: &NodeId| self.is_leaf(*it) && self.nodes[*it].tree.range == range;
        // Nodes are in the order of the text; those of macros need not be.
        let start = self.nodes.partition_point(|it| it.tree.range.start() < range.start());
        let here = (start..self.nodes.len())
            .take_while(|it| self.nodes[*it].tree.range.start() == range.start());
        here.into_iter().find(is_it).or_else(|| (0..self.nodes.len()).find(is_it))
    }

    /// Whether a leaf may bind a name, as far as its own tokens say; none for a glob.
    pub(super) fn may_bind(&self, id: NodeId, name: Option<&str>) -> bool {
        let Node { tree, fate, .. } = &self.nodes[id];
        let alias = match &tree.kind {
            UseTreeKind::Leaf { alias } if *fate == Fate::Stay => alias.as_ref(),
            _ => return true,
        };
        let own = alias.or(tree.path.segments.last());
        own.is_none_or(|it| it.name == "self" || Some(it.name.as_str()) == name)
    }

    /// All leaves and globs, in the order of the text.
    pub(super) fn leaves(&self) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.nodes.len()).filter(|&it| self.is_leaf(it))
    }

    /// Whether a node is no group.
    pub(super) fn is_leaf(&self, id: NodeId) -> bool {
        !matches!(self.nodes[id].tree.kind, UseTreeKind::Group { .. })
    }

    /// The braces of a group, unless one is missing.
    pub(super) fn braces(&self, id: NodeId) -> Option<Range<usize>> {
        match &self.nodes[id].tree.kind {
            UseTreeKind::Group { braces, .. } => {
                // The closing brace of a group that has none may be a member's.
                let is_own = |it: &Range<usize>| {
                    let members = self.nodes[id].children.iter();
                    members
                        .into_iter()
                        .all(|own| lines::span(self.nodes[*own].tree.range).end < it.end)
                };
                let braces = Some(lines::span(*braces)).filter(is_own);
                braces.filter(|it| is_braced(&self.text[it.clone()]))
            }
            _ => None,
        }
    }

    /// The `use` item of a node.
    pub(super) fn item(&self, id: NodeId) -> &'a UseItem {
        &self.body.uses[self.nodes[id].statement]
    }

    /// A `use` item with its docs and attributes.
    pub(super) fn statement_span(&self, statement: usize) -> Range<usize> {
        lines::item_span(self.text, self.body.uses[statement].range)
    }

    /// What stands between the braces of the scope, or the whole file.
    pub(super) fn inner(&self) -> Range<usize> {
        let range = lines::span(self.body.range);
        let all = &self.text[range.clone()];
        let braces = self.body.start > self.body.range.start() && is_braced(all);
        if braces { range.start + 1..range.end - 1 } else { range }
    }

    /// Whether anything of a node will be there.
    pub(super) fn alive(&self, id: NodeId) -> bool {
        let node = &self.nodes[id];
        match self.is_leaf(id) {
            true => node.fate != Fate::Go || node.split.is_some(),
            false => !node.added.is_empty() || node.children.iter().any(|&it| self.alive(it)),
        }
    }

    /// Whether something of the statement will be there.
    pub(super) fn statement_alive(&self, statement: usize) -> bool {
        self.alive(self.roots[statement])
    }

    /// The members of a group that will be there.
    pub(super) fn members(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes[id].children.iter().copied().filter(|&it| self.alive(it))
    }

    /// What the node's own tokens will say.
    pub(super) fn own(&self, id: NodeId) -> ImportPath {
        match &self.nodes[id].fate {
            Fate::Become(path) => path.clone(),
            _ => written(self.nodes[id].tree),
        }
    }

    /// The path to a node and its own; `self` at the end of a leaf is not counted.
    pub(super) fn full(&self, id: NodeId) -> ImportPath {
        let mut path = self.raw_prefix(id);
        let last_is_self = path.segments.last().is_some_and(|it| it == "self");
        if last_is_self && path.segments.len() > 1 {
            path.segments.pop();
        }
        path
    }

    /// The path to the members' names: that of the parents.
    pub(super) fn base(&self, id: NodeId) -> ImportPath {
        self.nodes[id].parent.map(|it| self.raw_prefix(it)).unwrap_or_default()
    }

    /// Whether a node is `above` or stands in it.
    pub(super) fn is_in(&self, id: NodeId, above: NodeId) -> bool {
        std::iter::successors(Some(id), |&it| self.nodes[it].parent).any(|it| it == above)
    }

    /// The path to a node and its own, token by token.
    pub(super) fn raw_prefix(&self, id: NodeId) -> ImportPath {
        let mut path = self.base(id);
        let own = self.own(id);
        path.leading_colons |= own.leading_colons;
        path.segments.extend(own.segments);
        path.alias = own.alias;
        path
    }

    /// What a node is sorted by among its siblings.
    pub(super) fn key(&self, id: NodeId) -> Key {
        let ImportPath { mut segments, alias, .. } = self.own(id);
        match self.nodes[id].split {
            Some((at, _)) => {
                segments.truncate(at);
                segments.push("{".into());
            }
            None if !self.is_leaf(id) => match self.members(id).collect::<Vec<_>>().as_slice() {
                [only] if self.nodes[id].added.is_empty() => {
                    let inner = self.key(*only);
                    segments.extend(inner.segments.into_iter().filter(|it| it != "self"));
                    return Key { segments, alias: inner.alias };
                }
                _ => segments.push("{".into()),
            },
            None => {}
        }
        Key { segments, alias }
    }
}

fn is_braced(text: &str) -> bool {
    text.len() > 1 && text.starts_with('{') && text.ends_with('}')
}

/// What the tokens of a node say, without its members.
pub(super) fn written(tree: &UseTree) -> ImportPath {
    let mut segments: Vec<SmolStr> = tree.path.segments.iter().map(|it| it.name.clone()).collect();
    let alias = match &tree.kind {
        UseTreeKind::Leaf { alias } => alias.as_ref().map(|it| it.name.clone()),
        UseTreeKind::Glob(_) => {
            segments.push("*".into());
            None
        }
        UseTreeKind::Group { .. } => None,
    };
    ImportPath { leading_colons: tree.path.leading_colons, segments, alias }
}

/// The tokens of a node's own path, `*` included.
pub(super) fn tokens(tree: &UseTree) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> =
        tree.path.segments.iter().map(|it| lines::span(it.range)).collect();
    if let UseTreeKind::Glob(star) = &tree.kind {
        out.push(lines::span(*star));
    }
    out
}

/// The attributes of an item as text, and whether docs or comments stand among them.
pub(super) fn attributes(text: &str, item: &UseItem) -> (String, bool) {
    let start = lines::item_span(text, item.range).start;
    let range = start..usize::from(item.statement.start());
    let mut rest = text[range].trim();
    let (mut out, mut docs) = (String::new(), false);
    while !rest.is_empty() {
        match lines::comment_len(rest) {
            0 => {
                let len = lines::next_line(rest, 0);
                out.push_str(&rest[..len]);
                rest = rest[len..].trim_start_matches([' ', '\t']);
            }
            len => {
                docs = true;
                rest = rest[len..].trim_start();
            }
        }
    }
    (out.trim_end().to_owned(), docs)
}
