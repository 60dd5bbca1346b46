const MANIFEST: &str = r#"
    path = "mod.rs"
    mod script;
"#;

/// Lines of a manifest.
pub fn manifest_lines() -> usize {
    MANIFEST.lines().count()
}
