//! Attributes whose strings hold code: which they are, and what they hold.
//!
//! A string has an address: the names around it from the attribute inwards, and
//! its key. That of `T: Clone` in `#[serde(bound(serialize = "T: Clone"))]` is
//! `serde/bound/serialize`; a string without a key has the key `_`.
//! Invariant: to know one attribute more takes one row, and its test.

use ra_ap_syntax::ast::{self, AstNode};
use ra_ap_syntax::{SyntaxKind, SyntaxToken, T};

use super::calls::before;

/// What a string of an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// The path of a type, a module or a crate, perhaps with arguments.
    Type,
    /// An expression, mostly the path of a function.
    Value,
    /// Predicates, as they stand behind `where`.
    Bounds,
    /// A format string.
    Format,
    /// Text.
    Text,
    /// Code, or text that reads like it: the attribute is not known.
    Unknown,
}

/// The attributes that are known, by the address of their strings; `*` is any
/// name.
pub(super) const ROWS: &[(&str, Holds)] = &[
    // <https://serde.rs/attributes.html>
    ("serde/with", Holds::Type),
    ("serde/from", Holds::Type),
    ("serde/try_from", Holds::Type),
    ("serde/into", Holds::Type),
    ("serde/remote", Holds::Type),
    ("serde/default", Holds::Value),
    ("serde/serialize_with", Holds::Value),
    ("serde/deserialize_with", Holds::Value),
    ("serde/skip_serializing_if", Holds::Value),
    ("serde/getter", Holds::Value),
    // <https://docs.rs/serde_with/latest/serde_with/attr.serde_as.html>
    ("serde_as/as", Holds::Type),
    ("serde_as/serialize_as", Holds::Type),
    ("serde_as/deserialize_as", Holds::Type),
    // <https://graham.cool/schemars/deriving/attributes/>
    ("schemars/with", Holds::Type),
    ("schemars/remote", Holds::Type),
    ("schemars/default", Holds::Value),
    ("schemars/schema_with", Holds::Value),
    // <https://docs.rs/borsh/latest/borsh/derive.BorshSerialize.html>
    ("borsh/serialize_with", Holds::Value),
    ("borsh/deserialize_with", Holds::Value),
    // Derives call both so, whose strings hold what these names say.
    ("*/crate", Holds::Type),
    ("*/bound", Holds::Bounds),
    ("*/bound/serialize", Holds::Bounds),
    ("*/bound/deserialize", Holds::Bounds),
    ("derivative/*/bound", Holds::Bounds),
    // <https://mcarton.github.io/rust-derivative/latest/>
    ("derivative/Debug/format_with", Holds::Value),
    ("derivative/Default/value", Holds::Value),
    ("derivative/Hash/hash_with", Holds::Value),
    ("derivative/PartialEq/compare_with", Holds::Value),
    // <https://docs.rs/derive_builder/latest/derive_builder/>
    ("builder/default", Holds::Value),
    ("builder/build_fn/validate", Holds::Value),
    ("builder/build_fn/error", Holds::Type),
    ("builder/field/ty", Holds::Type),
    ("builder/field/build", Holds::Value),
    // <https://docs.rs/structopt/0.2/structopt/>
    ("structopt/parse/*", Holds::Value),
    ("structopt/raw/*", Holds::Value),
    ("clap/parse/*", Holds::Value),
    ("clap/value_parser", Holds::Value),
    ("arg/value_parser", Holds::Value),
    ("command/value_parser", Holds::Value),
    // <https://docs.rs/validator/latest/validator/>
    ("validate/custom", Holds::Value),
    ("validate/custom/function", Holds::Value),
    ("validate/schema/function", Holds::Value),
    // <https://docs.rs/prost-derive/latest/prost_derive/>
    ("prost/enumeration", Holds::Type),
    ("prost/oneof", Holds::Type),
    // <https://pyo3.rs/latest/conversions/traits.html>
    ("pyo3/from_py_with", Holds::Value),
    // Messages: <https://docs.rs/thiserror>, <https://docs.rs/derive_more>,
    // <https://docs.rs/snafu>, <https://docs.rs/miette>, <https://docs.rs/failure>
    ("error/_", Holds::Format),
    ("display/_", Holds::Format),
    ("display/fmt", Holds::Format),
    ("debug/_", Holds::Format),
    ("snafu/display/_", Holds::Format),
    ("diagnostic/help/_", Holds::Format),
    ("fail/display", Holds::Format),
];

