//! Tokens as text.
//!
//! Invariant: what is printed reads as the same tokens.

use proc_macro2::{Delimiter, Spacing, TokenTree};

use super::Expansion;
use super::tokens::{Place, Tree};

pub(super) fn print(tokens: &[Tree], literal: Vec<Place>) -> Expansion {
    let mut done = Expansion { literal, ..Expansion::default() };
    tokens.iter().for_each(|it| put(it, &mut done));
    done
}

fn put(token: &Tree, done: &mut Expansion) {
    match token {
        Tree::Group(delimiter, inner) => {
            let (open, close) = match delimiter {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{ ", "} "),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            done.text.push_str(open);
            inner.iter().for_each(|it| put(it, done));
            done.text.push_str(close);
        }
        Tree::Leaf(it, _) => {
            let start = done.text.len();
            done.text.push_str(&it.to_string());
            done.words.extend(token.place().map(|it| (start..done.text.len(), it)));
            let literal =
                token.place_of_literal().filter(|it| it.1.len() == done.text.len() - start);
            done.strings.extend(literal.map(|it| (start..done.text.len(), it)));
            let is_joint = matches!(it, TokenTree::Punct(it) if it.spacing() == Spacing::Joint);
            if !is_joint {
                done.text.push(' ');
            }
        }
    }
}
