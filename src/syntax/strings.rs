//! Names in string literals: captures of format strings, and code in the
//! strings of attributes.
//!
//! Invariant: what is not known to be code is [`Place::Literal`], or a path of
//! [`PathKind::Perhaps`], which nothing edits.

use ra_ap_syntax::ast::{self, AstNode};
use ra_ap_syntax::{AstToken, SyntaxToken};
use smol_str::SmolStr;

use super::calls::{self, Capture};
use super::classify::{Classify, token_at};
use super::items::{PathData, Segment};
use super::scopes::Tree;
use super::sites::{NsSet, PathKind, PathSite, Place, ScopeId, Site};
use crate::text::TextRange;

impl Classify<'_> {
    /// A name inside a literal.
    pub(super) fn literal(
        &mut self,
        tree: &Tree,
        token: &SyntaxToken,
        (name, hit): (SmolStr, TextRange),
    ) -> Option<Site> {
        let (place, scope) =
            self.string(tree, token, (&name, hit)).unwrap_or((Place::Literal, None));
        Some(Site { name, range: hit, scope, place, is_trait: false })
    }

    fn string(
        &mut self,
        tree: &Tree,
        token: &SyntaxToken,
        (name, hit): (&SmolStr, TextRange),
    ) -> Option<(Place, Option<ScopeId>)> {
        let string = ast::String::cast(token.clone())?;
        let own = TextRange::new(tree.origin.own(hit.start())?, tree.origin.own(hit.end())?);
        let tokens = token.parent().and_then(ast::TokenTree::cast)?;
        let call = calls::name_of_call(&tokens)?;
        let found = calls::capture((&call, &tokens), &string, own, tree.origin.edition);
        let place = capture_place(found, (name, hit))?;
        Some((place, self.scope_at(tree, hit)))
    }

    /// The innermost scope at a place, that of code in macro tokens included.
    fn scope_at(&mut self, tree: &Tree, hit: TextRange) -> Option<ScopeId> {
        let token = token_at(&tree.root, tree.origin.own(hit.start())?)?;
        match self.inner(tree, &token, hit) {
            Some(inner) => self.scope_at(&inner, hit),
            None => {
                let outermost = token.parent_ancestors().filter_map(ast::TokenTree::cast).last();
                let owner = outermost.and_then(|it| it.syntax().parent()).or(token.parent())?;
                self.scopes.of(&owner, tree)
            }
        }
    }
}

/// The place of a name in a string of a macro call; none for text.
fn capture_place(found: Capture, (name, hit): (&SmolStr, TextRange)) -> Option<Place> {
    let path = |kind| {
        let segments = vec![Segment { name: name.clone(), range: hit }];
        let path = PathData { leading_colons: false, segments };
        let ns = NsSet::VALUES;
        Some(Place::Path(PathSite { path, range: hit, trailing: 0, ns, kind, field: None }))
    };
    match found {
        Capture::No => None,
        Capture::Argument => Some(Place::Member),
        Capture::Yes => path(PathKind::FormatString),
        Capture::Perhaps => path(PathKind::Perhaps),
    }
}