/// Attributes of the language: their strings are text, their words no names.
/// <https://doc.rust-lang.org/reference/attributes.html>
const BUILT_IN: [&str; 22] = [
    "allow",
    "cfg",
    "cfg_attr",
    "deny",
    "deprecated",
    "diagnostic",
    "doc",
    "expect",
    "export_name",
    "forbid",
    "inline",
    "link",
    "link_name",
    "link_section",
    "must_use",
    "path",
    "proc_macro_derive",
    "repr",
    "rustfmt",
    "should_panic",
    "target_feature",
    "warn",
];

/// Attributes whose arguments, or some of whose keys' arguments, are names of
/// items.
const OF_NAMES: [&str; 6] =
    ["belongs_to", "case", "enum_dispatch", "test_case", "test_matrix", "values"];

/// What a string among the tokens of an attribute holds; none elsewhere.
pub(super) fn holds(token: &SyntaxToken) -> Option<Holds> {
    let address = address(token)?;
    let row = ROWS.iter().find(|it| matches(it.0, &address));
    Some(match row {
        Some(row) => row.1,
        // The rest of what a known attribute says is text.
        None if has_keys(&address[0]) => Holds::Text,
        None => Holds::Unknown,
    })
}

/// Whether a token stands behind a format string of the same attribute, as one
/// of its arguments.
pub(super) fn is_formatted(token: &SyntaxToken) -> bool {
    let trees = token.parent_ancestors().map_while(ast::TokenTree::cast);
    let mut strings = trees.flat_map(|tree| {
        let inside = tree.syntax().children_with_tokens().filter_map(|it| it.into_token());
        let start = token.text_range().start();
        inside.take_while(|it| it.text_range().end() <= start).collect::<Vec<_>>()
    });
    strings.any(|it| it.kind() == SyntaxKind::STRING && holds(&it) == Some(Holds::Format))
}

/// What a word alone among the tokens of an attribute is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// The name of a derive macro.
    Derive,
    /// The name of an item.
    Name,
    /// The name of a derive macro where it is defined.
    Defined,
    /// A word that the attribute gives a meaning.
    Key,
    /// One or the other.
    Unknown,
}

/// What a name among the tokens of an attribute is, if it stands alone; none
/// elsewhere.
pub(super) fn word(token: &SyntaxToken) -> Option<Word> {
    let mut names = Vec::new();
    around(token.parent().and_then(ast::TokenTree::cast)?, &mut names)?;
    let (innermost, attribute) = (names.first()?, names.last()?);
    Some(match innermost.as_str() {
        "derive" if names.len() == 1 => Word::Derive,
        "proc_macro_derive" if is_first(token) => Word::Defined,
        it if OF_NAMES.contains(&it) => Word::Name,
        _ if has_keys(attribute) => Word::Key,
        _ => Word::Unknown,
    })
}

/// Whether a token is the first between its delimiters.
fn is_first(token: &SyntaxToken) -> bool {
    before(token).is_some_and(|it| it.kind() == T!['('])
}

/// Whether a token is the path of an attribute among the tokens of a macro.
pub(super) fn is_path_of_attribute(token: &SyntaxToken) -> bool {
    let tree = token.parent().and_then(ast::TokenTree::cast);
    let Some(first) = tree.filter(|it| it.l_brack_token().is_some()) else { return false };
    let Some(first) = first.syntax().first_token() else { return false };
    let inside = first.text_range().end()..=token.text_range().start();
    let between = std::iter::successors(before(token), before);
    let mut between = between.take_while(|it| inside.contains(&it.text_range().start()));
    is_mark(before(&first))
        && between.all(|it| matches!(it.kind(), T![:] | T![::] | SyntaxKind::IDENT))
}

