//! Entries that come or come to say more.

use super::*;

const MIXED: &str = r#"[package]
name = "kalamdb-live"

[dependencies]
# Internal crates
kalamdb-commons = { path = "../kalamdb-commons" }
kalamdb-sql = { path = "../kalamdb-sql" }

# Async runtime
tokio.workspace = true

# Serialization
serde.workspace = true
serde_json = { workspace = true }
bincode = "1.3"   # pinned

[lib]
name = "kalamdb_live"
"#;

#[test]
fn family_goes_to_its_group_and_keeps_it_sorted() {
    let edits = [set("kalamdb-core", r#"{ path = "../kalamdb-core" }"#)];
    check(
        MIXED,
        &edits,
        &MIXED.replace(
            "kalamdb-sql =",
            "kalamdb-core = { path = \"../kalamdb-core\" }\nkalamdb-sql =",
        ),
    );
}

#[test]
fn path_goes_to_the_paths() {
    let edits = [set("zeta", r#"{ path = "../zeta" }"#)];
    let line = "kalamdb-sql = { path = \"../kalamdb-sql\" }\n";
    check(MIXED, &edits, &MIXED.replace(line, &format!("{line}zeta = {{ path = \"../zeta\" }}\n")));
}

#[test]
fn unrelated_stands_apart_from_the_last_headed_group() {
    let edits = [set("uuid", "\"1\"")];
    check(MIXED, &edits, &MIXED.replace("# pinned\n", "# pinned\n\nuuid = \"1\"\n"));
}

#[test]
fn inheritance_follows_the_majority() {
    let edits = [set("tokio-util", "{ workspace = true }")];
    check(
        MIXED,
        &edits,
        &MIXED.replace(
            "tokio.workspace = true\n",
            "tokio.workspace = true\ntokio-util.workspace = true\n",
        ),
    );
    check(
        "[dependencies]\na = { workspace = true }\n",
        &[set("b", "{ workspace = true }")],
        "[dependencies]\na = { workspace = true }\nb = { workspace = true }\n",
    );
}

#[test]
fn sorted_tables_stay_sorted() {
    let before = "[dependencies]\nanyhow = \"1\"\nserde = \"1\"\n# for the tests\ntoml = \"1\"\n";
    check(before, &[set("log", "\"0.4\"")], &before.replace("serde", "log = \"0.4\"\nserde"));
    check(before, &[set("aho", "\"1\"")], &before.replace("anyhow", "aho = \"1\"\nanyhow"));
    check(before, &[set("zstd", "\"1\"")], &format!("{before}zstd = \"1\"\n"));
    let noted = "[dependencies]\nb_a = \"1\"\nb-c = \"1\"\nC = \"1\"\n";
    check(noted, &[set("b-b", "\"1\"")], &noted.replace("b-c", "b-b = \"1\"\nb-c"));
}

#[test]
fn unsorted_tables_grow_at_the_end() {
    let before = "[dependencies]\nserde = \"1\"\nanyhow = \"1\"\n\n[lib]\nname = \"x\"\n";
    check(
        before,
        &[set("log", "\"0.4\"")],
        &before.replace("\n\n[lib]", "\nlog = \"0.4\"\n\n[lib]"),
    );
}

#[test]
fn commented_out_entries_stay_below() {
    let before = "[dependencies]\nb = \"1\"\na = \"1\"\n\n# off = \"1\"\n# off2 = \"1\"\n\n[dev-dependencies]\nc = \"1\"\n";
    check(
        before,
        &[set("log", "\"0.4\"")],
        &before.replace("a = \"1\"\n", "a = \"1\"\nlog = \"0.4\"\n"),
    );
}

#[test]
fn spacing_of_neighbours_is_kept() {
    check(
        "[dependencies]\na=\"1\"\nb={version=\"1\"}\n",
        &[set("c", "\"2\"")],
        "[dependencies]\na=\"1\"\nb={version=\"1\"}\nc=\"2\"\n",
    );
    check(
        "[dependencies]\n  a    = \"1\"\n  long = \"1\"\n",
        &[set("b", "\"2\"")],
        "[dependencies]\n  a    = \"1\"\n  b    = \"2\"\n  long = \"1\"\n",
    );
}

#[test]
fn an_entry_that_says_it_is_left() {
    for value in ["\"1.3\"", "{ version = \"1.3\", optional = false, features = [] }"] {
        check(MIXED, &[set("bincode", value)], MIXED);
    }
    check(MIXED, &[set("serde_json", "{ workspace = true }")], MIXED);
    check(MIXED, &[set("serde", "{ workspace = true }")], MIXED);
    let more = "[dependencies]\nserde = { features = ['rc', \"derive\"], version = \"1\" }\n";
    check(more, &[set("serde", "{ version = \"1\", features = [\"derive\"] }")], more);
}

#[test]
fn fields_are_added_in_the_form_of_the_entry() {
    let wanted = [set("serde", r#"{ workspace = true, features = ["derive"], optional = true }"#)];
    let cases = [
        (
            "serde = \"1\" # why",
            r#"serde = { workspace = true, optional = true, features = ["derive"] } # why"#,
        ),
        (
            "serde.workspace = true # why",
            r#"serde = { workspace = true, features = ["derive"], optional = true } # why"#,
        ),
        (
            "serde = { workspace = true, features = [\"rc\"] }",
            r#"serde = { workspace = true, features = ["rc", "derive"], optional = true }"#,
        ),
        (
            "serde = {workspace=true}",
            r#"serde = {workspace=true, features = ["derive"], optional = true}"#,
        ),
        (
            "serde.workspace = true\nserde.optional = true",
            "serde.workspace = true\nserde.optional = true\nserde.features = [\"derive\"]",
        ),
    ];
    for (before, after) in cases {
        check(
            &format!("[dependencies]\n{before}\n"),
            &wanted,
            &format!("[dependencies]\n{after}\n"),
        );
    }
}

#[test]
fn fields_alone_extend_and_keep_the_source() {
    let wanted = [set("serde", r#"{ features = ["derive"] }"#)];
    check(
        "[dependencies]\nserde = '1'\n",
        &wanted,
        "[dependencies]\nserde = { version = '1', features = [\"derive\"] }\n",
    );
    check(
        "[dependencies.serde]\nversion = \"1\"\n\n[lib]\n",
        &wanted,
        "[dependencies.serde]\nversion = \"1\"\nfeatures = [\"derive\"]\n\n[lib]\n",
    );
}

#[test]
fn a_new_source_drops_the_old() {
    check(
        "[dependencies]\nx.workspace = true\na = { version = \"1\", features = [\"f\"] }\n",
        &[set("a", "{ workspace = true }")],
        "[dependencies]\nx.workspace = true\na = { workspace = true, features = [\"f\"] }\n",
    );
    check(
        "[dependencies]\na.workspace = true\n",
        &[set("a", "\"1.2\"")],
        "[dependencies]\na = \"1.2\"\n",
    );
    check(
        "[dependencies]\nx.workspace = true\n  a = \"1\"\n",
        &[set("a", "{ workspace = true }")],
        "[dependencies]\nx.workspace = true\n  a.workspace = true\n",
    );
    check(
        "[dependencies.a]\ngit = \"u\"\nrev = \"1\"\noptional = true\n",
        &[set("a", "{ path = \"../a\" }")],
        "[dependencies.a]\npath = \"../a\"\noptional = true\n",
    );
    check("[dependencies]\na = \"1\"\n", &[set("a", "\"2\"")], "[dependencies]\na = \"2\"\n");
}

#[test]
fn tables_come_in_cargo_s_order() {
    let before = "[package]\nname = \"a\"\n\n[dependencies]\nb = \"1\"\n\n# the library\n[lib]\n\n[profile.dev]\ndebug = 1\n";
    let dev = [in_table(Table::DevDependencies, "c", "\"1\"")];
    check(
        before,
        &dev,
        &before
            .replace("b = \"1\"\n\n# the", "b = \"1\"\n\n[dev-dependencies]\nc = \"1\"\n\n# the"),
    );
    let before = "[package]\nname = \"a\"\n\n# for tests\n[dev-dependencies]\nb = \"1\"\n";
    check(
        before,
        &[set("c", "\"1\"")],
        &before.replace("# for", "[dependencies]\nc = \"1\"\n\n# for"),
    );
    let before = "[package]\nname = \"a\"\n\n[[bin]]\nname = \"x\"\n\n[profile.dev]\ndebug = 1\n";
    check(
        before,
        &[set("c", "\"1\"")],
        &before.replace("[profile", "[dependencies]\nc = \"1\"\n\n[profile"),
    );
    let before = "[package]\nname = \"a\"";
    check(before, &[set("c", "\"1\"")], "[package]\nname = \"a\"\n\n[dependencies]\nc = \"1\"");
}

#[test]
fn target_tables_are_quoted() {
    let target =
        Table::Target { target: "cfg(unix)".into(), kind: crate::manifest::DependencyKind::Normal };
    check(
        "[dependencies]\na = \"1\"\n",
        &[in_table(target, "b", "\"1\"")],
        "[dependencies]\na = \"1\"\n\n[target.'cfg(unix)'.dependencies]\nb = \"1\"\n",
    );
}

#[test]
fn workspace_tables_need_a_workspace() {
    let edits = [in_table(Table::WorkspaceDependencies, "b", "\"1\"")];
    check(
        "[workspace]\nmembers = [\"a\"]\n\n[workspace.package]\nedition = \"2024\"\n\n[profile.dev]\ndebug = 1\n",
        &edits,
        "[workspace]\nmembers = [\"a\"]\n\n[workspace.package]\nedition = \"2024\"\n\n[workspace.dependencies]\nb = \"1\"\n\n[profile.dev]\ndebug = 1\n",
    );
    let error = edit("[package]\nname = \"a\"\n", &edits).unwrap_err();
    assert_eq!(error.to_string(), "this manifest has no [workspace]");
}

#[test]
fn features_grow() {
    let of = |value: &str| [in_table(Table::Features, "default", value)];
    let check = |before: &str, value: &str, after: &str| {
        let text = |it: &str| format!("[features]\nserde = [\"dep:serde\"]\n{it}\n");
        super::check(&text(before), &of(value), &text(after));
    };
    check("default = []", "[\"serde\"]", "default = [\"serde\"]");
    check("default = [ ]", "[\"serde\"]", "default = [\"serde\"]");
    check("default = [ 'std' ]", "[\"serde\"]", "default = [ 'std', \"serde\" ]");
    check("default = [\"b\", \"d\"]", "[\"c\", \"b\"]", "default = [\"b\", \"c\", \"d\"]");
    check("default = [\"std\",]", "[\"serde\"]", "default = [\"std\", \"serde\",]");
    check(
        "default = [\n  \"z\", # last\n  \"a\", # first\n  # end\n]",
        "[\"m\"]",
        "default = [\n  \"z\", # last\n  \"a\", # first\n  \"m\",\n  # end\n]",
    );
    check(
        "default = [\n  \"z\",\n  \"a\" # first\n]",
        "[\"m\"]",
        "default = [\n  \"z\",\n  \"a\", # first\n  \"m\"\n]",
    );
    check(
        "default = [\n    \"a\",\n    \"c\",\n]",
        "[\"b\"]",
        "default = [\n    \"a\",\n    \"b\",\n    \"c\",\n]",
    );
    check(
        "default = [\n    # none yet\n]",
        "[\"b\"]",
        "default = [\n    # none yet\n    \"b\",\n]",
    );
}

#[test]
fn a_new_feature_goes_among_the_others() {
    let before = "[features]\n# what there is\nz = []\na = []\n";
    let of = |key| [in_table(Table::Features, key, "[\"x\"]")];
    check(before, &of("m"), &format!("{before}m = [\"x\"]\n"));
    check(before, &of("default"), &before.replace("z =", "default = [\"x\"]\nz ="));
    let absent = "[package]\nname = \"a\"\n\n[dependencies]\na = \"1\"\n";
    check(absent, &of("default"), &format!("{absent}\n[features]\ndefault = [\"x\"]\n"));
}

#[test]
fn a_section_gets_sections() {
    check(
        "[dependencies.a]\nversion = \"1\"\n\n[lib]\n",
        &[set("b", "\"2\"")],
        "[dependencies.a]\nversion = \"1\"\n\n[dependencies.b]\nversion = \"2\"\n\n[lib]\n",
    );
}

#[test]
fn old_spellings_and_dotted_tables_are_found() {
    check(
        "[dev_dependencies]\na = \"1\"\n",
        &[in_table(Table::DevDependencies, "b", "\"1\"")],
        "[dev_dependencies]\na = \"1\"\nb = \"1\"\n",
    );
    check(
        "[workspace]\ndependencies.a = \"1\"\n",
        &[in_table(Table::WorkspaceDependencies, "b", "\"1\"")],
        "[workspace]\ndependencies.a = \"1\"\ndependencies.b = \"1\"\n",
    );
}

#[test]
fn line_endings_marks_and_odd_bytes_stay() {
    let before = "\u{feff}[package]\r\nname   =  'ü'\t\r\n\r\n[dependencies]\r\na={ version=\"1\" ,features = [ 'x' , ] }\r\n\r\n\r\n[lib] # end";
    let after = before.replace("'x' , ]", "'x', \"y\" , ]").replace("}\r\n", "}\r\nb=\"1\"\r\n");
    check(before, &[set("a", "{ features = [\"y\"] }"), set("b", "\"1\"")], &after);
}

#[test]
fn what_cannot_be_done_is_said() {
    let message = |manifest: &str, edit: ManifestEdit| {
        let error = super::edit(manifest, &[edit]).unwrap_err();
        assert!(!error.help.is_empty());
        (error.message, u32::from(error.range.start()))
    };
    assert_eq!(message("[dependencies]\nb = \"1\"\n[dependencies", set("a", "\"1\"")).1, 36);
    assert_eq!(
        message("\u{feff}dependencies = { b = \"1\" }\n", set("a", "\"1\"")),
        ("the table is one inline value".to_owned(), 3)
    );
    assert_eq!(message("", set("a", "1 2")).0, "the value wanted for `a` is not TOML");
    assert_eq!(
        message("", set("a", "\"1\"\nb = 2")).0,
        "the value wanted for `a` is more than one value"
    );
    assert_eq!(
        message("", in_table(Table::Features, "a", "\"1\"")).0,
        "the value wanted for `a` is no array"
    );
    assert_eq!(
        message(
            "[workspace]\n",
            in_table(Table::WorkspaceDependencies, "a", "{ workspace = true }")
        )
        .0,
        "the value wanted for `a` has `workspace` in [workspace.dependencies]"
    );
}
