//! The definitions of a file by its tokens alone: an ear other than the
//! program's own. A word that defines, and the name behind it; also in the
//! tokens of macros.
//!
//! Invariant: knows nothing of name resolution and does not ask the library.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::candidates::{Candidate, Deed};
use crate::tree::Tree;

/// One definition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Definition {
    /// Namespace, and `variant`.
    space: &'static str,
    name: String,
    /// What stands around it: modules, functions, impls.
    around: String,
    /// First byte of the name.
    at: usize,
}

/// Holds that of all definitions those of a renamed item have the fresh name now, and
/// all others the name they had.
///
/// # Errors
/// Each definition for which this is not so.
pub fn compare(item: &Candidate, before: &Tree, after: &Tree) -> Result<()> {
    let mut wrong = Vec::new();
    for (path, old) in before.iter().filter(|it| it.0.extension() == Some("rs")) {
        let Some(new) = moved(path, item, after) else {
            wrong.push(format!("{path} is gone"));
            continue;
        };
        let own = item.sites.iter().any(|it| it.0 == *path);
        if (old != new || own)
            && let (Some(old), Some(new)) = (read(old), read(new))
        {
            in_file(item, path, (&old, &new), &mut wrong);
        }
    }
    if wrong.is_empty() { Ok(()) } else { bail!("{}", wrong.join("\n")) }
}

fn in_file(
    item: &Candidate,
    path: &Utf8Path,
    (old, new): (&[Definition], &[Definition]),
    wrong: &mut Vec<String>,
) {
    if old.len() != new.len() {
        wrong.push(format!("{path}: {} definitions, then {}", old.len(), new.len()));
        return;
    }
    let own = own_places(item, path, old);
    for (old, new) in old.iter().zip(new) {
        let is_own = own.contains(&(old.space, old.around.as_str())) && old.name == item.name;
        let expected = if is_own { &item.fresh } else { &old.name };
        if new.name != *expected {
            let place = format!("{path}, byte {}, in `{}`", old.at, old.around);
            wrong.push(format!("{place}: {} `{}` is `{}` now", old.space, old.name, new.name));
        }
    }
}

/// Where in a file the item is defined: all definitions of its name there are
/// its own, under whatever `cfg`.
fn own_places<'a>(
    item: &Candidate,
    path: &Utf8Path,
    old: &'a [Definition],
) -> BTreeSet<(&'static str, &'a str)> {
    let stays = matches!(item.deed, Deed::Alias(_));
    let is_site = |it: &&Definition| !stays && item.sites.contains(&(path.to_owned(), it.at));
    old.iter().filter(is_site).map(|it| (it.space, it.around.as_str())).collect()
}

/// The file as it is after the rename, also of a module.
fn moved<'t>(path: &Utf8Path, item: &Candidate, after: &'t Tree) -> Option<&'t Vec<u8>> {
    let parts: Vec<_> = path.as_str().split('/').collect();
    let renamed = (0..parts.len()).map(|at| {
        let mut parts: Vec<_> = parts.iter().map(|it| (*it).to_owned()).collect();
        let stem = parts[at].strip_suffix(".rs").map(str::to_owned);
        parts[at] = match stem {
            Some(stem) if stem == item.name => format!("{}.rs", item.fresh),
            None if parts[at] == item.name => item.fresh.clone(),
            _ => parts[at].clone(),
        };
        Utf8PathBuf::from(parts.join("/"))
    });
    after.get(path).or_else(|| renamed.into_iter().find_map(|it| after.get(&it)))
}

/// The definitions in the order of the text; none for what is not tokens.
fn read(content: &[u8]) -> Option<Vec<Definition>> {
    let tokens: TokenStream = str::from_utf8(content).ok()?.parse().ok()?;
    let mut found = Vec::new();
    walk(tokens, "", &mut found);
    proc_macro2::extra::invalidate_current_thread_spans();
    Some(found)
}

fn walk(tokens: TokenStream, around: &str, found: &mut Vec<Definition>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut pending: Option<(&'static str, String)> = None;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(_) => {
                if let Some(definition) = definition(&tokens, at, around) {
                    let word = if word(&tokens, at) == "enum" { "enum" } else { definition.space };
                    pending = Some((word, definition.name.clone()));
                    found.push(definition);
                } else if word(&tokens, at) == "impl" && pending.is_none() {
                    pending = Some(("impl", String::new()));
                }
            }
            TokenTree::Punct(it) if it.as_char() == ';' => pending = None,
            TokenTree::Group(it) if it.delimiter() == Delimiter::Brace => {
                let inside = match &pending {
                    Some((word, name)) => format!("{around}/{word} {name}"),
                    None => around.to_owned(),
                };
                match pending.take() {
                    Some(("enum", _)) => variants(it.stream(), &inside, found),
                    _ => walk(it.stream(), &inside, found),
                }
            }
            TokenTree::Group(it) => walk(it.stream(), &format!("{around}/()"), found),
            _ => {}
        }
    }
}

fn word(tokens: &[TokenTree], at: usize) -> String {
    tokens.get(at).map(ToString::to_string).unwrap_or_default()
}

/// What a word at a place defines.
fn definition(tokens: &[TokenTree], at: usize, around: &str) -> Option<Definition> {
    let before = at.checked_sub(1).map(|it| word(tokens, it)).unwrap_or_default();
    let next = word(tokens, at + 1);
    let (space, name) = match word(tokens, at).as_str() {
        "struct" | "enum" | "trait" | "type" | "mod" => ("type", at + 1),
        "union" if matches!(word(tokens, at + 2).chars().next(), Some('{' | '<')) => {
            ("type", at + 1)
        }
        "fn" => ("value", at + 1),
        "const" if !["*", "<", ","].contains(&before.as_str()) => ("value", at + 1),
        "static" if before != "'" => ("value", if next == "mut" { at + 2 } else { at + 1 }),
        "macro_rules" if next == "!" => ("macro", at + 2),
        "macro" => ("macro", at + 1),
        _ => return None,
    };
    named(tokens.get(name)?, space, around)
}

fn named(token: &TokenTree, space: &'static str, around: &str) -> Option<Definition> {
    const WORDS: [&str; 9] =
        ["fn", "unsafe", "async", "extern", "ref", "move", "mut", "_", "const"];
    let TokenTree::Ident(ident) = token else { return None };
    let text = ident.to_string();
    let raw = text.starts_with("r#");
    let at = ident.span().byte_range().start;
    let name = text.trim_start_matches("r#").to_owned();
    let found = Definition { space, name, around: around.to_owned(), at };
    (raw || !WORDS.contains(&text.as_str())).then_some(found)
}

/// The first word of each part of an enum's body.
fn variants(tokens: TokenStream, around: &str, found: &mut Vec<Definition>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let is_comma = |it: &TokenTree| matches!(it, TokenTree::Punct(it) if it.as_char() == ',');
    for part in tokens.split(is_comma) {
        let mut rest = part;
        while let [TokenTree::Punct(it), TokenTree::Group(_), tail @ ..] = rest {
            if it.as_char() != '#' {
                break;
            }
            rest = tail;
        }
        found.extend(rest.first().and_then(|it| named(it, "variant", around)));
    }
}
