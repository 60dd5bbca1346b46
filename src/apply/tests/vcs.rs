//! What git would not bring back.

use git2::{IndexAddOption, Repository, Signature};

use super::*;
use crate::apply::{Vcs, dirty};

/// Makes a repository and commits all files of a folder.
fn commit_all(folder: &Utf8Path) -> Repository {
    let repository = Repository::init(folder).unwrap();
    let mut index = repository.index().unwrap();
    index.add_all(["*"], IndexAddOption::DEFAULT, None).unwrap();
    index.write().unwrap();
    let tree = index.write_tree().unwrap();
    let who = Signature::now("a", "a@example.com").unwrap();
    let tree = repository.find_tree(tree).unwrap();
    repository.commit(Some("HEAD"), &who, &who, "all", &tree, &[]).unwrap();
    drop(tree);
    repository
}

#[track_caller]
fn check(fixture: &Fixture, root: &str, paths: &[&str], expected: &[&str]) {
    let paths: Vec<_> = paths.iter().map(Utf8PathBuf::from).collect();
    let expected = expected.iter().map(Utf8PathBuf::from).collect();
    assert_eq!(dirty(&fixture.root.join(root), &paths).unwrap(), Vcs::Git(expected));
}

const PATHS: [&str; 7] =
    ["clean.rs", "edited.rs", "staged.rs", "src/new.rs", "ignored.rs", "gone.rs", "to/come.rs"];

/// A repository with a file in every state, below `folder`.
fn states(folder: &str) -> Fixture {
    let names = ["clean.rs", "edited.rs", "staged.rs", "gone.rs", "other.rs"];
    let fixture = Fixture::new(&[(".gitignore", "ignored.rs\n")]);
    names.iter().for_each(|it| fixture.put(&format!("{folder}{it}"), it));
    let repository = commit_all(&fixture.root);
    for name in ["edited.rs", "staged.rs", "other.rs"] {
        fixture.put(&format!("{folder}{name}"), "another text");
    }
    let mut index = repository.index().unwrap();
    index.add_path(format!("{folder}staged.rs").as_ref()).unwrap();
    index.write().unwrap();
    fixture.put(&format!("{folder}staged.rs"), "staged.rs");
    fixture.put(&format!("{folder}src/new.rs"), "untracked");
    fixture.put(&format!("{folder}ignored.rs"), "ignored");
    fs::remove_file(fixture.root.join(format!("{folder}gone.rs"))).unwrap();
    fixture
}

#[test]
fn modified_staged_untracked_and_deleted_files_are_dirty() {
    check(&states(""), "", &PATHS, &["edited.rs", "gone.rs", "src/new.rs", "staged.rs"]);
}

#[test]
fn the_root_may_lie_below_the_repository() {
    let expected = ["edited.rs", "gone.rs", "src/new.rs", "staged.rs"];
    check(&states("sub/folder/"), "sub/folder", &PATHS, &expected);
}

#[test]
fn names_are_no_patterns() {
    let fixture = Fixture::new(&[("a.rs", "a"), ("[a].rs", "b"), ("*.rs", "c")]);
    commit_all(&fixture.root);
    fixture.put("a.rs", "edited");
    check(&fixture, "", &["[a].rs", "*.rs"], &[]);
    check(&fixture, "", &["[a].rs", "*.rs", "a.rs"], &["a.rs"]);
    fixture.put("[a].rs", "edited");
    check(&fixture, "", &["[a].rs"], &["[a].rs"]);
}

#[test]
fn a_repository_within_is_asked_for_its_own_files() {
    let fixture = Fixture::new(&[("a.rs", "a")]);
    commit_all(&fixture.root);
    fixture.put("inner/b.rs", "b");
    fixture.put("inner/c.rs", "c");
    commit_all(&fixture.root.join("inner"));
    fixture.put("inner/b.rs", "edited");
    check(&fixture, "", &["a.rs", "inner/b.rs", "inner/c.rs"], &["inner/b.rs"]);
}

#[test]
fn no_repository_is_an_answer_of_its_own() {
    let fixture = Fixture::new(&[("a.rs", "a")]);
    let answer = dirty(&fixture.root, &["a.rs".into(), "new/b.rs".into()]).unwrap();
    assert_eq!(answer, Vcs::None);
}

#[test]
fn files_outside_any_repository_are_dirty_where_others_are_within() {
    let fixture = Fixture::new(&[("a/in.rs", "a"), ("b/out.rs", "b")]);
    commit_all(&fixture.root.join("a"));
    check(&fixture, "", &["a/in.rs", "b/out.rs"], &["b/out.rs"]);
}

#[test]
fn what_cannot_be_read_is_never_clean() {
    let fixture = Fixture::new(&[("a.rs", "a")]);
    commit_all(&fixture.root);
    for (path, text) in [(".git/index", "not an index"), (".git/HEAD", "")] {
        fixture.put(path, text);
        let error = dirty(&fixture.root, &["a.rs".into()]).unwrap_err();
        assert!(format!("{error:#}").contains("cannot read the git repository"), "{error:#}");
    }
}

#[test]
fn a_repository_damaged_beyond_recognition_is_not_the_absence_of_one() {
    for damaged in [".git", ".git/empty"] {
        let fixture = Fixture::new(&[("a.rs", "a"), (damaged, "garbage")]);
        let error = dirty(&fixture.root, &["a.rs".into()]).unwrap_err();
        assert!(format!("{error:#}").contains("cannot read the git repository"), "{error:#}");
    }
}

#[test]
fn looking_writes_nothing() {
    let fixture = states("");
    let tree = fixture.tree();
    let times = || ["edited.rs", ".git/index"].map(|it| fixture.modified(it));
    let before = times();
    check(&fixture, "", &["clean.rs"], &[]);
    assert_eq!(times(), before);
    assert_same(&fixture.tree(), &tree);
}
