//! Nothing is reached through a link; what a file system cannot do is done
//! without.

use super::*;
use crate::apply::lock::Lock;
use crate::apply::{recover_on, undo_on, write_on};

/// The disk, opening folders each way that there is.
#[cfg(unix)]
fn disks(fixture: &Fixture) -> [Disk; 2] {
    [fixture.disk(), fixture.disk().opening_each_folder()]
}

#[cfg(unix)]
#[test]
fn no_operation_goes_through_a_link() {
    use std::os::unix::fs::symlink;
    let outside = Fixture::new(&[("a.rs", "a"), ("deep/b.rs", "b")]);
    let fixture = Fixture::new(&[("in/a.rs", "mine"), ("own.rs", "own")]);
    symlink(&outside.root, fixture.root.join("out")).unwrap();
    symlink(outside.root.join("a.rs"), fixture.root.join("a.rs")).unwrap();
    symlink("in", fixture.root.join("inner")).unwrap();
    let before = outside.tree();
    for disk in disks(&fixture) {
        for path in ["out/a.rs", "out/deep/b.rs", "out/new.rs", "inner/a.rs", "inner/new.rs"] {
            let path = Utf8Path::new(path);
            let own = Utf8Path::new("own.rs");
            assert!(disk.read(path).is_err(), "{path}");
            assert!(disk.write(path, b"x", None).is_err(), "{path}");
            assert!(disk.make_folder(path, None).is_err(), "{path}");
            assert!(disk.rename(own, path).is_err(), "{path}");
            assert!(disk.rename(path, "x.rs".into()).is_err(), "{path}");
            assert!(disk.rename_new(own, path).is_err(), "{path}");
            assert!(disk.exchange(own, path).is_err(), "{path}");
            assert!(disk.link(own, path).is_err(), "{path}");
            assert!(disk.link(path, "x.rs".into()).is_err(), "{path}");
            assert!(disk.remove(path).is_err(), "{path}");
            assert!(disk.make_younger(path, SystemTime::now()).is_err(), "{path}");
        }
        assert!(disk.read("a.rs".into()).is_err());
        assert!(disk.write("a.rs".into(), b"x", None).is_err());
        assert!(disk.list("out".into()).is_err());
        assert!(disk.sync_files(&["a.rs".into()]).is_err());
        assert_same(&outside.tree(), &before);
        assert_eq!(
            (fixture.text("in/a.rs"), fixture.text("own.rs")),
            ("mine".into(), "own".into())
        );
    }
}

#[cfg(unix)]
#[test]
fn no_operation_goes_above_the_root() {
    let outer = Fixture::new(&[("root/own.rs", "own"), ("a.rs", "a")]);
    let fixture = Fixture { root: outer.root.join("root"), _folder: outer._folder };
    let absolute = fixture.root.join("own.rs");
    for disk in disks(&fixture) {
        for path in ["../a.rs", "x/../../a.rs", absolute.as_str()] {
            let path = Utf8Path::new(path);
            assert!(disk.read(path).is_err(), "{path}");
            assert!(disk.rename("own.rs".into(), path).is_err(), "{path}");
        }
    }
    assert_eq!(fixture.text("own.rs"), "own");
}

#[cfg(unix)]
#[test]
fn a_change_of_every_kind_arrives_where_the_kernel_does_not_help() {
    let (fixture, change) = change_of_every_kind();
    let before = fixture.tree();
    let disk = fixture.disk().opening_each_folder();
    write_on(&disk, &change, &PLAIN).unwrap();
    assert_same(&fixture.tree(), &expected(&before, &change));
}

