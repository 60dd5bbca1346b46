//! Every operation fails once; every operation is the last one of a process.

use super::*;
use crate::apply::recover::open_transactions;
use crate::apply::{Recovery, recover_on, undo_on, write_on};

fn quick(fixture: &Fixture) -> Unreliable {
    Unreliable::quick(fixture)
}

fn recover(fixture: &Fixture) -> Result<Recovery, Failure> {
    recover_on(&quick(fixture))
}

fn write(fixture: &Fixture, change: &TreeChange) -> Result<(), Failure> {
    write_on(&quick(fixture), change, &PLAIN)
}

/// Whether a run died within its swap.
fn is_interrupted(fixture: &Fixture) -> bool {
    open_transactions(&fixture.disk()).unwrap().iter().any(|it| it.1)
}

/// No file may ever be half old and half new.
#[track_caller]
fn assert_not_torn(is: &Tree, before: &Tree, after: &Tree) {
    for (path, (content, _)) in is {
        let known =
            [before, after].iter().any(|it| it.get(path).is_some_and(|it| it.0 == *content));
        assert!(known, "{path} is torn: {content:?}");
    }
}

#[test]
fn whatever_fails_the_tree_is_before_or_after() {
    for at in 0.. {
        let (fixture, change) = change_of_every_kind();
        let before = fixture.tree();
        let after = expected(&before, &change);
        let store = Unreliable::new(&fixture, Event::Fails, at);
        match write_on(&store, &change, &PLAIN) {
            Ok(()) => assert_same(&fixture.tree(), &after),
            result => {
                let finding = refused(result, RefusalKind::Write).remove(0);
                assert!(finding.message.starts_with("cannot "), "{}", finding.message);
                assert_eq!(finding.notes.len(), 1, "at {at}: {finding:?}");
                assert_same(&fixture.tree(), &before);
                assert_eq!(fixture.own().len(), usize::from(!fixture.own().is_empty()));
                recover(&fixture).unwrap();
                assert_same(&fixture.tree(), &before);
                assert_eq!(fixture.own(), [""; 0]);
                write(&fixture, &change).unwrap();
            }
        }
        assert_same(&fixture.tree(), &after);
        if !store.happened() {
            assert!(at > 40, "only {at} operations");
            return;
        }
    }
}

#[test]
fn wherever_a_run_dies_recovery_brings_back_the_tree() {
    let mut ends = (0, 0);
    for at in 0.. {
        let (fixture, change) = change_of_every_kind();
        let before = fixture.tree();
        let after = expected(&before, &change);
        let store = Unreliable::new(&fixture, Event::Dies, at);
        let result = write_on(&store, &change, &PLAIN);
        assert_not_torn(&fixture.tree(), &before, &after);
        let half = ![&before, &after].contains(&&fixture.tree());
        assert!(!half || is_interrupted(&fixture));
        let recovery = recover(&fixture).unwrap();
        assert_eq!(recovery.kept, []);
        let is = fixture.tree();
        assert_same(&is, if is == after || result.is_ok() { &after } else { &before });
        if is == after {
            ends.1 += 1
        } else {
            ends.0 += 1
        }
        assert_eq!(recover(&fixture), Ok(Recovery::default()), "twice is once");
        if !store.happened() {
            break;
        }
    }
    assert!(ends.0 > 40 && ends.1 > 0, "{ends:?}");
}

#[test]
fn a_recovery_that_dies_is_taken_up_by_the_next() {
    let files = [("deep/a.rs", "a"), ("b.rs", "b")];
    let change = TreeChange {
        files: vec![edit("b.rs", "b", "B"), file(Some("deep/a.rs"), Some("new/a.rs"), "a", "A")],
    };
    let mut points = 0;
    for at in 0.. {
        for again in 0.. {
            let fixture = Fixture::new(&files);
            let before = fixture.tree();
            let dies = Unreliable::new(&fixture, Event::Dies, at);
            let done = write_on(&dies, &change, &PLAIN).is_ok();
            let dies_again = Unreliable::new(&fixture, Event::Dies, again);
            let _ = recover_on(&dies_again);
            recover(&fixture).unwrap();
            let is = fixture.tree();
            let after = expected(&before, &change);
            assert_same(&is, if is == after || done { &after } else { &before });
            points += 1;
            if !dies_again.happened() {
                break;
            }
            assert!(dies.happened(), "nothing to recover after a run that ended");
        }
        let fixture = Fixture::new(&files);
        let dies = Unreliable::new(&fixture, Event::Dies, at);
        let _ = write_on(&dies, &change, &PLAIN);
        if !dies.happened() {
            break;
        }
    }
    assert!(points > 150, "only {points} points");
}

#[test]
fn an_undo_that_dies_is_taken_back() {
    for at in 0.. {
        let (fixture, change) = change_of_every_kind();
        let before = fixture.tree();
        write(&fixture, &change).unwrap();
        let after = fixture.tree();
        let store = Unreliable::new(&fixture, Event::Dies, at);
        let done = undo_on(&store, &PLAIN).is_ok();
        recover(&fixture).unwrap();
        if done || fixture.tree() != after {
            assert_same(&fixture.tree(), &before);
        } else {
            undo_on(&quick(&fixture), &PLAIN).unwrap();
        }
        if !store.happened() {
            return;
        }
    }
}