/// `#`, or `#!`.
fn is_mark(token: Option<SyntaxToken>) -> bool {
    let mark = token.and_then(|it| if it.kind() == T![!] { before(&it) } else { Some(it) });
    mark.is_some_and(|it| it.kind() == T![#])
}

fn matches(pattern: &str, address: &[String]) -> bool {
    let mut names = address.iter();
    let is_same = |it: &str| names.next().is_some_and(|name| it == "*" || it == name);
    pattern.split('/').all(is_same) && names.next().is_none()
}

/// Whether all that an attribute may say is known.
fn has_keys(attribute: &str) -> bool {
    let mut known = ROWS.iter().filter_map(|it| it.0.split('/').next());
    BUILT_IN.contains(&attribute) || known.any(|it| it == attribute)
}

/// Whether a string has a key under which known attributes have code.
pub(super) fn is_key_of_code(token: &SyntaxToken) -> bool {
    let key = address(token).and_then(|mut it| it.pop());
    let is_key = |row: &(&str, Holds)| {
        let own = row.0.rsplit('/').next();
        row.1 != Holds::Format && own.is_some_and(|it| key.as_deref() == Some(it))
    };
    ROWS.iter().any(is_key)
}

/// The address of a string, if it stands in an attribute.
fn address(token: &SyntaxToken) -> Option<Vec<String>> {
    if let Some(tree) = token.parent().and_then(ast::TokenTree::cast) {
        let key = before(token).filter(|it| it.kind() == T![=]).and_then(|it| before(&it));
        let key = key.map_or_else(|| "_".to_owned(), |it| it.text().to_owned());
        let mut names = vec![key];
        around(tree, &mut names)?;
        names.reverse();
        return Some(names);
    }
    let meta = token.parent()?.parent().and_then(ast::KeyValueMeta::cast)?;
    Some(vec![meta.path()?.segment()?.name_ref()?.text().to_string()])
}

/// Adds the names before the delimiters around a token tree, innermost first,
/// up to that of the attribute; none if the tokens are not of one.
fn around(tree: ast::TokenTree, names: &mut Vec<String>) -> Option<()> {
    let parent = tree.syntax().parent()?;
    if let Some(meta) = ast::TokenTreeMeta::cast(parent.clone()) {
        names.push(meta.path()?.segment()?.name_ref()?.text().to_string());
        return Some(());
    }
    let outer = ast::TokenTree::cast(parent)?;
    let head = before(&tree.syntax().first_token()?)?;
    if tree.l_brack_token().is_some() {
        // An attribute among the tokens of a macro.
        let is_conditional = names.last().is_some_and(|it| it == "cfg_attr");
        names.truncate(names.len() - usize::from(is_conditional));
        return (is_mark(Some(head)) && !names.is_empty()).then_some(());
    }
    names.push(head.kind().is_any_identifier().then(|| head.text().to_owned())?);
    around(outer, names)
}

/// How many attributes are known.
#[cfg(test)]
pub(crate) fn rows() -> usize {
    ROWS.len()
}

/// The row of the first string of an attribute that has one, by its number.
#[cfg(test)]
pub(crate) fn row_of(attribute: &str) -> Option<usize> {
    use ra_ap_syntax::{Edition, SourceFile};
    let file = SourceFile::parse(&format!("{attribute} struct S;"), Edition::CURRENT);
    let tokens = file.syntax_node().descendants_with_tokens().filter_map(|it| it.into_token());
    let mut strings =
        tokens.filter(|it| it.kind() == SyntaxKind::STRING).filter_map(|it| address(&it));
    strings.find_map(|it| ROWS.iter().position(|row| matches(row.0, &it)))
}
