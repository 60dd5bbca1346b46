//! From the parser's tree to [`Body`].
//!
//! Invariant: total. What does not parse is left out; nothing here fails.

use std::sync::Arc;

use ra_ap_syntax::ast::{self, AstNode, HasAttrs, HasModuleItem, HasName, HasVisibility};
use ra_ap_syntax::{AstToken, NodeOrToken, SourceFile, SyntaxKind, SyntaxNode, SyntaxToken, T};
use smol_str::SmolStr;

use super::attrs;
use super::items::{
    Body, Fields, ImplData, Item, ItemKind, MacroCall, PathData, Segment, Symbol, UseItem, UseTree,
    UseTreeKind, Variant, Visibility,
};
pub(super) use super::origin::{Origin, bare};
use super::sites::SelfType;
use super::{rules, tokens};
use crate::text::{TextRange, TextSize};

/// The items of a whole file.
pub(super) fn file(root: &SyntaxNode, origin: Origin) -> Body {
    let mut body = items(root.children().filter_map(ast::Item::cast), origin);
    body.range = origin.range(root.text_range());
    body.start = origin.offset(after_inner(root, 0.into()));
    body.macro_use = has_macro_use(root);
    body
}

/// The items among the statements of a block, those of macro calls included.
pub(super) fn block(list: &ast::StmtList, origin: Origin) -> Body {
    let mut body = Body::default();
    for statement in list.statements() {
        match statement {
            ast::Stmt::Item(it) => lower_item(it, origin, &mut body),
            ast::Stmt::ExprStmt(it) => statement_call(it.expr(), origin, &mut body),
            ast::Stmt::LetStmt(_) => {}
        }
    }
    statement_call(list.tail_expr(), origin, &mut body);
    body.range = origin.range(list.syntax().text_range());
    let open = list.l_curly_token().map_or(body.range.start(), |it| it.text_range().end());
    body.start = origin.offset(after_inner(list.syntax(), open));
    body
}

/// The items of an inline module.
pub(super) fn module(list: &ast::ItemList, origin: Origin) -> Body {
    let mut body = items(list.items(), origin);
    body.range = origin.range(list.syntax().text_range());
    let open =
        list.l_curly_token().map_or(list.syntax().text_range().start(), |it| it.text_range().end());
    body.start = origin.offset(after_inner(list.syntax(), open));
    body.macro_use = has_macro_use(list.syntax());
    body
}

/// Whether `#![macro_use]` stands among the children of a module's node.
fn has_macro_use(node: &SyntaxNode) -> bool {
    let inner = node.children().filter_map(ast::Attr::cast).filter(|it| it.excl_token().is_some());
    inner.into_iter().any(|it| it.path().is_some_and(|it| it.syntax().text() == "macro_use"))
}

/// Where a first item can go among the children of `node`, at or after `start`.
fn after_inner(node: &SyntaxNode, start: TextSize) -> TextSize {
    let mut end = start;
    for child in node.children_with_tokens() {
        if child.text_range().end() <= start {
            continue;
        }
        match child.kind() {
            SyntaxKind::WHITESPACE => {}
            SyntaxKind::SHEBANG | SyntaxKind::FRONTMATTER => end = child.text_range().end(),
            SyntaxKind::ATTR if is_inner_attr(&child) => end = child.text_range().end(),
            SyntaxKind::COMMENT if is_inner_doc(&child) => end = child.text_range().end(),
            SyntaxKind::COMMENT => {}
            _ => break,
        }
    }
    end
}

fn is_inner_attr(child: &ra_ap_syntax::SyntaxElement) -> bool {
    let attr = child.as_node().cloned().and_then(ast::Attr::cast);
    attr.is_some_and(|it| it.excl_token().is_some())
}

fn is_inner_doc(child: &ra_ap_syntax::SyntaxElement) -> bool {
    let text = child.as_token().map(|it| it.text().to_owned()).unwrap_or_default();
    text.starts_with("//!") || text.starts_with("/*!")
}

