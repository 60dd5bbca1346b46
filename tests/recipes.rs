//! Recipes tried on whole trees: a folder of `tests/recipes` is a case.
//!
//! | in the folder        | what it says                                                 |
//! |----------------------|--------------------------------------------------------------|
//! | `before/`            | the tree that the recipe is applied to                        |
//! | `after/`             | what it must be then, to the byte, no file more or less       |
//! | `expected-error.txt` | instead of `after/`: what is said; the tree stays as it is    |
//! | `expect-nothing`     | the recipe has nothing to do; without it that is a failure    |
//! | `recipe.toml`        | the recipe, unless `recipes/NAME.toml` is                     |
//! | `one-way`            | why a rename there and back does not restore the tree         |
//!
//! The laws that each case is held to stand here, not in the cases: applied
//! twice is applied once; what parsed still does, for two parsers; a rename
//! there and back restores every byte. Diff and summary of each case are
//! snapshots. Arguments are those of any test program: `-- NAME` picks cases.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "support"]
mod support {
    pub mod case;
    pub mod laws;
    pub mod pipeline;
    pub mod rules;
    pub mod tree;
}

use libtest_mimic::{Arguments, Failed, Trial};
use support::case::{Case, cases};
use support::laws;

fn main() {
    let cases = cases();
    assert!(!cases.is_empty(), "no case was found in tests/recipes");
    let mut trials = Vec::new();
    for case in cases {
        if let Some(back) = laws::back(&case) {
            let name = format!("{}::there_and_back", case.name);
            let case = case.clone();
            trials.push(Trial::test(name, move || laws::there_and_back(&case, &back)));
        }
        if case.name == "consolidate" {
            for (tree, name) in [(case.before.clone(), "before"), (case.after(), "after")] {
                let name = format!("consolidate::{name}_compiles");
                trials.push(Trial::test(name, move || laws::compiles(&tree)));
            }
        }
        trials.push(Trial::test(case.name.clone(), move || try_case(&case)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn try_case(case: &Case) -> Result<(), Failed> {
    match &case.expected_error {
        Some(said) => laws::refused(case, said),
        None => laws::carried_out(case),
    }
}
