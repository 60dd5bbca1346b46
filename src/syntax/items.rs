//! What a list of items declares: the plain data that name resolution reads.
//!
//! Ranges are bytes of the file's text. Names are without `r#`.
//! Invariant: no node of the parser's tree is kept here.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::text::{TextRange, TextSize};

/// A name or path segment and its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The name without `r#`; `self`, `super`, `crate`, `Self`, `$crate` as they stand.
    pub name: SmolStr,
    /// The token, `r#` included.
    pub range: TextRange,
}

/// A path without its generic arguments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathData {
    /// Whether it begins with `::`.
    pub leading_colons: bool,
    /// Its segments.
    pub segments: Vec<Segment>,
}

/// `pub` and its restrictions.
/// <https://doc.rust-lang.org/reference/visibility-and-privacy.html>
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Visibility {
    /// None is written.
    #[default]
    Inherited,
    /// `pub`
    Public,
    /// `pub(crate)`, `crate`
    Crate,
    /// `pub(super)`, `pub(self)`, `pub(in path)`
    In(PathData),
}

/// What the attributes of an item say, as far as names are concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attrs {
    /// Some outer attribute or doc comment stands on the item.
    pub any: bool,
    /// The `#[cfg(…)]` attributes that stand on the item, as they are written.
    pub cfg: Option<SmolStr>,
    /// Values of `#[path = "…"]`, also inside `cfg_attr`.
    pub paths: Vec<SmolStr>,
    /// Some of `paths` stand in `cfg_attr`: the file without them counts too.
    pub cfg_attr_path: bool,
    /// `#[macro_use]`
    pub macro_use: bool,
    /// `#[macro_export]`
    pub macro_export: bool,
    /// `#[proc_macro]`, `#[proc_macro_attribute]`
    pub proc_macro: bool,
    /// Whether the item's name is one for the linker.
    pub symbol: Symbol,
    /// The attribute by which code in another language calls the item by its name.
    pub exporter: Option<&'static Exporter>,
}

/// An attribute whose macro gives an item to another language.
#[derive(Debug, PartialEq, Eq)]
pub struct Exporter {
    /// Its last segment.
    pub attribute: &'static str,
    /// Its key that gives the item another name there.
    pub key: &'static str,
}

/// Those that are known.
/// <https://rustwasm.github.io/docs/wasm-bindgen/reference/attributes/on-js-imports/js_name.html>,
/// <https://pyo3.rs>, <https://napi.rs>
pub(super) const EXPORTERS: &[Exporter] = &[
    Exporter { attribute: "wasm_bindgen", key: "js_name" },
    Exporter { attribute: "napi", key: "js_name" },
    Exporter { attribute: "pyclass", key: "name" },
    Exporter { attribute: "pyfunction", key: "name" },
];

/// What the linker knows of an item.
/// <https://doc.rust-lang.org/reference/abi.html>
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// Nothing by this name.
    #[default]
    None,
    /// Its name: `#[no_mangle]`, or it stands in an `extern` block.
    OwnName,
    /// What `#[export_name]` or `#[link_name]` says.
    Given,
}

/// A list of items: of a file, an inline module or a block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// All of it: the file, or what stands between the braces.
    pub range: TextRange,
    /// Where a first item can go: after inner attributes, inner docs, a shebang.
    pub start: TextSize,
    /// Items, in the order of the text; `use` items are in `uses`.
    pub items: Vec<Item>,
    /// `use` items, in the order of the text.
    pub uses: Vec<UseItem>,
    /// Macro calls that stand as items.
    pub macro_calls: Vec<MacroCall>,
    /// What the `macro_rules!` among the items give to the modules of their calls.
    pub rules: Vec<Rules>,
    /// Literal paths of `include!("…")` that stand as items.
    pub includes: Vec<SmolStr>,
    /// Whether `#![macro_use]` stands in it.
    pub macro_use: bool,
}

/// A macro call in the place of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MacroCall {
    /// The macro's path.
    pub path: PathData,
    /// From the path to the end of the tokens.
    pub range: TextRange,
    /// Whether its tokens are items, which the list has.
    pub is_read: bool,
    /// The identifiers among its tokens where they are no items.
    pub words: Vec<Segment>,
}

/// What a `macro_rules!` gives to the module of a call in the place of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// The macro's name.
    pub name: SmolStr,
    /// Its arms that read as items: all count, as which of them a call picks is
    /// not asked.
    pub arms: Vec<Arc<Body>>,
    /// How it declares modules of names that it is given, if it does.
    pub by_name: Option<ByName>,
    /// Whether some arm that does not read as items may declare modules.
    pub is_opaque: bool,
    /// Whether some arm has `#[macro_export]` before what it is handed.
    pub exports: bool,
    /// What the arms do with fragments that are names of macros.
    pub callbacks: Callbacks,
}