fn items(list: impl Iterator<Item = ast::Item>, origin: Origin) -> Body {
    let mut body = Body::default();
    for it in list {
        lower_item(it, origin, &mut body);
    }
    body
}

fn lower_item(it: ast::Item, origin: Origin, body: &mut Body) {
    match it {
        ast::Item::Use(it) => body.uses.extend(use_item(&it, origin)),
        ast::Item::MacroCall(it) => macro_call(&it, origin, body),
        ast::Item::AsmExpr(_) => {}
        ast::Item::MacroRules(it) => {
            body.rules.extend(rules::rules(&it, origin));
            body.items.extend(item(&it.into(), origin));
        }
        it => {
            let own = item(&it, origin);
            let has_attrs = own.as_ref().is_some_and(|it| it.attrs.any);
            let derive = match &it {
                ast::Item::Fn(it) if has_attrs => attrs::derive(it, origin),
                _ => None,
            };
            body.items.extend(own.into_iter().chain(derive));
        }
    }
}

fn item(it: &ast::Item, origin: Origin) -> Option<Item> {
    let (name, kind) = match it {
        ast::Item::Const(it) => (it.name(), ItemKind::Const),
        ast::Item::Enum(it) => (it.name(), ItemKind::Enum(variants(it, origin))),
        ast::Item::ExternBlock(it) => (None, ItemKind::ExternBlock(extern_items(it, origin))),
        ast::Item::ExternCrate(it) => return Some(extern_crate(it, origin)),
        ast::Item::Fn(it) => (it.name(), ItemKind::Fn),
        ast::Item::Impl(it) => (None, ItemKind::Impl(impl_data(it, origin))),
        ast::Item::MacroDef(it) => (it.name(), ItemKind::Macro),
        ast::Item::MacroRules(it) => (it.name(), ItemKind::Macro),
        ast::Item::Module(it) => {
            let list = it.item_list().map(|it| Arc::new(module(&it, origin)));
            (it.name(), ItemKind::Module(list))
        }
        ast::Item::Static(it) => (it.name(), ItemKind::Static),
        ast::Item::Struct(it) => (it.name(), ItemKind::Struct(fields(it.field_list()))),
        ast::Item::Trait(it) => {
            (it.name(), ItemKind::Trait(assoc_names(it.assoc_item_list(), origin)))
        }
        ast::Item::TypeAlias(it) => (it.name(), ItemKind::TypeAlias(type_path(it.ty(), origin))),
        ast::Item::Union(it) => (it.name(), ItemKind::Union),
        ast::Item::Use(_) | ast::Item::MacroCall(_) | ast::Item::AsmExpr(_) => return None,
    };
    let mut item = plain(it, kind, origin);
    if let ItemKind::Module(Some(body)) = &item.kind {
        item.attrs.macro_use |= body.macro_use;
    }
    // No other language has traits.
    item.attrs.exporter = item.attrs.exporter.filter(|_| !matches!(item.kind, ItemKind::Trait(_)));
    Some(Item { name: name.and_then(|it| name_segment(&it, origin)), ..item })
}

/// An item with all but its name.
pub(super) fn plain<N: HasAttrs>(it: &N, kind: ItemKind, origin: Origin) -> Item {
    Item {
        name: None,
        range: origin.range(own_range(it.syntax())),
        kind,
        vis: visibility(child(it.syntax()), origin),
        attrs: attrs::attrs(it.attrs()),
        in_macro: origin.in_macro,
    }
}

/// An item from its first doc comment, attribute or token on: the parser also
/// counts ordinary comments before it.
pub(super) fn own_range(node: &SyntaxNode) -> TextRange {
    let is_own = |it: &ra_ap_syntax::SyntaxElement| match it.as_token() {
        Some(token) => match ast::Comment::cast(token.clone()) {
            Some(comment) => comment.is_doc(),
            None => !token.kind().is_trivia(),
        },
        None => true,
    };
    let first = node.children_with_tokens().find(is_own);
    let start = first.map_or(node.text_range().start(), |it| it.text_range().start());
    TextRange::new(start, node.text_range().end())
}

