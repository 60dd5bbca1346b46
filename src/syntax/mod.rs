//! Rust source as plain data with ranges. The only user of the parser.

mod attributes;
mod attrs;
pub mod by_example;
mod calls;
mod cfgs;
mod classify;
mod docs;
mod format;
pub mod items;
mod lower;
mod made;
mod nesting;
mod origin;
mod paths;
mod respell;
mod rules;
mod scopes;
pub mod sites;
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

use ra_ap_syntax::{GreenNode, Parse, SourceFile, SyntaxKind, SyntaxNode};
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
    Parsed(Parse<SourceFile>),
    /// Identifiers of a tree got other names.
    Respelled(GreenNode),
    /// It is Markdown, which has no tree.
    Markdown(Text),
    /// It nests too deeply to be parsed, there first.
    TooDeep(TextSize),
}

impl Syntax {
    /// Parses `text`, which has no byte order mark. One that nests too deeply has
    /// no items and no sites.
    pub fn parse(text: &str, edition: Edition) -> Syntax {
        let tree = match nesting::too_deep(text) {
            Some(at) => Tree::TooDeep(at),
            None => Tree::Parsed(SourceFile::parse(text, edition)),
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
        match respell::respelled(&self.root(), edit, edition) {
            Some(tree) => Syntax { tree: Tree::Respelled(tree), edition, body: OnceLock::new() },
            None => Syntax::parse(text, edition),
        }
    }

    fn root(&self) -> SyntaxNode {
        match &self.tree {
            Tree::Parsed(parse) => parse.syntax_node(),
            Tree::Respelled(tree) => SyntaxNode::new_root(tree.clone()),
            Tree::Markdown(_) | Tree::TooDeep(_) => {
                SourceFile::parse("", self.edition).syntax_node()
            }
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
        let root = self.root();
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
        Syntax { tree: Tree::Markdown(text), edition, body: OnceLock::new() }
    }

    /// What the parser objects to: messages with their places. Nothing in
    /// Markdown.
    pub fn errors(&self) -> Vec<(TextRange, String)> {
        let errors = match &self.tree {
            Tree::Parsed(parse) => parse.errors(),
            Tree::Markdown(_) | Tree::TooDeep(_) => Vec::new(),
            Tree::Respelled(_) => {
                SourceFile::parse(&self.root().text().to_string(), self.edition).errors()
            }
        };
        errors.iter().map(|it| (it.range(), it.to_string())).collect()
    }

    /// The items of the file, made when they are first asked for. Markdown has
    /// none of its own.
    pub fn body(&self) -> &Arc<Body> {
        let make = || match &self.tree {
            Tree::Markdown(it) => {
                Body { range: TextRange::up_to(TextSize::of(&**it)), ..Body::default() }
            }
            _ => lower::file(&self.root(), lower::Origin::file(self.edition)),
        };
        self.body.get_or_init(|| Arc::new(make()))
    }

    /// The sites of names in play: `hits` are the bytes of each, in the order
    /// of the text; `names` are the names themselves.
    pub fn sites(&self, hits: &[TextRange], names: &FxHashSet<SmolStr>) -> Sites {
        match &self.tree {
            Tree::Markdown(it) => docs::markdown(it, self.edition, hits, names),
            Tree::TooDeep(_) => Sites::default(),
            _ => classify::sites(self.root(), lower::Origin::file(self.edition), hits, names),
        }
    }

    /// What serialized data calls the variant or struct whose name's token is
    /// `name`; none where serde's derives do not spell it.
    pub fn wire(&self, name: TextRange) -> Option<Wire> {
        wire::wire(&self.root(), name)
    }

    /// What derive macros make of the name whose token is `name`, methods of that of a
    /// variant, types of that of a struct or an enum: the macro, and the other name.
    pub fn made_of(&self, name: TextRange) -> Vec<(&'static str, SmolStr)> {
        made::names(&self.root(), name)
    }

    /// The conditions (`cfg`) that all hold where the token at an offset is
    /// compiled, as far as this file says so.
    pub fn cfgs_around(&self, offset: TextSize) -> Vec<Cfg> {
        match &self.tree {
            Tree::Markdown(_) | Tree::TooDeep(_) => Vec::new(),
            _ => cfgs::around(&self.root(), offset),
        }
    }

    /// The conditions that all hold around the item at an offset, its own left out.
    pub fn cfgs_around_item(&self, offset: TextSize) -> Vec<Cfg> {
        match &self.tree {
            Tree::Markdown(_) | Tree::TooDeep(_) => Vec::new(),
            _ => cfgs::around_item(&self.root(), offset),
        }
    }

    /// The scopes around the token at an offset, outermost first.
    pub fn scopes_at(&self, offset: TextSize) -> Sites {
        let origin = lower::Origin::file(self.edition);
        match &self.tree {
            Tree::Markdown(it) => docs::markdown_scopes_at(it, self.edition, offset),
            Tree::TooDeep(_) => Sites::default(),
            _ => classify::scopes_at(self.root(), origin, offset),
        }
    }

    /// The Markdown files that docs of this file are, with the scopes that
    /// they are resolved in.
    pub fn doc_includes(&self) -> (Vec<DocInclude>, Sites) {
        docs::includes(&self.root(), lower::Origin::file(self.edition))
    }

    /// The code of documentation around an offset, and how much the parser objects to
    /// in it; none where there is no such code.
    pub fn doc_code_errors(&self, at: TextSize) -> Option<(TextRange, usize)> {
        match &self.tree {
            Tree::Markdown(it) => docs::markdown_errors(it, self.edition, at),
            Tree::TooDeep(_) => None,
            _ => docs::errors(&self.root(), self.edition, at),
        }
    }

    /// The outermost macro call that has an offset among its tokens.
    pub fn call_around(&self, at: TextSize) -> Option<by_example::Call> {
        by_example::call_around(&self.root(), at, lower::Origin::file(self.edition))
    }

    /// The arms of the `macro_rules!` whose name begins at an offset: the bytes between
    /// its outer delimiters.
    pub fn arms_of(&self, name: TextSize) -> Option<TextRange> {
        by_example::arms_of(&self.root(), name)
    }

    /// Whether a word in the body of a macro is handed to that macro again, one of whose
    /// arms looks for it.
    pub fn is_told_to_itself(&self, word: TextRange) -> bool {
        by_example::is_told_to_itself(&self.root(), word)
    }

    /// The lines of the code in documentation that `range` lies in, without
    /// their ends and the markers before them; none if it is no such code.
    pub fn doc_code_lines(&self, range: TextRange) -> Vec<TextRange> {
        match &self.tree {
            Tree::Markdown(it) => docs::markdown_code(it, range),
            _ => docs::code_lines(&self.root(), range),
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