#[test]
fn recovery_keeps_what_the_user_wrote_since() {
    let files = [("a.rs", "a"), ("b.rs", "b"), ("c.rs", "c"), ("gone.rs", "g")];
    let fixture = Fixture::new(&files);
    let change = TreeChange {
        files: vec![
            edit("a.rs", "a", "A"),
            edit("b.rs", "b", "B"),
            edit("c.rs", "c", "C"),
            file(None, Some("d.rs"), "", "D"),
            file(Some("gone.rs"), None, "g", ""),
        ],
    };
    let dies = die_when(&fixture, &change, |it| it.root.join("d.rs").exists());
    assert!(dies.is_err());
    fixture.put("a.rs", "mine");
    fixture.put("d.rs", "mine too");
    fixture.put("gone.rs", "mine again");
    let swapped = fixture.modified("b.rs");
    let recovery = recover(&fixture).unwrap();
    assert_eq!(recovery.restored, ["b.rs", "c.rs"]);
    let kept: Vec<_> = recovery.kept.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(kept, ["a.rs", "d.rs", "gone.rs"]);
    let original =
        |at: usize| recovery.kept[at].original.as_ref().map(|it| fixture.text(it.as_str()));
    assert_eq!([original(0), original(1), original(2)], [Some("a".into()), None, Some("g".into())]);
    let texts = ["a.rs", "b.rs", "c.rs", "d.rs", "gone.rs"].map(|it| fixture.text(it));
    assert_eq!(texts, ["mine", "b", "c", "mine too", "mine again"]);
    assert_eq!(recover(&fixture), Ok(Recovery::default()));
    assert_eq!(original(0), Some("a".into()));
    assert!(fixture.modified("b.rs") > swapped, "Cargo must see that it is another content");
    let kept = |at: usize| recovery.kept[at].original.as_ref().unwrap().parent().unwrap();
    for folder in [kept(0), kept(2)] {
        let entries = fixture.disk().list(folder).unwrap();
        assert_eq!(entries.len(), 1, "only originals that are needed stay: {entries:?}");
        assert_eq!(fixture.disk().list(folder.parent().unwrap()).unwrap().len(), 2);
    }
}

#[test]
fn recovery_does_not_mind_what_the_user_did_to_files_that_are_not_its_own() {
    let fixture = Fixture::new(&[("a.rs", "a"), ("b.rs", "b"), ("c.rs", "c")]);
    let edits = [("a.rs", "a", "A"), ("b.rs", "b", "B"), ("c.rs", "c", "C")];
    let change = TreeChange { files: edits.map(|it| edit(it.0, it.1, it.2)).into() };
    die_when(&fixture, &change, |it| it.text("b.rs") == "B").unwrap_err();
    fixture.put("a.rs", "a"); // taken back by hand
    fixture.put("c.rs", "mine"); // had not been swapped yet
    let dies = Unreliable::new(&fixture, Event::Dies, 2);
    recover_on(&dies).unwrap_err();
    assert_eq!(fixture.text("b.rs"), "b");
    fixture.put("b.rs", "mine too"); // after it was restored
    let recovery = recover(&fixture).unwrap();
    assert_eq!((recovery.kept, recovery.restored), (vec![], Vec::<Utf8PathBuf>::new()));
    assert_eq!(["a.rs", "b.rs", "c.rs"].map(|it| fixture.text(it)), ["a", "mine too", "mine"]);
    assert_eq!(fixture.own(), [""; 0]);
}

/// Writes, dying at the first operation after which `reached` holds.
fn die_when(
    fixture: &Fixture,
    change: &TreeChange,
    reached: impl Fn(&Fixture) -> bool,
) -> Result<(), Failure> {
    for at in 0..1000 {
        let died = write_on(&Unreliable::new(fixture, Event::Dies, at), change, &PLAIN);
        if reached(fixture) {
            return died;
        }
        recover(fixture).unwrap();
    }
    panic!("never reached")
}

#[test]
fn a_run_after_one_that_died_in_its_swap_is_refused() {
    let fixture = Fixture::new(&[("a.rs", "a"), ("b.rs", "b")]);
    let change = TreeChange { files: vec![edit("a.rs", "a", "A"), edit("b.rs", "b", "B")] };
    die_when(&fixture, &change, |it| it.text("a.rs") == "A").unwrap_err();
    let next = TreeChange { files: vec![edit("b.rs", "b", "X")] };
    let findings = refused(write(&fixture, &next), RefusalKind::Check);
    assert!(findings[0].message.contains("was interrupted"), "{findings:?}");
    assert!(findings[0].help[0].contains("kalam-codemod recover"));
    recover(&fixture).unwrap();
    write(&fixture, &next).unwrap();
}