/// A folder that becomes a link while a run is under way.
#[cfg(unix)]
#[test]
fn a_folder_that_becomes_a_link_stops_the_run() {
    let outside = Fixture::new(&[("a.rs", "a")]);
    let fixture = Fixture::new(&[("in/a.rs", "a"), ("z.rs", "z")]);
    let change = TreeChange { files: vec![edit("in/a.rs", "a", "A"), edit("z.rs", "z", "Z")] };
    let (real, aside) = (fixture.root.join("in"), fixture.root.join("aside"));
    let store = Unreliable::quick(&fixture);
    let target = outside.root.clone();
    *store.at_commit.borrow_mut() = Some(Box::new(move || {
        fs::rename(&real, &aside).unwrap();
        std::os::unix::fs::symlink(&target, &real).unwrap();
    }));
    let findings = refused(write_on(&store, &change, &PLAIN), RefusalKind::Write);
    assert!(findings[0].message.contains("`in/a.rs`"), "{findings:?}");
    let texts = ["aside/a.rs", "z.rs"].map(|it| fixture.text(it));
    assert_eq!((texts, outside.text("a.rs")), (["a".into(), "z".into()], "a".into()));
}

/// A file that is gone, or is none any more, when it is its turn (row E5).
#[cfg(unix)]
#[test]
fn what_became_of_a_file_since_the_plan_stops_the_run() {
    use std::os::unix::fs::symlink;
    type Becomes = fn(&Utf8Path);
    let becomes: [(&str, Becomes); 5] = [
        ("nothing", |it| fs::remove_file(it).unwrap()),
        ("a folder", |it| {
            fs::remove_file(it).unwrap();
            fs::create_dir(it).unwrap();
        }),
        ("a link", |it| {
            fs::rename(it, it.with_file_name("aside")).unwrap();
            symlink("aside", it).unwrap();
        }),
        ("a link that leads out", |it| {
            fs::remove_file(it).unwrap();
            symlink("/dev/null", it).unwrap();
        }),
        ("a pipe", |it| {
            fs::remove_file(it).unwrap();
            let mode = rustix::fs::Mode::from_raw_mode(0o644);
            rustix::fs::mkfifoat(rustix::fs::CWD, it.as_std_path(), mode).unwrap();
        }),
    ];
    for (what, becomes) in becomes {
        let fixture = Fixture::new(&[("a.rs", "a"), ("z.rs", "z")]);
        let change = TreeChange { files: vec![edit("a.rs", "a", "A"), edit("z.rs", "z", "Z")] };
        let store = Unreliable::quick(&fixture);
        let place = fixture.root.join("z.rs");
        *store.at_commit.borrow_mut() = Some(Box::new(move || becomes(&place)));
        let findings = refused(write_on(&store, &change, &PLAIN), RefusalKind::Write);
        assert!(
            findings[0].message.starts_with("`z.rs` has changed since"),
            "{what}: {findings:?}"
        );
        assert_eq!(findings[0].notes, ["everything was taken back"]);
        assert_eq!(fixture.text("a.rs"), "a", "{what}");
        assert_eq!(fixture.own(), [""; 0], "{what}");
    }
}

#[test]
fn a_name_that_is_taken_is_not_taken_again() {
    let fixture = Fixture::new(&[("a.rs", "a"), ("b.rs", "b")]);
    let disk = fixture.disk();
    assert!(disk.rename_new("a.rs".into(), "b.rs".into()).is_err());
    assert!(disk.write("b.rs".into(), b"x", None).is_err());
    assert_eq!((fixture.text("a.rs"), fixture.text("b.rs")), ("a".into(), "b".into()));
}

#[test]
fn where_names_cannot_be_exchanged_files_are_renamed() {
    for at in 0.. {
        let (fixture, change) = change_of_every_kind();
        let before = fixture.tree();
        let store = Unreliable { exchanges: false, ..Unreliable::new(&fixture, Event::Dies, at) };
        let done = write_on(&store, &change, &PLAIN);
        let again = Unreliable { exchanges: false, ..Unreliable::quick(&fixture) };
        recover_on(&again).unwrap();
        let (is, after) = (fixture.tree(), expected(&before, &change));
        assert_same(&is, if is == after || done.is_ok() { &after } else { &before });
        if !store.happened() {
            return done.unwrap();
        }
    }
}

#[test]
fn where_files_have_one_name_originals_are_copied() {
    for at in 0.. {
        let (fixture, change) = change_of_every_kind();
        let before = fixture.tree();
        let store = Unreliable { links: false, ..Unreliable::new(&fixture, Event::Dies, at) };
        let done = write_on(&store, &change, &PLAIN);
        recover_on(&Unreliable::quick(&fixture)).unwrap();
        let (is, after) = (fixture.tree(), expected(&before, &change));
        assert_same(&is, if is == after || done.is_ok() { &after } else { &before });
        if !store.happened() {
            return done.unwrap();
        }
    }
}

