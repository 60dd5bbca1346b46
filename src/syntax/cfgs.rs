//! Under which conditions a place of a file is compiled.
//! <https://doc.rust-lang.org/reference/conditional-compilation.html>
//!
//! Invariant: `cfg_attr` is no condition; what is not understood is
//! [`Cfg::Other`], which nothing follows from.

use ra_ap_syntax::ast::{self, AstNode};
use ra_ap_syntax::{AstToken, SyntaxNode};
use smol_str::SmolStr;

use crate::text::TextSize;

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cfg {
    /// `feature = "…"`
    Feature(SmolStr),
    /// `test`
    Test,
    /// `all(…)`
    All(Vec<Cfg>),
    /// `any(…)`
    Any(Vec<Cfg>),
    /// `not(…)`
    Not(Box<Cfg>),
    /// Another option, as it is written (`unix`, `target_os = "linux"`).
    Option(SmolStr),
    /// Anything else.
    Other,
}

/// So many options are tried in all combinations.
const OPTIONS: usize = 10;

impl Cfg {
    /// The options in it, each once; none if something in it is not understood.
    fn options<'a>(&'a self, found: &mut Vec<&'a Cfg>) -> Option<()> {
        match self {
            Cfg::All(all) | Cfg::Any(all) => all.iter().try_for_each(|it| it.options(found)),
            Cfg::Not(it) => it.options(found),
            Cfg::Other => None,
            Cfg::Feature(_) | Cfg::Test | Cfg::Option(_) => {
                if !found.contains(&self) {
                    found.push(self);
                }
                Some(())
            }
        }
    }

    fn holds(&self, is_set: &impl Fn(&Cfg) -> bool) -> bool {
        match self {
            Cfg::All(all) => all.iter().all(|it| it.holds(is_set)),
            Cfg::Any(all) => all.iter().any(|it| it.holds(is_set)),
            Cfg::Not(it) => !it.holds(is_set),
            Cfg::Feature(_) | Cfg::Test | Cfg::Option(_) | Cfg::Other => is_set(self),
        }
    }
}

/// Whether one of several lists of conditions holds as a whole wherever all of `given`
/// do. Options are taken for independent of each other, so that a yes is sure.
pub fn covers(given: &[Cfg], lists: &[Vec<Cfg>]) -> bool {
    let mut options = Vec::new();
    let mut all = given.iter().chain(lists.iter().flatten());
    if all.try_for_each(|it| it.options(&mut options)).is_none() || options.len() > OPTIONS {
        return false;
    }
    (0..1_usize << options.len()).all(|set| {
        let is_set = |it: &Cfg| {
            options.iter().position(|known| *known == it).is_some_and(|at| set >> at & 1 == 1)
        };
        let hold = |list: &[Cfg]| list.iter().all(|it| it.holds(&is_set));
        !hold(given) || lists.iter().any(|it| hold(it))
    })
}

/// Predicates are looked into so deep.
const DEPTH: usize = 32;

/// The conditions that all hold where the token at `offset` is compiled, the
/// innermost first: those on items, statements and expressions around it, and
/// the inner ones of blocks, modules and the file.
pub(super) fn around(root: &SyntaxNode, offset: TextSize) -> Vec<Cfg> {
    let token = super::classify::token_at(root, offset);
    on(token.into_iter().flat_map(|it| it.parent_ancestors()))
}

/// The conditions that all hold around the item at `offset`, its own left out.
pub(super) fn around_item(root: &SyntaxNode, offset: TextSize) -> Vec<Cfg> {
    let token = super::classify::token_at(root, offset);
    let nodes = token.into_iter().flat_map(|it| it.parent_ancestors());
    on(nodes.skip_while(|it| !ast::Item::can_cast(it.kind())).skip(1))
}

fn on(nodes: impl Iterator<Item = SyntaxNode>) -> Vec<Cfg> {
    let attrs = nodes.flat_map(|it| it.children()).filter_map(ast::Attr::cast);
    attrs.filter_map(|it| condition(&it)).collect()
}

