//! Recipes on disk.
#![allow(clippy::disallowed_methods, reason = "a test on disk")]

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use super::shown;
use crate::recipe::spec::{read, read_all};

const STEP: &str = "[[steps]]\n[steps.rename]\n'a::B' = 'C'\n";

/// A folder with these files, each given as its path and its text.
fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, Utf8PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = Utf8PathBuf::from_path_buf(dir.path().to_owned()).unwrap();
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    (dir, root)
}

/// A recipe of this name that extends others.
fn extending(name: &str, list: &str) -> String {
    format!("name = '{name}'\nextends = {list}\n{STEP}")
}

/// What is said of the recipe at `path`, with the folder's own path left out.
fn refusal(root: &Utf8Path, path: &str) -> (String, Vec<String>) {
    let refusal = read(&root.join(path)).unwrap_err();
    let finding = &refusal.findings[0];
    let message = match finding.labels.first() {
        Some(label) => format!("{}:{}", label.path, shown(finding)),
        None => finding.message.clone(),
    };
    let short = |it: &str| it.replace(&format!("{root}/"), "");
    assert!(!finding.help.is_empty());
    (short(&message), finding.notes.iter().map(|it| short(it)).collect())
}

#[test]
fn extended_recipes_come_first_and_once() {
    let (_dir, root) = folder(&[
        ("top.toml", &extending("top", "['b.toml', 'sub/c.toml']")),
        ("b.toml", &extending("b", "'sub/c.toml'")),
        ("sub/c.toml", &extending("c", "'./d.toml'")),
        ("sub/d.toml", &format!("name = 'd'\n{STEP}")),
    ]);
    let names = |paths: &[Utf8PathBuf]| -> Vec<String> {
        read_all(paths).unwrap().into_iter().map(|it| it.name).collect()
    };
    assert_eq!(names(&[root.join("top.toml")]), ["d", "c", "b", "top"]);
    assert_eq!(names(&[root.join("b.toml"), root.join("top.toml")]), ["d", "c", "b", "top"]);
}

#[test]
fn a_cycle_is_shown_with_its_chain() {
    let (_dir, root) = folder(&[
        ("a.toml", &extending("a", "'b.toml'")),
        ("b.toml", &extending("b", "'c.toml'")),
        ("c.toml", &extending("c", "['b.toml']")),
    ]);
    let expected = "c.toml:2:12: the recipe extends itself".to_owned();
    let chain = "the chain is b.toml → c.toml → b.toml".to_owned();
    assert_eq!(refusal(&root, "a.toml"), (expected, vec![chain]));
}

#[test]
fn extends_has_a_depth() {
    let (_dir, root) = folder(&[]);
    for n in 0..1_000 {
        let text = extending("n", &format!("'{}.toml'", n + 1));
        fs::write(root.join(format!("{n}.toml")), text).unwrap();
    }
    let (message, notes) = refusal(&root, "0.toml");
    assert_eq!(message, "32.toml:2:11: `extends` is deeper than 32 files");
    assert_eq!(notes, ["it begins at 0.toml"]);
}

#[test]
fn extends_stays_in_its_folder() {
    let (_dir, root) = folder(&[
        ("out.toml", &format!("name = 'out'\n{STEP}")),
        ("in/a.toml", &extending("a", "'link.toml'")),
        ("in/b.toml", &extending("b", "'gone.toml'")),
    ]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root.join("out.toml"), root.join("in/link.toml")).unwrap();
        let message = "in/a.toml:2:11: `link.toml` leaves the recipe's folder";
        assert_eq!(refusal(&root, "in/a.toml").0, message);
    }
    let message = "in/b.toml:2:11: cannot read the recipe `in/gone.toml`: \
                   no such file or directory";
    assert_eq!(refusal(&root, "in/b.toml").0, message);
}

#[test]
fn files_that_are_no_recipes() {
    let (_dir, root) = folder(&[("folder/x", ""), ("large.toml", &"#\n".repeat(600_000))]);
    fs::write(root.join("latin.toml"), b"name = 'r'\n# caf\xe9\n").unwrap();
    let rows = [
        ("folder", "the recipe `folder` is not a regular file"),
        ("large.toml", "the recipe `large.toml` is larger than 1 MiB"),
        ("latin.toml", "latin.toml:2:6: the recipe is not UTF-8 at byte 16"),
        ("missing.toml", "cannot read the recipe `missing.toml`: no such file or directory"),
    ];
    for (path, expected) in rows {
        assert_eq!(refusal(&root, path).0, expected);
    }
}

#[cfg(unix)]
#[test]
fn devices_are_not_opened() {
    let refusal = read(Utf8Path::new("/dev/zero")).unwrap_err();
    assert_eq!(refusal.findings[0].message, "the recipe `/dev/zero` is not a regular file");
}
