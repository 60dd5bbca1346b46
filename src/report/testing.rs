//! What the tests of this layer share.
//!
//! Invariant: compiled for tests only.

/// Compares `value` with the snapshot `name` in the top-level `snapshots/`.
/// Colours are left out of it.
pub(crate) fn check_snapshot(name: &str, value: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let plain = anstream::adapter::strip_str(value).to_string();
    settings.bind(|| insta::assert_snapshot!(name, plain));
}
