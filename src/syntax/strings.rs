//! Names in string literals: captures of format strings, and code in the
//! strings of attributes.
//!
//! Invariant: what is not known to be code is [`Place::Literal`], or a path of
//! [`PathKind::Perhaps`], which nothing edits.

use ra_ap_syntax::ast::{self, AstNode, HasModuleItem, HasName, IsString};
use ra_ap_syntax::{AstToken, SourceFile, SyntaxElement, SyntaxToken};
use smol_str::SmolStr;

use super::attributes::{self, Holds};
use super::calls::{self, Capture};
use super::classify::{Classify, token_at};
use super::items::{PathData, Segment};
use super::lower::bare;
use super::scopes::Tree;
use super::sites::{NsSet, PathKind, PathSite, Place, ScopeId, Site};
use super::tokens;
use crate::planted::planted;
use crate::text::{TextRange, TextSize};

/// What code of a kind is put between to be parsed.
fn wrapper(holds: Holds) -> Option<(&'static str, &'static str)> {
    match holds {
        Holds::Type | Holds::Unknown => Some(("type T=", ";")),
        Holds::Value => Some(("const C:()=", ";")),
        Holds::Bounds => Some(("struct S where ", ";")),
        Holds::Format | Holds::Text => None,
    }
}

/// A name in a literal, with `r#` if that stands before it.
fn with_raw(tree: &Tree, token: &SyntaxToken, hit: TextRange) -> TextRange {
    let own = tree.origin.own(hit.start());
    let before = own.and_then(|it| it.checked_sub(token.text_range().start()));
    let before = before.and_then(|it| token.text().get(..it.into())?.strip_suffix("r#"));
    let is_raw =
        before.is_some_and(|it| !it.ends_with(|it: char| it == '_' || it.is_alphanumeric()));
    let start = if is_raw { hit.start() - TextSize::from(2) } else { hit.start() };
    TextRange::new(start, hit.end())
}

impl Classify<'_> {
    /// A name inside a literal.
    pub(super) fn literal(
        &mut self,
        tree: &Tree,
        token: &SyntaxToken,
        (name, hit): (SmolStr, TextRange),
    ) -> Option<Site> {
        if let Some(holds) = attributes::holds(token)
            && let Some(site) = self.attribute(tree, (token, holds), (&name, hit))
        {
            return Some(site);
        }
        let (place, scope) =
            self.string(tree, token, (&name, hit)).unwrap_or((Place::Literal, None));
        let range = if place == Place::Literal { with_raw(tree, token, hit) } else { hit };
        Some(Site { name, range, scope, place, is_trait: false })
    }

    /// A name in a string of an attribute; none if that is text.
    fn attribute(
        &mut self,
        tree: &Tree,
        (token, holds): (&SyntaxToken, Holds),
        (name, hit): (&SmolStr, TextRange),
    ) -> Option<Site> {
        let string = ast::String::cast(token.clone())?;
        if holds == Holds::Format {
            let place = message(tree, &string, (name, hit))?;
            let scope = self.scope_at(tree, hit);
            return Some(Site { name: name.clone(), range: hit, scope, place, is_trait: false });
        }
        let (code, is_exact) = self.code(tree, &string, holds)?;
        let mut site = self.site(&code, hit)?;
        let is_sure = is_exact && holds != Holds::Unknown;
        let Place::Path(path) = &mut site.place else { return Some(site).filter(|_| is_sure) };
        let is_word = path.path.segments.len() == 1 && path.trailing == 0;
        if is_word && holds == Holds::Unknown && !attributes::is_key_of_code(token) {
            return None;
        }
        if !is_sure {
            path.ns = if path.trailing > 0 { NsSet::TYPES } else { NsSet::ALL };
        }
        path.kind = if is_sure { PathKind::AttributeString } else { PathKind::Perhaps };
        Some(site)
    }

    /// The code of a string as a tree, and whether its bytes are those of the
    /// file; none if it does not parse.
    fn code(&mut self, tree: &Tree, string: &ast::String, holds: Holds) -> Option<(Tree, bool)> {
        let (before, after) = wrapper(holds)?;
        let range = string.text_range_between_quotes()?;
        let (text, is_exact) = plain(string);
        let key = tree.origin.range(range);
        let outer = self.scope_at(tree, key);
        let parse = || {
            let edition = tree.origin.edition;
            let file = SourceFile::parse(&format!("{before}{text}{after}"), edition);
            let is_one = file.tree().items().count() == 1 && file.errors().is_empty();
            is_one.then(|| Tree {
                root: file.syntax_node(),
                origin: tree.origin.tokens(range.start(), before.len()),
                outer,
                scaffold: TextSize::from(before.len() as u32),
            })
        };
        Some((self.read_once(key, parse)?, is_exact))
    }

    fn string(
        &mut self,
        tree: &Tree,
        token: &SyntaxToken,
        (name, hit): (&SmolStr, TextRange),
    ) -> Option<(Place, Option<ScopeId>)> {
        let string = ast::String::cast(token.clone())?;
        let own = TextRange::new(tree.origin.own(hit.start())?, tree.origin.own(hit.end())?);
        let tokens = token.parent().and_then(ast::TokenTree::cast)?;
        let call = calls::name_of_call(&tokens)?;
        let found = calls::capture((&call, &tokens), &string, own, tree.origin.edition);
        let found = match found {
            Capture::Yes if tokens::is_quoted(token) => Capture::Perhaps,
            found => found,
        };
        let place = capture_place(found, (name, hit))?;
        Some((place, self.scope_at(tree, hit)))
    }

    /// The innermost scope at a place, that of code in macro tokens included.
    fn scope_at(&mut self, tree: &Tree, hit: TextRange) -> Option<ScopeId> {
        let token = token_at(&tree.root, tree.origin.own(hit.start())?)?;
        match self.inner(tree, &token, hit) {
            Some(inner) => self.scope_at(&inner, hit),
            None => {
                let outermost = token.parent_ancestors().filter_map(ast::TokenTree::cast).last();
                let owner = outermost.and_then(|it| it.syntax().parent()).or(token.parent())?;
                self.scopes.of(&owner, tree)
            }
        }
    }
}