fn child<N: AstNode>(node: &SyntaxNode) -> Option<N> {
    node.children().find_map(N::cast)
}

fn name_segment(name: &ast::Name, origin: Origin) -> Option<Segment> {
    name.ident_token().map(|it| origin.segment(&it))
}

fn extern_crate(it: &ast::ExternCrate, origin: Origin) -> Item {
    let name = it.name_ref().and_then(|it| it.syntax().first_token());
    let alias = it.rename().and_then(|it| alias(&it, origin));
    Item {
        name: name.map(|it| origin.segment(&it)),
        ..plain(it, ItemKind::ExternCrate { alias }, origin)
    }
}

fn extern_items(it: &ast::ExternBlock, origin: Origin) -> Vec<Item> {
    let list = it.extern_item_list();
    let lower = |it: ast::ExternItem| match it {
        ast::ExternItem::Fn(it) => item(&it.into(), origin),
        ast::ExternItem::Static(it) => item(&it.into(), origin),
        ast::ExternItem::TypeAlias(it) => item(&it.into(), origin),
        ast::ExternItem::MacroCall(_) => None,
    };
    let mut items: Vec<_> =
        list.iter().flat_map(|it| it.extern_items()).filter_map(lower).collect();
    // What a macro makes of the block is known elsewhere by other rules than the linker's.
    let exporter = attrs::attrs(it.attrs()).exporter;
    for item in &mut items {
        match exporter {
            Some(_) => item.attrs.exporter = exporter,
            None => item.attrs.symbol = item.attrs.symbol.max(Symbol::OwnName),
        }
    }
    items
}

fn variants(it: &ast::Enum, origin: Origin) -> Vec<Variant> {
    let list = it.variant_list();
    let lower = |it: ast::Variant| {
        let name = name_segment(&it.name()?, origin)?;
        let range = origin.range(it.syntax().text_range());
        Some(Variant { name, range, fields: fields(it.field_list()) })
    };
    list.iter().flat_map(|it| it.variants()).filter_map(lower).collect()
}

fn fields(list: Option<ast::FieldList>) -> Fields {
    match list {
        Some(ast::FieldList::RecordFieldList(_)) => Fields::Record,
        Some(ast::FieldList::TupleFieldList(_)) => Fields::Tuple,
        None => Fields::Unit,
    }
}

fn assoc_names(list: Option<ast::AssocItemList>, origin: Origin) -> Vec<Segment> {
    let name = |it: ast::AssocItem| match it {
        ast::AssocItem::Const(it) => it.name(),
        ast::AssocItem::Fn(it) => it.name(),
        ast::AssocItem::TypeAlias(it) => it.name(),
        ast::AssocItem::MacroCall(_) => None,
    };
    let names = list.iter().flat_map(|it| it.assoc_items()).filter_map(name);
    names.filter_map(|it| name_segment(&it, origin)).collect()
}

fn impl_data(it: &ast::Impl, origin: Origin) -> ImplData {
    ImplData {
        self_type: type_path(it.self_ty(), origin),
        trait_path: type_path(it.trait_(), origin),
    }
}

/// What `Self` is in an `impl` for `ty`.
pub(super) fn self_type(ty: Option<ast::Type>, origin: Origin) -> SelfType {
    match ty {
        Some(ast::Type::PathType(it)) => it.path().and_then(|it| path(&it, origin)),
        _ => None,
    }
    .map_or(SelfType::Opaque, SelfType::Path)
}

