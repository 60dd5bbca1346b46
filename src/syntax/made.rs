//! Names that derive macros make of others: methods of variants' names, types of those of
//! structs and enums.
//! <https://docs.rs/derive_more>, <https://docs.rs/strum>, <https://docs.rs/enum-as-inner>,
//! <https://docs.rs/derive_builder>
//!
//! Invariant: to know one macro more takes one row. A derive counts by its last segment.

use ra_ap_syntax::SyntaxNode;
use ra_ap_syntax::ast::{self, AstNode};
use smol_str::SmolStr;

use super::wire::Said;
use crate::text::TextRange;

/// Derive macros and the methods that they make; `{}` is a variant's name in snake case.
const METHODS: &[(&str, &[&str])] = &[
    ("EnumAsInner", &["as_{}", "as_{}_mut", "into_{}", "is_{}"]),
    ("EnumIs", &["is_{}"]),
    ("EnumTryAs", &["try_as_{}", "try_as_{}_mut", "try_as_{}_ref"]),
    ("IsVariant", &["is_{}"]),
    ("TryUnwrap", &["try_unwrap_{}", "try_unwrap_{}_mut", "try_unwrap_{}_ref"]),
    ("Unwrap", &["unwrap_{}", "unwrap_{}_mut", "unwrap_{}_ref"]),
];

/// Derive macros and the types that they make beside a struct or an enum; `{}` is its name.
const TYPES: &[(&str, &[&str])] = &[
    ("Builder", &["{}Builder", "{}BuilderError"]),
    ("EnumDiscriminants", &["{}Discriminants"]),
    ("TypedBuilder", &["{}Builder"]),
];

/// What is made of the name whose token is `name`, of a variant, a struct or an enum: the
/// derive macro, and the other name.
pub(super) fn names(root: &SyntaxNode, name: TextRange) -> Vec<(&'static str, SmolStr)> {
    let Some(token) = root.covering_element(name).into_token() else { return Vec::new() };
    let word = token.text().trim_start_matches("r#");
    let item = token.parent().and_then(|it| it.parent()).and_then(ast::Adt::cast);
    if let Some(item) = item {
        let said = Said::by(item.syntax());
        let rows = TYPES.iter().filter(|it| said.derives(it.0));
        let made =
            rows.flat_map(|it| it.1.iter().map(|made| (it.0, made.replace("{}", word).into())));
        return made.collect();
    }
    let variant = token.parent_ancestors().take(2).find_map(ast::Variant::cast);
    let holder = variant.and_then(|it| it.syntax().ancestors().find_map(ast::Enum::cast));
    let Some(holder) = holder else { return Vec::new() };
    let said = Said::by(holder.syntax());
    let rows = METHODS.iter().filter(|it| said.derives(it.0));
    let words = snake_cases(word);
    let made = rows.flat_map(|(derive, all)| {
        let called = all.iter().flat_map(|it| words.iter().map(|word| it.replace("{}", word)));
        called.map(|it| (*derive, it.into())).collect::<Vec<_>>()
    });
    made.collect()
}

/// A name in snake case, as `heck` and as `convert_case` have it, which part digits in
/// different ways.
fn snake_cases(name: &str) -> Vec<String> {
    let all: Vec<char> = name.chars().collect();
    let snake = |parts_digits: bool| {
        let mut out = String::new();
        for (at, it) in all.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| all[at]);
            let is_last_of_acronym = || {
                let behind = all.get(at + 1);
                before.is_some_and(char::is_uppercase) && behind.is_some_and(|it| it.is_lowercase())
            };
            let is_word = it.is_uppercase()
                && (before.is_some_and(|it| it.is_lowercase() || it.is_numeric())
                    || is_last_of_acronym());
            let is_number = parts_digits
                && before
                    .is_some_and(|before| before.is_numeric() != it.is_numeric() && before != '_');
            if is_word || is_number {
                out.push('_');
            }
            out.extend(it.to_lowercase());
        }
        out
    };
    let mut words = vec![snake(false), snake(true)];
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_into_words() {
        for (name, expected) in [
            ("Paste", &["paste"][..]),
            ("FocusGained", &["focus_gained"]),
            ("HTTPServer", &["http_server"]),
            ("Key2Up", &["key2_up", "key_2_up"]),
        ] {
            assert_eq!(snake_cases(name), expected, "{name}");
        }
    }
}
