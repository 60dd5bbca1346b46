//! Which sources a law can be asked of, by a parser of its own.
//!
//! Invariant: knows nothing of the program's name resolution; what it says of a source is
//! what rustc says of it, by names that are written out.

use std::collections::BTreeSet;

use kalam_codemod::workspace::{FileKind, Workspace};
use syn::{Attribute, Fields, Ident, Item};

/// Whether each module has one item at most of a name. Two in one namespace rustc refuses
/// (E0428): which of them a path means nobody can say. Those under a condition are left out,
/// and so are macros, of which there may be several.
/// <https://doc.rust-lang.org/reference/names/namespaces.html>
pub fn each_once(workspace: &Workspace) -> bool {
    let mut rust = workspace.files().filter(|it| it.kind == FileKind::Rust);
    rust.all(|it| is_each_once(&it.text))
}

/// The same of one text; nothing is said of what does not parse.
pub fn is_each_once(text: &str) -> bool {
    syn::parse_file(text).map_or(true, |it| once_in(&it.items))
}

fn once_in(items: &[Item]) -> bool {
    let mut known = BTreeSet::new();
    items.iter().all(|item| {
        let (names, inner) = defined(item);
        names.into_iter().all(|it| known.insert(it)) && once_in(inner)
    })
}

/// The names that an item has, those of values apart, and the items in it.
fn defined(item: &Item) -> (Vec<(bool, String)>, &[Item]) {
    let (attrs, types, values, inner): (&[Attribute], _, _, &[Item]) = match item {
        Item::Enum(it) => (&it.attrs, Some(&it.ident), None, &[]),
        Item::Union(it) => (&it.attrs, Some(&it.ident), None, &[]),
        Item::Trait(it) => (&it.attrs, Some(&it.ident), None, &[]),
        Item::Type(it) => (&it.attrs, Some(&it.ident), None, &[]),
        Item::Fn(it) => (&it.attrs, None, Some(&it.sig.ident), &[]),
        Item::Const(it) => (&it.attrs, None, Some(&it.ident), &[]),
        Item::Static(it) => (&it.attrs, None, Some(&it.ident), &[]),
        Item::Struct(it) => {
            let makes = !matches!(it.fields, Fields::Named(_));
            (&it.attrs, Some(&it.ident), makes.then_some(&it.ident), &[])
        }
        Item::Mod(it) => {
            let inner = it.content.as_ref().map_or(&[][..], |it| &it.1);
            (&it.attrs, Some(&it.ident), None, inner)
        }
        _ => (&[], None, None, &[]),
    };
    if attrs.iter().any(|it| it.path().is_ident("cfg")) {
        return (Vec::new(), inner);
    }
    let types = types.into_iter().map(|it: &Ident| (false, it.to_string()));
    let names = types.chain(values.map(|it: &Ident| (true, it.to_string())));
    (names.filter(|it| it.1 != "_").collect(), inner)
}