/// The path of a type that is one, references and parentheses peeled off.
fn type_path(ty: Option<ast::Type>, origin: Origin) -> Option<PathData> {
    match ty? {
        ast::Type::PathType(it) => it.path().and_then(|it| path(&it, origin)),
        ast::Type::ParenType(it) => type_path(it.ty(), origin),
        ast::Type::RefType(it) => type_path(it.ty(), origin),
        _ => None,
    }
}

/// A path without generic arguments; none for `<T as Trait>::…`.
pub(super) fn path(it: &ast::Path, origin: Origin) -> Option<PathData> {
    let mut data = PathData::default();
    for segment in it.segments() {
        let name = segment.name_ref()?.syntax().first_token()?;
        data.leading_colons |= data.segments.is_empty() && segment.coloncolon_token().is_some();
        data.segments.push(origin.segment(&name));
    }
    (!data.segments.is_empty()).then_some(data)
}

fn visibility(vis: Option<ast::Visibility>, origin: Origin) -> Visibility {
    let Some(vis) = vis else { return Visibility::Inherited };
    let Some(inner) = vis.visibility_inner() else {
        return if vis.pub_token().is_some() { Visibility::Public } else { Visibility::Crate };
    };
    match inner.path().and_then(|it| path(&it, origin)) {
        Some(path) if path.segments.len() == 1 && path.segments[0].name == "crate" => {
            Visibility::Crate
        }
        Some(path) => Visibility::In(path),
        None => Visibility::Inherited,
    }
}

/// The value of a string literal.
pub(super) fn literal_string(token: &SyntaxToken) -> Option<SmolStr> {
    ast::String::cast(token.clone())?.value().ok().map(SmolStr::new)
}

fn use_item(it: &ast::Use, origin: Origin) -> Option<UseItem> {
    let vis = it.visibility();
    let start = vis.as_ref().map(|it| it.syntax().text_range().start());
    let start = start.or_else(|| Some(it.use_token()?.text_range().start()))?;
    let range = own_range(it.syntax());
    Some(UseItem {
        range: origin.range(range),
        statement: origin.range(TextRange::new(start, range.end())),
        vis_text: vis
            .as_ref()
            .map(|it| SmolStr::new(it.syntax().text().to_string()))
            .unwrap_or_default(),
        vis: visibility(vis, origin),
        attrs: attrs::attrs(it.attrs()),
        tree: use_tree(&it.use_tree()?, origin),
        in_macro: origin.in_macro,
    })
}

fn use_tree(it: &ast::UseTree, origin: Origin) -> UseTree {
    let mut own = it.path().and_then(|it| path(&it, origin)).unwrap_or_default();
    own.leading_colons |= own.segments.is_empty() && it.coloncolon_token().is_some();
    let kind = if let Some(list) = it.use_tree_list() {
        let braces = origin.range(list.syntax().text_range());
        UseTreeKind::Group {
            braces,
            trees: list.use_trees().map(|it| use_tree(&it, origin)).collect(),
        }
    } else if let Some(star) = it.star_token() {
        UseTreeKind::Glob(origin.range(star.text_range()))
    } else {
        UseTreeKind::Leaf { alias: it.rename().and_then(|it| alias(&it, origin)) }
    };
    UseTree { range: origin.range(it.syntax().text_range()), path: own, kind }
}

fn alias(it: &ast::Rename, origin: Origin) -> Option<Segment> {
    let name = it.name().and_then(|it| it.syntax().first_token());
    name.or_else(|| it.underscore_token()).map(|it| origin.segment(&it))
}

/// A macro call in the place of an item: its tokens are taken for the items
/// that they look like, as `cfg_if!` and its kin hand them on.
fn macro_call(it: &ast::MacroCall, origin: Origin, body: &mut Body) {
    let Some(name) = it.path().and_then(|it| path(&it, origin)) else { return };
    let Some(tokens) = it.token_tree() else { return };
    if name.segments.last().is_some_and(|it| it.name == "include") {
        return body.includes.extend(first_string(&tokens));
    }
    let is_read = token_items(&tokens, origin, body);
    let words = if is_read { Vec::new() } else { words(&tokens, origin) };
    let range = origin.range(own_range(it.syntax()));
    body.macro_calls.push(MacroCall { path: name, range, is_read, words });
}

