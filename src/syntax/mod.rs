//! Rust source as plain data with ranges. The only user of the parser.

mod calls;
mod classify;
mod format;
pub mod items;
mod lower;
mod scopes;
pub mod sites;
mod strings;
mod tokens;

pub use items::*;
pub use ra_ap_syntax::Edition;
pub use sites::*;

use std::sync::{Arc, OnceLock};

use ra_ap_syntax::{Parse, SourceFile};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::text::{TextRange, TextSize};

/// One parsed file.
#[derive(Debug)]
pub struct Syntax {
    parse: Parse<SourceFile>,
    edition: Edition,
    body: OnceLock<Arc<Body>>,
}

impl Syntax {
    /// Parses `text`, which has no byte order mark.
    pub fn parse(text: &str, edition: Edition) -> Syntax {
        Syntax { parse: SourceFile::parse(text, edition), edition, body: OnceLock::new() }
    }

    /// What the parser objects to: messages with their places.
    pub fn errors(&self) -> Vec<(TextRange, String)> {
        self.parse.errors().iter().map(|it| (it.range(), it.to_string())).collect()
    }

    /// The items of the file, made when they are first asked for.
    pub fn body(&self) -> &Arc<Body> {
        self.body.get_or_init(|| Arc::new(lower::file(&self.parse.tree(), self.edition)))
    }

    /// The sites of names in play: `hits` are the bytes of each, in the order
    /// of the text; `names` are the names themselves.
    pub fn sites(&self, hits: &[TextRange], names: &FxHashSet<SmolStr>) -> Sites {
        classify::sites(self.parse.syntax_node(), lower::Origin::file(self.edition), hits, names)
    }

    /// The scopes around the token at an offset, outermost first.
    pub fn scopes_at(&self, offset: TextSize) -> Sites {
        let origin = lower::Origin::file(self.edition);
        classify::scopes_at(self.parse.syntax_node(), origin, offset)
    }
}

/// A name as code of an edition spells it: with `r#` where it is a keyword.
/// <https://doc.rust-lang.org/reference/keywords.html>
pub fn written(name: &str, edition: Edition) -> String {
    let is_path_keyword = matches!(name, "self" | "super" | "crate" | "Self" | "_" | "$crate");
    let is_keyword = ra_ap_syntax::SyntaxKind::from_keyword(name, edition).is_some();
    let raw = if is_keyword && !is_path_keyword { "r#" } else { "" };
    format!("{raw}{name}")
}
