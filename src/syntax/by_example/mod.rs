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

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use proc_macro2::Delimiter;

use self::matching::Matcher;
use self::pattern::Pattern;
use self::tokens::Tree;

pub use self::source::Call;
pub(super) use self::source::{arms_of, call_around, is_told_to_itself};
pub use self::tokens::{Place, SourceId};

/// Calls within calls are followed so far, which is as far as rustc goes unless a crate
/// says more; past it a call stands for nothing.
/// <https://doc.rust-lang.org/reference/attributes/limits.html>
const DEEPEST: usize = 128;
/// As many tokens are written for one call at the most.
const LONGEST: usize = 50_000;

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expansion {
    /// The code, on one line but for what literals hold.
    pub text: String,
    /// The words that come from the call or from macros: the bytes of each in `text`, and
    /// its place.
    pub words: Vec<(Range<usize>, Place)>,
    /// The literals likewise, as they are written there: a string may come to hold code.
    pub strings: Vec<(Range<usize>, Place)>,
    /// The places of the words that an arm looks for (`impl Debug for $t` is called with
    /// `impl Debug for Job`): with another word in such a place it is another call.
    pub literal: Vec<Place>,
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
    /// `krate` is what `$crate` is. What is written is taken from `left`, a number of tokens.
    pub fn expand(
        &self,
        arguments: &str,
        krate: &str,
        (find, left): (&Find<'_>, &Cell<usize>),
    ) -> Option<Expansion> {
        let (tokens, literal) = self.tokens(&tokens::read(arguments, 0)?, krate)?;
        let most = LONGEST.min(left.get());
        let mut nested = Nested { find, left: most, literal };
        let tokens = nested.tokens(tokens, DEEPEST);
        left.set(left.get() - (most - nested.left));
        Some(print::print(&tokens?, nested.literal))
    }

    /// Whether an arm looks for a word.
    fn looks_for(&self, word: &str) -> bool {
        self.arms.iter().any(|it| pattern::looks_for(&it.pattern, word))
    }

    /// What the first arm that matches makes of arguments, and the words it looks for.
    fn tokens(&self, arguments: &[Tree], krate: &str) -> Option<(Vec<Tree>, Vec<Place>)> {
        let matched = |arm: &'_ Arm| Matcher::default().whole(&arm.pattern, arguments);
        let (arm, (bound, literal)) =
            self.arms.iter().find_map(|arm| Some((arm, matched(arm)?)))?;
        Some((transcribe::transcribe(&arm.body, &bound, krate)?, literal))
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

/// An expansion under way.
struct Nested<'a> {
    find: &'a Find<'a>,
    /// So many tokens may still be written.
    left: usize,
    literal: Vec<Place>,
}

impl Nested<'_> {
    /// Some tokens with the calls in them that can be read replaced by what they stand for.
    fn tokens(&mut self, tokens: Vec<Tree>, depth: usize) -> Option<Vec<Tree>> {
        self.left = self.left.checked_sub(tokens.len())?;
        let mut done: Vec<Tree> = Vec::new();
        for token in tokens {
            let Tree::Group(delimiter, group) = token else {
                done.push(token);
                continue;
            };
            let found = called(&done).and_then(|(start, path)| {
                let (rules, krate) = (self.find)(&path)?;
                Some((start, rules.tokens(&group, &krate)?))
            });
            let Some((start, (tokens, literal))) = found else {
                done.push(Tree::Group(delimiter, self.tokens(group, depth)?));
                continue;
            };
            done.truncate(start);
            self.literal.extend(literal);
            let tokens = self.tokens(tokens, depth.checked_sub(1)?)?;
            match is_statement(done.last()) {
                true => done.extend(tokens),
                false => done.push(Tree::Group(Delimiter::Brace, tokens)),
            }
        }
        Some(done)
    }
}

/// The path of the call whose delimiters come next, and where it begins; none of one
/// whose name is a word of the outer call: it is to be seen what that means. A path that
/// begins with `::` has an empty first segment.
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
            // `::krate::name!`
            path.insert(0, String::new());
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