#[test]
fn a_journal_that_was_touched_is_not_followed() {
    let fixture = Fixture::new(&[("a.rs", "a"), ("b.rs", "b")]);
    let change = TreeChange { files: vec![edit("a.rs", "a", "A"), edit("b.rs", "b", "B")] };
    die_when(&fixture, &change, |it| it.text("a.rs") == "A").unwrap_err();
    let tree = fixture.tree();
    let journal = fixture.root.join(CONTROL).join(&fixture.own()[0]).join("journal");
    let text = fs::read_to_string(&journal).unwrap().replace("b.rs", "../b.rs");
    fs::write(&journal, text).unwrap();
    let Err(Failure::NeedsPerson(findings)) = recover(&fixture) else { panic!() };
    assert_eq!(findings[0].notes[0], "its checksum is wrong");
    assert!(findings[0].help[0].contains("/old`"), "{findings:?}");
    assert_same(&fixture.tree(), &tree);
}

#[test]
fn what_an_editor_writes_at_the_last_instant_is_not_lost() {
    let paths = ["a/edited.rs", "gone.rs", "ring/two.rs", "deep/er/moved.rs"];
    for path in paths {
        written_meanwhile(Writes::IntoAtSwap, path);
        written_meanwhile(Writes::AnewAtSwap, path);
        written_meanwhile(Writes::AnewAtCommit, path);
    }
    written_meanwhile(Writes::AnewAtCommit, "come.rs");
}

/// Asserts that a file that somebody writes during a run is kept, and the run
/// taken back.
#[track_caller]
fn written_meanwhile(when: Writes, path: &str) {
    let (fixture, mut change) = change_of_every_kind();
    change.files.push(file(None, Some("come.rs"), "", "comes"));
    let mut tree = fixture.tree();
    let mode = new_mode(0o100_666);
    let entry = tree.entry(path.into()).or_insert((None, mode));
    entry.0 = Some(b"mine".to_vec());
    if when != Writes::IntoAtSwap {
        entry.1 = mode;
    }
    let editor = RefCell::new(Some((when, path.into(), fixture.root.clone())));
    let store = Unreliable { editor, ..quick(&fixture) };
    let findings = refused(write_on(&store, &change, &PLAIN), RefusalKind::Write);
    let changed = format!("`{path}` has changed since it was read");
    assert!(findings[0].message.starts_with(&changed), "{findings:?}");
    assert_eq!(findings[0].notes, ["everything was taken back"]);
    assert_same(&fixture.tree(), &tree);
    assert_eq!(fixture.own(), [""; 0]);
}

/// What a power cut must find on the disk is flushed before the step that leans
/// on it.
#[test]
fn everything_is_flushed_before_it_is_needed() {
    let (fixture, change) = change_of_every_kind();
    let store = quick(&fixture);
    write_on(&store, &change, &PLAIN).unwrap();
    let log = store.log.into_inner();
    let first =
        |what: &str| log.iter().position(|it| it == what).unwrap_or_else(|| panic!("{what}"));
    let last = |what: &str| log.iter().rposition(|it| it == what).unwrap();
    let starts = |what: &str| log.iter().position(|it| it.starts_with(what)).unwrap();
    let ends = |what: &str| log.iter().rposition(|it| it.starts_with(what)).unwrap();

    let staged = log.iter().filter(|it| it.starts_with("write TXN/new/")).count();
    let flushed = log.iter().filter(|it| it.starts_with("flush TXN/new/")).count();
    assert_eq!((staged, flushed), (7, 7));
    let commit = first("rename TXN/journal.part TXN/journal");
    assert!(ends("write TXN/new/") < starts("flush TXN/new/"));
    for early in ["flush TXN/new/", "link ", "flush TXN/journal.part"] {
        assert!(ends(early) < commit, "{early}");
    }
    for folder in ["TXN/new", "TXN/old", "TXN", ".kalam-codemod", ""] {
        let flush = first(&format!("flush folder {folder}"));
        assert!(ends("link ") < flush && flush < commit, "{folder}");
    }
    let swap = starts("rename new gone.rs TXN/new/");
    assert!(commit < last("flush folder TXN") && last("flush folder TXN") < swap);
    let end = first("rename TXN .kalam-codemod/last");
    for folder in ["", "a", "come", "come/far", "new", "ring", "tables"] {
        let flush = last(&format!("flush folder {folder}"));
        assert!(
            ends("exchange TXN/new/").max(ends("rename new TXN/new/")) < flush && flush < end,
            "{folder}"
        );
    }
    assert!(end < last("flush folder .kalam-codemod"));
}

/// Else a journal could outlive the originals that it leads to.
#[test]
fn the_end_of_a_journal_is_flushed_before_the_originals_go() {
    let (fixture, change) = change_of_every_kind();
    let store = quick(&fixture);
    write_on(&store, &change, &PLAIN).unwrap();
    let log = store.log.into_inner();
    let at = log.iter().position(|it| it.starts_with("exchange TXN/new/")).unwrap();
    let (fixture, change) = change_of_every_kind();
    let store = Unreliable::new(&fixture, Event::Fails, at);
    refused(write_on(&store, &change, &PLAIN), RefusalKind::Write);
    let log = store.log.into_inner();
    let at = log.iter().position(|it| it == "remove TXN/journal").unwrap();
    assert_eq!(log[at + 1], "flush folder TXN");
}
