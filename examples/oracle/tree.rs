//! Whole trees as values. What Cargo and the program itself keep at the root is
//! no part of them.

use std::collections::BTreeMap;

use anyhow::Result;
use camino::{Utf8Path, Utf8PathBuf};

/// Paths relative to the root, with their content.
pub type Tree = BTreeMap<Utf8PathBuf, Vec<u8>>;

const OWN: [&str; 4] = ["target", ".git", ".kalam-codemod", "Cargo.lock"];

/// The files below a root.
pub fn read(root: &Utf8Path) -> Result<Tree> {
    let kept =
        |it: &walkdir::DirEntry| it.depth() != 1 || !OWN.iter().any(|own| it.file_name() == *own);
    let mut tree = Tree::new();
    for entry in walkdir::WalkDir::new(root).into_iter().filter_entry(kept) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = Utf8PathBuf::try_from(entry.into_path())?;
            tree.insert(path.strip_prefix(root)?.to_owned(), std::fs::read(&path)?);
        }
    }
    Ok(tree)
}

/// Brings the files below a root to what a tree says; those that are right
/// already are not written, as Cargo goes by their times.
pub fn restore(root: &Utf8Path, tree: &Tree) -> Result<()> {
    let now = read(root)?;
    for path in now.keys().filter(|it| !tree.contains_key(*it)) {
        std::fs::remove_file(root.join(path))?;
    }
    for (path, content) in tree.iter().filter(|it| now.get(it.0) != Some(it.1)) {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(root))?;
        std::fs::write(path, content)?;
    }
    Ok(())
}

/// The paths at which two trees differ.
pub fn difference(a: &Tree, b: &Tree) -> Vec<Utf8PathBuf> {
    let paths: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
    paths.into_iter().filter(|it| a.get(*it) != b.get(*it)).cloned().collect()
}

/// A copy of a tree, with its lock file, in a folder that is emptied first.
pub fn fresh_copy(source: &Utf8Path, home: &Utf8Path) -> Result<Utf8PathBuf> {
    let root = home.join("tree");
    if root.exists() {
        std::fs::remove_dir_all(&root)?;
    }
    std::fs::create_dir_all(&root)?;
    let root = root.canonicalize_utf8()?;
    restore(&root, &read(source)?)?;
    if source.join("Cargo.lock").exists() {
        std::fs::copy(source.join("Cargo.lock"), root.join("Cargo.lock"))?;
    }
    Ok(root)
}
