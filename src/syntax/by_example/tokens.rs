//! Tokens with the places that they come from.
//!
//! Invariant: a token of a source keeps its place through matching and transcription.

use std::ops::Range;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

/// Which text: 0 is the call's, others as whoever reads a macro says.
pub type SourceId = u32;

/// A place: a text, and bytes of it.
pub type Place = (SourceId, Range<usize>);

/// A token, or what stands between delimiters.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    /// A token that is no group.
    Leaf(TokenTree, Option<Place>),
    /// Tokens between delimiters.
    Group(Delimiter, Vec<Tree>),
}

impl Tree {
    /// The word, if it is one.
    pub fn word(&self) -> Option<String> {
        match self {
            Tree::Leaf(TokenTree::Ident(it), _) => Some(it.to_string()),
            _ => None,
        }
    }

    /// The place of the word, if it is one.
    pub fn place(&self) -> Option<Place> {
        match self {
            Tree::Leaf(TokenTree::Ident(_), place) => place.clone(),
            _ => None,
        }
    }

    /// The place of the literal, if it is one.
    pub fn place_of_literal(&self) -> Option<Place> {
        match self {
            Tree::Leaf(TokenTree::Literal(_), place) => place.clone(),
            _ => None,
        }
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        matches!(self, Tree::Leaf(TokenTree::Punct(it), _) if it.as_char() == sign)
    }

    /// Whether the next sign belongs to it.
    pub fn is_joint(&self) -> bool {
        matches!(self, Tree::Leaf(TokenTree::Punct(it), _) if it.spacing() == Spacing::Joint)
    }

    /// Whether both are the same token.
    pub fn is_same(&self, other: &Tree) -> bool {
        let (Tree::Leaf(a, _), Tree::Leaf(b, _)) = (self, other) else { return false };
        match (a, b) {
            (TokenTree::Ident(a), TokenTree::Ident(b)) => a == b,
            (TokenTree::Punct(a), TokenTree::Punct(b)) => a.as_char() == b.as_char(),
            (TokenTree::Literal(a), TokenTree::Literal(b)) => a.to_string() == b.to_string(),
            _ => false,
        }
    }

    fn token(&self) -> TokenTree {
        match self {
            Tree::Leaf(it, _) => it.clone(),
            Tree::Group(delimiter, inner) => Group::new(*delimiter, stream(inner)).into(),
        }
    }
}

/// The tokens of a text; none if it has none.
pub(super) fn read(text: &str, source: SourceId) -> Option<Vec<Tree>> {
    Some(trees(text.parse().ok()?, source))
}

fn trees(tokens: TokenStream, source: SourceId) -> Vec<Tree> {
    let tree = |it: TokenTree| match it {
        TokenTree::Group(it) => Tree::Group(it.delimiter(), trees(it.stream(), source)),
        it => {
            let place = it.span().byte_range();
            Tree::Leaf(it, Some((source, place)))
        }
    };
    tokens.into_iter().map(tree).collect()
}

/// Tokens as `syn` reads them.
pub(super) fn stream(trees: &[Tree]) -> TokenStream {
    trees.iter().map(Tree::token).collect()
}

/// `a::b`, of no place.
pub(super) fn path(path: &str) -> Vec<Tree> {
    let mut tokens: Vec<TokenTree> = Vec::new();
    for (at, name) in path.split("::").enumerate() {
        if at > 0 {
            tokens.push(Punct::new(':', Spacing::Joint).into());
            tokens.push(Punct::new(':', Spacing::Alone).into());
        }
        if !name.is_empty() {
            tokens.push(Ident::new(name, Span::call_site()).into());
        }
    }
    tokens.into_iter().map(|it| Tree::Leaf(it, None)).collect()
}
