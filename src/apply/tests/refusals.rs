//! What is found before the first byte is written.

use super::*;
use crate::apply::lock::Lock;
use crate::apply::recover;

/// Asserts that a change is refused with these messages, and leaves nothing.
#[track_caller]
fn check(fixture: &Fixture, files: Vec<FileChange>, messages: &[&str]) {
    let tree = fixture.tree();
    let findings = refused(fixture.write(&TreeChange { files }), RefusalKind::Check);
    let is: Vec<_> = findings.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(is, messages);
    for finding in &findings {
        assert_eq!(finding.notes, ["nothing was changed"]);
        assert_eq!(finding.help.len(), 1, "{finding:?}");
    }
    assert_same(&fixture.tree(), &tree);
    assert!(!fixture.root.join(CONTROL).exists(), "our folder was left behind");
}

#[test]
fn all_problems_are_reported_at_once() {
    let fixture = Fixture::new(&[("a.rs", "mine"), ("ok.rs", "1"), ("taken.rs", "")]);
    let files = vec![
        edit("a.rs", "theirs", "2"),
        edit("gone.rs", "1", "2"),
        edit("ok.rs", "1", "2"),
        file(None, Some("taken.rs"), "", "new"),
    ];
    let messages = [
        "`a.rs` has changed since it was read: its content is another",
        "`gone.rs` has changed since it was read: it is gone",
        "cannot make `taken.rs`: something of that name exists",
    ];
    check(&fixture, files, &messages);
}

#[test]
fn a_line_ending_or_a_byte_order_mark_is_a_change() {
    let fixture = Fixture::new(&[("a.rs", "x\r\n"), ("b.rs", "\u{feff}x")]);
    let files = vec![edit("a.rs", "x\n", "y"), edit("b.rs", "x", "y")];
    let messages = [
        "`a.rs` has changed since it was read: its content is another",
        "`b.rs` has changed since it was read: its content is another",
    ];
    check(&fixture, files, &messages);
}

#[test]
fn two_files_never_become_one() {
    let fixture = Fixture::new(&[("a.rs", "a"), ("b.rs", "b")]);
    let files = vec![
        file(Some("a.rs"), Some("c.rs"), "a", "a"),
        file(Some("b.rs"), Some("c.rs"), "b", "b"),
    ];
    check(&fixture, files, &["two files would become `c.rs`"]);
}

#[test]
fn a_file_never_takes_the_place_of_a_folder_that_holds_others() {
    let fixture = Fixture::new(&[("m/mod.rs", "m"), ("m/deep/kept.rs", "k")]);
    let files = vec![file(Some("m/mod.rs"), Some("m"), "m", "m")];
    check(&fixture, files, &["cannot make `m`: something of that name exists"]);
}

#[test]
fn paths_that_lead_out_are_refused() {
    let fixture = Fixture::new(&[("in/a.rs", "a")]);
    for path in ["../x.rs", "/x.rs", "in/../../x.rs", ".git/config", ".kalam-codemod/x"] {
        let message = format!("`{path}` does not lie in the workspace's own files");
        check(&fixture, vec![file(None, Some(path), "", "new")], &[&message]);
    }
    let outside = fixture.root.parent().unwrap().join("x.rs");
    assert!(!outside.exists());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = Fixture::new(&[("a.rs", "a"), ("b.rs", "b")]);
    let fixture = Fixture::new(&[("real.rs", "a"), ("deep/c.rs", "c")]);
    symlink(outside.root.join("a.rs"), fixture.root.join("a.rs")).unwrap();
    symlink(&outside.root, fixture.root.join("deep/out")).unwrap();
    symlink("nowhere", fixture.root.join("dangling.rs")).unwrap();
    let files = vec![
        edit("a.rs", "a", "A"),
        file(None, Some("dangling.rs"), "", "new"),
        edit("deep/out/b.rs", "b", "B"),
    ];
    let messages = [
        "`a.rs` is a symbolic link",
        "cannot make `dangling.rs`: something of that name exists",
        "cannot write `deep/out/b.rs`: `deep/out` is a symbolic link",
    ];
    check(&fixture, files, &messages);
    assert_eq!((outside.text("a.rs"), outside.text("b.rs")), ("a".into(), "b".into()));
}

