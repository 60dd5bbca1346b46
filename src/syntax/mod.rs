//! Rust source as plain data with ranges. The only user of the parser.

mod attributes;
mod attrs;
pub mod by_example;
mod calls;
mod cfgs;
mod classify;
mod cursor;
mod docs;
mod format;
mod functions;
pub mod items;
mod lower;
mod made;
pub mod marks;
mod nesting;
mod origin;
mod paths;
mod respell;
mod rules;
mod scopes;
pub mod sites;
mod splice;
mod strings;
mod tokens;
mod wire;

#[cfg(test)]
pub(crate) use attributes::{row_of, rows};
pub use cfgs::{Cfg, covers as cfg_covers};
pub use docs::DocInclude;
pub use items::*;
pub use paths::PathBase;
pub use ra_ap_syntax::Edition;
pub use sites::*;
pub use wire::Wire;

use std::sync::{Arc, OnceLock};

use ra_ap_syntax::{SourceFile, SyntaxKind, SyntaxNode};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::text::{Text, TextEdit, TextRange, TextSize};

/// One parsed file: Rust, or Markdown, in which only code and links count.
#[derive(Debug)]
pub struct Syntax {
    tree: Tree,
    edition: Edition,
    body: OnceLock<Arc<Body>>,
}

/// How the tree of a file came about.
#[derive(Debug)]
enum Tree {
    /// The text was parsed.
    Parsed(functions::Tree),
    /// Identifiers of a tree got other names.
    Respelled(functions::Tree),
    /// It is Markdown, which has no tree.
    Markdown(docs::Markdown),
    /// It nests too deeply to be parsed, there first.
    TooDeep(TextSize),
}

impl Syntax {
    /// Parses `text`, which has no byte order mark. One that nests too deeply has
    /// no items and no sites.
    pub fn parse(text: &str, edition: Edition) -> Syntax {
        let tree = match nesting::too_deep(text) {
            Some(at) => Tree::TooDeep(at),
            None => Tree::Parsed(functions::Tree::parse(text, edition)),
        };
        Syntax { tree, edition, body: OnceLock::new() }
    }

    /// Where the text nests deeper than can be parsed; none if it does not.
    pub fn too_deep(&self) -> Option<TextSize> {
        match self.tree {
            Tree::TooDeep(at) => Some(at),
            _ => None,
        }
    }

    /// Parses what `edit` makes of the text of this file, which is `text`. Where
    /// it only gives identifiers other names, the tree is that of before with
    /// other tokens.
    pub fn edited(&self, edit: &TextEdit, text: &str) -> Syntax {
        let edition = self.edition;
        if let Tree::Markdown(_) = self.tree {
            return Syntax::markdown(text.into(), edition);
        }
        let root = self.root_at(edit.indels().iter().map(|it| it.delete));
        let respelled = respell::respelled(&root, edit, edition);
        let tree = respelled.zip(self.rust()).and_then(|it| it.1.respelled(it.0, edit));
        match tree.map(Tree::Respelled) {
            Some(tree) => Syntax { tree, edition, body: OnceLock::new() },
            None => Syntax::parse(text, edition),
        }
    }

    fn rust(&self) -> Option<&functions::Tree> {
        match &self.tree {
            Tree::Parsed(it) | Tree::Respelled(it) => Some(it),
            Tree::Markdown(_) | Tree::TooDeep(_) => None,
        }
    }

    /// The tree, with all of the functions that have something at these places.
    fn root_at(&self, places: impl IntoIterator<Item = TextRange>) -> SyntaxNode {
        match self.rust() {
            Some(it) => it.read(places),
            None => SourceFile::parse("", self.edition).syntax_node(),
        }
    }

    /// The tree, in which functions may be blank behind their names.
    fn outline(&self) -> SyntaxNode {
        match self.rust() {
            Some(it) => it.outline(),
            None => SourceFile::parse("", self.edition).syntax_node(),
        }
    }

    /// Whether it is the tree of an earlier text with other identifiers: then
    /// the parser objects to what it objected to before.
    pub fn is_respelled(&self) -> bool {
        matches!(self.tree, Tree::Respelled(_))
    }

    /// The pieces that the file consists of at its top, in the order of the text
    /// and without a gap: each an item, with the white space and comments
    /// behind it. A piece parses by itself as it does in its place.
    pub fn pieces(&self) -> Vec<TextRange> {
        let root = self.outline();
        // An inner attribute belongs to what stands before it.
        let starts = root.children().filter(|it| it.kind() != SyntaxKind::ATTR);
        let mut starts: Vec<_> = starts.map(|it| it.text_range().start()).collect();
        if let Some(first) = starts.first_mut() {
            *first = TextSize::default();
        }
        let ends = starts.iter().skip(1).copied().chain([root.text_range().end()]);
        starts.iter().zip(ends).map(|(start, end)| TextRange::new(*start, end)).collect()
    }

    /// A Markdown file, whose code is of `edition` unless it says otherwise.
    pub fn markdown(text: Text, edition: Edition) -> Syntax {
        let tree = Tree::Markdown(docs::Markdown::new(text, edition));
        Syntax { tree, edition, body: OnceLock::new() }
    }

    /// What the parser objects to: messages with their places. Nothing in
    /// Markdown.
    pub fn errors(&self) -> Vec<(TextRange, String)> {
        let text = self.outline().text().to_string();
        let errors = SourceFile::parse(&text, self.edition).errors();
        errors.iter().map(|it| (it.range(), it.to_string())).collect()
    }

