//! What an arm matches.
//!
//! Invariant: as Rust's grammar of macros by example has it; what it has not is no pattern.

use proc_macro2::{Delimiter, TokenTree};

use super::tokens::Tree;

/// A piece of a pattern.
#[derive(Debug)]
pub(super) enum Pattern {
    /// This token.
    Token(Tree),
    /// These within delimiters.
    Group(Delimiter, Vec<Pattern>),
    /// `$name:kind`
    Fragment(String, String),
    /// `$( … ) separator operator`
    Repeat(Repeat),
}

/// How often something is repeated.
#[derive(Debug)]
pub(super) struct Repeat {
    pub inner: Vec<Pattern>,
    pub separator: Vec<Tree>,
    pub operator: char,
}

impl Repeat {
    /// The names that it binds.
    pub fn names(&self) -> Vec<&str> {
        let mut found = Vec::new();
        names(&self.inner, &mut found);
        found
    }
}

fn names<'a>(patterns: &'a [Pattern], found: &mut Vec<&'a str>) {
    for it in patterns {
        match it {
            Pattern::Token(_) => {}
            Pattern::Group(_, inner) => names(inner, found),
            Pattern::Fragment(name, _) => found.push(name),
            Pattern::Repeat(it) => names(&it.inner, found),
        }
    }
}

/// Reads the tokens of a pattern.
pub(super) fn read(tokens: &[Tree]) -> Option<Vec<Pattern>> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some((first, mut behind)) = rest.split_first() {
        found.push(match (first, behind) {
            (_, [name, colon, kind, tail @ ..])
                if first.is('$') && colon.is(':') && name.word().is_some() =>
            {
                behind = tail;
                Pattern::Fragment(name.word()?, kind.word()?)
            }
            (_, [Tree::Group(Delimiter::Parenthesis, inner), tail @ ..]) if first.is('$') => {
                let (separator, operator, len) = ending(tail)?;
                behind = &tail[len..];
                Pattern::Repeat(Repeat { inner: read(inner)?, separator, operator })
            }
            (Tree::Group(delimiter, inner), _) => Pattern::Group(*delimiter, read(inner)?),
            _ => Pattern::Token(first.clone()),
        });
        rest = behind;
    }
    Some(found)
}

/// What stands behind `$( … )`: separator, operator, and how many tokens that is.
pub(super) fn ending(tokens: &[Tree]) -> Option<(Vec<Tree>, char, usize)> {
    let operator = |it: &Tree| match it {
        Tree::Leaf(TokenTree::Punct(it), _) if matches!(it.as_char(), '*' | '+' | '?') => {
            Some(it.as_char())
        }
        _ => None,
    };
    let separator = separator(tokens);
    match (tokens.first().and_then(operator), tokens.get(separator).and_then(operator)) {
        // `$(a)**` has an operator for a separator.
        (Some(first), None) => Some((Vec::new(), first, 1)),
        (Some(first), Some(_)) if separator != 1 || first == '?' => Some((Vec::new(), first, 1)),
        (Some(first), Some(_)) if !tokens[0].is_joint() => Some((Vec::new(), first, 1)),
        (_, Some(it)) => Some((tokens[..separator].to_vec(), it, separator + 1)),
        (None, None) => None,
    }
}

/// How many tokens a sign of several characters, or any other token, is.
fn separator(tokens: &[Tree]) -> usize {
    let is_operator = |it: &Tree| ['*', '+', '?'].iter().any(|sign| it.is(*sign));
    let mut len = 1;
    while tokens.get(len - 1).is_some_and(Tree::is_joint)
        && tokens.get(len).is_some_and(|it| !is_operator(it))
    {
        len += 1;
    }
    len
}

/// Whether a word stands among some patterns.
pub(super) fn looks_for(patterns: &[Pattern], word: &str) -> bool {
    patterns.iter().any(|it| match it {
        Pattern::Token(it) => it.word().is_some_and(|it| it == word),
        Pattern::Group(_, inner) => looks_for(inner, word),
        Pattern::Repeat(it) => looks_for(&it.inner, word),
        Pattern::Fragment(..) => false,
    })
}
