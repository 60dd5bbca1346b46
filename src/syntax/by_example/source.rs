//! Calls and definitions of macros in a file.
//!
//! Invariant: of a call among the tokens of another one the outer one is found, unless
//! those tokens are items.

use ra_ap_syntax::ast::{self, AstNode, HasName};
use ra_ap_syntax::{SourceFile, SyntaxElement, SyntaxKind, SyntaxNode, SyntaxToken, T};

use super::Macro;
use crate::syntax::calls::{self, before};
use crate::syntax::classify::token_at;
use crate::syntax::items::PathData;
use crate::syntax::lower::{self, Origin, bare};
use crate::text::{TextRange, TextSize};

/// A macro call; ranges in bytes of the file.
#[derive(Debug, Clone)]
pub struct Call {
    /// The macro.
    pub path: PathData,
    /// From the path to the closing delimiter.
    pub range: TextRange,
    /// What stands between the delimiters.
    pub arguments: TextRange,
    /// Whether it stands where an expression is due.
    pub is_value: bool,
}

/// The call with an offset in its path or among its tokens: of calls in calls the outermost
/// whose own place is code, as that of a call in the items that another one is handed is.
/// `at` is an offset of the tree.
pub(in crate::syntax) fn call_around(
    root: &SyntaxNode,
    at: TextSize,
    origin: Origin,
) -> Option<Call> {
    let token = token_at(root, at)?;
    let call = token.parent_ancestors().filter_map(ast::MacroCall::cast).last()?;
    let tree = call.token_tree()?;
    let inner = || read_as_items(&token, &tree, &call, origin);
    if let Some(found) = inner().and_then(|(root, own, at)| call_around(&root, at, own)) {
        return Some(found);
    }
    let whole = tree.syntax().text_range();
    let one = TextSize::from(1);
    let is_closed = whole.len() >= TextSize::from(2)
        && tree.syntax().last_token()? != tree.syntax().first_token()?;
    let arguments = is_closed.then(|| TextRange::new(whole.start() + one, whole.end() - one))?;
    let path = call.path()?;
    let start = path.syntax().text_range().start();
    if at < start {
        return None;
    }
    let parent = call.syntax().parent().map(|it| it.kind());
    Some(Call {
        path: lower::path(&path, origin)?,
        range: origin.range(TextRange::new(start, whole.end())),
        arguments: origin.range(arguments),
        is_value: parent == Some(SyntaxKind::MACRO_EXPR) && !is_statement(call.syntax()),
    })
}

/// The items among the tokens of a call, where a token lies in them among those of
/// another call: their tree, its origin, and the token's offset in it.
fn read_as_items(
    token: &SyntaxToken,
    tree: &ast::TokenTree,
    call: &ast::MacroCall,
    origin: Origin,
) -> Option<(SyntaxNode, Origin, TextSize)> {
    let is_item = call
        .syntax()
        .parent()
        .is_some_and(|it| matches!(it.kind(), SyntaxKind::SOURCE_FILE | SyntaxKind::ITEM_LIST));
    let mut between =
        token.parent_ancestors().map_while(ast::TokenTree::cast).take_while(|it| it != tree);
    let is_inner = is_called(token) || between.any(|it| calls::name_of_call(&it).is_some());
    if !is_item || !is_inner {
        return None;
    }
    let (text, start) = lower::inner_text(tree)?;
    let file = SourceFile::parse(&text, origin.edition);
    let at = token.text_range().start().checked_sub(start)?;
    file.errors().is_empty().then(|| (file.syntax_node(), origin.tokens(start, 0), at))
}

/// Whether a word is one of the path of a call.
fn is_called(word: &SyntaxToken) -> bool {
    let behind = std::iter::successors(word.next_token(), SyntaxToken::next_token);
    let mut behind = behind.filter(|it| !it.kind().is_trivia());
    let is_path = |it: &SyntaxToken| matches!(it.kind(), T![:] | T![::] | SyntaxKind::IDENT);
    behind.find(|it| !is_path(it)).is_some_and(|it| it.kind() == T![!])
}

/// Whether a call stands for statements, which may define what is used behind it.
fn is_statement(call: &SyntaxNode) -> bool {
    let holder = call.parent().and_then(|it| it.parent());
    holder.is_some_and(|it| matches!(it.kind(), SyntaxKind::EXPR_STMT | SyntaxKind::STMT_LIST))
}

/// What stands between the outer delimiters of the `macro_rules!` whose name's token is
/// at an offset.
pub(in crate::syntax) fn arms_of(root: &SyntaxNode, name: TextSize) -> Option<TextRange> {
    let token = token_at(root, name)?;
    let tree = match token.parent_ancestors().find_map(ast::MacroRules::cast) {
        Some(rules) => {
            let is_own = rules.name().is_some_and(|it| it.syntax().text_range().start() == name);
            rules.token_tree().filter(|_| is_own)?.syntax().clone()
        }
        // Among the tokens of a call.
        None => {
            let bang = before(&token).filter(|it| it.kind() == T![!])?;
            before(&bang).filter(|it| it.text() == "macro_rules")?;
            let next = |it: &SyntaxElement| it.next_sibling_or_token();
            let behind = std::iter::successors(next(&token.into()), next);
            let mut behind = behind.filter(|it| !it.kind().is_trivia());
            behind.next()?.into_node().filter(|it| it.kind() == SyntaxKind::TOKEN_TREE)?
        }
    };
    let whole = tree.text_range();
    let one = TextSize::from(1);
    (whole.len() >= TextSize::from(2))
        .then(|| TextRange::new(whole.start() + one, whole.end() - one))
}

/// Whether a word in the body of a macro is handed to that macro again, one of whose arms
/// looks for it.
pub(in crate::syntax) fn is_told_to_itself(root: &SyntaxNode, word: TextRange) -> bool {
    let Some(token) = token_at(root, word.start()) else { return false };
    let Some(rules) = token.parent_ancestors().find_map(ast::MacroRules::cast) else {
        return false;
    };
    let Some(name) = rules.name() else { return false };
    let mut calls = token.parent_ancestors().map_while(ast::TokenTree::cast);
    let is_own = |it: ast::TokenTree| {
        calls::name_of_call(&it).is_some_and(|it| it == bare(name.text()).as_str())
    };
    if !calls.any(is_own) {
        return false;
    }
    let arms = rules.token_tree().map(|it| it.syntax().text().to_string()).unwrap_or_default();
    let inner = arms.get(1..arms.len().saturating_sub(1)).unwrap_or_default();
    Macro::read(inner, 0).is_some_and(|it| it.looks_for(bare(token.text()).as_str()))
}