    /// The items of the file, made when they are first asked for. Markdown has
    /// none of its own.
    pub fn body(&self) -> &Arc<Body> {
        let make = || match &self.tree {
            Tree::Markdown(it) => Body { range: it.range(), ..Body::default() },
            _ => lower::file(&self.outline(), lower::Origin::file(self.edition)),
        };
        self.body.get_or_init(|| Arc::new(make()))
    }

    /// The sites of names in play: `hits` are the bytes of each, in the order
    /// of the text; `names` are the names themselves.
    pub fn sites(&self, hits: &[TextRange], names: &FxHashSet<SmolStr>) -> Sites {
        match &self.tree {
            Tree::Markdown(it) => it.sites(hits, names),
            Tree::TooDeep(_) => Sites::default(),
            _ => {
                let root = self.root_at(hits.iter().copied());
                classify::sites(root, lower::Origin::file(self.edition), hits, names)
            }
        }
    }

    /// What serialized data calls the variant or struct whose name's token is
    /// `name`; none where serde's derives do not spell it.
    pub fn wire(&self, name: TextRange) -> Option<Wire> {
        wire::wire(&self.root_at([name]), name)
    }

    /// What derive macros make of the name whose token is `name`, methods of that of a
    /// variant, types of that of a struct or an enum: the macro, and the other name.
    pub fn made_of(&self, name: TextRange) -> Vec<(&'static str, SmolStr)> {
        made::names(&self.root_at([name]), name)
    }

    /// The conditions (`cfg`) that all hold where the token at an offset is
    /// compiled, as far as this file says so.
    pub fn cfgs_around(&self, offset: TextSize) -> Vec<Cfg> {
        match &self.tree {
            Tree::Markdown(_) | Tree::TooDeep(_) => Vec::new(),
            _ => cfgs::around(&self.root_at([TextRange::empty(offset)]), offset),
        }
    }

    /// The conditions that all hold around the item at an offset, its own left out.
    pub fn cfgs_around_item(&self, offset: TextSize) -> Vec<Cfg> {
        match &self.tree {
            Tree::Markdown(_) | Tree::TooDeep(_) => Vec::new(),
            _ => cfgs::around_item(&self.root_at([TextRange::empty(offset)]), offset),
        }
    }

    /// The scopes around the token at an offset, outermost first.
    pub fn scopes_at(&self, offset: TextSize) -> Sites {
        let origin = lower::Origin::file(self.edition);
        match &self.tree {
            Tree::Markdown(it) => it.scopes_at(offset),
            Tree::TooDeep(_) => Sites::default(),
            _ => {
                let root = self.root_at([TextRange::empty(offset)]);
                classify::scopes_at(root, origin, offset)
            }
        }
    }

    /// The Markdown files that docs of this file are, with the scopes that
    /// they are resolved in.
    pub fn doc_includes(&self) -> (Vec<DocInclude>, Sites) {
        let root = self.root_at([TextRange::up_to(u32::MAX.into())]);
        docs::includes(&root, lower::Origin::file(self.edition))
    }

    /// The code of documentation around an offset, and how much the parser objects to
    /// in it; none where there is no such code.
    pub fn doc_code_errors(&self, at: TextSize) -> Option<(TextRange, usize)> {
        match &self.tree {
            Tree::Markdown(it) => it.errors(at),
            Tree::TooDeep(_) => None,
            _ => {
                let root = self.root_at([TextRange::empty(at)]);
                docs::errors(&root, self.edition, at)
            }
        }
    }

    /// The outermost macro call that has an offset among its tokens.
    pub fn call_around(&self, at: TextSize) -> Option<by_example::Call> {
        let root = self.root_at([TextRange::empty(at)]);
        by_example::call_around(&root, at, lower::Origin::file(self.edition))
    }

    /// The arms of the `macro_rules!` whose name begins at an offset: the bytes between
    /// its outer delimiters.
    pub fn arms_of(&self, name: TextSize) -> Option<TextRange> {
        by_example::arms_of(&self.root_at([TextRange::empty(name)]), name)
    }

    /// Whether a word in the body of a macro is handed to that macro again, one of whose
    /// arms looks for it.
    pub fn is_told_to_itself(&self, word: TextRange) -> bool {
        by_example::is_told_to_itself(&self.root_at([word]), word)
    }

    /// The lines of the code in documentation that `range` lies in, without
    /// their ends and the markers before them; none if it is no such code.
    pub fn doc_code_lines(&self, range: TextRange) -> Vec<TextRange> {
        match &self.tree {
            Tree::Markdown(it) => it.code_lines(range),
            _ => docs::code_lines(&self.root_at([range]), range),
        }
    }
}

/// A name as code of an edition spells it: with `r#` where it is a keyword.
/// <https://doc.rust-lang.org/reference/keywords.html>
pub fn written(name: &str, edition: Edition) -> String {
    let raw = if is_keyword(name, edition) && can_be_raw(name) { "r#" } else { "" };
    format!("{raw}{name}")
}

/// Whether `r#` can stand before a word.
/// <https://doc.rust-lang.org/reference/identifiers.html#raw-identifiers>
pub fn can_be_raw(word: &str) -> bool {
    !matches!(word, "self" | "super" | "crate" | "Self" | "_" | "$crate")
}

/// Whether a word is a keyword of an edition.
pub fn is_keyword(word: &str, edition: Edition) -> bool {
    SyntaxKind::from_keyword(word, edition).is_some()
}
