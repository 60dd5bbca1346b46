//! What an arm matches.
//!
//! Invariant: as Rust's grammar of macros by example has it; what it has not is no pattern.

use proc_macro2::{Delimiter, Spacing, TokenTree};

use super::{is_punct, trees};

/// A piece of a pattern.
#[derive(Debug)]
pub(super) enum Pattern {
    /// This token.
    Token(TokenTree),
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
    pub separator: Vec<TokenTree>,
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
pub(super) fn read(tokens: &[TokenTree]) -> Option<Vec<Pattern>> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some((first, mut behind)) = rest.split_first() {
        found.push(match (first, behind) {
            (_, [TokenTree::Ident(name), colon, TokenTree::Ident(kind), tail @ ..])
                if is_punct(first, '$') && is_punct(colon, ':') =>
            {
                behind = tail;
                Pattern::Fragment(name.to_string(), kind.to_string())
            }
            (_, [TokenTree::Group(inner), tail @ ..])
                if is_punct(first, '$') && inner.delimiter() == Delimiter::Parenthesis =>
            {
                let (separator, operator, len) = ending(tail)?;
                behind = &tail[len..];
                let inner = read(&trees(inner))?;
                Pattern::Repeat(Repeat { inner, separator, operator })
            }
            (TokenTree::Group(it), _) => Pattern::Group(it.delimiter(), read(&trees(it))?),
            _ => Pattern::Token(first.clone()),
        });
        rest = behind;
    }
    Some(found)
}

/// What stands behind `$( … )`: separator, operator, and how many tokens that is.
pub(super) fn ending(tokens: &[TokenTree]) -> Option<(Vec<TokenTree>, char, usize)> {
    let operator = |it: &TokenTree| match it {
        TokenTree::Punct(it) if matches!(it.as_char(), '*' | '+' | '?') => Some(it.as_char()),
        _ => None,
    };
    let separator = separator(tokens);
    match (tokens.first().and_then(operator), tokens.get(separator).and_then(operator)) {
        // `$(a)**` has an operator for a separator.
        (Some(first), None) => Some((Vec::new(), first, 1)),
        (Some(first), Some(_)) if separator != 1 || first == '?' => Some((Vec::new(), first, 1)),
        (Some(first), Some(_)) if !is_joint(&tokens[0]) => Some((Vec::new(), first, 1)),
        (_, Some(it)) => Some((tokens[..separator].to_vec(), it, separator + 1)),
        (None, None) => None,
    }
}

/// How many tokens a sign of several characters, or any other token, is.
fn separator(tokens: &[TokenTree]) -> usize {
    let is_operator = |it: &TokenTree| ['*', '+', '?'].iter().any(|sign| is_punct(it, *sign));
    let mut len = 1;
    while tokens.get(len - 1).is_some_and(is_joint)
        && tokens.get(len).is_some_and(|it| !is_operator(it))
    {
        len += 1;
    }
    len
}

fn is_joint(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(it) if it.spacing() == Spacing::Joint)
}
