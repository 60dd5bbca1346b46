//! Names among the tokens of macro calls, macro definitions and attributes.
//!
//! Tokens are read as code where they parse as code; else runs of `a::b::c`
//! are taken for paths that may name anything.

use ra_ap_syntax::ast::{self, AstNode};
use ra_ap_syntax::{SourceFile, SyntaxElement, SyntaxKind, SyntaxNode, SyntaxToken, T};

use super::attributes::{self, Word};
use super::calls;
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
    let is_statement = || {
        let holder = call.parent().and_then(|it| it.parent());
        holder.is_some_and(|it| matches!(it.kind(), SyntaxKind::EXPR_STMT | SyntaxKind::STMT_LIST))
    };
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
    let mut trees: Vec<_> = wrapped.map(tree).into_iter().collect();
    if trees.is_empty() && is_statement() {
        read_items(tokens, origin, outer, &mut trees);
    }
    trees
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
    let is_field = next(token).is_some_and(|it| is_colon_alone(&it));
    if is_field && site.path.segments.len() == 1 {
        let is_argument = kind == PathKind::MacroCall && is_argument(token);
        let site = PathSite { ns: NsSet::TYPES, kind: PathKind::BeforeColon, ..site };
        return if is_argument { Place::Path(site) } else { Place::Member };
    }
    match attributes::word(token) {
        Some(word) if is_bare => in_attribute(token, word, site),
        _ => Place::Path(site),
    }
}

/// A word alone among the tokens of an attribute.
fn in_attribute(token: &SyntaxToken, word: Word, mut site: PathSite) -> Place {
    let is_headline = next(token).is_some_and(|it| matches!(it.kind(), T!['('] | T![=]));
    match word {
        Word::Derive | Word::Name => Place::Path(site),
        Word::Defined => Place::Definition,
        _ if is_value(token) || attributes::is_formatted(token) => Place::Path(site),
        Word::Key => Place::Member,
        Word::Unknown if is_headline => Place::Member,
        Word::Unknown => {
            (site.kind, site.ns) = (PathKind::AttributeWord, NsSet::ALL);
            Place::Path(site)
        }
    }
}

/// Whether a token of an attribute is part of what stands behind `=`, or of the
/// arguments of a macro.
fn is_value(token: &SyntaxToken) -> bool {
    let trees = token.parent_ancestors().map_while(ast::TokenTree::cast);
    let trees = trees.map(|it| SyntaxElement::Node(it.syntax().clone()));
    let mut around = std::iter::once(SyntaxElement::Token(token.clone())).chain(trees);
    around.any(|it| {
        let before = |it: &SyntaxElement| it.prev_sibling_or_token();
        let kinds = std::iter::successors(before(&it), before).map(|it| it.kind());
        let is_arguments = it.as_node().is_some() && kinds.clone().next() == Some(T![!]);
        is_arguments || kinds.take_while(|it| *it != T![,]).any(|it| it == T![=])
    })
}

/// Macros whose tokens are code of whoever calls what they make.
/// <https://docs.rs/quote>
const QUOTING: [&str; 4] = ["quote", "quote_spanned", "parse_quote", "parse_quote_spanned"];

/// Whether a token is quoted: code of another place.
pub(super) fn is_quoted(token: &SyntaxToken) -> bool {
    let mut trees = token.parent_ancestors().map_while(ast::TokenTree::cast);
    trees.any(|it| quotes(&it))
}

/// Whether some tokens are those of a macro that quotes.
pub(super) fn quotes(tokens: &ast::TokenTree) -> bool {
    calls::name_of_call(tokens).is_some_and(|it| QUOTING.contains(&it.as_str()))
}

/// Whether a token of a `macro_rules!` is one that callers have to write: it
/// stands before `=>`.
pub(super) fn is_asked_for(token: &SyntaxToken, owner: &SyntaxNode) -> bool {
    let trees = || token.parent_ancestors().map_while(ast::TokenTree::cast);
    let matcher = trees().nth(trees().count().saturating_sub(2));
    let behind = matcher.and_then(|it| it.syntax().last_token()).and_then(|it| next(&it));
    owner.kind() == SyntaxKind::MACRO_RULES
        && trees().count() > 1
        && behind.is_some_and(|it| it.kind() == T![=])
}

