//! Names among the tokens of macro calls, macro definitions and attributes.
//!
//! Tokens are read as code where they parse as code; else runs of `a::b::c`
//! are taken for paths that may name anything.

use ra_ap_syntax::ast::{self, AstNode};
use ra_ap_syntax::{SourceFile, SyntaxKind, SyntaxNode, SyntaxToken, T};

use super::items::PathData;
use super::lower::{self, Origin};
use super::scopes::Tree;
use super::sites::{NsSet, PathKind, PathSite, Place, ScopeId};
use crate::text::{TextRange, TextSize};

/// What the arguments of a call are put between to be parsed: as arguments,
/// as statements.
const WRAPPERS: [(&str, &str); 2] = [("fn f(){m(", ")}"), ("fn f(){", "}")];

/// The tokens of a macro call as trees of code; none if they are not code.
pub(super) fn read_call(
    call: &SyntaxNode,
    tokens: &ast::TokenTree,
    origin: Origin,
    outer: Option<ScopeId>,
) -> Vec<Tree> {
    let is_item = call
        .parent()
        .is_some_and(|it| matches!(it.kind(), SyntaxKind::SOURCE_FILE | SyntaxKind::ITEM_LIST));
    if is_item {
        let mut trees = Vec::new();
        read_items(tokens, origin, outer, &mut trees);
        return trees;
    }
    let Some((text, start)) = lower::inner_text(tokens) else { return Vec::new() };
    let wrapped = WRAPPERS.iter().find_map(|(before, after)| {
        let file = SourceFile::parse(&format!("{before}{text}{after}"), origin.edition);
        file.errors().is_empty().then(|| (file.syntax_node(), before.len()))
    });
    let tree = |(root, scaffold)| Tree {
        root,
        origin: origin.tokens(start, scaffold),
        outer,
        scaffold: TextSize::from(scaffold as u32),
    };
    wrapped.map(tree).into_iter().collect()
}

/// Tokens in the place of an item: items, or braces that hold items, as for
/// [`lower`].
fn read_items(
    tokens: &ast::TokenTree,
    origin: Origin,
    outer: Option<ScopeId>,
    trees: &mut Vec<Tree>,
) {
    let Some((text, start)) = lower::inner_text(tokens) else { return };
    let file = SourceFile::parse(&text, origin.edition);
    if file.errors().is_empty() {
        let origin = origin.tokens(start, 0);
        trees.push(Tree { root: file.syntax_node(), origin, outer, scaffold: 0.into() });
        return;
    }
    let nested = tokens.syntax().children().filter_map(ast::TokenTree::cast);
    for braces in nested.filter(|it| it.l_curly_token().is_some()) {
        read_items(&braces, origin, outer, trees);
    }
}

/// The place of a name among tokens that are no code.
pub(super) fn place(token: &SyntaxToken, kind: PathKind, origin: Origin) -> Place {
    let before = previous(token);
    let is_after = |kind: SyntaxKind| before.as_ref().is_some_and(|it| it.kind() == kind);
    if is_after(T![$]) {
        return Place::Parameter;
    }
    if is_after(T![.]) && !is_range(before.as_ref()) {
        return Place::Member;
    }
    if before.as_ref().is_some_and(is_definer) {
        return Place::Member;
    }
    let Some(site) = path(token, kind, origin) else { return Place::Parameter };
    let is_bare = site.path.segments.len() == 1 && site.trailing == 0;
    if kind == PathKind::MacroBody && is_bare && is_let_bound(token) {
        return Place::Parameter;
    }
    let is_field = next(token).is_some_and(|it| it.kind() == T![:]) && name_behind(token).is_none();
    if is_field && site.path.segments.len() == 1 {
        return Place::Member;
    }
    let is_key = kind == PathKind::Attribute && site.path.segments.len() == 1 && !is_derive(token);
    if is_key && site.trailing == 0 && !is_after(T![=]) {
        return Place::Member;
    }
    Place::Path(site)
}

/// Whether the name behind the token is a new one.
fn is_definer(token: &SyntaxToken) -> bool {
    matches!(
        token.kind(),
        T![fn]
            | T![struct]
            | T![enum]
            | T![trait]
            | T![type]
            | T![mod]
            | T![static]
            | T![const]
            | T![let]
    )
}