fn condition(attr: &ast::Attr) -> Option<Cfg> {
    match attr.meta()? {
        ast::Meta::CfgMeta(it) => Some(it.cfg_predicate().map_or(Cfg::Other, |it| read(&it, 0))),
        _ => None,
    }
}

fn read(predicate: &ast::CfgPredicate, depth: usize) -> Cfg {
    match predicate {
        ast::CfgPredicate::CfgAtom(it) => atom(it),
        ast::CfgPredicate::CfgComposite(it) if depth < DEPTH => {
            let mut inner: Vec<_> = it.cfg_predicates().map(|it| read(&it, depth + 1)).collect();
            match it.keyword().as_ref().map(|it| it.text()) {
                Some("all") => Cfg::All(inner),
                Some("any") => Cfg::Any(inner),
                Some("not") => inner.pop().map_or(Cfg::Other, |it| Cfg::Not(Box::new(it))),
                _ => Cfg::Other,
            }
        }
        ast::CfgPredicate::CfgComposite(_) => Cfg::Other,
    }
}

fn atom(it: &ast::CfgAtom) -> Cfg {
    let name = it.ident_token();
    let value = it.string_token().and_then(ast::String::cast);
    let value = value.and_then(|it| it.value().ok().map(|it| SmolStr::new(&*it)));
    match (name.as_ref().map(|it| it.text()), it.eq_token(), value) {
        (Some("feature"), Some(_), Some(value)) => Cfg::Feature(value),
        (Some("test"), None, _) => Cfg::Test,
        (Some(name), Some(_), Some(value)) => Cfg::Option(format!("{name} = {value:?}").into()),
        (Some(name), None, _) => Cfg::Option(name.into()),
        _ => Cfg::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Edition, Syntax};

    /// What stands around the functions of a file, each with its own conditions, and what
    /// stands around the first of them.
    fn read(text: &str) -> (Vec<Cfg>, Vec<Vec<Cfg>>) {
        let syntax = Syntax::parse(text, Edition::DEFAULT);
        let starts: Vec<_> =
            text.match_indices("fn ").map(|it| TextSize::new(it.0 as u32)).collect();
        let all = starts.iter().map(|it| syntax.cfgs_around(*it)).collect();
        (syntax.cfgs_around_item(starts[0]), all)
    }

    fn is_covered(text: &str) -> bool {
        let (given, all) = read(text);
        covers(&given, &all)
    }

    #[test]
    fn conditions_that_leave_no_case_out() {
        assert!(is_covered("#[cfg(unix)] fn a() {} #[cfg(not(unix))] fn a() {}"));
        assert!(is_covered("#![cfg(test)] #[cfg(test)] fn a() {}"));
        assert!(is_covered(
            "#![cfg(feature = \"a\")]
             #[cfg(all(feature = \"a\", feature = \"b\"))] fn a() {}
             #[cfg(all(feature = \"a\", not(feature = \"b\")))] fn a() {}"
        ));
        assert!(is_covered("mod m { #![cfg(windows)] #[cfg(any(windows, unix))] fn a() {} }"));
    }

    #[test]
    fn conditions_that_leave_a_case_out() {
        assert!(!is_covered("#[cfg(unix)] fn a() {} #[cfg(windows)] fn a() {}"));
        assert!(!is_covered(
            "#[cfg(unix)] #[cfg(feature = \"a\")] fn a() {} #[cfg(not(unix))] fn a() {}"
        ));
        assert!(!is_covered(
            "#[cfg(feature = \"a\")] fn a() {} #[cfg(not(feature = \"b\"))] fn a() {}"
        ));
        assert!(!is_covered(
            "#[cfg(target_os = \"a\")] fn a() {} #[cfg(not(target_os = \"b\"))] fn a() {}"
        ));
        // Conditions of the first item are not those of its module.
        assert!(!is_covered("#[cfg(test)] fn a() {}"));
    }
}
