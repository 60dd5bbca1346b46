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
mod tokens;
mod transcribe;

use std::ops::Range;
use std::rc::Rc;

use proc_macro2::Delimiter;

use self::matching::Matcher;
use self::pattern::Pattern;
use self::tokens::Tree;

pub use self::source::Call;
pub(super) use self::source::{arms_of, call_around};
pub use self::tokens::{Place, SourceId};

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
    body: Vec<Tree>,
}

/// What a call stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The code, on one line but for what literals hold.
    pub text: String,
    /// The words that come from the call or from macros: the bytes of each in `text`, and
    /// its place.
    pub words: Vec<(Range<usize>, Place)>,
}

/// What finds the macro that a path in an expansion calls, with what `$crate` is in it.
pub type Find<'a> = dyn Fn(&[String]) -> Option<(Rc<Macro>, String)> + 'a;

impl Macro {
    /// Reads what stands between the outer delimiters of a definition, which is the text
    /// `source`; none if it is no list of arms.
    pub fn read(text: &str, source: SourceId) -> Option<Macro> {
        let tokens = tokens::read(text, source)?;
        let arms = tokens.split(|it| it.is(';')).filter(|it| !it.is_empty());
        let arms: Option<Vec<_>> = arms.map(Arm::read).collect();
        arms.map(|arms| Macro { arms })
    }

    /// What a call with `arguments` between its delimiters, the text 0, stands for;
    /// `krate` is what `$crate` is.
    pub fn expand(&self, arguments: &str, krate: &str, find: &Find<'_>) -> Option<Expansion> {
        let tokens = self.tokens(&tokens::read(arguments, 0)?, krate)?;
        let mut left = LONGEST;
        Some(print::print(&nested(tokens, find, DEEPEST, &mut left)?))
    }

    fn tokens(&self, arguments: &[Tree], krate: &str) -> Option<Vec<Tree>> {
        self.arms.iter().find_map(|arm| {
            let bound = Matcher::default().whole(&arm.pattern, arguments)?;
            Some(transcribe::transcribe(&arm.body, &bound, krate))
        })?
    }
}

impl Arm {
    fn read(tokens: &[Tree]) -> Option<Arm> {
        match tokens {
            [Tree::Group(_, pattern), first, second, Tree::Group(_, body)]
                if first.is('=') && second.is('>') =>
            {
                Some(Arm { pattern: pattern::read(pattern)?, body: body.clone() })
            }
            _ => None,
        }
    }
}

/// Some tokens with the calls in them that can be read replaced by what they stand for.
fn nested(tokens: Vec<Tree>, find: &Find<'_>, depth: usize, left: &mut usize) -> Option<Vec<Tree>> {
    *left = left.checked_sub(tokens.len())?;
    let mut done: Vec<Tree> = Vec::new();
    for token in tokens {
        let Tree::Group(delimiter, group) = token else {
            done.push(token);
            continue;
        };
        let call = called(&done).filter(|_| depth > 0);
        let found = call.and_then(|(start, path)| {
            let (rules, krate) = find(&path)?;
            Some((start, rules.tokens(&group, &krate)?))
        });
        match found {
            Some((start, tokens)) => {
                done.truncate(start);
                let tokens = nested(tokens, find, depth - 1, left)?;
                match is_statement(done.last()) {
                    true => done.extend(tokens),
                    false => done.push(Tree::Group(Delimiter::Brace, tokens)),
                }
            }
            None => done.push(Tree::Group(delimiter, nested(group, find, depth, left)?)),
        }
    }
    Some(done)
}

/// The path of the call whose delimiters come next, and where it begins; none of one
/// whose name is a word of the outer call: it is to be seen what that means.
fn called(before: &[Tree]) -> Option<(usize, Vec<String>)> {
    let (bang, rest) = before.split_last()?;
    let mut path = Vec::new();
    let mut end = rest.len();
    loop {
        let last = rest.get(..end)?.last()?;
        if matches!(last, Tree::Leaf(_, Some((0, _)))) {
            return None;
        }
        path.insert(0, last.word()?);
        end -= 1;
        match rest.get(..end)? {
            [.., a, b] if a.is(':') && b.is(':') => end -= 2,
            _ => break,
        }
        if rest.get(..end)?.last().and_then(Tree::word).is_none() {
            break;
        }
    }
    bang.is('!').then_some((end, path))
}

/// Whether what follows a token is an item or a statement.
fn is_statement(before: Option<&Tree>) -> bool {
    match before {
        None | Some(Tree::Group(Delimiter::Brace, _)) => true,
        Some(it) => it.is(';'),
    }
}
