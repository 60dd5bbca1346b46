//! A parse after some identifiers got other names, in code or in comments: the
//! tree of before with other tokens, as neither an identifier's letters nor what
//! a comment says change how a file parses.
//!
//! Invariant: what is returned is what a parse of the new text would be; where
//! that is not plain to see, nothing is.

use ra_ap_syntax::{Edition, GreenNode, NodeOrToken, SyntaxKind, SyntaxNode, SyntaxToken};
use rowan::GreenToken;

use super::splice::{Part, raw, spliced};
use crate::text::{Indel, TextEdit, TextRange};

/// What `edit` makes of the tree below `root`, if it only gives identifiers
/// other names.
pub(super) fn respelled(root: &SyntaxNode, edit: &TextEdit, edition: Edition) -> Option<GreenNode> {
    if edit.is_empty() {
        return None;
    }
    // The last one first: offsets before an edit stay.
    let mut new: Vec<(TextRange, SyntaxKind, String)> = Vec::new();
    for it in edit.indels().iter().rev() {
        let token = respellable(root, it, edition)?;
        let range = token.text_range();
        if new.last().is_none_or(|it| it.0 != range) {
            new.push((range, token.kind(), token.text().to_owned()));
        }
        let (_, _, text) = new.last_mut()?;
        text.replace_range(std::ops::Range::<usize>::from(it.delete - range.start()), &it.insert);
    }
    let part = |(range, kind, text): (TextRange, SyntaxKind, String)| {
        let with = vec![NodeOrToken::Token(GreenToken::new(raw(kind), &text))];
        Part { range, kind, with }
    };
    spliced(root.green(), new.into_iter().rev().map(part).collect())
}

/// The plain identifier that an edit replaces by another one, where no
/// character behind it can make another token of that; or the comment in which
/// it replaces letters.
fn respellable(root: &SyntaxNode, indel: &Indel, edition: Edition) -> Option<SyntaxToken> {
    if !root.text_range().contains_range(indel.delete) {
        return None;
    }
    let token = root.covering_element(indel.delete).into_token()?;
    if token.kind() == SyntaxKind::COMMENT {
        return is_prose(&token, indel).then_some(token);
    }
    let next = token.next_token().and_then(|it| it.text().chars().next());
    let is_respelling = token.kind() == SyntaxKind::IDENT
        && token.text_range() == indel.delete
        && is_plain(token.text(), edition)
        && is_plain(&indel.insert, edition)
        && !next.is_some_and(|it| matches!(it, '"' | '\'' | '#'));
    is_respelling.then_some(token)
}

/// Whether an edit leaves the ends of a comment as they are, and neither takes
/// away nor brings what may end one.
fn is_prose(comment: &SyntaxToken, indel: &Indel) -> bool {
    /// How long a mark is that a comment begins with; `/` or `*` behind it may
    /// make it another one.
    const MARK: usize = 3;
    let start = usize::from(indel.delete.start() - comment.text_range().start());
    let end = usize::from(indel.delete.end() - comment.text_range().start());
    let is_plain = |it: &str| !it.contains(['\n', '\r', '*', '/']);
    let text = comment.text();
    let is_inside = start >= MARK && end < text.len() && !indel.insert.is_empty();
    is_inside && is_plain(&text[start..end]) && is_plain(&indel.insert)
}

/// An identifier that is nowhere a keyword.
fn is_plain(text: &str, edition: Edition) -> bool {
    let mut chars = text.chars();
    let is_ident = chars.next().is_some_and(|it| it == '_' || it.is_ascii_alphabetic())
        && chars.all(|it| it == '_' || it.is_ascii_alphanumeric());
    is_ident
        && text != "_"
        && SyntaxKind::from_keyword(text, edition).is_none()
        && SyntaxKind::from_contextual_keyword(text, edition).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ra_ap_syntax::SourceFile;

    /// Renames each `old` of a text, and compares with a parse of the new text.
    fn check(text: &str, new: &str, is_possible: bool) {
        let edition = Edition::CURRENT;
        let mut edit = crate::text::TextEditBuilder::default();
        for (at, old) in text.match_indices("old") {
            let range = TextRange::at((at as u32).into(), (old.len() as u32).into());
            edit.push(Indel::replace(range, new));
        }
        let edit = edit.finish().expect("no two of them overlap");
        let before = SourceFile::parse(text, edition).syntax_node();
        let found = respelled(&before, &edit, edition);
        assert_eq!(found.is_some(), is_possible, "{text}");
        let whole = SourceFile::parse(&edit.apply(text), edition).syntax_node();
        if let Some(found) = found {
            let found: SyntaxNode = SyntaxNode::new_root(found);
            assert_eq!(format!("{found:#?}"), format!("{whole:#?}"));
        }
    }

    #[test]
    fn identifiers_change_in_place() {
        check("use a::{old, b};\nfn f() { old::<u8>(vec![old, x.old()]) }", "n", true);
        check("struct old<'a> { x: &'a old }\nfn broken( { old }", "Longer", true);
        check("/// An [old], an [`old`].\nfn f() { /* old */ old }", "Longer", true);
        check("fn old() {}\nmod m {\n    fn old() { old(old, g(old)) }\n}\nfn g() {}", "n", true);
    }

    #[test]
    fn what_may_parse_otherwise_is_left_to_the_parser() {
        check("fn f() { m!(old\"s\") }", "b", false);
        check("fn f() { old }", "union", false);
        check("fn f() { old }", "fn", false);
        check("fn f() { old }", "a::b", false);
        check("fn f() { /*old*/ }", "new", false);
        check("fn f() { /* old */ }", "*/ new", false);
        check("fn f() { r#old }", "new", false);
    }
}
