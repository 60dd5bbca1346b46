//! Packages below the root that are no members and yet depend on one, by its path:
//! a `fuzz` folder, or an example that is a workspace of its own.
//! <https://doc.rust-lang.org/cargo/reference/workspaces.html#the-members-and-exclude-fields>
//!
//! Invariant: they are read and never edited; whoever looks for a name is told
//! where it stands there.

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::cargo::{Members, lexical};
use super::read::{self, Content};
use super::walk::Chosen;
use crate::workspace::PassedOver;

/// Why a source is left that belongs to such a package.
const STRANGER: &str = "in a package that depends on a member and is none";

/// The sources of the packages that are no members and depend on one.
pub(super) fn dependents(members: &Members, chosen: &Chosen) -> Vec<PassedOver> {
    let folders: Vec<&Utf8Path> = chosen.passed_over.iter().map(|it| &*it.path).collect();
    let depends = |dir: &&&Utf8Path| depends(members, dir);
    let dependents: Vec<&Utf8Path> = folders.par_iter().filter(depends).copied().collect();
    if dependents.is_empty() {
        return Vec::new();
    }
    let is_meant = |it: &&Utf8PathBuf| {
        let package = it.ancestors().find(|it| folders.contains(it));
        package.is_some_and(|it| dependents.contains(&it))
    };
    let sources: Vec<_> = chosen.strangers.iter().filter(is_meant).collect();
    let read = |it: &&Utf8PathBuf| PassedOver {
        is_folder: false,
        path: (*it).clone(),
        reason: STRANGER.to_owned(),
        bytes: read::read(members.root.join(it).as_std_path()).into_bytes(),
        leads_to: None,
    };
    let mut found: Vec<_> = sources.par_iter().map(read).collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Whether the manifest in `dir` names a member by its path.
fn depends(members: &Members, dir: &Utf8Path) -> bool {
    let manifest = members.root.join(dir).join("Cargo.toml");
    let Content::Text { text, .. } = read::read(manifest.as_std_path()) else { return false };
    let ends = memchr::memmem::find_iter(text.as_bytes(), b"path").map(|at| at + 4);
    let mut paths = ends.filter_map(|at| {
        let value = text[at..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
        value[1..].split(quote).next()
    });
    paths.any(|it| {
        let target = lexical(&members.root.join(dir).join(it));
        members.packages.iter().any(|it| lexical(&members.root.join(&it.dir)) == target)
    })
}
