//! Rules of a grammar, generated.

#![allow(non_camel_case_types)]

/// A rule.
#[derive(Debug, PartialEq)]
pub enum Rule { r#number, r#word, r#type }

/// Whether a rule stands alone.
pub fn is_leaf(rule: &Rule) -> bool {
    matches!(rule, Rule::r#number | Rule::r#word) && *rule != Rule::r#type
}

/// The first rule.
pub const FIRST: Rule = Rule::number;
