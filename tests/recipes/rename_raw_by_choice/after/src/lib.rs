//! Rules of a grammar, generated.

#![allow(non_camel_case_types)]

/// A rule.
#[derive(Debug, PartialEq)]
pub enum Rule { r#integer, r#word, kind }

/// Whether a rule stands alone.
pub fn is_leaf(rule: &Rule) -> bool {
    matches!(rule, Rule::r#integer | Rule::r#word) && *rule != Rule::kind
}

/// The first rule.
pub const FIRST: Rule = Rule::integer;
