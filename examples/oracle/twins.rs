//! Aliases in the place of duplicates: each type of a library gets one in a new module
//! of its crate, and `replace` sends what names the type there.
//!
//! Invariant: rustc says which aliases hold; the others (of types that are private,
//! or not under all `cfg`s) are taken away before anything is judged.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use camino::{Utf8Path, Utf8PathBuf};
use kalam_codemod::resolve::Resolver;
use kalam_codemod::workspace::{TargetId, TargetKind, load};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::GenericParam;
use syn::punctuated::Punctuated;

use crate::Call;
use crate::candidates::{Candidate, Deed, choose, of_targets};
use crate::cargo::Cargo;

/// What the recipes do not touch: the aliases name the types.
pub const SCOPE: &str = "[scope]\nexclude = [\"**/kalam_twins.rs\"]\n";

const MODULE: &str = "kalam_twins";
const FILE: &str = "kalam_twins.rs";
const HEAD: &str = "#![allow(dead_code, private_interfaces, non_camel_case_types)]\n";

const DECLARATION: &str = "#[doc(hidden)]\npub mod kalam_twins;\n";

/// Kinds of items that an alias can be of.
const TYPES: [&str; 4] = ["struct", "enum", "union", "alias"];

type Params = Punctuated<GenericParam, syn::Token![,]>;

/// One alias.
struct Twin {
    item: Candidate,
    /// The file of its crate's root module.
    root: Utf8PathBuf,
    text: String,
}

/// Writes the aliases, and returns the items that have one.
///
/// # Errors
/// The tree does not compile as it is, or a file cannot be written.
pub fn plant(root: &Utf8Path, home: &Utf8Path, call: &Call) -> Result<Vec<Candidate>> {
    let cargo = Cargo::new(root, home, call)?;
    let mut twins = twins(root, call)?;
    let roots: BTreeSet<_> = twins.iter().map(|it| it.root.clone()).collect();
    declare(root, &roots)?;
    loop {
        let places = write(root, &roots, &twins)?;
        let wrong = cargo.errors_in(FILE)?;
        let before = twins.len();
        let mut sound = places.iter().map(|it| !wrong.contains(it));
        twins.retain(|_| sound.next().unwrap_or(false));
        if twins.len() == before {
            return Ok(twins.into_iter().map(|it| it.item).collect());
        }
    }
}

fn twins(root: &Utf8Path, call: &Call) -> Result<Vec<Twin>> {
    let workspace = load::load(Some(&root.join("Cargo.toml")))
        .map_err(|_| anyhow::anyhow!("the copy cannot be read"))?;
    let resolver = Resolver::new(&workspace);
    let mut all = Vec::new();
    for (at, target) in workspace.targets.iter().enumerate() {
        if target.kind != TargetKind::Lib {
            continue;
        }
        let Some(lib) = workspace.file(target.root) else { continue };
        let items = of_targets(&resolver, std::iter::once(TargetId(at as u32)));
        let items: Vec<_> = items.into_iter().filter(|it| TYPES.contains(&it.kind)).collect();
        let count = items.len();
        for mut item in choose(items, count, call.seed) {
            item.fresh = format!("{}{}", item.fresh, target.name);
            let Some(text) = alias(root, &item) else { continue };
            item.deed = Deed::Alias(format!("{}::{MODULE}::{}", target.name, item.fresh));
            all.push(Twin { item, root: lib.path.clone(), text });
        }
    }
    Ok(all)
}

/// The alias of an item in its crate; none where the item's parameters have defaults or
/// are constants, where its path says more than names, or where its name is a value, too,
/// which an alias is not.
fn alias(root: &Utf8Path, item: &Candidate) -> Option<String> {
    let (_, below) = item.path.split_once("::").filter(|it| !it.0.contains(['@', '/']))?;
    let (file, at) = item.sites.first()?;
    let text = std::fs::read_to_string(root.join(file)).ok()?;
    let tokens = behind(text.parse().ok()?, *at)?;
    if item.kind == "struct" && !has_fields_with_names(&tokens) {
        return None;
    }
    let params = generics(tokens)?;
    let names: Option<Vec<_>> = params.iter().map(name).collect();
    let params = match names?.join(", ") {
        it if it.is_empty() => it,
        it => format!("<{it}>"),
    };
    Some(format!("pub type {}{params} = crate::{below}{params};\n", item.fresh))
}

/// Whether braces come before the semicolon or parentheses of a struct.
fn has_fields_with_names(tokens: &[TokenTree]) -> bool {
    let decides = |it: &&TokenTree| match it {
        TokenTree::Group(it) => it.delimiter() != Delimiter::Bracket,
        it => it.to_string() == ";",
    };
    let first = tokens.iter().find(decides);
    matches!(first, Some(TokenTree::Group(it)) if it.delimiter() == Delimiter::Brace)
}

fn name(param: &GenericParam) -> Option<String> {
    match param {
        GenericParam::Lifetime(it) => Some(it.lifetime.to_string()),
        GenericParam::Type(it) if it.default.is_none() => Some(it.ident.to_string()),
        _ => None,
    }
}

/// What follows the word at a place, up to the end of its group.
fn behind(tokens: TokenStream, at: usize) -> Option<Vec<TokenTree>> {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(it) if it.span().byte_range().start == at => {
                return Some(tokens.collect());
            }
            TokenTree::Group(it) if it.span().byte_range().contains(&at) => {
                return behind(it.stream(), at);
            }
            _ => {}
        }
    }
    None
}

/// The parameters at the head of some tokens.
fn generics(tokens: Vec<TokenTree>) -> Option<Params> {
    let mut depth = 0;
    let mut before = ' ';
    let mut length = 0;
    for token in &tokens {
        let sign = if let TokenTree::Punct(it) = token { it.as_char() } else { ' ' };
        match sign {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            length += usize::from(sign == '>');
            break;
        }
        before = sign;
        length += 1;
    }
    let head = tokens.into_iter().take(length).collect();
    syn::parse2::<syn::Generics>(head).ok().map(|it| it.params)
}

/// The module's line at the end of each root.
fn declare(root: &Utf8Path, roots: &BTreeSet<Utf8PathBuf>) -> Result<()> {
    for path in roots.iter().map(|it| root.join(it)) {
        let text = std::fs::read_to_string(&path)?;
        std::fs::write(path, format!("{}\n\n{DECLARATION}", text.trim_end()))?;
    }
    Ok(())
}

/// Writes the aliases; returns file and line of each.
fn write(
    root: &Utf8Path,
    roots: &BTreeSet<Utf8PathBuf>,
    twins: &[Twin],
) -> Result<Vec<(Utf8PathBuf, usize)>> {
    let files = roots.iter().map(|it| (it.with_file_name(FILE), HEAD.to_owned()));
    let mut files: BTreeMap<_, _> = files.collect();
    let mut places = Vec::new();
    for it in twins {
        let path = it.root.with_file_name(FILE);
        let text = files.entry(path.clone()).or_default();
        places.push((path, text.lines().count() + 1));
        text.push_str(&it.text);
    }
    for (path, text) in files {
        std::fs::write(root.join(path), text)?;
    }
    Ok(places)
}
