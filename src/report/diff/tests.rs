//! Diffs are right when Git and `patch` make the new tree of the old one with
//! them: every case is carried out by both.

// Git and patch are run on real files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::*;
use crate::change::FileChange;
use crate::report::testing::check_snapshot;

fn change(from: &str, to: &str, [before, after]: [&str; 2]) -> FileChange {
    let path = |it: &str| (!it.is_empty()).then(|| it.into());
    FileChange { from: path(from), to: path(to), before: before.into(), after: after.into() }
}

fn edit(path: &str, before: &str, after: &str) -> TreeChange {
    tree([change(path, path, [before, after])])
}

fn tree<const N: usize>(files: [FileChange; N]) -> TreeChange {
    TreeChange { files: files.into() }
}

fn numbered(lines: usize) -> String {
    (1..=lines).map(|it| format!("line {it}\n")).collect()
}

/// Both programs must take the diff and make exactly the new tree.
#[track_caller]
fn check(tree: &TreeChange) {
    let diff = plain(tree);
    check_with(tree, &diff, &["git", "apply", "--check", "-"], Outcome::Untouched);
    check_with(tree, &diff, &["git", "apply", "-"], Outcome::Changed);
    check_with(
        tree,
        &diff,
        &["patch", "-p1", "--silent", "--no-backup-if-mismatch"],
        Outcome::Changed,
    );
}

enum Outcome {
    Untouched,
    Changed,
}

#[track_caller]
fn check_with(tree: &TreeChange, diff: &str, command: &[&str], outcome: Outcome) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("tree");
    fs::create_dir(&root).unwrap();
    fs::write(dir.path().join("diff"), diff).unwrap();
    let side = |path: &Option<camino::Utf8PathBuf>, content: &str| {
        path.as_ref().map(|it| (it.to_string(), content.as_bytes().to_vec()))
    };
    let before: BTreeMap<_, _> =
        tree.files.iter().filter_map(|it| side(&it.from, &it.before)).collect();
    let after: BTreeMap<_, _> =
        tree.files.iter().filter_map(|it| side(&it.to, &it.after)).collect();
    for (path, content) in &before {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), content).unwrap();
    }
    let output = run(command, dir.path());
    assert!(output.status.success(), "{command:?} refuses:\n{diff}\n{output:?}");
    let expected = if matches!(outcome, Outcome::Changed) { after } else { before };
    assert_eq!(files(&root), expected, "{command:?} makes another tree of:\n{diff}");
}

/// Runs a program in `tree/` with the diff as its input, free of the user's settings.
fn run(command: &[&str], dir: &Path) -> std::process::Output {
    Command::new(command[0])
        .args(&command[1..])
        .current_dir(dir.join("tree"))
        .stdin(fs::File::open(dir.join("diff")).unwrap())
        .env("GIT_CEILING_DIRECTORIES", dir)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .output()
        .unwrap()
}

fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let files = entries.filter(|it| it.file_type().is_file());
    files
        .map(|it| {
            let path = it.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(it.path()).unwrap())
        })
        .collect()
}

#[test]
fn one_line_in_the_middle() {
    let text = numbered(20);
    check(&edit("src/lib.rs", &text, &text.replace("line 10\n", "ten\nand more\n")));
}

#[test]
fn first_and_last_line() {
    let text = numbered(30);
    check(&edit(
        "a.rs",
        &text,
        &text.replace("line 1\n", "first\n").replace("line 30\n", "last\n"),
    ));
    check(&edit("a.rs", &text, &format!("new first\n{text}new last\n")));
    check(&edit("a.rs", &text, text.strip_prefix("line 1\n").unwrap()));
    check(&edit("a.rs", &text, text.strip_suffix("line 30\n").unwrap()));
}

#[test]
fn hunks_that_touch_and_hunks_that_do_not() {
    let text = numbered(40);
    for gap in 1..=9 {
        let second = format!("line {}\n", 10 + gap);
        check(&edit("a.rs", &text, &text.replace("line 10\n", "x\n").replace(&second, "y\n")));
        check(&edit("a.rs", &text, &text.replace("line 10\n", "").replace(&second, "y\nz\n")));
    }
}

