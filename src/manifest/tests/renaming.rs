//! Packages that get another name.

use super::super::rename::{rename_dependency, rename_package};

#[track_caller]
fn check_rename(before: &str, after: &str) {
    assert_eq!(rename_dependency(before, None, "old-a", "new-a").unwrap(), after);
    assert_eq!(rename_dependency(after, None, "old-a", "new-a").unwrap(), after);
    assert_eq!(rename_dependency(after, None, "new-a", "old-a").unwrap(), before);
}

#[test]
fn every_table_follows() {
    let before = r#"[dependencies]
old-a = { path = "../old-a", package = 'old-a' } # old-a
old-ab = "1"

[dependencies.b]
package = "old-a"
path = "../old-a"

[dev-dependencies]
old-a.workspace = true
old-a.features = ["old-a"]

[build-dependencies.old-a]
version = "1"

[target.'cfg(old-a)'.dependencies]
"old-a" = "1"

[workspace]
members = ["crates/old-a"]

[workspace.dependencies]
old-a   = "1"

[patch.crates-io]
old-a = { path = "x" }

[replace]
"old-a:1.0.0" = { path = "x" }

[profile.dev.package.old-a]
opt-level = 3

[lib]
name = "old-a"

[package.metadata.dependencies]
old-a = 1
"#;
    let after = before
        .replace("old-a = { path = \"../old-a\"", "new-a = { path = \"../old-a\"")
        .replace("'old-a' }", "'new-a' }")
        .replace("package = \"old-a\"", "package = \"new-a\"")
        .replace("old-a.", "new-a.")
        .replace("[build-dependencies.old-a]", "[build-dependencies.new-a]")
        .replace("\"old-a\" = \"1\"", "\"new-a\" = \"1\"")
        .replace("old-a   =", "new-a   =")
        .replace("old-a = { path = \"x\"", "new-a = { path = \"x\"")
        .replace("old-a:1.0.0", "new-a:1.0.0")
        .replace("package.old-a]", "package.new-a]");
    assert_eq!(rename_dependency(before, None, "old-a", "new-a").unwrap(), after);
}

#[test]
fn features_follow_the_key() {
    check_rename(
        r#"[features]
default = ["dep:old-a", "old-a/f", "old-a?/f", 'old-a', "old-ab/f", "old-ab"]

[[bin]]
name = "x"
required-features = ["old-a/f"]

[dependencies]
old-a = { version = "1", optional = true }
"#,
        r#"[features]
default = ["dep:new-a", "new-a/f", "new-a?/f", 'new-a', "old-ab/f", "old-ab"]

[[bin]]
name = "x"
required-features = ["new-a/f"]

[dependencies]
new-a = { version = "1", optional = true }
"#,
    );
}

#[test]
fn a_feature_of_that_name_keeps_it() {
    check_rename(
        "[features]\ndefault = [\"old-a\"]\nold-a = [\"dep:old-a\"]\n\n[dependencies]\nold-a = { version = \"1\", optional = true }\n",
        "[features]\ndefault = [\"old-a\"]\nold-a = [\"dep:new-a\"]\n\n[dependencies]\nnew-a = { version = \"1\", optional = true }\n",
    );
}

#[test]
fn another_package_under_the_name_is_left() {
    let before = "[features]\nf = [\"old-a/x\"]\n\n[dependencies]\nold-a = { package = \"third\", version = \"1\" }\n";
    check_same(before, None);
    let root = "[workspace.dependencies]\nold-a = { package = \"third\", version = \"1\" }\n";
    let inherits = "[features]\nf = [\"old-a/x\"]\n\n[dependencies]\nold-a.workspace = true\n";
    check_same(inherits, Some(root));
    check_same(root, Some(root));
}

#[track_caller]
fn check_same(manifest: &str, root: Option<&str>) {
    assert_eq!(rename_dependency(manifest, root, "old-a", "new-a").unwrap(), manifest);
}

#[test]
fn an_alias_keeps_its_features() {
    check_rename(
        "[features]\nf = [\"old/x\", \"old-a/x\"]\n\n[dependencies]\nold = { package = \"old-a\", path = \"../a\" }\n",
        "[features]\nf = [\"old/x\", \"old-a/x\"]\n\n[dependencies]\nold = { package = \"new-a\", path = \"../a\" }\n",
    );
}

#[test]
fn a_key_as_code_spells_it_is_no_alias() {
    check_rename(
        "[dependencies]\nold_a = { package = \"old-a\", path = \"../a\" }\n",
        "[dependencies]\nnew_a = { package = \"new-a\", path = \"../a\" }\n",
    );
    check_rename("dependencies = { old-a = '1' }\n", "dependencies = { new-a = '1' }\n");
    let root = "[workspace.dependencies]\nold_a = { package = \"old-a\", version = \"1\" }\n";
    assert_eq!(
        rename_dependency("[dependencies]\nold_a.workspace = true\n", Some(root), "old-a", "b-c"),
        Ok("[dependencies]\nb_c.workspace = true\n".to_owned())
    );
}

#[test]
fn a_taken_key_is_refused_at_its_place() {
    let text = "[dependencies]\nold-a = \"1\"\nnew-a = \"2\"\n";
    let error = rename_dependency(text, None, "old-a", "new-a").unwrap_err();
    assert_eq!(error.message, "`new-a` is the name of another entry of this table");
    assert_eq!(crate::text::slice(text, error.range), "new-a");
}

#[test]
fn a_package_takes_its_default_binary_along() {
    let text = "[package]\r\nname = 'old'\r\ndefault-run = \"old\"\r\n\r\n[lib]\r\nname = \"old\"";
    assert_eq!(
        rename_package(text, "new").unwrap(),
        "[package]\r\nname = 'new'\r\ndefault-run = \"new\"\r\n\r\n[lib]\r\nname = \"old\""
    );
    let named = "[package]\nname = \"old\"\ndefault-run = \"old\"\n\n[[bin]]\nname = \"old\"\npath = \"x.rs\"\n";
    assert_eq!(rename_package(named, "new").unwrap(), named.replacen("\"old\"", "\"new\"", 1));
    assert_eq!(
        rename_package("[workspace]\n", "new").unwrap_err().message,
        "this manifest has no [package] name"
    );
}