#[cfg(unix)]
#[test]
fn what_is_read_only_stays() {
    let fixture = Fixture::new(&[("a.rs", "a"), ("closed/b.rs", "b"), ("ok.rs", "o")]);
    set_mode(&fixture.root.join("a.rs"), 0o444);
    set_mode(&fixture.root.join("closed"), 0o555);
    let closed = fixture.root.join("closed");
    let files = vec![
        edit("a.rs", "a", "A"),
        edit("closed/b.rs", "b", "B"),
        file(None, Some("closed/new/c.rs"), "", "c"),
        edit("ok.rs", "o", "O"),
    ];
    let folder = |path: &str| format!("cannot write `{path}`: the folder `closed` is read-only");
    let messages = ["`a.rs` is read-only", &folder("closed/b.rs"), &folder("closed/new/c.rs")];
    check(&fixture, files, &messages);
    set_mode(&closed, 0o755);
}

#[cfg(unix)]
#[test]
fn a_file_with_a_second_name_is_refused() {
    let outside = Fixture::new(&[("a.rs", "a")]);
    let fixture = Fixture::new(&[("b.rs", "b")]);
    fs::hard_link(outside.root.join("a.rs"), fixture.root.join("a.rs")).unwrap();
    let message = "`a.rs` is also linked elsewhere: 2 names for one file";
    check(&fixture, vec![edit("a.rs", "a", "A")], &[message]);
    assert_eq!(outside.text("a.rs"), "a");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_never_opened() {
    let fixture = Fixture::new(&[("d.rs/x", "")]);
    let pipe = fixture.root.join("pipe.rs");
    let mode = rustix::fs::Mode::from_raw_mode(0o644);
    rustix::fs::mkfifoat(rustix::fs::CWD, pipe.as_std_path(), mode).unwrap();
    let messages = [
        "`d.rs` has changed since it was read: it is no longer a regular file",
        "`pipe.rs` has changed since it was read: it is no longer a regular file",
    ];
    check(&fixture, vec![edit("d.rs", "1", "2"), edit("pipe.rs", "1", "2")], &messages);
}

#[test]
fn our_folder_must_be_a_folder() {
    let fixture = Fixture::new(&[("a.rs", "a"), (CONTROL, "a file")]);
    let change = TreeChange { files: vec![edit("a.rs", "a", "A")] };
    let expected = "`.kalam-codemod` in the workspace root is no folder";
    let findings = refused(fixture.write(&change), RefusalKind::Check);
    assert_eq!(findings[0].message, expected);
    let findings = refused(recover(&fixture.root), RefusalKind::Check);
    assert_eq!(findings[0].message, expected);
    assert_eq!(fixture.text("a.rs"), "a");
}

#[cfg(unix)]
#[test]
fn our_folder_must_not_lead_elsewhere() {
    let (outside, fixture) = (Fixture::new(&[]), Fixture::new(&[("a.rs", "a")]));
    std::os::unix::fs::symlink(&outside.root, fixture.root.join(CONTROL)).unwrap();
    let change = TreeChange { files: vec![edit("a.rs", "a", "A")] };
    let findings = refused(fixture.write(&change), RefusalKind::Check);
    assert!(findings[0].message.ends_with("is a symbolic link"), "{findings:?}");
    assert_eq!(outside.tree(), Tree::new());
}

#[test]
fn a_second_run_is_told_who_holds_the_workspace() {
    let fixture = Fixture::new(&[("a.rs", "a")]);
    let change = TreeChange { files: vec![edit("a.rs", "a", "A")] };
    let lock = Lock::take(fixture.disk()).unwrap().ok().unwrap();
    let held = format!("is held by pid {}", std::process::id());
    for result in [fixture.write(&change), recover(&fixture.root).map(|_| ())] {
        let findings = refused(result, RefusalKind::Check);
        assert!(findings[0].message.contains(&held), "{findings:?}");
    }
    assert_eq!(fixture.text("a.rs"), "a");
    drop(lock);
    fixture.write(&change).unwrap();
}

#[test]
fn of_many_runs_at_once_one_works() {
    let fixture = Fixture::new(&[("a.rs", "a"), ("b.rs", "b")]);
    let change = TreeChange { files: vec![edit("a.rs", "a", "A"), edit("b.rs", "b", "B")] };
    let run = || fixture.write(&change);
    let results: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(run)).collect();
        runs.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert_eq!(results.iter().filter(|it| it.is_ok()).count(), 1, "{results:?}");
    assert_eq!((fixture.text("a.rs"), fixture.text("b.rs")), ("A".into(), "B".into()));
    assert_eq!(fixture.own(), ["last"]);
}
