//! The workspace root of an earlier run, by the folder that it left there.
//!
//! Invariant: looks for a folder, reads nothing; manifests are not asked, as an
//! interrupted run may have left them half changed.

use camino::{Utf8Path, Utf8PathBuf};

/// The folder that `apply` keeps to itself.
const CONTROL: &str = ".kalam-codemod";

/// The nearest folder, from the manifest's or the current one upwards, that
/// holds what an earlier run left; absolute.
pub(super) fn of_earlier_run(manifest_path: Option<&Utf8Path>) -> Option<Utf8PathBuf> {
    let here = Utf8PathBuf::from_path_buf(std::env::current_dir().ok()?).ok()?;
    let start = manifest_path.and_then(|it| Some(here.join(it.parent()?))).unwrap_or(here);
    start.ancestors().find(|it| it.join(CONTROL).is_dir()).map(Utf8Path::to_owned)
}