/// The place of a quoted name: `#name` puts the value of a variable there.
pub(super) fn quoted_place(token: &SyntaxToken, origin: Origin) -> Place {
    let is_value = previous(token).is_some_and(|it| it.kind() == T![#]);
    match path(token, PathKind::MacroCall, origin).filter(|_| is_value) {
        Some(site) => Place::Path(PathSite { ns: NsSet::VALUES, ..site }),
        None => place(token, PathKind::Quoted, origin),
    }
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

/// The path that ends at `token`; none where a macro's fragment is part of it.
fn path(token: &SyntaxToken, kind: PathKind, origin: Origin) -> Option<PathSite> {
    let mut path = PathData { leading_colons: false, segments: vec![origin.segment(token)] };
    let mut first = token.clone();
    while let Some(colons) = colons_before(&first) {
        let before = previous(&colons);
        // A fragment may have the name of a keyword: `$mod::name`.
        let is_fragment = |it: &SyntaxToken| previous(it).is_some_and(|it| it.kind() == T![$]);
        if before.as_ref().is_some_and(|it| !is_name(it) && is_fragment(it)) {
            return None;
        }
        let Some(name) = before.filter(is_name) else {
            // `<T>::name`, and not `impl<T> ::krate::name`.
            let is_qualified = |it: &SyntaxToken| {
                closes_angle(it) && it.text_range().end() == colons.text_range().start()
            };
            path.leading_colons = previous(&colons).is_none_or(|it| !is_qualified(&it));
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
    // The name of an attribute is no macro by example, in a macro either.
    let is_attribute = trailing == 0 && attributes::is_path_of_attribute(token);
    let is_call = ns == NsSet::MACROS && is_called(token);
    let kind = match kind {
        _ if is_attribute => PathKind::Attribute,
        PathKind::Attribute if is_call => PathKind::MacroCall,
        kind => kind,
    };
    Some(PathSite { path, range, trailing, ns, kind, field: None })
}

/// `>`, and not the end of `=>` or `->`.
fn closes_angle(token: &SyntaxToken) -> bool {
    let before = previous(token).filter(|it| it.text_range().end() == token.text_range().start());
    token.kind() == T![>] && before.is_none_or(|it| !matches!(it.kind(), T![=] | T![-]))
}

fn token_namespaces(token: &SyntaxToken, trailing: usize) -> NsSet {
    match trailing {
        0 if is_called(token) || attributes::word(token) == Some(Word::Derive) => NsSet::MACROS,
        0 if attributes::is_path_of_attribute(token) => NsSet::MACROS,
        0 if next(token).is_some_and(|it| it.kind() == T!['(']) => NsSet::VALUES,
        0 if takes_type(token) => NsSet::TYPES,
        0 => NsSet::TYPES.union(NsSet::VALUES),
        _ => NsSet::TYPES,
    }
}

/// Whether `!` stands behind a token, and no `!=`.
fn is_called(token: &SyntaxToken) -> bool {
    next(token).is_some_and(|it| it.kind() == T![!])
        && next(token).and_then(|it| next(&it)).is_none_or(|it| it.kind() != T![=])
}

/// Whether a word stands before a path of one segment that a type follows.
fn takes_type(token: &SyntaxToken) -> bool {
    previous(token).is_some_and(|it| matches!(it.kind(), T![impl] | T![dyn] | T![as] | T![for]))
}

/// `:`, and not the first half of `::`.
fn is_colon_alone(token: &SyntaxToken) -> bool {
    let behind = token.next_token().is_some_and(|it| it.kind() == T![:]);
    token.kind() == T![:] && !behind
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

/// Whether a token stands right in the parentheses or brackets of a call.
fn is_argument(token: &SyntaxToken) -> bool {
    let tokens = token.parent().and_then(ast::TokenTree::cast);
    let tokens = tokens.filter(|it| it.l_curly_token().is_none());
    tokens.is_some_and(|it| calls::name_of_call(&it).is_some())
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