#[test]
fn missing_line_end_before_after_and_both() {
    check(&edit("a.rs", "one\ntwo", "one\ntwo\n"));
    check(&edit("a.rs", "one\ntwo\n", "one\ntwo"));
    check(&edit("a.rs", "one\ntwo", "1\ntwo"));
    check(&edit("a.rs", "one\ntwo", "one\n2"));
    check(&edit("a.rs", "one", "1"));
    check(&edit("a.rs", "one", "one\ntwo"));
}

#[test]
fn windows_line_ends_stay() {
    check(&edit("a.rs", "one\r\ntwo\r\nthree\r\n", "one\r\n2\r\nthree\r\n"));
    check(&edit("a.rs", "one\r\ntwo\r\nthree", "one\r\ntwo\r\n3"));
    check(&edit("a.rs", "one\r\ntwo\nthree\r\n", "one\ntwo\r\nthree\r\n"));
    check(&edit("a.rs", "one\rtwo\n\rthree\n", "one\r2\n\rthree\n"));
}

#[test]
fn byte_order_marks_and_control_characters_stay() {
    check(&edit("a.rs", "\u{feff}one\ntwo\n", "\u{feff}1\ntwo\n"));
    check(&edit("a.rs", "\u{feff}one\ntwo\n", "\u{feff}one\n2\n"));
    check(&edit("a.rs", "a\u{1b}[31m\n\u{202e}\u{c}\n", "b\u{1b}[31m\n\u{202e}\u{c}\n"));
}

#[test]
fn lines_that_look_like_a_diff() {
    let text = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-- sql\n++ i\ndiff --git a/x b/x\n";
    check(&edit("a.rs", text, &text.replace("-- sql", "-- SQL").replace("+++ b/x\n", "")));
}

#[test]
fn files_come_and_go() {
    check(&tree([change("", "src/new/mod.rs", ["", "one\ntwo\n"])]));
    check(&tree([change("", "src/new.rs", ["", "no line end"])]));
    check(&tree([change("src/old.rs", "", ["one\r\ntwo\r\n", ""])]));
    check(&tree([change("src/old.rs", "", ["no line end", ""])]));
    check(&tree([change("a.rs", "a.rs", ["", "filled\n"]), change("b.rs", "b.rs", ["x\n", ""])]));
}

#[test]
fn empty_files_come_and_go() {
    check(&tree([change("", "empty.rs", ["", ""])]));
    check(&tree([change("gone.rs", "", ["", ""])]));
}

#[test]
fn files_move() {
    let text = numbered(20);
    let edited = text.replace("line 3\n", "three\n");
    check(&tree([change("src/a.rs", "src/b/mod.rs", [&text, &edited])]));
    check(&tree([change("src/a.rs", "src/b.rs", [&text, &text])]));
    check(&tree([change("src/a.rs", "src/b.rs", ["old\n", "all new\n"])]));
}

#[test]
fn files_change_places() {
    let (one, two) = (numbered(9), numbered(12));
    let swapped = one.replace("line 4\n", "four\n");
    check(&tree([change("a.rs", "b.rs", [&one, &swapped]), change("b.rs", "a.rs", [&two, &two])]));
    check(&tree([change("a.rs", "b.rs", [&one, &one]), change("b.rs", "c.rs", [&two, &two])]));
}

#[test]
fn a_file_comes_where_another_was() {
    let text = numbered(5);
    let moved = || change("a.rs", "b.rs", [&text, &text]);
    check(&tree([moved(), change("b.rs", "", ["gone\n", ""])]));
    check(&tree([change("", "a.rs", ["", "new\n"]), moved()]));
    check(&tree([change("", "a.rs", ["", ""]), moved(), change("b.rs", "c.rs", ["", ""])]));
}

#[test]
fn odd_names() {
    let names = ["with space.rs", "q\"uote.rs", "back\\slash.rs", "größe/名前.rs", "tab\there.rs"];
    for name in names {
        check(&edit(name, "one\ntwo\n", "one\n2\n"));
        check(&tree([change("", name, ["", "new\n"])]));
        check(&tree([change(name, "", ["old\n", ""])]));
        check(&tree([change(name, "moved.rs", ["old\n", "new\n"])]));
        check(&tree([change("moving.rs", name, ["same\n", "same\n"])]));
        check(&tree([change("", name, ["", ""])]));
    }
    check(&edit("new\nline.rs", "one\n", "1\n"));
    check(&edit("esc\u{1b}[31m b/a and \"x\".rs", "one\n", "1\n"));
}

