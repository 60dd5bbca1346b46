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
    /// Anything else.
    Other,
}

/// Predicates are looked into so deep.
const DEPTH: usize = 32;

/// The conditions that all hold where the token at `offset` is compiled, the
/// innermost first: those on items, statements and expressions around it, and
/// the inner ones of blocks, modules and the file.
pub(super) fn around(root: &SyntaxNode, offset: TextSize) -> Vec<Cfg> {
    let token = super::classify::token_at(root, offset);
    let nodes = token.into_iter().flat_map(|it| it.parent_ancestors());
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
            let inner = it.cfg_predicates().map(|it| read(&it, depth + 1)).collect();
            match it.keyword().as_ref().map(|it| it.text()) {
                Some("all") => Cfg::All(inner),
                Some("any") => Cfg::Any(inner),
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
        _ => Cfg::Other,
    }
}
