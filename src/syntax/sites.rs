//! Where a name stands in a file: plain data for name resolution.
//!
//! Ranges are bytes of the file's text, also for tokens of macro calls.
//! Invariant: each place that was asked for gets one [`Site`].

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::items::{Body, PathData};
use crate::text::TextRange;

/// A scope of one file: index into [`Sites::scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ScopeId(pub u32);

/// The names in play of one file, and the scopes they stand in.
#[derive(Debug, Default)]
pub struct Sites {
    /// Scopes; a parent stands before its children.
    pub scopes: Vec<Scope>,
    /// Sites, in the order of the text.
    pub sites: Vec<Site>,
    /// The macros that names among the tokens of a call are handed to, by the range
    /// of the name.
    pub handed: FxHashMap<TextRange, PathData>,
}

/// What a scope declares, inside a module's body.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The scope around it; none where the file's root module is.
    pub parent: Option<ScopeId>,
    /// Bytes it covers.
    pub range: TextRange,
    /// What it is.
    pub kind: ScopeKind,
}

/// What a scope is.
/// <https://doc.rust-lang.org/reference/names/scopes.html>
#[derive(Debug, Clone)]
pub enum ScopeKind {
    /// An inline module: names beyond it are not seen.
    Module(Arc<Body>),
    /// A block with items or bindings.
    Block {
        /// Its items, if there are any.
        body: Option<Arc<Body>>,
        /// `let` bindings of names in play.
        locals: Vec<Local>,
    },
    /// An item with its generics, or an expression that binds.
    Binder(Binder),
    /// Code in documentation: a crate of its own.
    Doctest(Doctest),
    /// An arm of a `macro_rules!` of that name: its names are looked up where the
    /// macro is called.
    Rules(SmolStr),
}

/// Code in documentation.
/// <https://doc.rust-lang.org/rustdoc/write-documentation/documentation-tests.html>
#[derive(Debug, Clone)]
pub struct Doctest {
    /// Its items; `Body::range` is all of the code in the file.
    pub body: Arc<Body>,
    /// `let` bindings of names in play.
    pub locals: Vec<Local>,
    /// Whether its fence says that it is Rust.
    pub is_tagged: bool,
}

impl Sites {
    /// The code in documentation that a scope lies in.
    pub fn doctest(&self, scope: Option<ScopeId>) -> Option<&Doctest> {
        let scope = &self.scopes[scope?.0 as usize];
        match &scope.kind {
            ScopeKind::Doctest(it) => Some(it),
            _ => self.doctest(scope.parent),
        }
    }

    /// The `macro_rules!` whose arm a scope lies in, and the arm.
    pub fn rules(&self, scope: Option<ScopeId>) -> Option<(&SmolStr, TextRange)> {
        let scope = &self.scopes[scope?.0 as usize];
        match &scope.kind {
            ScopeKind::Rules(it) => Some((it, scope.range)),
            _ => self.rules(scope.parent),
        }
    }

    /// Whether a site stands in documentation, as code or as a link.
    pub fn is_in_docs(&self, site: &Site) -> bool {
        let is_link = |it: &PathSite| matches!(it.kind, PathKind::DocLink(_));
        matches!(&site.place, Place::Path(it) if is_link(it)) || self.doctest(site.scope).is_some()
    }
}

/// Generic parameters, bindings, and the `Self` type.
#[derive(Debug, Clone, Default)]
pub struct Binder {
    /// Generic type and const parameters.
    pub generics: Vec<SmolStr>,
    /// Bindings in play: parameters, patterns.
    pub locals: Vec<Local>,
    /// What `Self` is, where this scope says so.
    pub self_type: Option<SelfType>,
}

/// What `Self` is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelfType {
    /// The type that an `impl` names, or the type being defined.
    Path(PathData),
    /// A trait's implementor, or a type that is no path.
    Opaque,
}

/// A binding of a name in play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// The name.
    pub name: SmolStr,
    /// Its token in the pattern.
    pub range: TextRange,
    /// Bytes from which it is seen.
    pub visible: TextRange,
    /// Whether it may be a reference to a constant, unit struct or variant
    /// instead: a plain identifier pattern.
    pub may_be_reference: bool,
}

/// One place where a name in play stands.
#[derive(Debug, Clone)]
pub struct Site {
    /// The name without `r#`.
    pub name: SmolStr,
    /// Its token, `r#` included; for comments and strings the bytes of the name.
    pub range: TextRange,
    /// The innermost scope, if one lies inside the module's own body.
    pub scope: Option<ScopeId>,
    /// What kind of place.
    pub place: Place,
    /// Whether it names the trait of an `impl` or a bound.
    pub is_trait: bool,
}

impl Site {
    /// The first segment of its path, if that begins with `::`.
    pub fn global_head(&self) -> Option<&SmolStr> {
        let path = match &self.place {
            Place::Use(it) => &it.path,
            Place::Path(it)
            | Place::Pattern(it)
            | Place::Shorthand(it)
            | Place::ShorthandPattern(it) => &it.path,
            _ => return None,
        };
        path.segments.first().filter(|_| path.leading_colons).map(|it| &it.name)
    }

