//! Ways out of the root (rows B2 to B9): whatever a workspace names or links to
//! outside of it, nothing there is written, and what is there and uses a renamed
//! item is said or refuses the plan.
//!
//! Beside each workspace stands a tree that is compared byte for byte, with
//! permissions and times.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test on disk")]

mod support {
    pub mod tree;
}

use std::os::unix::fs::{MetadataExt as _, symlink};
use std::process::{Command, Output};

use support::tree::{Folder, difference, tree};

const MANIFEST: &str = "[package]\nname = \"a\"\nedition = \"2024\"\n";
const LIB: &str = "pub struct Old;\npub fn f() -> Old {\n    Old\n}\n";
const RECIPE: &str = "name = \"r\"\n[[steps]]\n[steps.rename]\n\"a::Old\" = \"New\"\n";
/// A workspace and the tree beside it.
struct Layout {
    id: &'static str,
    lay: fn(&Folder),
    /// The exit code, and words that are said.
    due: (i32, &'static [&'static str]),
}

fn append(folder: &Folder, path: &str, text: &str) {
    let old = std::fs::read_to_string(folder.path().join(path)).unwrap_or_default();
    folder.write(path, format!("{old}{text}").as_bytes());
}

fn link(folder: &Folder, to: &str, at: &str) {
    let at = folder.path().join(at);
    let _ = std::fs::remove_file(&at);
    symlink(to, at).unwrap();
}

/// What no layout may touch: everything beside the workspace.
fn beside(folder: &Folder) -> (support::tree::Tree, Vec<String>) {
    let files = tree(&folder.path().join("o"));
    let facts = files.keys().map(|it| {
        let meta = folder.path().join("o").join(it).symlink_metadata().unwrap();
        format!("{it} {:o} {} {:?}", meta.mode(), meta.ino(), meta.modified().unwrap())
    });
    let facts = facts.collect();
    (files, facts)
}

const LAYOUTS: &[Layout] = &[
    Layout {
        id: "B2: a member outside that uses nothing of it",
        lay: |it| {
            append(it, "ws/Cargo.toml", "[workspace]\nmembers = [\"../o\"]\n");
            it.write("o/Cargo.toml", b"[package]\nname = \"o\"\nworkspace = \"../ws\"\n");
        },
        due: (0, &["../o/src/lib.rs: outside the workspace root"]),
    },
    Layout {
        id: "B8: the manifest is a link",
        lay: |it| {
            it.write("o/real.toml", MANIFEST.as_bytes());
            link(it, "../o/real.toml", "ws/Cargo.toml");
        },
        due: (2, &["the manifest `Cargo.toml` cannot be worked on: a symbolic link to"]),
    },
    Layout {
        id: "B8: the manifest is a chain of links",
        lay: |it| {
            it.write("o/real.toml", MANIFEST.as_bytes());
            link(it, "real.toml", "o/two.toml");
            link(it, "../o/two.toml", "ws/one.toml");
            link(it, "one.toml", "ws/Cargo.toml");
        },
        due: (2, &["the manifest `Cargo.toml` cannot be worked on: a symbolic link"]),
    },
    Layout {
        id: "B9: a second name outside",
        lay: |it| {
            let inside = it.path().join("ws/src/lib.rs");
            std::fs::hard_link(inside, it.path().join("o/second.rs")).unwrap();
        },
        due: (3, &["`src/lib.rs` is also linked elsewhere: 2 names for one file"]),
    },
    Layout {
        id: "a target outside",
        lay: |it| {
            append(it, "ws/Cargo.toml", "[[bin]]\nname = \"b\"\npath = \"../o/main.rs\"\n");
            it.write("o/main.rs", b"fn main() {}\n");
        },
        due: (0, &["../o/main.rs: outside the workspace root"]),
    },
    Layout {
        id: "the root is reached through a link",
        lay: |it| link(it, "ws", "by-link"),
        due: (0, &["3 places in 1 file"]),
    },
];

#[test]
fn nothing_outside_of_the_root_is_written() {
    for layout in LAYOUTS {
        let folder = Folder::new(&[
            ("ws/Cargo.toml", MANIFEST),
            ("ws/src/lib.rs", LIB),
            ("ws/r.toml", RECIPE),
            ("o/src/lib.rs", "pub fn harmless() {}\n"),
        ]);
        (layout.lay)(&folder);
        let before = (beside(&folder), tree(&folder.path().join("ws")));
        let by_link = folder.path().join("by-link");
        let root = if by_link.exists() { by_link } else { folder.path().join("ws") };
        let Output { status, stderr, .. } = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"))
            .args(["apply", "r.toml"])
            .current_dir(root)
            .env("COLUMNS", "140")
            .output()
            .unwrap();
        let (id, said) = (layout.id, String::from_utf8(stderr).unwrap());
        let (code, words) = layout.due;
        assert_eq!(status.code(), Some(code), "{id}: {said}");
        words.iter().for_each(|it| assert!(said.contains(it), "{id}: `{it}` is not in\n{said}"));
        let after = beside(&folder);
        assert_eq!(difference(&before.0.0, &after.0), "", "{id}");
        assert_eq!(before.0.1, after.1, "{id}");
        let changed = difference(&before.1, &tree(&folder.path().join("ws")));
        assert_eq!(changed.is_empty(), code != 0, "{id}: {changed}");
    }
}
