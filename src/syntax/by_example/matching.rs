//! Whether a call matches an arm, and what the fragments of the arm are then.
//!
//! Fragments are read by `syn`. A repetition takes as much as it can, as rustc's has no
//! choice either.
//! Invariant: a call that takes too many steps matches nothing.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};

use super::pattern::{Pattern, Repeat};
use super::tokens::{Place, Tree, stream};

/// What a fragment is.
#[derive(Debug, Clone)]
pub(super) enum Bound {
    /// These tokens.
    Tokens(Vec<Tree>),
    /// In each round of a repetition.
    Rounds(Vec<Bound>),
}

/// Fragments by their names.
pub(super) type Bindings = BTreeMap<String, Bound>;

const STEPS: usize = 50_000;
/// So many tokens are looked at first for a fragment.
const WINDOW: usize = 32;

/// Signs of several characters, the longest first: one token each.
const SIGNS: [&str; 25] = [
    "<<=", ">>=", "...", "..=", "&&", "||", "<<", ">>", "+=", "-=", "*=", "/=", "%=", "^=", "&=",
    "|=", "==", "!=", ">=", "<=", "..", "::", "->", "=>", "<-",
];

/// A match under way.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    steps: usize,
    /// Words that the arm writes out itself.
    literal: Vec<Place>,
}

impl Matcher {
    /// The fragments, if all of the tokens match, and the words that are no fragments.
    pub fn whole(
        mut self,
        patterns: &[Pattern],
        tokens: &[Tree],
    ) -> Option<(Bindings, Vec<Place>)> {
        let mut bound = Bindings::new();
        let len = self.sequence(patterns, tokens, &mut bound)?;
        (len == tokens.len()).then_some((bound, self.literal))
    }

    /// How many tokens match.
    fn sequence(
        &mut self,
        patterns: &[Pattern],
        tokens: &[Tree],
        bound: &mut Bindings,
    ) -> Option<usize> {
        let mut at = 0;
        for pattern in patterns {
            self.steps += 1;
            if self.steps > STEPS {
                return None;
            }
            let rest = &tokens[at..];
            at += match pattern {
                Pattern::Token(it) => {
                    let own = rest.first().filter(|own| it.is_same(own))?;
                    self.literal.extend(own.place());
                    1
                }
                Pattern::Group(delimiter, inner) => {
                    self.group((*delimiter, inner), rest.first()?, bound)?
                }
                Pattern::Fragment(name, kind) => {
                    let len = fragment(kind, rest)?;
                    bound.insert(name.clone(), Bound::Tokens(rest[..len].to_vec()));
                    len
                }
                Pattern::Repeat(it) => self.repeat(it, rest, bound)?,
            };
        }
        Some(at)
    }

    fn group(
        &mut self,
        (delimiter, inner): (Delimiter, &[Pattern]),
        token: &Tree,
        bound: &mut Bindings,
    ) -> Option<usize> {
        let Tree::Group(own, tokens) = token else { return None };
        let is_whole = *own == delimiter && self.sequence(inner, tokens, bound)? == tokens.len();
        is_whole.then_some(1)
    }

    fn repeat(&mut self, it: &Repeat, tokens: &[Tree], bound: &mut Bindings) -> Option<usize> {
        let mut rounds: Vec<Bindings> = Vec::new();
        let mut at = 0;
        loop {
            let rest = &tokens[at..];
            let is_first = rounds.is_empty();
            let skipped = if is_first { Some(0) } else { leading(&it.separator, rest) };
            let Some(skipped) = skipped else { break };
            let mut round = Bindings::new();
            let known = self.literal.len();
            let Some(len) = self.sequence(&it.inner, &rest[skipped..], &mut round) else {
                self.literal.truncate(known);
                break;
            };
            if len == 0 {
                break;
            }
            at += skipped + len;
            rounds.push(round);
            if it.operator == '?' {
                break;
            }
        }
        if it.operator == '+' && rounds.is_empty() || self.steps > STEPS {
            return None;
        }
        for name in it.names() {
            let each = rounds.iter().filter_map(|round| round.get(name).cloned());
            bound.insert(name.to_owned(), Bound::Rounds(each.collect()));
        }
        Some(at)
    }
}

