//! Where a tree lies in the file: macro tokens and code in documentation are
//! parsed as texts of their own.
//!
//! Invariant: one shift leads from the tree to the file.

use ra_ap_syntax::{Edition, SyntaxToken};
use smol_str::SmolStr;

use super::items::Segment;
use crate::text::{TextRange, TextSize};

/// What `$crate` reads as in an arm of `macro_rules!`.
pub(super) const CRATE: &str = "_crate";

/// Whether a name in an arm of `macro_rules!` is a fragment, or looks like one.
pub(super) fn is_fragment(name: &str) -> bool {
    name.len() > 1 && name.starts_with('_')
}

/// Where the tree at hand lies in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    /// Added to every offset of the tree.
    shift: i64,
    /// Whether the tree was made of macro tokens.
    pub in_macro: bool,
    /// Whether the tree was made of an arm of `macro_rules!`.
    pub in_rules: bool,
    /// Whether the tree was made of code in documentation.
    pub in_docs: bool,
    /// What the tree was parsed with.
    pub edition: Edition,
}

impl Origin {
    pub(super) fn file(edition: Edition) -> Origin {
        Origin { shift: 0, in_macro: false, in_rules: false, in_docs: false, edition }
    }

    /// The origin of code in documentation that begins at `start` of the file
    /// and at `within` of the tree.
    pub(super) fn code(start: TextSize, within: usize, edition: Edition) -> Origin {
        let shift = i64::from(u32::from(start)) - within as i64;
        Origin { shift, in_macro: false, in_rules: false, in_docs: true, edition }
    }

    /// The origin of macro tokens that begin at `start` of this tree and at
    /// `within` of their own.
    pub(super) fn tokens(self, start: TextSize, within: usize) -> Origin {
        let shift = self.shift + i64::from(u32::from(start)) - within as i64;
        Origin { shift, in_macro: true, ..self }
    }

    /// The origin of an arm of `macro_rules!` whose text begins at `start` of
    /// this tree.
    pub(super) fn rules(self, start: TextSize) -> Origin {
        Origin { in_rules: true, ..self.tokens(start, 0) }
    }

    pub(super) fn offset(self, offset: TextSize) -> TextSize {
        TextSize::from((i64::from(u32::from(offset)) + self.shift).max(0) as u32)
    }

    /// An offset of the file as one of the tree.
    pub(super) fn own(self, offset: TextSize) -> Option<TextSize> {
        u32::try_from(i64::from(u32::from(offset)) - self.shift).ok().map(TextSize::from)
    }

    pub(super) fn range(self, range: TextRange) -> TextRange {
        TextRange::new(self.offset(range.start()), self.offset(range.end()))
    }

    pub(super) fn segment(self, token: &SyntaxToken) -> Segment {
        let name = match token.text() {
            CRATE if self.in_rules => SmolStr::new_static("$crate"),
            text => bare(text),
        };
        Segment { name, range: self.range(token.text_range()) }
    }
}

/// A name without `r#`.
pub(super) fn bare(name: &str) -> SmolStr {
    SmolStr::new(name.strip_prefix("r#").unwrap_or(name))
}
