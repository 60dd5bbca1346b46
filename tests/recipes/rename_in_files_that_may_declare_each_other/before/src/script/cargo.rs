const MANIFEST: &str = r#"
    path = "mod.rs"
    mod script;
"#;

/// Lines of a manifest.
pub fn lines() -> usize {
    MANIFEST.lines().count()
}
