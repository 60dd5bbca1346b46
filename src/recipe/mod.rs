//! Recipes: what the TOML says ([`spec`]), what a run makes of it ([`plan`]),
//! and one file per verb.
//!
//! Invariant: verbs are pure. They turn a snapshot and a compiled step into a
//! [`plan::StepPlan`]; only [`spec`] reads files.

pub mod plan;
pub mod spec;
