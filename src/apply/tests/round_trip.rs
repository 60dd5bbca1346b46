//! What is written, what is kept, and that it can be taken back.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::*;
use crate::apply::{HardLinks, Options, recover};

#[test]
fn a_change_of_every_kind_arrives_whole() {
    let (fixture, change) = change_of_every_kind();
    let after = expected(&fixture.tree(), &change);
    fixture.write(&change).unwrap();
    assert_same(&fixture.tree(), &after);
    assert_eq!(fixture.own(), ["last"]);
    assert_eq!(fixture.text(".kalam-codemod/.gitignore"), "*\n");
}

#[test]
fn undo_restores_every_byte_and_mode() {
    let (fixture, change) = change_of_every_kind();
    let before = fixture.tree();
    fixture.write(&change).unwrap();
    let after_apply = fixture.modified("Cargo.toml");
    let undone = fixture.undo().unwrap();
    assert_eq!(undone.len(), 10);
    assert_same(&fixture.tree(), &before);
    assert!(fixture.modified("Cargo.toml") > after_apply);
    assert_eq!(fixture.own(), ["last"]);
    let findings = refused(fixture.undo(), RefusalKind::Input);
    assert_eq!(findings[0].message, "the last apply was already taken back");
}

#[test]
fn undo_refuses_where_a_file_has_changed_since() {
    let (fixture, change) = change_of_every_kind();
    fixture.write(&change).unwrap();
    fixture.put("come/far/x.rs", "mine");
    fs::remove_file(fixture.root.join("a/edited.rs")).unwrap();
    let tree = fixture.tree();
    let findings = refused(fixture.undo(), RefusalKind::Check);
    assert_eq!(
        findings.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(),
        [
            "`a/edited.rs` has changed since it was read: it is not what the last apply left",
            "`come/far/x.rs` has changed since it was read: it is not what the last apply left",
        ]
    );
    assert_same(&fixture.tree(), &tree);
}

#[test]
fn undo_without_an_apply_says_so_and_leaves_nothing() {
    let fixture = Fixture::new(&[("a.rs", "a")]);
    let findings = refused(fixture.undo(), RefusalKind::Input);
    assert_eq!(findings[0].message, "there is nothing to undo");
    assert!(!fixture.root.join(CONTROL).exists());
}

#[test]
fn only_the_last_apply_is_kept() {
    let fixture = Fixture::new(&[("a.rs", "1")]);
    for (before, after) in [("1", "2"), ("2", "3")] {
        let change = TreeChange { files: vec![edit("a.rs", before, after)] };
        fixture.write(&change).unwrap();
        assert_eq!(fixture.own(), ["last"]);
    }
    fixture.undo().unwrap();
    assert_eq!(fixture.text("a.rs"), "2");
}

#[test]
fn new_content_is_younger_even_where_the_clock_was_set_back() {
    let fixture = Fixture::new(&[("a.rs", "1"), ("b.rs", "1")]);
    let future = SystemTime::now() + Duration::from_secs(1_000_000);
    for name in ["a.rs", "b.rs"] {
        let file = fs::File::options().write(true).open(fixture.root.join(name)).unwrap();
        file.set_modified(future).unwrap();
    }
    let change = TreeChange { files: vec![edit("a.rs", "1", "2")] };
    fixture.write(&change).unwrap();
    let applied = fixture.modified("a.rs");
    assert!(applied > future);
    assert_eq!(fixture.modified("b.rs"), future, "a file without a change is not touched");
    fixture.undo().unwrap();
    assert!(fixture.modified("a.rs") > applied);
}

#[test]
fn nothing_to_do_leaves_nothing() {
    let fixture = Fixture::new(&[("a.rs", "1")]);
    fixture.write(&TreeChange { files: vec![edit("a.rs", "1", "1")] }).unwrap();
    assert!(!fixture.root.join(CONTROL).exists());
    assert_eq!(recover(&fixture.root), Ok(Default::default()));
    assert!(!fixture.root.join(CONTROL).exists());
}

#[test]
fn an_interrupt_before_the_commit_point_leaves_the_tree() {
    let (fixture, change) = change_of_every_kind();
    let before = fixture.tree();
    let interrupt = AtomicBool::new(true);
    let options = Options { interrupt: Some(&interrupt), ..PLAIN };
    assert_eq!(
        Claim::take(&fixture.root, Roots::Usual).unwrap().write(&change, &options),
        Err(Failure::Interrupted)
    );
    assert_same(&fixture.tree(), &before);
    assert_eq!(fixture.own(), [""; 0]);
}

#[cfg(unix)]
#[test]
fn the_other_names_of_a_file_keep_their_content_where_they_are_parted() {
    let fixture = Fixture::new(&[("a.rs", "1")]);
    fs::hard_link(fixture.root.join("a.rs"), fixture.root.join("other")).unwrap();
    let options = Options { hard_links: HardLinks::Break, ..PLAIN };
    let change = TreeChange { files: vec![edit("a.rs", "1", "2")] };
    Claim::take(&fixture.root, Roots::Usual).unwrap().write(&change, &options).unwrap();
    assert_eq!((fixture.text("a.rs"), fixture.text("other")), ("2".into(), "1".into()));
}

#[test]
fn names_with_spaces_quotes_and_line_breaks_are_files_like_others() {
    let name = if cfg!(windows) { "a b.rs" } else { "-a \"b\"\n\u{1b}[2J.rs" };
    let fixture = Fixture::new(&[(name, "1")]);
    fixture.write(&TreeChange { files: vec![edit(name, "1", "2")] }).unwrap();
    assert_eq!(fixture.text(name), "2");
    fixture.undo().unwrap();
    assert_eq!(fixture.text(name), "1");
}

#[cfg(target_os = "linux")]
#[test]
fn attributes_are_kept() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    let fixture = Fixture::new(&[("a.rs", "1")]);
    let place = fixture.root.join("a.rs");
    if setxattr(place.as_std_path(), "user.mine", b"value", XattrFlags::empty()).is_err() {
        return; // not on this file system
    }
    let value = || {
        let mut bytes = [0; 16];
        getxattr(place.as_std_path(), "user.mine", &mut bytes[..]).map(|it| bytes[..it].to_vec())
    };
    let change = TreeChange { files: vec![edit("a.rs", "1", "2")] };
    fixture.write(&change).unwrap();
    assert_eq!((fixture.text("a.rs").as_str(), value()), ("2", Ok(b"value".to_vec())));
    fixture.undo().unwrap();
    assert_eq!((fixture.text("a.rs").as_str(), value()), ("1", Ok(b"value".to_vec())));
}
