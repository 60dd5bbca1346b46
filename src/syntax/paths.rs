//! Strings by which the language names files: `#[path = "…"]`, `include!("…")` and its kin.
//! <https://doc.rust-lang.org/reference/items/modules.html#the-path-attribute>
//!
//! Invariant: only literals; what a macro makes of other tokens is no path here.

use std::iter::successors;

use ra_ap_syntax::SyntaxKind::{
    ATTR, MACRO_CALL, MACRO_DEF, MACRO_RULES, POUND, SOURCE_FILE, STRING, TOKEN_TREE,
};
use ra_ap_syntax::{SyntaxNode, SyntaxToken};

use super::{Syntax, classify};
use crate::text::{TextRange, TextSize};

/// Where a path in a string starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathBase {
    /// The folder of the file that it stands in.
    OfFile,
    /// Another folder, that of an inline module, or that of another file, to which a macro
    /// brings it.
    Elsewhere,
}

impl Syntax {
    /// From where the path starts that is all that a string literal holds, behind `include!(`
    /// and its kin or behind `path =`; none where these bytes are no such literal, or the string
    /// names no file.
    pub fn path_base(&self, content: TextRange, is_included: bool) -> Option<PathBase> {
        let quote = content.start().checked_sub(TextSize::from(1))?;
        let token =
            classify::token_at(&self.root_at([content]), quote).filter(|it| it.kind() == STRING)?;
        if token.text_range().end() != content.end() + TextSize::from(1) {
            return None;
        }
        let is_of_macro = |it: &SyntaxNode| matches!(it.kind(), MACRO_RULES | MACRO_DEF);
        if is_included {
            let is_brought = token.parent_ancestors().any(|it| is_of_macro(&it));
            return Some(if is_brought { PathBase::Elsewhere } else { PathBase::OfFile });
        }
        let is_holder = |it: &SyntaxNode| matches!(it.kind(), ATTR | MACRO_CALL) || is_of_macro(it);
        let holder = token.parent_ancestors().find(is_holder)?;
        if holder.kind() != ATTR {
            return is_like_attribute(&token).then_some(PathBase::Elsewhere);
        }
        let text = holder.text().to_string();
        let name = text.trim_start_matches(|it: char| !it.is_alphabetic());
        if !name.starts_with("path") && !name.starts_with("cfg_attr") {
            return None;
        }
        let is_outermost = holder.ancestors().nth(2).is_some_and(|it| it.kind() == SOURCE_FILE);
        Some(if is_outermost { PathBase::OfFile } else { PathBase::Elsewhere })
    }
}

/// Whether a string among the tokens of a macro stands in what comes to be an attribute,
/// `#[path = "…"]` or `#[cfg_attr(…, path = "…")]`.
fn is_like_attribute(string: &SyntaxToken) -> bool {
    let trees = string.parent_ancestors().take_while(|it| it.kind() == TOKEN_TREE);
    let before = |it: &SyntaxNode| {
        let first = it.first_token()?;
        let mut all = successors(first.prev_token(), SyntaxToken::prev_token);
        all.find(|it| !it.kind().is_trivia())
    };
    let is_of_cfg = |it: &SyntaxNode| before(it).is_some_and(|it| it.text() == "cfg_attr");
    let mut trees = trees.skip_while(is_of_cfg);
    trees.next().and_then(|it| before(&it)).is_some_and(|it| it.kind() == POUND)
}

#[cfg(test)]
mod tests {
    use super::super::Edition;
    use super::*;

    #[test]
    fn strings_that_name_files() {
        let (of_file, elsewhere) = (Some(PathBase::OfFile), Some(PathBase::Elsewhere));
        let cases = [
            (r#"#[path = "x.rs"] mod a;"#, of_file),
            (r#"#[cfg_attr(unix, path = "x.rs")] mod a;"#, of_file),
            (r#"mod b { #[path = "x.rs"] mod a; }"#, elsewhere),
            (r#"fn f() { #[path = "x.rs"] mod a; }"#, elsewhere),
            (r#"on! { #[path = "x.rs"] mod a; }"#, elsewhere),
            (r#"macro_rules! m { () => { #[path = "x.rs"] mod a; } }"#, elsewhere),
            (r#"include!("x.rs");"#, of_file),
            (r#"mod b { #[doc = include_str!("x.rs")] fn f() {} }"#, of_file),
            (r#"fn f() { g(concat!(include_str!("x.rs"), "")) }"#, of_file),
            (r#"macro_rules! m { () => { include_str!("x.rs") } }"#, elsewhere),
            (r#"fn f() { let path = "x.rs"; }"#, None),
            (r#"#[arg(path = "x.rs")] struct S;"#, None),
            (r#"fn f() { m!(path = "x.rs") }"#, None),
            (r#"parts! { scheme = None, path = "x.rs", query = None }"#, None),
            (r#"on! { #[cfg_attr(unix, path = "x.rs")] mod a; }"#, elsewhere),
            (r#"on! { #[arg(a, path = "x.rs")] mod a; }"#, None),
            (r#"// #[path = "x.rs"]"#, None),
            (r##"fn f() { r#"path = "x.rs""# }"##, None),
        ];
        for (text, expected) in cases {
            let start = TextSize::from(text.find("x.rs").unwrap() as u32);
            let content = TextRange::at(start, TextSize::of("x.rs"));
            let syntax = Syntax::parse(text, Edition::CURRENT);
            assert_eq!(syntax.path_base(content, text.contains("include")), expected, "{text}");
        }
    }
}