    /// Whether it stands in a link of documentation.
    pub fn is_doc_link(&self) -> bool {
        matches!(&self.place, Place::Path(it) if matches!(it.kind, PathKind::DocLink(_)))
    }
}

/// Which namespaces a path may name.
/// <https://doc.rust-lang.org/reference/names/namespaces.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NsSet(u8);

impl NsSet {
    /// Types, traits, modules, crates.
    pub const TYPES: NsSet = NsSet(1);
    /// Functions, constants, statics, constructors.
    pub const VALUES: NsSet = NsSet(2);
    /// Macros of all kinds.
    pub const MACROS: NsSet = NsSet(4);
    /// Any of them.
    pub const ALL: NsSet = NsSet(7);
    /// Types, and values where no type has the name: a generic argument.
    /// <https://doc.rust-lang.org/reference/items/generics.html#const-generics>
    pub const ARGUMENT: NsSet = NsSet(11);
    /// The three, each by itself.
    pub const EACH: [NsSet; 3] = [NsSet::TYPES, NsSet::VALUES, NsSet::MACROS];

    /// Whether some namespace is in both.
    pub fn intersects(self, other: NsSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Those in both.
    #[must_use]
    pub fn intersection(self, other: NsSet) -> NsSet {
        NsSet(self.0 & other.0)
    }

    /// Those in either.
    #[must_use]
    pub fn union(self, other: NsSet) -> NsSet {
        NsSet(self.0 | other.0)
    }
}

/// A path that leads to the name, and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathSite {
    /// The path up to the name, which is its last segment.
    pub path: PathData,
    /// From the start of the path to the end of the name's token.
    pub range: TextRange,
    /// How many segments stand behind the name.
    pub trailing: usize,
    /// Namespaces in which the name is looked up.
    pub ns: NsSet,
    /// Where the path stands.
    pub kind: PathKind,
    /// For the whole value of `field: name`: the field's name, and all of it.
    pub field: Option<(SmolStr, TextRange)>,
}

/// Where a path stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PathKind {
    /// Code.
    Code,
    /// Code among the tokens of a macro call.
    MacroCall,
    /// A name before `:` among the arguments of a macro call: a type with what it has to
    /// be (`assert_impl_all!(Job: Send)`), or a key.
    BeforeColon,
    /// The body of a `macro_rules!`.
    MacroBody,
    /// Tokens of a macro like `quote!`, which are code of whoever gets them, and
    /// those that a `macro_rules!` asks its callers for.
    Quoted,
    /// Tokens or the path of an attribute.
    Attribute,
    /// A word among the tokens of an attribute: its key, or a name.
    AttributeWord,
    /// A string of an attribute that holds code.
    AttributeString,
    /// A capture in a format string: a name, never a longer path.
    FormatString,
    /// Reads like a path, in a place that is not known to hold code.
    Perhaps,
    /// A doc link.
    DocLink(DocLink),
    /// Code in documentation.
    DocCode,
}

/// Which part of a doc link a path is.
/// <https://doc.rust-lang.org/rustdoc/write-documentation/linking-to-items-by-name.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocLink {
    /// Its destination: in parentheses, in second brackets, or defined apart.
    Destination,
    /// Code in its text, or a label, that repeats the last segments of the
    /// destination; the site's path is the destination's.
    Text,
    /// Text and destination at once, and the bytes of the whole link.
    Shortcut(TextRange),
}

/// What kind of place a name stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A path.
    Path(PathSite),
    /// An identifier pattern: a binding, or a reference to a constant, unit
    /// struct or variant.
    Pattern(PathSite),
    /// A pattern that always binds: `ref name`, `mut name`, `name @ …`. A
    /// constant, static, unit or tuple struct must not have the name.
    Binding(PathSite),
    /// `S { name }`: the field's name and a value at once.
    Shorthand(PathSite),
    /// `S { name }` in a pattern: the field's name, and a binding or a
    /// reference as for [`Place::Pattern`].
    ShorthandPattern(PathSite),
    /// A segment of a use-tree.
    Use(UseSite),
    /// The name of an item or variant in its definition.
    Definition,
    /// `extern crate name`.
    ExternCrate,
    /// The name after `as`.
    Alias,
    /// A field, method, associated item, label, lifetime, attribute key.
    Member,
    /// A generic parameter or a macro's fragment.
    Parameter,
    /// A comment that is not documentation.
    Comment,
    /// Prose of a doc comment.
    DocComment,
    /// Prose of a Markdown file.
    Prose,
    /// A string or other literal.
    Literal,
    /// Part of a text that does not parse.
    Unparsed,
}

/// A segment of a use-tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseSite {
    /// The whole path up to the name, parents' paths included.
    pub path: PathData,
    /// `UseItem::range` of the item it stands in.
    pub item: TextRange,
    /// `UseTree::range` of the innermost node it stands in.
    pub tree: TextRange,
    /// Whether it is the last segment of a leaf (`a::Name`, `Name as x`,
    /// `Name::{self}` is not).
    pub is_leaf: bool,
    /// The leaf's alias.
    pub alias: Option<SmolStr>,
    /// Whether a visibility is written on the item.
    pub is_public: bool,
}
