//! Characters that make a recipe look like another one than it is.
//!
//! Invariant: no string and no key of a recipe holds a control character, a
//! character without width, or one that reorders text; line ends and tabs are
//! judged where a string is used.

use std::ops::Range;

use toml_edit::visit::{self, Visit};
use toml_edit::{Formatted, Item, Table, TableLike};

use super::page::{Page, text_range};

/// Reports every such character, once per string.
pub(super) fn check(page: &mut Page<'_>, root: &Table) {
    let mut found = Found(Vec::new());
    found.visit_table(root);
    for (range, c) in found.0 {
        let message = format!("the character `{}` in a string", c.escape_unicode());
        page.error(text_range(range), message, "remove it: it does not show as what it is");
    }
}

/// Whether `c` is not shown as what it is.
///
/// <https://doc.rust-lang.org/rustc/lints/listing/deny-by-default.html#text-direction-codepoint-in-literal>
pub fn is_unseen(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

struct Found(Vec<(Range<usize>, char)>);

impl Found {
    fn look(&mut self, text: &str, range: Option<Range<usize>>) {
        let found = text.chars().find(|&c| is_unseen(c));
        self.0.extend(found.map(|c| (range.unwrap_or_default(), c)));
    }
}

impl<'doc> Visit<'doc> for Found {
    fn visit_table_like(&mut self, table: &'doc dyn TableLike) {
        for (name, item) in table.iter() {
            self.look(name, table.key(name).and_then(|it| it.span()));
            self.visit_table_like_kv(name, item);
        }
    }

    fn visit_table_like_kv(&mut self, _: &'doc str, item: &'doc Item) {
        visit::visit_item(self, item);
    }

    fn visit_string(&mut self, text: &'doc Formatted<String>) {
        self.look(text.value(), text.span());
    }
}
