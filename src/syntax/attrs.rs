//! What the attributes of an item say, as far as names are concerned.
//!
//! Invariant: read from the tree alone; a `cfg` is kept as text and never judged.

use ra_ap_syntax::ast::{self, AstNode, HasAttrs};
use ra_ap_syntax::{SyntaxKind, SyntaxToken};
use smol_str::SmolStr;

use super::items::{Attrs, EXPORTERS, Item, ItemKind, Symbol, Visibility};
use super::lower::{Origin, literal_string, plain};

pub(super) fn attrs(list: impl Iterator<Item = ast::Attr>) -> Attrs {
    let mut out = Attrs::default();
    for attr in list.filter(|it| it.excl_token().is_none()) {
        out.any = true;
        let text = attr.syntax().text().to_string();
        let before = out.paths.len();
        for meta in attr.skip_cfg_attrs() {
            read_meta(&meta, &mut out);
        }
        let is_conditional = matches!(attr.meta(), Some(ast::Meta::CfgAttrMeta(_)));
        out.cfg_attr_path |= is_conditional && out.paths.len() > before;
        if matches!(attr.meta(), Some(ast::Meta::CfgMeta(_))) {
            // All of several conditions have to hold.
            out.cfg = Some(match out.cfg.take() {
                Some(other) => format!("{other} {text}").into(),
                None => text.into(),
            });
        }
    }
    out
}

fn read_meta(meta: &ast::Meta, out: &mut Attrs) {
    if let ast::Meta::UnsafeMeta(it) = meta {
        return it.meta().iter().for_each(|it| read_meta(it, out));
    }
    let name = meta.path().map(|it| it.syntax().text().to_string()).unwrap_or_default();
    match name.as_str() {
        "macro_use" => out.macro_use = true,
        "macro_export" => out.macro_export = true,
        "proc_macro" | "proc_macro_attribute" => out.proc_macro = true,
        "path" => out.paths.extend(string_value(meta)),
        "no_mangle" => out.symbol = out.symbol.max(Symbol::OwnName),
        "export_name" | "link_name" => out.symbol = Symbol::Given,
        _ => exporter(meta, &name, out),
    }
}

/// Reads an attribute that exports an item, by its own name or by one that is given.
fn exporter(meta: &ast::Meta, path: &str, out: &mut Attrs) {
    let last = path.rsplit("::").next().unwrap_or(path).trim();
    let Some(row) = EXPORTERS.iter().find(|it| it.attribute == last) else { return };
    let mut tokens = meta.syntax().descendants_with_tokens().filter_map(|it| it.into_token());
    match tokens.any(|it| it.text() == row.key) {
        true => out.symbol = Symbol::Given,
        false => out.exporter = Some(row),
    }
}

fn first_ident(meta: &ast::Meta) -> Option<SyntaxToken> {
    let ast::Meta::TokenTreeMeta(meta) = meta else { return None };
    let mut tokens = meta.token_tree()?.syntax().children_with_tokens();
    tokens.find(|it| it.kind() == SyntaxKind::IDENT)?.into_token()
}

fn string_value(meta: &ast::Meta) -> Option<SmolStr> {
    let ast::Meta::KeyValueMeta(meta) = meta else { return None };
    match meta.expr()? {
        ast::Expr::Literal(it) => literal_string(&it.token()),
        _ => None,
    }
}

/// The derive macro that a function is.
/// <https://doc.rust-lang.org/reference/procedural-macros.html#derive-macros>
pub(super) fn derive(it: &ast::Fn, origin: Origin) -> Option<Item> {
    let name = it.attrs().find_map(|it| {
        let meta = it.meta().filter(|it| it.path().is_some_and(|it| is_derive(&it)))?;
        first_ident(&meta)
    });
    let item = plain(it, ItemKind::Derive, origin);
    Some(Item { name: Some(origin.segment(&name?)), vis: Visibility::Public, ..item })
}

fn is_derive(path: &ast::Path) -> bool {
    path.syntax().text() == "proc_macro_derive"
}
