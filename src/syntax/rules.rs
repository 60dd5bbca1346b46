//! The arms of `macro_rules!`, read as the items that a call in the place of an
//! item gives to the module around it.
//! <https://doc.rust-lang.org/reference/macros-by-example.html>
//!
//! Invariant: the text that is parsed has the length of what it stands for, so
//! that one shift leads to the file. `$name` reads as `_name`, what a repetition
//! repeats reads as if it stood there once, and nothing is expanded.

use std::sync::Arc;

use ra_ap_syntax::ast::{self, AstNode, HasName};
use ra_ap_syntax::{NodeOrToken, SourceFile, SyntaxElement, SyntaxKind, SyntaxNode, T};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::items::{
    Body, ByName, Callbacks, Item, ItemKind, Rules, UseItem, UseTree, UseTreeKind, Visibility,
};
use super::lower::{self, Origin, bare};
use super::origin::{CRATE, is_fragment};
use crate::text::{TextRange, TextSize};

/// What a macro's arms give to the module of a call.
pub(super) fn rules(it: &ast::MacroRules, origin: Origin) -> Option<Rules> {
    let name = bare(it.name()?.text());
    let mut rules = Rules { name, ..Rules::default() };
    for arm in arms(it) {
        arm.add_callbacks(&mut rules.callbacks);
        rules.exports |= exports_fragment(&arm.body);
        match read(&arm, origin) {
            Some((root, own)) => rules.add(&arm, lower::file(&root, own)),
            None => rules.is_opaque |= arm.body.syntax().text().to_string().contains("mod"),
        }
    }
    Some(rules)
}

impl Rules {
    fn add(&mut self, arm: &Arm, mut body: Body) {
        let kinds = kinds(&arm.pattern);
        let is_named = |it: &Item| is_named(it, &kinds);
        let is_by_name = |it: &&Item| !is_named(it) && matches!(it.kind, ItemKind::Module(None));
        if let Some(module) = body.items.iter().find(is_by_name) {
            let vis = if arm.takes_visibility() { Visibility::Public } else { module.vis.clone() };
            let glob = body.uses.iter().find(|it| is_glob_of_fragment(&it.tree));
            self.by_name = Some(ByName { vis, glob: glob.map(|it| it.vis.clone()) });
        }
        retain_named(&mut body, &kinds);
        if !(body.items.is_empty() && body.uses.is_empty() && body.macro_calls.is_empty()) {
            self.arms.push(Arc::new(body));
        }
    }
}

/// Whether no fragment is the name of an item.
fn is_named(it: &Item, kinds: &Kinds) -> bool {
    it.name.as_ref().is_none_or(|it| !is_bound(&it.name, kinds))
}

/// Whether a name is a fragment that the pattern binds.
fn is_bound(name: &str, kinds: &Kinds) -> bool {
    is_fragment(name) && kinds.contains_key(&name[1..])
}

/// Takes away what a fragment names, or brings: only the calls know what that is.
fn retain_named(body: &mut Body, kinds: &Kinds) {
    body.items.retain(|it| is_named(it, kinds));
    for item in &mut body.items {
        match &mut item.kind {
            ItemKind::Enum(variants) => variants.retain(|it| !is_bound(&it.name.name, kinds)),
            ItemKind::Module(Some(inner)) => retain_named(Arc::make_mut(inner), kinds),
            _ => {}
        }
    }
    body.uses.retain(is_spelled);
}

/// `$name::*`
fn is_glob_of_fragment(tree: &UseTree) -> bool {
    let is_glob = matches!(tree.kind, UseTreeKind::Glob(_));
    match tree.path.segments.as_slice() {
        [first] => is_glob && is_fragment(&first.name),
        [first, second] => is_glob && first.name == "self" && is_fragment(&second.name),
        _ => false,
    }
}

/// Whether no part of an import is a fragment.
fn is_spelled(it: &UseItem) -> bool {
    let mut all = true;
    it.for_each_leaf(&mut |_, path| all &= path.segments.iter().all(|it| !is_fragment(&it.name)));
    all
}

/// One arm: what it matches, and what it stands for.
pub(super) struct Arm {
    pattern: ast::TokenTree,
    body: ast::TokenTree,
}

/// The arms of a macro, in their order.
fn arms(it: &ast::MacroRules) -> Vec<Arm> {
    let Some(tokens) = it.token_tree() else { return Vec::new() };
    let trees: Vec<_> = tokens.syntax().children().filter_map(ast::TokenTree::cast).collect();
    let pairs = trees.chunks_exact(2);
    pairs.map(|it| Arm { pattern: it[0].clone(), body: it[1].clone() }).collect()
}

/// The arm whose body holds `range` of the tree.
pub(super) fn arm_around(rules: &ast::MacroRules, range: TextRange) -> Option<Arm> {
    arms(rules).into_iter().find(|it| it.range().contains_range(range))
}

impl Arm {
    /// What it stands for, delimiters included.
    pub(super) fn range(&self) -> TextRange {
        self.body.syntax().text_range()
    }

    /// Whether some fragment is a visibility.
    fn takes_visibility(&self) -> bool {
        kinds(&self.pattern).values().any(|it| it == "vis")
    }

    /// Adds the calls of macros whose name is a fragment, and those of others that
    /// have a fragment among their tokens.
    fn add_callbacks(&self, found: &mut Callbacks) {
        let tokens = self.body.syntax().descendants_with_tokens();
        let tokens = tokens.filter_map(NodeOrToken::into_token);
        let tokens: Vec<_> = tokens.filter(|it| !it.kind().is_trivia()).collect();
        for it in tokens.windows(4) {
            let tree = it[3].parent().filter(|_| it[2].kind() == T![!]);
            let Some(tree) = tree.filter(|tree| tree.first_token().as_ref() == Some(&it[3])) else {
                continue;
            };
            if it[0].kind() == T![$] {
                found.any = true;
            } else if tree.text().contains_char('$') {
                found.handed_on.push(bare(it[1].text()));
            }
        }
    }

