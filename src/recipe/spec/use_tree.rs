//! Use-trees in `export` and `unexport`: `models::{Job, User as Account}`.
//!
//! Invariant: what passes here can stand between `pub use` and `;`
//! (<https://doc.rust-lang.org/reference/items/use-declarations.html>).

use super::names::{NameFault, identifier};

/// Groups within groups are refused beyond this depth.
const DEEPEST: usize = 32;

/// Whether `text` is a use-tree.
pub(super) fn use_tree(text: &str) -> Result<(), NameFault> {
    let begin = text.trim_start();
    if ["use ", "pub use ", "pub(crate) use "].iter().any(|it| begin.starts_with(it)) {
        let help = "write the tree alone, without `pub use`";
        return Err(NameFault::new(0..text.len(), "a use-tree is due here, not an item", help));
    }
    let mut reader = Reader { text, at: 0 };
    reader.tree(0)?;
    match reader.peek() {
        None => Ok(()),
        Some(';') => Err(reader.fault("a use-tree has no `;`", "leave it out")),
        Some(_) => Err(reader.fault("the use-tree ends before this", HELP)),
    }
}

const HELP: &str = "write it as in `pub use`: `models::{Job, User as Account}`";

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    /// `path`, `path as name`, `path::*`, `path::{…}`.
    fn tree(&mut self, depth: usize) -> Result<(), NameFault> {
        if depth > DEEPEST {
            return Err(self.fault("the use-tree is nested too deeply", HELP));
        }
        self.eat("::");
        loop {
            if self.eat("*") {
                return Ok(());
            }
            if self.eat("{") {
                return self.group(depth);
            }
            self.segment()?;
            if !self.eat("::") {
                return self.rename();
            }
        }
    }

    /// What stands after `{`.
    fn group(&mut self, depth: usize) -> Result<(), NameFault> {
        while !self.eat("}") {
            self.tree(depth + 1)?;
            if !self.eat(",") && self.peek() != Some('}') {
                return Err(self.fault("a `,` or `}` is due here", HELP));
            }
        }
        Ok(())
    }

    /// `as name`, where it is there.
    fn rename(&mut self) -> Result<(), NameFault> {
        let start = self.at;
        if self.word() != "as" {
            self.at = start;
            return Ok(());
        }
        self.skip_space();
        let (start, word) = (self.at, self.word());
        match word {
            "_" => Ok(()),
            word => identifier(word).map_err(|it| NameFault { at: start..self.end(start), ..it }),
        }
    }

    fn segment(&mut self) -> Result<(), NameFault> {
        self.skip_space();
        let start = self.at;
        match self.word() {
            "" => Err(self.fault("a name is due here", HELP)),
            "self" | "super" | "crate" => Ok(()),
            word => identifier(word).map_err(|it| NameFault { at: start..self.end(start), ..it }),
        }
    }

    /// The letters from here on, `r#` included.
    fn word(&mut self) -> &str {
        self.skip_space();
        let rest = &self.text[self.at..];
        let raw = if rest.starts_with("r#") { 2 } else { 0 };
        let is_end = |c: char| c.is_whitespace() || "{}:,;*".contains(c);
        let len = rest[raw..].find(is_end).unwrap_or(rest.len() - raw);
        self.at += raw + len;
        &rest[..raw + len]
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_space();
        let found = self.text[self.at..].starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn peek(&mut self) -> Option<char> {
        self.skip_space();
        self.text[self.at..].chars().next()
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn end(&self, start: usize) -> usize {
        self.at.max(start)
    }

    /// A fault at the next character.
    fn fault(&mut self, message: &str, help: &str) -> NameFault {
        let len = self.peek().map_or(0, char::len_utf8);
        NameFault::new(self.at..self.at + len, message, help)
    }
}