/// A macro call in the place of a statement: it may stand for items, which the block
/// has then. Tokens that are no items are looked into only where a `cfg` picks some.
/// <https://doc.rust-lang.org/reference/macros.html#macro-invocation>
fn statement_call(expr: Option<ast::Expr>, origin: Origin, body: &mut Body) {
    let Some(ast::Expr::MacroExpr(it)) = expr else { return };
    let Some(call) = it.macro_call() else { return };
    let Some(tokens) = call.token_tree().filter(|it| !tokens::quotes(it)) else { return };
    let picks = tokens.syntax().text().to_string().contains("#[cfg");
    if picks || inner_text(&tokens).is_some_and(|it| are_items(&it.0, origin)) {
        return macro_call(&call, origin, body);
    }
    let Some(path) = call.path().and_then(|it| path(&it, origin)) else { return };
    let range = origin.range(own_range(call.syntax()));
    body.macro_calls.push(MacroCall { path, range, is_read: true, words: Vec::new() });
}

fn are_items(text: &str, origin: Origin) -> bool {
    let file = SourceFile::parse(text, origin.edition);
    file.errors().is_empty() && file.tree().items().next().is_some()
}

/// The identifiers among some tokens.
fn words(tokens: &ast::TokenTree, origin: Origin) -> Vec<Segment> {
    let tokens = tokens.syntax().descendants_with_tokens().filter_map(NodeOrToken::into_token);
    tokens.filter(|it| it.kind() == SyntaxKind::IDENT).map(|it| origin.segment(&it)).collect()
}

fn first_string(tokens: &ast::TokenTree) -> Option<SmolStr> {
    let mut tokens = tokens.syntax().children_with_tokens().filter_map(NodeOrToken::into_token);
    let token = tokens.find(|it| it.kind() == SyntaxKind::STRING)?;
    literal_string(&token)
}

/// Adds the items that the tokens between two delimiters are, or that nested
/// braces hold. Whether there were any.
fn token_items(tree: &ast::TokenTree, origin: Origin, body: &mut Body) -> bool {
    let Some((text, start)) = inner_text(tree) else { return false };
    let file = SourceFile::parse(&text, origin.edition);
    if file.errors().is_empty() {
        let found = items(file.tree().items(), origin.tokens(start, 0));
        let any = !(found.items.is_empty() && found.uses.is_empty() && found.includes.is_empty());
        body.items.extend(found.items);
        body.uses.extend(found.uses);
        body.includes.extend(found.includes);
        body.macro_calls.extend(found.macro_calls);
        body.rules.extend(found.rules);
        return any;
    }
    let nested = tree.syntax().children().filter_map(ast::TokenTree::cast);
    let braces = nested.filter(|it| it.l_curly_token().is_some());
    // All of them, not only up to the first that has items.
    braces.filter(|it| token_items(it, origin, body)).count() > 0
}

/// What stands between the delimiters of a token tree, and where it begins. The parser objects
/// to `\r` behind the `\` of a string that goes on in the next line; the compiler has dropped it.
/// <https://doc.rust-lang.org/reference/input-format.html#crlf-normalization>
pub(super) fn inner_text(tree: &ast::TokenTree) -> Option<(String, TextSize)> {
    let range = tree.syntax().text_range();
    let text = tree.syntax().text().to_string();
    let one = TextSize::from(1);
    let closed = matches!(tree.syntax().last_token()?.kind(), T!['}'] | T![')'] | T![']']);
    let inner = text.get(1..text.len().checked_sub(1)?).filter(|_| closed)?;
    // As many bytes: white space that does not count.
    Some((inner.replace("\\\r\n", "\\\n "), range.start() + one))
}