#[test]
fn several_files_in_one_diff() {
    check(&tree([
        change("a.rs", "a.rs", ["one", "1"]),
        change("b.rs", "", ["gone\n", ""]),
        change("c.rs", "d.rs", ["same\n", "same\n"]),
        change("", "e.rs", ["", "new"]),
        change("f.rs", "f.rs", ["two\r\n", "2\r\n"]),
    ]));
}

/// A text of few different lines and line ends, the same for the same seed.
fn arbitrary(seed: &mut u64) -> String {
    let mut next = |below: u64| {
        *seed =
            seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % below
    };
    let lines = ["", "a", "b", "}", "-- a", "\\ No newline at end of file", "@@ -1 +1 @@"];
    let ends = ["\n", "\n", "\r\n"];
    let mut text = String::new();
    for _ in 0..next(25) {
        text += lines[next(lines.len() as u64) as usize];
        text += ends[next(ends.len() as u64) as usize];
    }
    text + ["", "", "end"][next(3) as usize]
}

#[test]
fn arbitrary_texts() {
    let mut seed = 7;
    for _ in 0..20 {
        let mut files = Vec::new();
        for path in ["a.rs", "b.rs", "c.rs", "d.rs", "e.rs"] {
            let (before, after) = (arbitrary(&mut seed), arbitrary(&mut seed));
            if before != after {
                files.push(change(path, path, [&before, &after]));
            }
        }
        check(&TreeChange { files });
    }
}

#[test]
fn nothing_changed_is_an_empty_diff() {
    assert_eq!(plain(&TreeChange::default()), "");
}

#[test]
fn the_same_change_is_the_same_diff_and_large_files_are_no_trouble() {
    let text: String = (0..40_000).map(|it| format!("line {}\n", it % 97)).collect();
    let after = text.replace("line 13\n", "thirteen\n");
    let diff = edit("big.rs", &text, &after);
    assert_eq!(plain(&diff), plain(&diff));
    check_with(&diff, &plain(&diff), &["git", "apply", "-"], Outcome::Changed);
}

#[test]
fn what_it_looks_like() {
    let text = "use a::Job;\n\nimpl Runner {\n    fn one() {}\n\n\n\n    fn run(job: Job) {}\n}\n";
    check_snapshot(
        "report_diff",
        &plain(&tree([
            change(
                "crates/a/src/lib.rs",
                "crates/a/src/lib.rs",
                [text, &text.replace("job: Job", "job: Task")],
            ),
            change("src/job.rs", "src/task task.rs", [&numbered(10), &numbered(9)]),
            change("", "src/ü.rs", ["", "pub mod ü;"]),
            change("old.rs", "", ["//! Old.\n", ""]),
        ])),
    );
}

#[test]
fn colours_are_those_of_git() {
    let shown = coloured(&edit("a.rs", "fn f() {\r\n}\r\n", "fn f() {\u{1b}\r\n}\r\n"));
    let expected = "\u{1b}[1mdiff --git a/a.rs b/a.rs\u{1b}[0m\n\
        \u{1b}[1m--- a/a.rs\u{1b}[0m\n\
        \u{1b}[1m+++ b/a.rs\u{1b}[0m\n\
        \u{1b}[36m@@ -1,2 +1,2 @@\u{1b}[0m\n\
        \u{1b}[31m-fn f() {\u{1b}[0m\n\
        \u{1b}[32m+fn f() {\\u{1b}\u{1b}[0m\n \
        }\n";
    assert_eq!(shown, expected);
}

#[test]
fn a_change_of_line_ends_is_seen_in_colour() {
    let shown = coloured(&edit("a.rs", "one\r\ntwo\r\n", "one\ntwo\r\n"));
    assert!(shown.contains("-one\\r"), "{shown}");
}
