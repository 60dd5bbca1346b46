//! What Cargo would refuse, beside what it takes.

use std::collections::BTreeSet;

use super::super::judge::{faults, known_features, turns_on};

const ROOT: &str = "[workspace.dependencies]\nmodels = { path = \"models\" }\nserde = \"1\"\n";

/// `models` is of the workspace, and has one feature.
fn features_of(package: &str) -> Option<BTreeSet<String>> {
    (package == "models").then(|| BTreeSet::from(["wide".to_owned()]))
}

/// What is said of a manifest, each with what it points at.
fn said(manifest: &str) -> Vec<(String, String)> {
    let found = faults(manifest, ROOT, &features_of);
    let place = |it: &super::super::judge::Fault| crate::text::slice(manifest, it.range).to_owned();
    found.iter().map(|it| (place(it), it.message.clone())).collect()
}

#[track_caller]
fn check_fault(manifest: &str, (place, message): (&str, &str)) {
    assert_eq!(said(manifest), [(place.to_owned(), message.to_owned())], "{manifest}");
}

#[track_caller]
fn check_good(manifest: &str) {
    assert_eq!(said(manifest), [], "{manifest}");
}

#[test]
fn what_features_name() {
    let optional =
        "[dependencies]\na = { version = \"1\", optional = true }\nb = \"1\"\n[features]\n";
    let good = ["f = [\"dep:a\"]", "f = [\"a\"]", "f = [\"a/x\", \"b/y\"]", "f = [\"a?/x\"]"];
    for feature in good {
        check_good(&format!("{optional}{feature}\n"));
    }
    let bad = [
        ("f = [\"g\"]", "\"g\"", "`g`, which is neither a feature nor a dependency"),
        ("f = [\"b\"]", "\"b\"", "`b`, which is a dependency and no feature"),
        ("f = [\"dep:b\"]", "\"dep:b\"", "`dep:b`, and `b` is not optional"),
        ("f = [\"dep:g\"]", "\"dep:g\"", "`dep:g`, and there is no dependency `g`"),
        ("f = [\"g/x\"]", "\"g/x\"", "`g/x`, and there is no dependency `g`"),
        ("f = [\"b?/x\"]", "\"b?/x\"", "`b?/x`, and `b` is not optional"),
    ];
    for (feature, place, what) in bad {
        check_fault(
            &format!("{optional}{feature}\n"),
            (place, &format!("the feature `f` names {what}")),
        );
    }
    // `dep:a` takes the feature `a` away.
    check_fault(
        &format!("{optional}f = [\"dep:a\"]\ng = [\"a\"]\n"),
        ("\"a\"", "the feature `g` names `a`, which is a dependency and no feature"),
    );
}

#[test]
fn features_of_packages_of_the_workspace() {
    let of = |table: &str| format!("[dependencies]\nmodels = {table}\n[features]\n");
    check_good(&of("{ path = \"../models\", features = [\"wide\"] }"));
    check_good(&(of("{ workspace = true }") + "f = [\"models/wide\"]\n"));
    check_good(&of("{ version = \"1\", features = [\"deep\"] }"));
    let deep = "`models` has no feature `deep`";
    check_fault(&of("{ path = \"../models\", features = [\"deep\"] }"), ("\"deep\"", deep));
    check_fault(&of("{ workspace = true, features = [\"deep\"] }"), ("\"deep\"", deep));
    check_fault(
        &(of("{ workspace = true }") + "f = [\"models/deep\"]\n"),
        ("\"models/deep\"", deep),
    );
}

#[test]
fn dependencies() {
    check_good(
        "[dependencies]\nserde.workspace = true\n[target.'cfg(unix)'.dependencies]\nx = \"1\"\n",
    );
    let message = "`x` is not in [workspace.dependencies]";
    check_fault("[dev-dependencies]\nserde = \"1\"\nx.workspace = true\n", ("x", message));
    check_fault("[target.'cfg(unix)'.dependencies.x]\nworkspace = true\n", ("x", message));
    check_fault(
        "[dev-dependencies]\nx = { version = \"1\", optional = true }\n",
        ("x", "the dev-dependency `x` cannot be optional"),
    );
    let shadowed = "[dependencies]\nx = { version = \"1\", optional = true }\n[features]\nx = []\n";
    check_fault(shadowed, ("x", "no feature turns the optional dependency `x` on"));
    check_good(&shadowed.replace("x = []", "x = [\"dep:x\"]"));
}

#[test]
fn required_features() {
    let bin = |feature: &str| {
        format!("[features]\nf = []\n[[bin]]\nname = \"b\"\nrequired-features = [\"{feature}\"]\n")
    };
    check_good(&bin("f"));
    let message = "a target requires the feature `g`, which is not there";
    check_fault(&bin("g"), ("\"g\"", message));
}

#[test]
fn what_a_feature_turns_on() {
    let manifest = "[dependencies]\na = { version = \"1\", optional = true }\n\
                    b = { version = \"1\", optional = true }\n\
                    [features]\nf = [\"g\"]\ng = [\"dep:a\", \"f\"]\nweak = [\"a?/x\"]\nstrong = [\"b/x\"]\n";
    let on = [("f", "a"), ("g", "a"), ("strong", "b"), ("b", "b")];
    let off = [("weak", "a"), ("f", "b"), ("strong", "a"), ("a-b", "a")];
    assert!(on.iter().all(|(feature, key)| turns_on(manifest, feature, key)));
    assert!(!off.iter().any(|(feature, key)| turns_on(manifest, feature, key)));
    let known: Vec<_> = known_features(manifest).into_iter().collect();
    assert_eq!(known, ["b", "f", "g", "strong", "weak"]);
}