/// What a string says, in as many bytes as it is written in: escapes are
/// blanks. Whether each other byte is one of what it says.
fn plain(string: &ast::String) -> (String, bool) {
    let text = string.text_without_quotes();
    if string.is_raw() || !text.contains('\\') {
        return (text.to_owned(), true);
    }
    let mut out = String::with_capacity(text.len());
    let mut is_exact = true;
    let mut rest = text.chars();
    while let Some(it) = rest.next() {
        if it != '\\' {
            out.push(it);
            continue;
        }
        let mut escaped = rest.next().unwrap_or_default();
        // The end of a line joins what stands around it, and may have a `\r`.
        if escaped == '\r' && rest.as_str().starts_with('\n') {
            escaped = '\n';
            rest.next();
            out.push(' ');
        }
        let is_apart = !out.ends_with(|it: char| it == '_' || it.is_alphanumeric());
        is_exact &= matches!(escaped, 'n' | 't' | 'r') || (escaped == '\n' && is_apart);
        out.push_str(&" ".repeat(1 + escaped.len_utf8()));
    }
    (out, is_exact)
}

/// The place of a name in a message of an attribute: the fields of what it
/// stands on are the arguments.
fn message(tree: &Tree, string: &ast::String, (name, hit): (&SmolStr, TextRange)) -> Option<Place> {
    let token = string.syntax();
    let own = TextRange::new(tree.origin.own(hit.start())?, tree.origin.own(hit.end())?);
    let tokens = token.parent().and_then(ast::TokenTree::cast)?;
    let arguments = calls::arguments(&tokens);
    let is_own = |it: &Vec<SyntaxElement>| it.iter().any(|it| it.as_token() == Some(token));
    let at = arguments.iter().position(is_own)?;
    let found = calls::in_format(string, own, &arguments[at + 1..], true);
    match found {
        Capture::Yes if has_field(token, name) => Some(Place::Member),
        found => capture_place(found, (name, hit)),
    }
}

/// Whether the struct or variant that an attribute stands on has a field of
/// this name.
fn has_field(token: &SyntaxToken, name: &str) -> bool {
    let item =
        token.parent_ancestors().find_map(ast::Attr::cast).and_then(|it| it.syntax().parent());
    let fields =
        item.into_iter().flat_map(|it| it.children()).filter_map(ast::RecordFieldList::cast);
    let mut names = fields.flat_map(|it| it.fields()).filter_map(|it| it.name());
    names.any(|it| bare(it.text()) == name)
}

/// The place of a name in a string of a macro call; none for text.
fn capture_place(found: Capture, (name, hit): (&SmolStr, TextRange)) -> Option<Place> {
    let path = |kind| {
        let segments = vec![Segment { name: name.clone(), range: hit }];
        let path = PathData { leading_colons: false, segments };
        let ns = NsSet::VALUES;
        Some(Place::Path(PathSite { path, range: hit, trailing: 0, ns, kind, field: None }))
    };
    match found {
        Capture::Yes if planted("captures-ignored") => None,
        Capture::No => None,
        Capture::Argument => Some(Place::Member),
        Capture::Yes => path(PathKind::FormatString),
        Capture::Perhaps => path(PathKind::Perhaps),
    }
}
