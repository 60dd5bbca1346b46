//! Paths of files relative to the root, as text.
//!
//! Invariant: no disk is touched; a link is a file like any other.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// The folder of a file; empty at the root.
pub(super) fn folder(path: &Utf8Path) -> Utf8PathBuf {
    path.parent().map(Utf8Path::to_path_buf).unwrap_or_default()
}

/// Joins and takes `.` and `..` out.
pub fn joined(dir: &Utf8Path, path: &str) -> Utf8PathBuf {
    let mut out = Utf8PathBuf::new();
    for part in dir.join(path.replace('\\', "/")).components() {
        match part {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if out.parent().is_some() => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