/// Two files of one content that change places: only their modes tell.
#[test]
fn files_of_one_content_keep_their_modes_wherever_a_run_dies() {
    for at in 0.. {
        let fixture = Fixture::new(&[("one.rs", "same"), ("two.rs", "same")]);
        set_mode(&fixture.root.join("two.rs"), 0o600);
        let before = fixture.tree();
        let files = vec![
            file(Some("one.rs"), Some("two.rs"), "same", "same"),
            file(Some("two.rs"), Some("one.rs"), "same", "same"),
        ];
        let change = TreeChange { files };
        let store = Unreliable::new(&fixture, Event::Dies, at);
        let done = write_on(&store, &change, &PLAIN);
        recover_on(&Unreliable::quick(&fixture)).unwrap();
        let (is, after) = (fixture.tree(), expected(&before, &change));
        assert_same(&is, if is == after || done.is_ok() { &after } else { &before });
        if !store.happened() {
            return done.unwrap();
        }
    }
}

#[test]
fn too_little_space_is_found_before_anything_is_written() {
    let fixture = Fixture::new(&[("a.rs", "a")]);
    let change = TreeChange { files: vec![edit("a.rs", "a", "A")] };
    let store = Unreliable { free: Some(1000), ..Unreliable::quick(&fixture) };
    let findings = refused(write_on(&store, &change, &PLAIN), RefusalKind::Check);
    assert_eq!(
        findings[0].message,
        "64 KiB are needed below `.kalam-codemod` in the workspace root"
    );
    assert_eq!(findings[0].notes, ["nothing was changed", "1000 bytes are free there"]);
    assert!(!fixture.root.join(CONTROL).exists());
}

#[test]
fn our_folder_goes_with_the_lock_where_nothing_was_left() {
    let fixture = Fixture::new(&[("a.rs", "a")]);
    drop(Lock::take(fixture.disk()).unwrap().ok().unwrap());
    assert!(!fixture.root.join(CONTROL).exists());
    fixture.write(&TreeChange { files: vec![edit("a.rs", "a", "A")] }).unwrap();
    drop(Lock::take(fixture.disk()).unwrap().ok().unwrap());
    assert_eq!(fixture.own(), ["last"]);
    assert!(fixture.root.join(CONTROL).join(".gitignore").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_that_everybody_can_write_in_is_not_trusted() {
    let fixture = Fixture::new(&[("a.rs", "a"), (".kalam-codemod/x", "")]);
    set_mode(&fixture.root.join(CONTROL), 0o777);
    let change = TreeChange { files: vec![edit("a.rs", "a", "A")] };
    let findings = refused(fixture.write(&change), RefusalKind::Check);
    let message = "`.kalam-codemod` in the workspace root can be written by everybody";
    assert_eq!(findings[0].message, message);
}

/// A file system that tells `foo.rs` and `Foo.rs` not apart.
#[test]
fn a_file_can_change_the_case_of_its_name() {
    let fixture = Fixture::new(&[("foo.rs", "foo"), ("mine.rs", "mine")]);
    let store = Unreliable { folds_case: true, ..Unreliable::quick(&fixture) };
    let files = vec![file(Some("foo.rs"), Some("Foo.rs"), "foo", "foo")];
    write_on(&store, &TreeChange { files }, &PLAIN).unwrap();
    let names: Vec<_> = fixture.tree().into_keys().collect();
    assert_eq!(names, ["Foo.rs", "mine.rs"]);
    let files = vec![file(Some("Foo.rs"), Some("Mine.rs"), "foo", "foo")];
    let findings = refused(write_on(&store, &TreeChange { files }, &PLAIN), RefusalKind::Check);
    assert_eq!(findings[0].message, "cannot make `Mine.rs`: something of that name exists");
    undo_on(&store, &PLAIN).unwrap();
    let names: Vec<_> = fixture.tree().into_keys().collect();
    assert_eq!(names, ["foo.rs", "mine.rs"]);
}
