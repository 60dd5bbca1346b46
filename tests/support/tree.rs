//! Folders of their own for tests, and whole trees as values.
//! Each test program uses a part of it.
#![allow(clippy::disallowed_methods, dead_code)]

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

/// A folder that goes with the value.
pub struct Folder {
    held: tempfile::TempDir,
    path: Utf8PathBuf,
}

impl Folder {
    /// A new folder with these files in it.
    pub fn new(files: &[(&str, &str)]) -> Folder {
        let held = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(held.path().canonicalize().unwrap()).unwrap();
        let folder = Folder { held, path };
        files.iter().for_each(|(path, text)| folder.write(path, text.as_bytes()));
        folder
    }

    /// A new folder with a copy of a tree in it.
    pub fn copy_of(tree: &Tree) -> Folder {
        let folder = Folder::new(&[]);
        tree.iter().for_each(|(path, content)| folder.write(path.as_str(), content));
        folder
    }

    /// Its absolute path, without symbolic links.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// Writes a file, with the folders that it needs.
    pub fn write(&self, path: &str, content: &[u8]) {
        let path = self.path.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
}

/// All files of a folder: paths relative to it, `/` between the parts.
pub type Tree = BTreeMap<Utf8PathBuf, Vec<u8>>;

/// The files below `root`, but for what Cargo and the program itself keep there:
/// Cargo brings its lock file up to date by itself.
pub fn tree(root: &Utf8Path) -> Tree {
    let kept = |it: &walkdir::DirEntry| {
        let own = ["target", ".kalam-codemod", ".git", "Cargo.lock"].map(Into::into);
        it.depth() != 1 || !own.contains(&it.file_name().to_owned())
    };
    let files = walkdir::WalkDir::new(root).into_iter().filter_entry(kept).map(Result::unwrap);
    files
        .filter(|it| !it.file_type().is_dir())
        .map(|it| {
            let path = Utf8PathBuf::from_path_buf(it.into_path()).unwrap();
            let content = std::fs::read(&path).unwrap();
            (path.strip_prefix(root).unwrap().to_owned(), content)
        })
        .collect()
}

/// How two trees differ, in both directions; empty if they are the same.
pub fn difference(expected: &Tree, actual: &Tree) -> String {
    let mut out = String::new();
    let paths: std::collections::BTreeSet<_> = expected.keys().chain(actual.keys()).collect();
    for path in paths {
        match (expected.get(path), actual.get(path)) {
            (Some(_), None) => out.push_str(&format!("missing: {path}\n")),
            (None, Some(_)) => out.push_str(&format!("unexpected: {path}\n")),
            (Some(a), Some(b)) if a != b => out.push_str(&diff(path, a, b)),
            _ => {}
        }
    }
    out
}

fn diff(path: &Utf8Path, expected: &[u8], actual: &[u8]) -> String {
    let [expected, actual] = [expected, actual].map(String::from_utf8_lossy);
    similar::TextDiff::from_lines(&*expected, &*actual)
        .unified_diff()
        .header(&format!("expected/{path}"), &format!("actual/{path}"))
        .to_string()
}
