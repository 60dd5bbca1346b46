//! Macro calls that take a format string, and the captures in it.
//! <https://doc.rust-lang.org/std/fmt/index.html#named-parameters>
//!
//! Invariant: a name counts as a capture only where the string is valid as a
//! whole, and no argument of the same call has that name.

use ra_ap_syntax::ast::{self, AstNode, IsString};
use ra_ap_syntax::{AstToken, Edition, SyntaxElement, SyntaxKind, SyntaxToken, T};

use super::format;
use super::lower::bare;
use crate::text::TextRange;

/// Macros by the number of arguments before their format string. Those of
/// logging crates may have more of them: the first string counts.
const FORMATTING: [(usize, &[&str]); 3] = [
    (
        0,
        &[
            "format",
            "format_args",
            "print",
            "println",
            "eprint",
            "eprintln",
            "panic",
            "todo",
            "unimplemented",
            "unreachable",
            "trace",
            "debug",
            "info",
            "warn",
            "error",
            "event",
            "log",
            "anyhow",
            "bail",
            "eyre",
            "format_err",
            "format_smolstr",
        ],
    ),
    (1, &["write", "writeln", "assert", "debug_assert", "ensure"]),
    (2, &["assert_eq", "assert_ne", "debug_assert_eq", "debug_assert_ne"]),
];

/// Macros whose strings are no format strings.
const OTHERS: [&str; 16] = [
    "vec",
    "concat",
    "stringify",
    "include",
    "include_str",
    "include_bytes",
    "env",
    "option_env",
    "compile_error",
    "matches",
    "dbg",
    "json",
    "quote",
    "quote_spanned",
    "parse_quote",
    "regex",
];

/// Up to 2018 these take a single string as it is.
/// <https://doc.rust-lang.org/edition-guide/rust-2021/panic-macro-consistency.html>
const PANICKING: [&str; 4] = ["panic", "assert", "debug_assert", "unreachable"];

/// What a name in a string among the arguments of a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capture {
    /// Text.
    No,
    /// It refers to something in the scope of the call.
    Yes,
    /// It refers to an argument of the call.
    Argument,
    /// It looks like a capture, and it is not known whether the string is a
    /// format string.
    Perhaps,
}

/// The macro whose arguments the tokens between two delimiters are.
pub(super) fn name_of_call(tokens: &ast::TokenTree) -> Option<String> {
    let parent = tokens.syntax().parent()?;
    if let Some(call) = ast::MacroCall::cast(parent) {
        return Some(call.path()?.segment()?.name_ref()?.text().to_string());
    }
    let bang = before(&tokens.syntax().first_token()?).filter(|it| it.kind() == T![!])?;
    let name = before(&bang).filter(|it| it.kind() == SyntaxKind::IDENT)?;
    Some(bare(name.text()).to_string())
}

/// What the name at `hit` in `string` is; `hit` and the string's token are of
/// one text.
pub(super) fn capture(
    (macro_name, tokens): (&str, &ast::TokenTree),
    string: &ast::String,
    hit: TextRange,
    edition: Edition,
) -> Capture {
    let arguments = arguments(tokens);
    let is_string = |it: &[SyntaxElement]| matches!(it, [SyntaxElement::Token(it)] if it.kind() == SyntaxKind::STRING);
    let known = FORMATTING.iter().find(|it| it.1.contains(&macro_name)).map(|it| it.0);
    let is_own = |it: &Vec<SyntaxElement>| {
        is_string(it) && it[0].text_range() == string.syntax().text_range()
    };
    let first =
        arguments.iter().enumerate().skip(known.unwrap_or_default()).find(|it| is_string(it.1));
    let own = first.filter(|it| is_own(it.1)).map(|it| it.0);
    if OTHERS.contains(&macro_name) || (known.is_some() && own.is_none()) {
        return Capture::No;
    }
    let rest = own.map(|it| &arguments[it + 1..]).unwrap_or_default();
    let is_literal =
        edition < Edition::Edition2021 && rest.is_empty() && PANICKING.contains(&macro_name);
    match own.filter(|_| !is_literal) {
        Some(_) => in_format(string, hit, rest, known.is_some()),
        None if looks_captured(string, hit) => Capture::Perhaps,
        None => Capture::No,
    }
}

/// What the name at `hit` is in a string that may be a format string, with the
/// arguments behind it.
pub(super) fn in_format(
    string: &ast::String,
    hit: TextRange,
    rest: &[Vec<SyntaxElement>],
    is_sure: bool,
) -> Capture {
    let names: Vec<_> = rest.iter().filter_map(|it| name_of_argument(it)).collect();
    let Some(text) = string.text_range_between_quotes() else { return Capture::No };
    let format = format::parse(string.text_without_quotes(), string.is_raw());
    let is_same = |it: &TextRange| *it + text.start() == hit;
    match format {
        Some(it) if !it.names.iter().any(is_same) => Capture::No,
        Some(it) if is_sure || it.positional == rest.len() - names.len() => {
            let own = slice(string, hit);
            if names.iter().any(|it| it == own) { Capture::Argument } else { Capture::Yes }
        }
        _ if looks_captured(string, hit) => Capture::Perhaps,
        _ => Capture::No,
    }
}

fn slice(string: &ast::String, hit: TextRange) -> &str {
    crate::text::slice(string.text(), hit - string.syntax().text_range().start())
}

/// Whether the name stands behind a brace.
fn looks_captured(string: &ast::String, hit: TextRange) -> bool {
    let start = usize::from(hit.start() - string.syntax().text_range().start());
    string.text()[..start].ends_with('{')
}

/// `name = value`
fn name_of_argument(argument: &[SyntaxElement]) -> Option<String> {
    let [SyntaxElement::Token(name), SyntaxElement::Token(equals), rest @ ..] = argument else {
        return None;
    };
    let is_comparison = rest.first().is_some_and(|it| {
        it.kind() == T![=] && it.text_range().start() == equals.text_range().end()
    });
    let is_named = name.kind() == SyntaxKind::IDENT && equals.kind() == T![=] && !is_comparison;
    is_named.then(|| bare(name.text()).to_string())
}

/// What stands between the commas and semicolons of a token tree, without
/// white space and comments; a comma between angle brackets separates nothing.
pub(super) fn arguments(tokens: &ast::TokenTree) -> Vec<Vec<SyntaxElement>> {
    let mut all = vec![Vec::new()];
    let mut angles = 0usize;
    let inner = tokens.syntax().children_with_tokens().filter(|it| !it.kind().is_trivia());
    let inner: Vec<_> = inner.collect();
    let len = inner.len();
    for it in inner.into_iter().skip(1).take(len.saturating_sub(2)) {
        let current: &mut Vec<SyntaxElement> = match all.last_mut() {
            Some(it) => it,
            None => break,
        };
        let last = current.last().map(SyntaxElement::kind);
        match it.kind() {
            T![<] if angles > 0 || matches!(last, None | Some(T![:] | T![::])) => angles += 1,
            T![>] if last != Some(T![-]) => angles = angles.saturating_sub(1),
            T![,] | T![;] if angles == 0 => {
                all.push(Vec::new());
                continue;
            }
            _ => {}
        }
        current.push(it);
    }
    all.retain(|it| !it.is_empty());
    all
}

/// The token before, white space and comments passed over.
pub(super) fn before(token: &SyntaxToken) -> Option<SyntaxToken> {
    std::iter::successors(token.prev_token(), SyntaxToken::prev_token)
        .find(|it| !it.kind().is_trivia())
}