    /// Its items, if it reads as items and has any.
    pub(super) fn items(&self, origin: Origin) -> Option<(SyntaxNode, Origin)> {
        let has_items = |it: &SyntaxNode| it.children().any(|it| ast::Item::can_cast(it.kind()));
        read(self, origin).filter(|it| has_items(&it.0))
    }
}

/// Whether `#[macro_export]` stands before a fragment, or before attributes of one.
fn exports_fragment(tree: &ast::TokenTree) -> bool {
    let parts = tree.syntax().children_with_tokens();
    let parts: Vec<SyntaxElement> = parts.filter(|it| !it.kind().is_trivia()).collect();
    let starts = |it: &SyntaxElement, text| it.to_string().starts_with(text);
    let is_exported = |at: usize| {
        let rest = parts[at..].chunks(2);
        let mut rest = rest.skip_while(|it| it.len() == 2 && it[0].kind() == T![#]);
        rest.next().is_some_and(|it| it.len() == 2 && it[0].kind() == T![$] && !starts(&it[1], "("))
    };
    let is_own = |it: &[SyntaxElement]| it[0].kind() == T![#] && starts(&it[1], "[macro_export");
    let mut own = parts.windows(2).enumerate().filter(|it| is_own(it.1));
    let inner = || tree.syntax().children().filter_map(ast::TokenTree::cast);
    own.any(|it| is_exported(it.0)) || inner().any(|it| exports_fragment(&it))
}

fn read(arm: &Arm, origin: Origin) -> Option<(SyntaxNode, Origin)> {
    let (text, start) = lower::inner_text(&arm.body)?;
    let mut text = text.into_bytes();
    let written = Written { kinds: kinds(&arm.pattern), start };
    written.tree(&arm.body, &mut text);
    let text = String::from_utf8(text).ok()?;
    let file = SourceFile::parse(&text, origin.edition);
    file.errors().is_empty().then(|| (file.syntax_node(), origin.rules(start)))
}

/// Fragments, each with its kind.
type Kinds = FxHashMap<SmolStr, SmolStr>;

/// The fragments that a pattern binds.
fn kinds(pattern: &ast::TokenTree) -> Kinds {
    let tokens = pattern.syntax().descendants_with_tokens().filter_map(NodeOrToken::into_token);
    let tokens: Vec<_> = tokens.filter(|it| !it.kind().is_trivia()).collect();
    let bound = tokens.windows(4).filter(|it| it[0].kind() == T![$] && it[2].kind() == T![:]);
    bound.map(|it| (bare(it[1].text()), bare(it[3].text()))).collect()
}

/// The text of an arm on its way to be code.
struct Written {
    kinds: Kinds,
    /// Where the text begins in the tree.
    start: TextSize,
}

impl Written {
    fn tree(&self, tree: &ast::TokenTree, text: &mut [u8]) {
        let parts: Vec<SyntaxElement> = tree.syntax().children_with_tokens().collect();
        for (at, part) in parts.iter().enumerate() {
            match part {
                NodeOrToken::Node(it) => {
                    ast::TokenTree::cast(it.clone()).iter().for_each(|it| self.tree(it, text));
                }
                NodeOrToken::Token(it) if it.kind() == T![$] => {
                    self.dollar(part.text_range(), &parts[at + 1..], text);
                }
                NodeOrToken::Token(_) => {}
            }
        }
    }

    /// `$name`, `$crate`, or `$( … ) sep op`.
    fn dollar(&self, own: TextRange, rest: &[SyntaxElement], text: &mut [u8]) {
        match rest.first() {
            Some(NodeOrToken::Node(tree)) => {
                self.put(own, b' ', text);
                let ends = [tree.first_token(), tree.last_token()];
                ends.iter().flatten().for_each(|it| self.put(it.text_range(), b' ', text));
                let behind = rest[1..].iter().take(4);
                let is_end = |it: &&SyntaxElement| matches!(it.kind(), T![*] | T![+] | T![?]);
                let len = behind.clone().position(|it| is_end(&it)).map_or(0, |it| it + 1);
                behind.take(len).for_each(|it| self.put(it.text_range(), b' ', text));
            }
            Some(NodeOrToken::Token(name)) => {
                let whole = own.cover(name.text_range());
                match self.kinds.get(name.text()).map(SmolStr::as_str) {
                    Some("vis" | "item") => self.put(whole, b' ', text),
                    Some("lifetime") => self.put(own, b'\'', text),
                    Some("block") if name.kind() == SyntaxKind::IDENT => {
                        self.put(whole, b' ', text);
                        self.put(TextRange::at(whole.start(), 1.into()), b'{', text);
                        self.put(TextRange::at(own.end(), 1.into()), b'}', text);
                    }
                    _ => self.put(own, b'_', text),
                }
            }
            None => {}
        }
    }

    /// Writes a byte over a range of the tree.
    fn put(&self, range: TextRange, byte: u8, text: &mut [u8]) {
        let at = |it: TextSize| usize::from(it.checked_sub(self.start).unwrap_or_default());
        if let Some(bytes) = text.get_mut(at(range.start())..at(range.end())) {
            bytes.fill(byte);
        }
    }
}

// `$crate` and what it reads as have one length.
const _: () = assert!(CRATE.len() == "$crate".len());