/// Whether a `let` that stands before it in the same rules binds the name.
fn is_let_bound(token: &SyntaxToken) -> bool {
    let before = std::iter::successors(previous(token), previous);
    let inside =
        before.take_while(|it| it.parent().is_some_and(|it| it.kind() == SyntaxKind::TOKEN_TREE));
    let same = inside.filter(|it| it.text() == token.text());
    let is_let = |it: &SyntaxToken| it.kind() == T![let];
    same.filter_map(|it| previous(&it)).any(|it| {
        is_let(&it) || it.kind() == T![mut] && previous(&it).is_some_and(|it| is_let(&it))
    })
}

fn is_range(dot: Option<&SyntaxToken>) -> bool {
    dot.and_then(previous).is_some_and(|it| it.kind() == T![.])
}

fn is_derive(token: &SyntaxToken) -> bool {
    let meta = token.parent_ancestors().find_map(ast::TokenTreeMeta::cast);
    let path = meta.and_then(|it| it.path());
    path.and_then(|it| it.segment())
        .and_then(|it| it.name_ref())
        .is_some_and(|it| it.text() == "derive")
}

/// The path that ends at `token`; none where a macro's fragment is part of it.
fn path(token: &SyntaxToken, kind: PathKind, origin: Origin) -> Option<PathSite> {
    let mut path = PathData { leading_colons: false, segments: vec![origin.segment(token)] };
    let mut first = token.clone();
    while let Some(colons) = colons_before(&first) {
        let Some(name) = previous(&colons).filter(is_name) else {
            path.leading_colons = previous(&colons).is_none_or(|it| it.kind() != T![>]);
            first = colons;
            break;
        };
        path.segments.insert(0, origin.segment(&name));
        first = name;
    }
    if previous(&first).is_some_and(|it| it.kind() == T![$]) {
        let head = path.segments.first_mut().filter(|it| it.name == "crate")?;
        head.name = "$crate".into();
        first = previous(&first)?;
    }
    let start = origin.range(first.text_range()).start();
    let range = TextRange::new(start, origin.range(token.text_range()).end());
    let trailing = std::iter::successors(name_behind(token), name_behind).count();
    let ns = token_namespaces(token, trailing);
    Some(PathSite { path, range, trailing, ns, kind, field: None })
}

fn token_namespaces(token: &SyntaxToken, trailing: usize) -> NsSet {
    let is_call = next(token).is_some_and(|it| it.kind() == T![!])
        && next(token).and_then(|it| next(&it)).is_none_or(|it| it.kind() != T![=]);
    match trailing {
        0 if is_derive(token) || is_call => NsSet::MACROS,
        0 => NsSet::TYPES.union(NsSet::VALUES),
        _ => NsSet::TYPES,
    }
}

fn is_name(token: &SyntaxToken) -> bool {
    let kind = token.kind();
    kind == SyntaxKind::IDENT || matches!(kind, T![self] | T![super] | T![crate] | T![Self])
}

/// The first of two colons that stand directly before `token`.
fn colons_before(token: &SyntaxToken) -> Option<SyntaxToken> {
    let second = previous(token)?;
    if second.kind() == T![::] {
        return Some(second);
    }
    let first = previous(&second).filter(|it| it.kind() == T![:] && second.kind() == T![:])?;
    (first.text_range().end() == second.text_range().start()).then_some(first)
}

/// The name behind `token` and two colons.
fn name_behind(token: &SyntaxToken) -> Option<SyntaxToken> {
    let first = next(token)?;
    let last = match first.kind() {
        T![::] => first,
        T![:] => next(&first).filter(|it| it.kind() == T![:])?,
        _ => return None,
    };
    next(&last).filter(|it| it.kind() == SyntaxKind::IDENT)
}

fn previous(token: &SyntaxToken) -> Option<SyntaxToken> {
    std::iter::successors(token.prev_token(), SyntaxToken::prev_token)
        .find(|it| !it.kind().is_trivia())
}

fn next(token: &SyntaxToken) -> Option<SyntaxToken> {
    std::iter::successors(token.next_token(), SyntaxToken::next_token)
        .find(|it| !it.kind().is_trivia())
}