/// How many tokens a separator is, if the tokens begin with it.
fn leading(separator: &[Tree], tokens: &[Tree]) -> Option<usize> {
    let begins =
        tokens.len() >= separator.len() && separator.iter().zip(tokens).all(|(a, b)| a.is_same(b));
    begins.then_some(separator.len())
}

/// How many tokens a fragment of this kind takes.
fn fragment(kind: &str, tokens: &[Tree]) -> Option<usize> {
    match kind {
        "vis" => Some(prefix::<syn::Visibility>(tokens).unwrap_or(0)),
        "ident" => (tokens.first()?.word()? != "_").then_some(1),
        "lifetime" => lifetime(tokens),
        "tt" => Some(tree(tokens)).filter(|it| *it <= tokens.len()),
        "literal" => literal(tokens),
        "block" => matches!(tokens.first()?, Tree::Group(Delimiter::Brace, _)).then_some(1),
        "item" => prefix::<syn::Item>(tokens),
        "stmt" => prefix::<Statement>(tokens),
        "pat" => prefix::<AnyPattern>(tokens),
        "pat_param" => prefix::<OnePattern>(tokens),
        "expr" | "expr_2021" => prefix::<syn::Expr>(tokens),
        "ty" => prefix::<syn::Type>(tokens),
        "path" => prefix::<syn::Path>(tokens),
        "meta" => prefix::<syn::Meta>(tokens),
        _ => None,
    }
}

fn lifetime(tokens: &[Tree]) -> Option<usize> {
    let is_lifetime = tokens.first()?.is('\'') && tokens.get(1)?.word().is_some();
    is_lifetime.then_some(2)
}

fn literal(tokens: &[Tree]) -> Option<usize> {
    let minus = usize::from(tokens.first()?.is('-'));
    let is_literal = match tokens.get(minus)? {
        Tree::Leaf(TokenTree::Literal(_), _) => true,
        it => minus == 0 && matches!(it.word().as_deref(), Some("true" | "false")),
    };
    is_literal.then_some(minus + 1)
}

/// How many tokens here are one for rustc.
fn tree(tokens: &[Tree]) -> usize {
    let mut sign = String::new();
    for it in tokens.iter().take(3) {
        let Tree::Leaf(TokenTree::Punct(own), _) = it else { break };
        sign.push(own.as_char());
        if !it.is_joint() {
            break;
        }
    }
    let long = SIGNS.iter().find(|it| sign.starts_with(**it)).map(|it| it.len());
    lifetime(tokens).or(long).unwrap_or(1)
}

/// How many tokens at the start are a `T`. That a few suffice is tried first.
fn prefix<T: Parse>(tokens: &[Tree]) -> Option<usize> {
    let mut window = WINDOW;
    loop {
        let is_all = window >= tokens.len();
        let seen = &tokens[..window.min(tokens.len())];
        match parsed::<T>(seen) {
            Some(len) if is_all || len < seen.len() => return Some(len).filter(|it| *it > 0),
            _ if is_all => return None,
            _ => window *= 8,
        }
    }
}

fn parsed<T: Parse>(tokens: &[Tree]) -> Option<usize> {
    let read = |stream: ParseStream<'_>| {
        stream.parse::<T>()?;
        Ok(stream.parse::<TokenStream>()?.into_iter().count())
    };
    let rest = read.parse2(stream(tokens)).ok()?;
    tokens.len().checked_sub(rest)
}

struct AnyPattern;
struct OnePattern;
struct Statement;

impl Parse for AnyPattern {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        syn::Pat::parse_multi_with_leading_vert(input).map(|_| AnyPattern)
    }
}

impl Parse for OnePattern {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        syn::Pat::parse_single(input).map(|_| OnePattern)
    }
}

/// A statement without its semicolon.
impl Parse for Statement {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(syn::Token![let]) {
            let ahead = input.fork();
            return match ahead.parse::<syn::Item>() {
                Ok(_) => input.parse::<syn::Item>().map(|_| Statement),
                Err(_) => input.parse::<syn::Expr>().map(|_| Statement),
            };
        }
        while !input.is_empty() && !input.peek(syn::Token![;]) {
            input.parse::<TokenTree>()?;
        }
        Ok(Statement)
    }
}
