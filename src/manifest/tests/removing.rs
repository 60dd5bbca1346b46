//! Entries that go, with the comments that are theirs.

use super::*;

#[track_caller]
fn check_removal(before: &str, key: &str, after: &str) {
    check(before, &[remove(key)], after);
}

#[test]
fn a_line_goes() {
    check_removal(
        "[dependencies]\na = \"1\"\nb = \"1\" # why\nc = \"1\"\n",
        "b",
        "[dependencies]\na = \"1\"\nc = \"1\"\n",
    );
    check_removal("[dependencies]\na = \"1\"\nb = \"1\"", "b", "[dependencies]\na = \"1\"");
    check_removal("[dependencies]\r\na = \"1\"\r\nb = \"1\"", "b", "[dependencies]\r\na = \"1\"");
    check_removal("[dependencies]\na = \"1\"\n", "b", "[dependencies]\na = \"1\"\n");
}

#[test]
fn a_look_alike_stays() {
    let before = "[dependencies]\na-b = \"1\"\na.workspace = true\na_b = \"1\"\n\n[dev-dependencies]\na = \"1\"\n";
    check_removal(before, "a", &before.replace("a.workspace = true\n", ""));
}

#[test]
fn a_shared_comment_stays() {
    let before = "[dependencies]\nx = \"1\"\n\n# Logging\nlog = \"1\"\nfern = \"1\"\n";
    check_removal(before, "log", &before.replace("log = \"1\"\n", ""));
    check_removal(before, "fern", &before.replace("fern = \"1\"\n", ""));
}

#[test]
fn a_comment_on_one_entry_goes_with_it() {
    check_removal(
        "[dependencies]\nx = \"1\"\n\n# Logging,\n# for now\nlog = \"1\"\n\n# Time\nchrono = \"1\"\n",
        "log",
        "[dependencies]\nx = \"1\"\n\n# Time\nchrono = \"1\"\n",
    );
    check_removal(
        "[dependencies]\nx = \"1\"\n\n# Time\nchrono = \"1\"\n\n[lib]\n",
        "chrono",
        "[dependencies]\nx = \"1\"\n\n[lib]\n",
    );
}

#[test]
fn an_entry_that_was_switched_off_stays() {
    let before = "[dependencies]\nx = \"1\"\n\n# aws = \"1\"\nlog = \"1\"\n";
    check_removal(before, "log", &before.replace("log = \"1\"\n", ""));
}

#[test]
fn an_emptied_table_goes_unless_it_has_a_comment() {
    check_removal(
        "[package]\nname = \"a\"\n\n[dependencies]\na = \"1\"\n\n[lib]\n",
        "a",
        "[package]\nname = \"a\"\n\n[lib]\n",
    );
    check_removal(
        "[dependencies]\n# Core\na = \"1\"\n\n[lib]\n",
        "a",
        "[dependencies]\n# Core\n\n[lib]\n",
    );
}

#[test]
fn every_line_and_section_of_an_entry_goes() {
    check_removal(
        "[dependencies]\na.workspace = true\na.optional = true\nb = \"1\"\n",
        "a",
        "[dependencies]\nb = \"1\"\n",
    );
    check_removal(
        "[lib]\nname = \"x\"\n\n# why\n[dependencies.a]\n# note\nversion = \"1\"\n\n[dependencies.b]\nversion = \"1\"\n",
        "a",
        "[lib]\nname = \"x\"\n\n[dependencies.b]\nversion = \"1\"\n",
    );
}

#[test]
fn features_say_nothing_of_a_dependency_that_is_gone() {
    let before = "[features]\ndefault = [\"a\", \"b\"]\nf = [\"dep:a\"]\ng = [\n  \"x\", # why\n  \
                  \"a?/y\",\n  \"a-b/y\",\n]\nh = [\"x\", \"a/z\"]\n\n[dependencies]\na = { version = \
                  \"1\", optional = true }\nx = { version = \"1\", optional = true }\n";
    let after = "[features]\ndefault = [\"b\"]\nf = []\ng = [\n  \"x\", # why\n  \
                 \"a-b/y\",\n]\nh = [\"x\"]\n\n[dependencies]\nx = { version = \"1\", optional = true }\n";
    check_removal(before, "a", after);
    // Another table has it still, or the name is that of a feature.
    let dev = format!("{before}\n[dev-dependencies]\na = \"1\"\n");
    let kept = dev.replace("a = { version = \"1\", optional = true }\n", "");
    check_removal(&dev, "a", &kept);
    let named = "[features]\na = []\nf = [\"a\"]\n\n[dependencies]\na = \"1\"\nb = \"1\"\n";
    check_removal(named, "a", &named.replace("a = \"1\"\n", ""));
}
