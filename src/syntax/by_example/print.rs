//! Tokens as text.
//!
//! Invariant: what is printed reads as the same tokens.

use proc_macro2::{Delimiter, Spacing, TokenTree};

use super::Expansion;

pub(super) fn print(tokens: &[TokenTree]) -> Expansion {
    let mut done = Expansion { text: String::new(), words: Vec::new() };
    tokens.iter().for_each(|it| put(it, &mut done));
    done
}

fn put(token: &TokenTree, done: &mut Expansion) {
    match token {
        TokenTree::Group(it) => {
            let (open, close) = match it.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{ ", "} "),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            done.text.push_str(open);
            it.stream().into_iter().for_each(|it| put(&it, done));
            done.text.push_str(close);
        }
        TokenTree::Ident(it) => {
            let start = done.text.len();
            done.text.push_str(&it.to_string());
            let place = it.span().byte_range();
            if !place.is_empty() {
                done.words.push((start..done.text.len(), place));
            }
            done.text.push(' ');
        }
        TokenTree::Punct(it) => {
            done.text.push(it.as_char());
            if it.spacing() == Spacing::Alone {
                done.text.push(' ');
            }
        }
        TokenTree::Literal(it) => {
            done.text.push_str(&it.to_string());
            done.text.push(' ');
        }
    }
}
