//! What a manifest says of its dependencies.

use camino::Utf8Path;

use super::super::read::{self, Inherited};

const ROOT: &str = r#"
[workspace.dependencies]
serde = { version = "1", features = ["derive"] }
store = { path = "crates/./kalam-store", package = "kalam-store" }
"#;

const MEMBER: &str = r#"
[package]
name = "kalam-api"

[dependencies]
serde.workspace = true
store = { workspace = true, optional = true }
kalam-sql = { path = "../sql" }
other = { package = "third-party", version = "1" }

[dependencies.anyhow]
version = "1"

[dev_dependencies]
temp-file = "1"

[build-dependencies]
cc = "1"

[target.'cfg(unix)'.dependencies]
libc = "0.2"

[features]
default = ["store", "kalam-sql/x"]
store = ["dep:store"]
"#;

#[test]
fn every_form_is_read() {
    let found = read::dependencies(MEMBER, Utf8Path::new("crates/api"), &Inherited::read(ROOT));
    let shown: Vec<String> = found
        .iter()
        .map(|it| {
            let path = it.path.as_deref().map_or("-", Utf8Path::as_str);
            let target = it.target.as_deref().unwrap_or("-");
            let kind = it.kind.table_name();
            let optional = if it.optional { " optional" } else { "" };
            format!("{kind} {} = {} {path} {target}{optional}", it.code_name, it.package)
        })
        .collect();
    assert_eq!(
        shown,
        [
            "dependencies anyhow = anyhow - -",
            "dependencies kalam_sql = kalam-sql crates/sql -",
            "dependencies libc = libc - cfg(unix)",
            "dependencies other = third-party - -",
            "dependencies serde = serde - -",
            "dependencies store = kalam-store crates/kalam-store - optional",
            "dev-dependencies temp_file = temp-file - -",
            "build-dependencies cc = cc - -",
        ]
    );
}

#[test]
fn what_does_not_parse_says_nothing() {
    let deep = format!("a = {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    for text in ["[dependencies", deep.as_str()] {
        assert_eq!(read::dependencies(text, Utf8Path::new(""), &Inherited::read(text)), []);
        assert_eq!(read::package_name(text), None);
        assert!(read::features(text).is_empty());
    }
}

#[test]
fn single_facts() {
    assert_eq!(read::package_name(MEMBER).as_deref(), Some("kalam-api"));
    assert_eq!(read::package_name(ROOT), None);
    assert_eq!(read::workspace_dependency(ROOT, "kalam-store").as_deref(), Some("store"));
    assert_eq!(read::workspace_dependency(ROOT, "store"), None);
    assert_eq!(read::workspace_dependency(ROOT, "serde").as_deref(), Some("serde"));
    let features = read::features(MEMBER);
    assert_eq!(features["default"], ["store", "kalam-sql/x"]);
    assert_eq!(features.len(), 2);
}

#[test]
fn what_the_lock_file_knows() {
    let locked = |text: &str| read::locked(&format!("[package]\nname = \"a\"\n{text}"));
    let same = [
        "[dependencies]\nb = \"1\"\nc = { path = \"../c\", features = [\"x\"] }\n",
        "[dependencies]\nc = { path = \"../c\" }\n[dev-dependencies]\nb = \"1\" # for tests\n",
        "[features]\nf = []\n[dependencies.b]\nversion = \"1\"\n[target.'cfg(unix)'.dependencies]\n\
         c = { path = \"../c\", optional = true }\n",
    ];
    let first = locked(same[0]);
    assert_eq!(first.len(), 3, "{first:?}");
    for text in same {
        assert_eq!(locked(text), first, "{text}");
    }
    for other in ["[dependencies]\nb = \"2\"\n", "[dependencies]\nc = { path = \"../c\" }\n"] {
        assert_ne!(locked(other), first, "{other}");
    }
}
