//! Duplicates as a consolidation has them: an item gets a copy beside it, and `replace` with
//! `definition = "delete"` lets the copy take its place. What comes of it is what a rename
//! makes of the tree, so the same list of definitions judges it.
//!
//! Invariant: only text is copied. The tree with the copies need not compile (two `impl`s of
//! one trait), the one without the old items has to.

use std::collections::BTreeMap;
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use ra_ap_syntax::ast::{self, AstNode, HasAttrs, HasGenericParams, HasName};
use ra_ap_syntax::{Edition, SourceFile, SyntaxNode, TextSize};

use crate::candidates::{Candidate, Deed, Piece};
use crate::tree::Tree;

/// The items that can have a copy, each with what it is made of.
pub fn copied(items: Vec<Candidate>, tree: &Tree) -> Vec<Candidate> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    items.iter().for_each(|it| *counts.entry(it.name.clone()).or_default() += it.sites.len());
    let impls = impls(tree);
    let with_copy = |item: Candidate| {
        let own = impls.get(&item.name).map(Vec::as_slice).unwrap_or_default();
        // Whose an `impl` is, is a question of names: not asked here.
        let is_type = ["struct", "enum", "union"].contains(&item.kind);
        let is_clear = own.is_empty() || is_type && counts[&item.name] == 1;
        let mut pieces = is_clear.then(|| of_item(&item, tree)).flatten()?;
        let home = &item.sites.first()?.0;
        for it in own {
            pieces.push(it.own.piece(&item.fresh));
            let import = it.import.iter().filter(|it| it.file != *home);
            pieces.extend(import.map(|it| it.piece(&item.fresh)));
        }
        Some(Candidate { deed: Deed::Copy(pieces), ..item })
    };
    items.into_iter().filter_map(with_copy).collect()
}

/// The tree with the copies of some items.
pub fn planted(tree: &Tree, items: &[Candidate]) -> Tree {
    let mut pieces: Vec<_> = items.iter().flat_map(|it| it.deed.pieces()).collect();
    pieces.sort_by_key(|it| (&it.file, it.at, &it.text));
    pieces.dedup_by_key(|it| (&it.file, it.at, &it.text));
    let mut planted = tree.clone();
    for it in pieces.into_iter().rev() {
        let content = planted.entry(it.file.clone()).or_default();
        content.splice(it.at..it.at, it.text.bytes());
    }
    planted
}

/// A text that gets a copy with another name in it.
struct Text {
    file: Utf8PathBuf,
    /// Where the copy goes.
    end: usize,
    text: String,
    /// The name in the text.
    name: Range<usize>,
}

impl Text {
    /// What stands at a node, below it.
    fn new(file: &Utf8Path, node: &SyntaxNode, name: &SyntaxNode) -> Text {
        let (text, start) = beside(node);
        Text { file: file.to_owned(), end: end(node), text, name: range(name, start) }
    }

    fn piece(&self, fresh: &str) -> Piece {
        let text = [&self.text[..self.name.start], fresh, &self.text[self.name.end..]].concat();
        Piece { file: self.file.clone(), at: self.end, text }
    }
}

/// An `impl` of a type, and the import that brings the type to it.
struct Impl {
    own: Text,
    import: Option<Text>,
}

/// All `impl`s by the last name of the type that they are of.
fn impls(tree: &Tree) -> BTreeMap<String, Vec<Impl>> {
    let mut found: BTreeMap<String, Vec<Impl>> = BTreeMap::new();
    for (file_path, content) in tree.iter().filter(|it| it.0.extension() == Some("rs")) {
        let Ok(text) = str::from_utf8(content) else { continue };
        let file = SourceFile::parse(text, Edition::CURRENT).tree();
        for it in file.syntax().descendants().filter_map(ast::Impl::cast) {
            let of = match it.self_ty() {
                Some(ast::Type::RefType(it)) => it.ty(),
                of => of,
            };
            let Some(ast::Type::PathType(of)) = of else { continue };
            let path = of.path();
            let name = path.as_ref().and_then(|it| it.segment()).and_then(|it| it.name_ref());
            let (Some(path), Some(name)) = (path, name) else { continue };
            let params = it.generic_param_list().into_iter().flat_map(|it| it.generic_params());
            if params.into_iter().any(|it| it.to_string().split(':').next() == Some(name.text())) {
                continue;
            }
            let is_bare = path.qualifier().is_none();
            let head = path.first_qualifier_or_self().to_string();
            if !is_bare && !["crate", "self", "super"].contains(&head.as_str()) {
                continue;
            }
            let import = is_bare.then(|| import(file_path, &it, name.text())).flatten();
            let own = Text::new(file_path, it.syntax(), name.syntax());
            let word = name.text().trim_start_matches("r#").to_owned();
            found.entry(word).or_default().push(Impl { own, import });
        }
    }
    found
}

