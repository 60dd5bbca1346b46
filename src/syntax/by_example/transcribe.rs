//! What an arm stands for, with its fragments in their places.
//!
//! Invariant: every token keeps its place.

use std::collections::BTreeMap;

use proc_macro2::Delimiter;

use super::matching::{Bindings, Bound};
use super::pattern::ending;
use super::tokens::{Tree, path};

/// As many rounds of a repetition are written at the most.
const ROUNDS: usize = 4_096;

/// What fragments are in a round: the bindings are shared by all rounds.
type Round<'a> = BTreeMap<&'a str, &'a Bound>;

/// None where fragments of a repetition are not of one number, or something else is
/// written that is not read here.
pub(super) fn transcribe(body: &[Tree], bound: &Bindings, krate: &str) -> Option<Vec<Tree>> {
    let round = bound.iter().map(|(name, it)| (name.as_str(), it)).collect();
    written(body, &round, krate)
}

fn written(body: &[Tree], bound: &Round<'_>, krate: &str) -> Option<Vec<Tree>> {
    let mut done = Vec::new();
    let mut rest = body;
    while let Some((first, mut behind)) = rest.split_first() {
        match (first, behind) {
            (_, [name, tail @ ..]) if first.is('$') && name.word().is_some() => {
                behind = tail;
                fragment(&name.word()?, bound, krate, &mut done)?;
            }
            (_, [Tree::Group(delimiter, inner), tail @ ..]) if first.is('$') => {
                if *delimiter != Delimiter::Parenthesis {
                    return None;
                }
                let (separator, _, len) = ending(tail)?;
                behind = &tail[len..];
                repeat((inner, &separator), bound, krate, &mut done)?;
            }
            (Tree::Group(delimiter, inner), _) => {
                done.push(Tree::Group(*delimiter, written(inner, bound, krate)?));
            }
            _ => done.push(first.clone()),
        }
        rest = behind;
    }
    Some(done)
}

fn fragment(name: &str, bound: &Round<'_>, krate: &str, done: &mut Vec<Tree>) -> Option<()> {
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
    (inner, separator): (&[Tree], &[Tree]),
    bound: &Round<'_>,
    krate: &str,
    done: &mut Vec<Tree>,
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
            done.extend(separator.iter().cloned());
        }
        done.extend(written(inner, &own, krate)?);
    }
    Some(())
}

/// The names behind `$`.
fn names(tokens: &[Tree], found: &mut Vec<String>) {
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Tree::Group(_, inner) => names(inner, found),
            it if at > 0 && tokens[at - 1].is('$') => found.extend(it.word()),
            _ => {}
        }
    }
}
