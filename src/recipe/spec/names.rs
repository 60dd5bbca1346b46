//! How items and names are spelled in a recipe.
//!
//! An item path is `krate::module::Item`: the crate's name as code spells it,
//! then identifiers, raw ones as `r#type`. Before it may stand the kind of the
//! target (`bin@fd::cli`), after it `!` for a macro.
//!
//! Invariant: what passes here is made of identifiers of the language
//! (<https://doc.rust-lang.org/reference/identifiers.html>); whether a word is a
//! keyword in one edition only (`async`, `dyn`, `gen`, `try`) is not judged, as
//! that depends on the crate.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::Spanned;
use super::page::{Page, nearest, shown};
use crate::diagnostic::Diagnostic;

/// What may stand before `@`: kinds of target, and rustdoc's words for the
/// namespaces where a module has a type and a value of one name.
/// <https://doc.rust-lang.org/rustdoc/write-documentation/linking-to-items-by-name.html#namespaces-and-disambiguators>
const TARGET_KINDS: &[&str] = &["lib", "bin", "test", "example", "bench", "build", "type", "value"];

/// A path with more segments is refused: no crate has it.
const MOST_SEGMENTS: usize = 128;

/// Keywords of every edition.
/// <https://doc.rust-lang.org/reference/keywords.html>
const KEYWORDS: &[&str] = &[
    "abstract", "as", "become", "box", "break", "const", "continue", "crate", "do", "else", "enum",
    "extern", "false", "final", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match",
    "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static",
    "struct", "super", "trait", "true", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// Keywords that stay keywords behind `r#`.
const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self"];

/// What is wrong with a name, and which of its bytes are to blame.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NameFault {
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

impl NameFault {
    pub(super) fn new(
        at: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> NameFault {
        NameFault { at, message: message.into(), help: help.into() }
    }

    /// The same fault of a text in which this one begins at `offset`.
    fn moved(self, offset: usize) -> NameFault {
        NameFault { at: self.at.start + offset..self.at.end + offset, ..self }
    }
}

/// Reports a fault of `text`; true where there is none.
pub(super) fn report(
    page: &mut Page<'_>,
    text: &Spanned<String>,
    result: Result<(), NameFault>,
) -> bool {
    let Err(fault) = result else { return true };
    let range = page.part_of(text, fault.at);
    page.error(range, fault.message, fault.help);
    false
}

/// Reports an item path that is none; true where it is one.
pub(super) fn check_item_path(page: &mut Page<'_>, path: &Spanned<String>) -> bool {
    report(page, path, item_path(&path.value))
}

/// Reports a package name that Cargo does not take; true where it does.
/// <https://doc.rust-lang.org/cargo/reference/manifest.html#the-name-field>
pub(super) fn check_package(page: &mut Page<'_>, name: &Spanned<String>) -> bool {
    let good = !name.value.is_empty()
        && name.value.chars().all(|c| c == '-' || unicode_ident::is_xid_continue(c));
    if !good {
        let message = format!("`{}` is no name of a package", shown(&name.value));
        page.error(name.range, message, "letters, digits, `-` and `_`, as in its `Cargo.toml`");
    }
    good
}

/// Whether `path`, from outside of a recipe, is an item path.
///
/// # Errors
/// What is wrong with it, without a place.
pub fn check_path(path: &str) -> Result<(), Diagnostic> {
    item_path(path).map_err(|it| {
        let message = format!("`{}` is no item path: {}", shown(path), it.message);
        Diagnostic::error(message).help(it.help)
    })
}

/// Whether `path` is an item path.
pub(super) fn item_path(path: &str) -> Result<(), NameFault> {
    const EXAMPLE: &str = "an item is named by its canonical path: `crate_name::module::Item`";
    if path.is_empty() {
        return Err(NameFault::new(0..0, "the path is empty", EXAMPLE));
    }
    let (kind_len, rest) = target_kind(path)?;
    let (kind_len, rest) = package(kind_len, rest);
    let rest = rest.strip_suffix('!').unwrap_or(rest);
    if let Some(after) = rest.strip_prefix("::") {
        let help = format!("write `{}`", shown(after));
        return Err(NameFault::new(kind_len..kind_len + 2, "a path begins with a crate", help));
    }
    let mut offset = kind_len;
    for (number, segment) in rest.split("::").enumerate() {
        let fault = if number == 0 { head(segment) } else { path_segment(segment) };
        fault.map_err(|it| it.moved(offset))?;
        offset += segment.len() + 2;
        if number == MOST_SEGMENTS {
            return Err(NameFault::new(0..path.len(), "the path is too long", EXAMPLE));
        }
    }
    Ok(())
}

/// The length of `kind@`, and what comes after it.
fn target_kind(path: &str) -> Result<(usize, &str), NameFault> {
    let Some((kind, rest)) = path.split_once('@') else { return Ok((0, path)) };
    if TARGET_KINDS.contains(&kind) {
        return Ok((kind.len() + 1, rest));
    }
    let help = match nearest(kind, TARGET_KINDS) {
        Some(it) => format!("did you mean `{it}@`?"),
        None => format!("one of {}", super::page::quoted(TARGET_KINDS)),
    };
    let message = format!("`{}` is no kind of target", shown(kind));
    Err(NameFault::new(0..kind.len(), message, help))
}

/// The length of `package/` behind that of a kind, and what comes after it.
fn package(kind_len: usize, path: &str) -> (usize, &str) {
    let is_name = |it: &str| {
        !it.is_empty() && it.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '_'))
    };
    match path.split_once('/') {
        Some((package, rest)) if is_name(package) && rest.starts_with(is_word) => {
            (kind_len + package.len() + 1, rest)
        }
        _ => (kind_len, path),
    }
}

