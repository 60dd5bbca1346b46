//! Markdown files that are the docs of an item.
//! <https://doc.rust-lang.org/rustdoc/write-documentation/the-doc-attribute.html>

use ra_ap_syntax::ast::{self, AstNode};
use ra_ap_syntax::{NodeOrToken, SyntaxKind, SyntaxNode, SyntaxToken};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::syntax::classify::Classify;
use crate::syntax::lower::{Origin, literal_string};
use crate::syntax::scopes::Tree;
use crate::syntax::sites::{ScopeId, Sites};

/// A `doc = include_str!("…")`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocInclude {
    /// The path as it is written.
    pub path: SmolStr,
    /// Whether it begins at the package's folder instead of the file's.
    pub is_of_package: bool,
    /// Where the docs are resolved.
    pub scope: Option<ScopeId>,
}

/// The files that docs of a source include, also under a `cfg`.
pub fn includes(root: &SyntaxNode, origin: Origin) -> (Vec<DocInclude>, Sites) {
    let names = FxHashSet::default();
    let mut classify = Classify::new(&names);
    let tree = Tree { root: root.clone(), origin, outer: None, scaffold: 0.into() };
    let mut found = Vec::new();
    for attr in root.descendants().filter_map(ast::Attr::cast) {
        let Some((path, is_of_package)) = included(&attr) else { continue };
        let scope = scope(&attr).and_then(|it| classify.scopes.of(&it, &tree));
        found.push(DocInclude { path, is_of_package, scope });
    }
    (found, classify.into_sites(Vec::new()))
}

fn included(attr: &ast::Attr) -> Option<(SmolStr, bool)> {
    let tokens = attr.syntax().descendants_with_tokens().filter_map(NodeOrToken::into_token);
    let is_word =
        |it: &SyntaxToken, word: &str| it.kind() == SyntaxKind::IDENT && it.text() == word;
    let tokens = tokens.skip_while(|it| !is_word(it, "doc"));
    let mut tokens = tokens.skip_while(|it| !is_word(it, "include_str"));
    let strings = tokens.by_ref().filter_map(|it| literal_string(&it));
    let strings: Vec<_> = strings.take(2).collect();
    match strings.as_slice() {
        [dir, path] if dir == "CARGO_MANIFEST_DIR" => {
            Some((path.trim_start_matches('/').into(), true))
        }
        [path, ..] => Some((path.clone(), false)),
        [] => None,
    }
}

/// The node whose names the docs see: that of the item, what is around a
/// module, or inside it for an inner attribute.
fn scope(attr: &ast::Attr) -> Option<SyntaxNode> {
    let holder = attr.syntax().parent()?;
    let is_outer = attr.excl_token().is_none();
    if is_outer && holder.kind() == SyntaxKind::MODULE { holder.parent() } else { Some(holder) }
}