/// The import by which an `impl` has a name; none where a glob brings it.
fn import(file: &Utf8Path, of: &ast::Impl, name: &str) -> Option<Text> {
    let items = of.syntax().parent()?;
    let uses = items.children().filter_map(ast::Use::cast);
    uses.into_iter().find_map(|own| {
        let mut trees = own.syntax().descendants().filter_map(ast::UseTree::cast);
        let last = |it: &ast::UseTree| it.path()?.segment()?.name_ref();
        let is_of = |it: &ast::UseTree| {
            it.use_tree_list().is_none()
                && it.rename().is_none()
                && last(it).is_some_and(|it| it.text() == name)
        };
        let tree = trees.find(is_of)?;
        let word = last(&tree)?;
        if tree.syntax().parent().is_some_and(|it| ast::Use::can_cast(it.kind())) {
            return Some(Text::new(file, own.syntax(), word.syntax()));
        }
        let text = format!(", {tree}");
        let start = usize::from(tree.syntax().text_range().start()) as isize - 2;
        let name = range(word.syntax(), start);
        Some(Text { file: file.to_owned(), end: end(tree.syntax()), text, name })
    })
}

/// The copies of all definitions of an item; none if it has one in the tokens of a macro,
/// or if it is not clear where the file of a module lies.
fn of_item(item: &Candidate, tree: &Tree) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    for (path, at) in &item.sites {
        let text = str::from_utf8(tree.get(path)?).ok()?;
        let file = SourceFile::parse(text, Edition::CURRENT).tree();
        let name = TextSize::try_from(*at).ok()?;
        let token = file.syntax().token_at_offset(name).right_biased()?;
        let node = token.parent_ancestors().find(|it| ast::Item::can_cast(it.kind()))?;
        let own = node.children().find_map(ast::Name::cast)?;
        if own.syntax().text_range().start() != name {
            return None;
        }
        if let Some(module) = ast::Module::cast(node.clone()) {
            pieces.extend(files(item, path, &module, tree)?);
        }
        pieces.push(Text::new(path, &node, own.syntax()).piece(&item.fresh));
    }
    Some(pieces)
}

/// The text of an item as it stands below another one, and the byte of the file at which
/// that text would begin.
fn beside(node: &SyntaxNode) -> (String, isize) {
    let before = node.prev_sibling_or_token().and_then(|it| it.into_token());
    let blank = before.map(|it| it.text().to_owned()).filter(|it| it.trim().is_empty());
    let indent = blank.and_then(|it| it.rsplit_once('\n').map(|it| it.1.to_owned()));
    let head = format!("\n\n{}", indent.unwrap_or_default());
    let start = usize::from(node.text_range().start()) as isize - head.len() as isize;
    (head + &node.to_string(), start)
}

fn range(node: &SyntaxNode, start: isize) -> Range<usize> {
    let range = node.text_range();
    let at = |it: TextSize| (usize::from(it) as isize - start) as usize;
    at(range.start())..at(range.end())
}

fn end(node: &SyntaxNode) -> usize {
    node.text_range().end().into()
}

/// The files of a module and of those below it, under the new name; nothing for one with
/// braces and no files.
fn files(
    item: &Candidate,
    path: &Utf8Path,
    module: &ast::Module,
    tree: &Tree,
) -> Option<Vec<Piece>> {
    let all: Vec<_> = module.syntax().ancestors().filter_map(ast::Module::cast).collect();
    if all.iter().any(|it| it.attrs().any(|it| it.to_string().contains("path"))) {
        return None;
    }
    let above = all.iter().skip(1).rev();
    let inline: Vec<_> = above.filter_map(|it| Some(it.name()?.text().to_string())).collect();
    let below = inline.iter().fold(path.with_extension(""), |all, it| all.join(it));
    let beside = inline.iter().fold(path.parent()?.to_owned(), |all, it| all.join(it));
    let homes = [beside, below].into_iter().map(|it| files_in(&it, item, tree));
    let mut homes = homes.filter(|it| !it.is_empty());
    let found = homes.next().unwrap_or_default();
    let is_clear = homes.next().is_none() && found.is_empty() != module.item_list().is_none();
    is_clear.then_some(found)
}

fn files_in(home: &Utf8Path, item: &Candidate, tree: &Tree) -> Vec<Piece> {
    let file = home.join(format!("{}.rs", item.name));
    let folder = home.join(&item.name);
    let own = tree.iter().filter_map(|(path, content)| {
        let to = match path.strip_prefix(&folder) {
            Ok(below) => home.join(&item.fresh).join(below),
            Err(_) if *path == file => home.join(format!("{}.rs", item.fresh)),
            Err(_) => return None,
        };
        let text = String::from_utf8(content.clone()).ok()?;
        Some(Piece { file: to, at: 0, text })
    });
    own.collect()
}