fn is_word(it: char) -> bool {
    it.is_alphanumeric() || it == '_'
}

/// The first segment: a crate's name.
fn head(segment: &str) -> Result<(), NameFault> {
    let all = 0..segment.len();
    if NEVER_RAW.contains(&segment) || segment == "$crate" {
        let message = format!("`{segment}` is another place in each file");
        return Err(NameFault::new(all, message, "begin with the crate's name"));
    }
    let spelled = segment.replace('-', "_");
    if segment.contains('-') && identifier(&spelled).is_ok() {
        let message = format!("`{segment}` is no name of a crate");
        return Err(NameFault::new(all, message, format!("code spells it `{spelled}`")));
    }
    // A target need not be called what code could name: `examples/01_first.rs`.
    let is_target = segment.starts_with(|it: char| it.is_ascii_digit())
        && segment.chars().all(unicode_ident::is_xid_continue);
    if is_target { Ok(()) } else { path_segment(segment) }
}

/// One segment of a path.
fn path_segment(segment: &str) -> Result<(), NameFault> {
    let hint = |c: char| match c {
        '<' => Some(("an item path has no generic arguments", "leave them out")),
        '.' => Some(("fields are not supported by this version", "name an item")),
        ':' => Some(("`:` does not separate the parts of a path", "write `::`")),
        '*' => Some(("a path names one item", "name each of them, or their module")),
        '!' => Some(("`!` stands at the end of a macro's path", "write `krate::m!`")),
        c if c.is_whitespace() => Some(("there is white space in the path", "leave it out")),
        _ => None,
    };
    if segment.is_empty() {
        let help = "write one name between two `::`, and one after the last";
        return Err(NameFault::new(0..0, "a part of the path is empty", help));
    }
    match segment.char_indices().find_map(|(at, c)| Some((at..at + c.len_utf8(), hint(c)?))) {
        Some((at, (message, help))) => Err(NameFault::new(at, message, help)),
        // What is there has the name, whether `r#` is written or not.
        None if KEYWORDS.contains(&segment) && !NEVER_RAW.contains(&segment) => Ok(()),
        None => identifier(segment),
    }
}

/// Whether `name` can stand where a rename writes it.
pub(super) fn new_name(name: &str) -> Result<(), NameFault> {
    let all = 0..name.len();
    if let Some((_, last)) = name.rsplit_once("::") {
        let help = match identifier(last) {
            Ok(()) => format!(
                "write `{last}`: the item stays where it is; `replace` sends references elsewhere"
            ),
            Err(_) => "the item stays where it is; `replace` sends references elsewhere".into(),
        };
        return Err(NameFault::new(all, "a new name is due here, not a path", help));
    }
    identifier(name)
}

/// Whether `name` is an identifier, raw or not.
pub(super) fn identifier(name: &str) -> Result<(), NameFault> {
    const HELP: &str = "a name has letters, digits and `_`, and does not begin with a digit";
    let fault = |message: String, help: &str| Err(NameFault::new(0..name.len(), message, help));
    let plain = name.strip_prefix("r#");
    match plain.unwrap_or(name) {
        "" => fault("the name is empty".into(), HELP),
        "_" => fault("`_` is no name".into(), HELP),
        it if !has_letters_of_a_name(it) => {
            fault(format!("`{}` is no identifier", shown(name)), HELP)
        }
        it if NEVER_RAW.contains(&it) => {
            fault(format!("`{name}` can never be a name"), "choose another name")
        }
        it if plain.is_none() && KEYWORDS.contains(&it) => fault(
            format!("`{it}` is a keyword"),
            &format!("write `r#{it}`, or choose another name"),
        ),
        _ => Ok(()),
    }
}

fn has_letters_of_a_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c))
        && chars.all(unicode_ident::is_xid_continue)
}

/// `path` in the one form in which equal paths are equal: without `r#`, composed.
pub(super) fn plain(path: &str) -> String {
    composed(&path.replace("r#", ""))
}

/// A name with composed letters (NFC): two spellings of a letter are one for the
/// compiler. <https://doc.rust-lang.org/reference/identifiers.html#normalization>
pub(super) fn composed(name: &str) -> String {
    name.nfc().collect()
}
