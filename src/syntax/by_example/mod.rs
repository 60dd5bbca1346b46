//! What a call of a `macro_rules!` becomes: which arm matches, and the text it stands
//! for, with the place of each word that comes from the call.
//! <https://doc.rust-lang.org/reference/macros-by-example.html>
//!
//! Invariant: pure, and bounded by steps. What is not read here (`${count(x)}`, a call
//! that matches no arm) has no expansion; nobody may rely on there being one.

mod matching;
mod pattern;
mod print;
mod source;
#[cfg(test)]
mod tests;
mod transcribe;

use std::ops::Range;
use std::rc::Rc;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use self::matching::Matcher;
use self::pattern::Pattern;

pub use self::source::Call;
pub(super) use self::source::{arms_of, call_around};

/// Calls within calls are followed so far.
const DEEPEST: usize = 8;
/// As many tokens are written at the most.
const LONGEST: usize = 20_000;

/// A `macro_rules!`.
#[derive(Debug)]
pub struct Macro {
    arms: Vec<Arm>,
}

#[derive(Debug)]
struct Arm {
    pattern: Vec<Pattern>,
    body: Vec<TokenTree>,
}

/// What a call stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The code, on one line but for what literals hold.
    pub text: String,
    /// The words that come from the call: the bytes of each in `text`, and in the text
    /// of the call.
    pub words: Vec<(Range<usize>, Range<usize>)>,
}

/// What finds the macro that a path in an expansion calls, with what `$crate` is in it.
pub type Find<'a> = dyn Fn(&[String]) -> Option<(Rc<Macro>, String)> + 'a;

impl Macro {
    /// Reads what stands between the outer delimiters of a definition; none if it is no
    /// list of arms.
    pub fn read(text: &str) -> Option<Macro> {
        let tokens: Vec<_> = text.parse::<TokenStream>().ok()?.into_iter().collect();
        let arms = tokens.split(|it| is_punct(it, ';')).filter(|it| !it.is_empty());
        let arms: Option<Vec<_>> = arms.map(Arm::read).collect();
        arms.map(|arms| Macro { arms })
    }

    /// What a call with `arguments` between its delimiters stands for; `krate` is what
    /// `$crate` is.
    pub fn expand(&self, arguments: &str, krate: &str, find: &Find<'_>) -> Option<Expansion> {
        // A word of the call has a place that is not empty.
        let tokens = arguments.parse::<TokenStream>().ok()?.into_iter().collect::<Vec<_>>();
        let tokens = self.tokens(&tokens, krate)?;
        let mut left = LONGEST;
        Some(print::print(&nested(tokens, find, DEEPEST, &mut left)?))
    }

    fn tokens(&self, arguments: &[TokenTree], krate: &str) -> Option<Vec<TokenTree>> {
        self.arms.iter().find_map(|arm| {
            let bound = Matcher::default().whole(&arm.pattern, arguments)?;
            Some(transcribe::transcribe(&arm.body, &bound, krate))
        })?
    }
}

impl Arm {
    fn read(tokens: &[TokenTree]) -> Option<Arm> {
        match tokens {
            [TokenTree::Group(pattern), first, second, TokenTree::Group(body)]
                if is_punct(first, '=') && is_punct(second, '>') =>
            {
                let pattern = pattern::read(&trees(pattern))?;
                Some(Arm { pattern, body: trees(body) })
            }
            _ => None,
        }
    }
}

/// Some tokens with the calls in them that can be read replaced by what they stand for.
fn nested(
    tokens: Vec<TokenTree>,
    find: &Find<'_>,
    depth: usize,
    left: &mut usize,
) -> Option<Vec<TokenTree>> {
    *left = left.checked_sub(tokens.len())?;
    let mut done: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let TokenTree::Group(group) = token else {
            done.push(token);
            continue;
        };
        let call = called(&done).filter(|_| depth > 0);
        let found = call.and_then(|(start, path)| {
            let (rules, krate) = find(&path)?;
            Some((start, rules.tokens(&trees(&group), &krate)?))
        });
        match found {
            Some((start, tokens)) => {
                done.truncate(start);
                let tokens = nested(tokens, find, depth - 1, left)?;
                match is_statement(done.last()) {
                    true => done.extend(tokens),
                    false => done.push(braced(tokens)),
                }
            }
            None => {
                let inner = nested(trees(&group), find, depth, left)?;
                done.push(with_inner(&group, inner));
            }
        }
    }
    Some(done)
}

/// The path of the call whose delimiters come next, and where it begins; none of one
/// whose name is a word of the call: it is to be seen what that means.
fn called(before: &[TokenTree]) -> Option<(usize, Vec<String>)> {
    let (bang, rest) = before.split_last()?;
    let mut path = Vec::new();
    let mut end = rest.len();
    loop {
        let TokenTree::Ident(it) = rest.get(..end)?.last()? else { return None };
        if !it.span().byte_range().is_empty() {
            return None;
        }
        path.insert(0, it.to_string());
        end -= 1;
        match rest.get(..end)? {
            [.., a, b] if is_punct(a, ':') && is_punct(b, ':') => end -= 2,
            _ => break,
        }
        if !matches!(rest.get(..end)?.last(), Some(TokenTree::Ident(_))) {
            break;
        }
    }
    is_punct(bang, '!').then_some((end, path))
}

/// Whether what follows a token is an item or a statement.
fn is_statement(before: Option<&TokenTree>) -> bool {
    match before {
        None => true,
        Some(TokenTree::Group(it)) => it.delimiter() == Delimiter::Brace,
        Some(it) => is_punct(it, ';'),
    }
}

fn braced(tokens: Vec<TokenTree>) -> TokenTree {
    Group::new(Delimiter::Brace, tokens.into_iter().collect()).into()
}

fn with_inner(group: &Group, inner: Vec<TokenTree>) -> TokenTree {
    Group::new(group.delimiter(), inner.into_iter().collect()).into()
}

fn trees(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == sign)
}

/// `a::b`, of no place.
fn path(path: &str) -> Vec<TokenTree> {
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
    tokens
}