/// How a macro calls macros that it is given the names of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Callbacks {
    /// Whether it does so itself: `$name! { … }`.
    pub any: bool,
    /// The macros that it hands fragments on to.
    pub handed_on: Vec<SmolStr>,
}

/// What a macro makes of a name that it is given: `mod $name;`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByName {
    /// The module's visibility; `pub` where the call says it.
    pub vis: Visibility,
    /// That of `use $name::*;`, if it stands there.
    pub glob: Option<Visibility>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name and token; impls, `_` constants and foreign modules have none.
    pub name: Option<Segment>,
    /// All of it, with docs and attributes.
    pub range: TextRange,
    /// What it is.
    pub kind: ItemKind,
    /// Its visibility.
    pub vis: Visibility,
    /// What its attributes say.
    pub attrs: Attrs,
    /// Whether it stands in the tokens of a macro call (`cfg_if! { … }`).
    pub in_macro: bool,
}

/// How a struct or variant is constructed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fields {
    /// `{ … }`
    Record,
    /// `( … )`
    Tuple,
    /// nothing
    Unit,
}

/// A variant of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Its name.
    pub name: Segment,
    /// All of it, with docs and attributes.
    pub range: TextRange,
    /// How it is constructed.
    pub fields: Fields,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemKind {
    /// `mod name;`, or `mod name { … }` with its body.
    Module(Option<Arc<Body>>),
    /// `struct`
    Struct(Fields),
    /// `enum`
    Enum(Vec<Variant>),
    /// `union`
    Union,
    /// `trait` or trait alias, with the names of its associated items.
    Trait(Vec<Segment>),
    /// `type`, and the path that it stands for, if it is one.
    TypeAlias(Option<PathData>),
    /// `fn`
    Fn,
    /// `const`
    Const,
    /// `static`
    Static,
    /// `macro_rules! name` or `macro name`.
    Macro,
    /// The derive macro that a function with `#[proc_macro_derive(Name)]` is: its name is
    /// that in the attribute.
    Derive,
    /// `extern crate name as alias;`: the crate's name is `Item::name`.
    ExternCrate {
        /// The name after `as`; `_` is a name here.
        alias: Option<Segment>,
    },
    /// `impl`
    Impl(ImplData),
    /// `extern "…" { … }` with its items.
    ExternBlock(Vec<Item>),
}

/// An `impl` block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImplData {
    /// The path of the self type, if it is a path.
    pub self_type: Option<PathData>,
    /// The path of the trait.
    pub trait_path: Option<PathData>,
}

/// One `use` item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseItem {
    /// All of it, with docs and attributes, to the `;`.
    pub range: TextRange,
    /// From the visibility or `use` to the `;`, without docs and attributes.
    pub statement: TextRange,
    /// Its visibility.
    pub vis: Visibility,
    /// The visibility's text (`pub(crate)`); empty for none.
    pub vis_text: SmolStr,
    /// What its attributes say.
    pub attrs: Attrs,
    /// Its tree.
    pub tree: UseTree,
    /// Whether it stands in the tokens of a macro call.
    pub in_macro: bool,
}

/// A node of a use-tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseTree {
    /// All of the node, without the comma behind it.
    pub range: TextRange,
    /// The path of this node alone, without that of its parents.
    pub path: PathData,
    /// What stands behind the path.
    pub kind: UseTreeKind,
}

/// What stands behind the path of a use-tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UseTreeKind {
    /// Nothing, or `as alias`; `_` is an alias here.
    Leaf {
        /// The name after `as`.
        alias: Option<Segment>,
    },
    /// `*` (its token).
    Glob(TextRange),
    /// `{ … }`
    Group {
        /// Braces included.
        braces: TextRange,
        /// What stands in them.
        trees: Vec<UseTree>,
    },
}

impl UseItem {
    /// Calls `visit` for each leaf and glob, with the whole path to it.
    ///
    /// `a::{self, b}` gives `a` (with the `self` token as last segment) and `a::b`.
    pub fn for_each_leaf<'a>(&'a self, visit: &mut dyn FnMut(&'a UseTree, &PathData)) {
        walk(&self.tree, &PathData::default(), visit);
    }
}

fn walk<'a>(tree: &'a UseTree, prefix: &PathData, visit: &mut dyn FnMut(&'a UseTree, &PathData)) {
    let mut path = prefix.clone();
    path.leading_colons |= tree.path.leading_colons;
    path.segments.extend(tree.path.segments.iter().cloned());
    match &tree.kind {
        UseTreeKind::Group { trees, .. } => trees.iter().for_each(|it| walk(it, &path, visit)),
        _ => visit(tree, &path),
    }
}
