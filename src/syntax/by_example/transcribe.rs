//! What an arm stands for, with its fragments in their places.
//!
//! Invariant: tokens of the call keep their places, those of the macro have none.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, Span, TokenTree};

use super::matching::{Bindings, Bound};
use super::pattern::ending;
use super::{is_punct, path, trees};

/// As many rounds of a repetition are written at the most.
const ROUNDS: usize = 4_096;

/// What fragments are in a round: the bindings are shared by all rounds.
type Round<'a> = BTreeMap<&'a str, &'a Bound>;

/// None where fragments of a repetition are not of one number, or something else is
/// written that is not read here.
pub(super) fn transcribe(
    body: &[TokenTree],
    bound: &Bindings,
    krate: &str,
) -> Option<Vec<TokenTree>> {
    let round = bound.iter().map(|(name, it)| (name.as_str(), it)).collect();
    written(body, &round, krate)
}

fn written(body: &[TokenTree], bound: &Round<'_>, krate: &str) -> Option<Vec<TokenTree>> {
    let mut done = Vec::new();
    let mut rest = body;
    while let Some((first, mut behind)) = rest.split_first() {
        match (first, behind) {
            (_, [TokenTree::Ident(name), tail @ ..]) if is_punct(first, '$') => {
                behind = tail;
                fragment(&name.to_string(), bound, krate, &mut done)?;
            }
            (_, [TokenTree::Group(inner), tail @ ..]) if is_punct(first, '$') => {
                if inner.delimiter() != Delimiter::Parenthesis {
                    return None;
                }
                let (separator, _, len) = ending(tail)?;
                behind = &tail[len..];
                repeat((&trees(inner), &separator), bound, krate, &mut done)?;
            }
            (TokenTree::Group(it), _) => {
                let inner = written(&trees(it), bound, krate)?;
                done.push(Group::new(it.delimiter(), inner.into_iter().collect()).into());
            }
            _ => done.push(without_place(first)),
        }
        rest = behind;
    }
    Some(done)
}

fn fragment(name: &str, bound: &Round<'_>, krate: &str, done: &mut Vec<TokenTree>) -> Option<()> {
    match bound.get(name) {
        Some(Bound::Tokens(it)) => done.extend(it.iter().cloned()),
        Some(Bound::Rounds(_)) => return None,
        None if name == "crate" => done.extend(path(krate)),
        // `$name` of a macro that the expansion defines.
        None => return None,
    }
    Some(())
}

fn repeat(
    (inner, separator): (&[TokenTree], &[TokenTree]),
    bound: &Round<'_>,
    krate: &str,
    done: &mut Vec<TokenTree>,
) -> Option<()> {
    let mut used = Vec::new();
    names(inner, &mut used);
    let rounds: Vec<(&str, &Vec<Bound>)> = used
        .iter()
        .filter_map(|it| match bound.get_key_value(it.as_str())? {
            (name, Bound::Rounds(rounds)) => Some((*name, rounds)),
            _ => None,
        })
        .collect();
    let count = rounds.first()?.1.len();
    if count > ROUNDS || rounds.iter().any(|it| it.1.len() != count) {
        return None;
    }
    let mut own = bound.clone();
    for at in 0..count {
        own.extend(rounds.iter().map(|(name, all)| (*name, &all[at])));
        if at > 0 {
            done.extend(separator.iter().map(without_place));
        }
        done.extend(written(inner, &own, krate)?);
    }
    Some(())
}

/// The names behind `$`.
fn names(tokens: &[TokenTree], found: &mut Vec<String>) {
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(it) => names(&trees(it), found),
            TokenTree::Ident(it) if at > 0 && is_punct(&tokens[at - 1], '$') => {
                found.push(it.to_string());
            }
            _ => {}
        }
    }
}

fn without_place(token: &TokenTree) -> TokenTree {
    let mut token = token.clone();
    token.set_span(Span::call_site());
    token
}
