//! Recipes that are right and what they become; recipes that are wrong and
//! what is said of them.

mod faults;
mod files;
mod good;
mod names;
mod pairs;
mod steps;
mod texts;

use camino::Utf8Path;

use super::{RecipeSpec, StepSpec, VerbSpec, parse};
use crate::diagnostic::{Diagnostic, RefusalKind};
use crate::text::{LineIndex, slice};

/// A recipe that is right.
fn recipe(text: &str) -> RecipeSpec {
    parse(Utf8Path::new("r.toml"), text).unwrap_or_else(|it| panic!("{:#?}", it.findings))
}

/// The one step of a recipe.
fn step(body: &str) -> StepSpec {
    let mut spec = recipe(&format!("name = \"r\"\n[[steps]]\n{body}"));
    assert_eq!(spec.steps.len(), 1);
    spec.steps.remove(0)
}

/// The findings of a recipe that is wrong.
fn findings(text: &str) -> Vec<Diagnostic> {
    let refusal = parse(Utf8Path::new("r.toml"), text).expect_err("the recipe is wrong");
    assert_eq!(refusal.kind, RefusalKind::Input);
    for finding in &refusal.findings {
        assert!(!finding.help.is_empty(), "no remedy: {finding:?}");
        assert!(!finding.message.ends_with('.'), "{}", finding.message);
    }
    refusal.findings
}

/// `line:col: message`, with the place of each further label in brackets.
fn shown(finding: &Diagnostic) -> String {
    let places = finding.labels.iter().map(|it| {
        let at = LineIndex::new(&it.source).line_col(&it.source, it.range.start());
        (format!("{}:{}", at.line, at.col), slice(&it.source, it.range))
    });
    let places: Vec<_> = places.collect();
    let further: String = places[1..].iter().map(|it| format!(" [{}]", it.0)).collect();
    format!("{}: {}{further}", places[0].0, finding.message)
}

/// A wrong recipe, and all that is said of it: the places and messages.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = findings(text).iter().map(shown).collect();
    assert_eq!(found, expected, "in\n{text}");
}

/// The body of a wrong step (its first line is line 3), what is said of it, the
/// bytes that are to blame, and the remedy.
#[track_caller]
fn check_step(body: &str, (expected, blamed, help): (&str, &str, &str)) {
    let found = findings(&format!("name = \"r\"\n[[steps]]\n{body}"));
    assert_eq!(found.len(), 1, "{found:#?}");
    let main = &found[0].labels[0];
    assert_eq!(shown(&found[0]), expected);
    assert_eq!(slice(&main.source, main.range), blamed, "{expected}");
    assert_eq!(found[0].help, [help]);
}

/// The pairs of a step, as text.
fn pairs_of(step: &StepSpec) -> Vec<(&str, &str)> {
    let pairs = match &step.verb {
        VerbSpec::Rename(it) => &it.pairs,
        VerbSpec::Replace(it) => &it.pairs,
        other => panic!("no pairs: {other:?}"),
    };
    pairs.iter().map(|it| (it.from.value.as_str(), it.to.value.as_str())).collect()
}
