//! A tree in a temporary folder, a change of every kind, and a disk that fails.

mod disk;
mod faults;
mod refusals;
mod round_trip;
mod vcs;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempDir;

use super::{CONTROL, Claim, Disk, Done, Failure, Fault, Like, Meta, Options, Roots, Store};
use crate::change::{FileChange, TreeChange};
use crate::diagnostic::{Diagnostic, RefusalKind};

const PLAIN: Options<'_> = Options { hard_links: super::HardLinks::Refuse, interrupt: None };

/// Each path below the root but our own: content of files, none for folders;
/// and the mode.
type Tree = BTreeMap<Utf8PathBuf, (Option<Vec<u8>>, u32)>;

/// A temporary workspace.
struct Fixture {
    _folder: TempDir,
    root: Utf8PathBuf,
}

impl Fixture {
    fn new(files: &[(&str, &str)]) -> Fixture {
        let folder = TempDir::new().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
        let fixture = Fixture { _folder: folder, root };
        files.iter().for_each(|(path, text)| fixture.put(path, text));
        fixture
    }

    fn disk(&self) -> Disk {
        Disk::open(&self.root).unwrap()
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        for entry in walkdir::WalkDir::new(&self.root).min_depth(1) {
            let entry = entry.unwrap();
            let path = Utf8Path::from_path(entry.path()).unwrap();
            let short = path.strip_prefix(&self.root).unwrap();
            if !short.starts_with(CONTROL) {
                let content = entry.file_type().is_file().then(|| fs::read(path).unwrap());
                tree.insert(short.to_owned(), (content, mode(path)));
            }
        }
        tree
    }

    fn modified(&self, path: &str) -> SystemTime {
        fs::metadata(self.root.join(path)).unwrap().modified().unwrap()
    }

    fn write(&self, change: &TreeChange) -> Result<(), Failure> {
        Claim::take(&self.root, Roots::Usual)?.write(change, &PLAIN)
    }

    fn undo(&self) -> Result<Vec<Utf8PathBuf>, Failure> {
        Claim::take(&self.root, Roots::Usual)?.undo(&PLAIN)
    }

    /// Entries of our own folder, without the lock and what hides the folder.
    fn own(&self) -> Vec<String> {
        let Ok(entries) = self.root.join(CONTROL).read_dir_utf8() else { return Vec::new() };
        let mut names: Vec<_> = entries.map(|it| it.unwrap().file_name().to_owned()).collect();
        names.retain(|it| it != "lock" && it != ".gitignore");
        names.sort();
        names
    }
}

#[cfg(unix)]
fn mode(path: &Utf8Path) -> u32 {
    use std::os::unix::fs::MetadataExt as _;
    fs::symlink_metadata(path).unwrap().mode()
}

#[cfg(not(unix))]
fn mode(_path: &Utf8Path) -> u32 {
    0
}

#[cfg(unix)]
fn set_mode(path: &Utf8Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn set_mode(_path: &Utf8Path, _mode: u32) {}

fn file(from: Option<&str>, to: Option<&str>, before: &str, after: &str) -> FileChange {
    FileChange {
        from: from.map(Into::into),
        to: to.map(Into::into),
        before: before.into(),
        after: after.into(),
    }
}

fn edit(path: &str, before: &str, after: &str) -> FileChange {
    file(Some(path), Some(path), before, after)
}

const EDITED: &str = "\u{feff}//! crlf\r\nuse a;\nuse b;\r\n\r\nlast";

/// Edits, moves, a ring of moves, files that come and go, a file that gives way
/// to a folder of its name, a folder that becomes empty.
fn change_of_every_kind() -> (Fixture, TreeChange) {
    let fixture = Fixture::new(&[
        ("Cargo.toml", "[workspace]\n"),
        ("a/edited.rs", EDITED),
        ("a/untouched.rs", "same\r\n"),
        ("deep/er/moved.rs", "old place"),
        ("gone.rs", "goes"),
        ("ring/one.rs", "one"),
        ("ring/two.rs", "two"),
        ("tables", "a file"),
    ]);
    set_mode(&fixture.root.join("a/edited.rs"), 0o640);
    set_mode(&fixture.root.join("deep/er/moved.rs"), 0o751);
    set_mode(&fixture.root.join("deep/er"), 0o750);
    let files = vec![
        edit("Cargo.toml", "[workspace]\n", "[workspace]\nmembers = []\n"),
        edit("a/edited.rs", EDITED, &EDITED.replace("use b;\r\n", "use c;\r\n")),
        file(None, Some("come/far/x.rs"), "", "comes"),
        file(Some("deep/er/moved.rs"), Some("new/moved.rs"), "old place", "new place\n"),
        file(Some("gone.rs"), None, "goes", ""),
        file(Some("ring/one.rs"), Some("ring/two.rs"), "one", "one"),
        file(Some("ring/two.rs"), Some("ring/one.rs"), "two", "two"),
        file(Some("tables"), Some("tables/mod.rs"), "a file", "a module"),
    ];
    (fixture, TreeChange { files })
}

/// The tree after a change, worked out from the one before.
fn expected(before: &Tree, change: &TreeChange) -> Tree {
    let mut tree = before.clone();
    let mode_of = |path: &Option<Utf8PathBuf>| path.as_ref().map(|it| before[it].1);
    for path in change.files.iter().filter_map(|it| it.from.as_ref()) {
        tree.remove(path);
    }
    for change in &change.files {
        let Some(to) = &change.to else { continue };
        let from = change.from.as_deref().unwrap_or("".into());
        let mut from = from.ancestors().skip(1);
        for folder in to.ancestors().skip(1).filter(|it| !it.as_str().is_empty()) {
            // As the folder that the file came from.
            let like = from.next().filter(|it| *it != "").map(|it| before[it].1);
            let mode = like.unwrap_or_else(|| new_mode(0o40777));
            tree.entry(folder.to_owned()).or_insert((None, mode));
        }
        let mode = mode_of(&change.from).unwrap_or_else(|| new_mode(0o100_666));
        tree.insert(to.clone(), (Some(change.after.as_bytes().to_vec()), mode));
    }
    let holds_files = |folder: &Utf8PathBuf| {
        tree.iter().any(|(path, it)| it.0.is_some() && path.starts_with(folder))
    };
    let keep: Vec<_> = tree.keys().filter(|it| holds_files(it)).cloned().collect();
    tree.into_iter().filter(|it| keep.contains(&it.0)).collect()
}

/// The mode of a new file or folder under this process's mask.
fn new_mode(whole: u32) -> u32 {
    let folder = TempDir::new().unwrap();
    let path = Utf8PathBuf::from_path_buf(folder.path().join("x")).unwrap();
    fs::create_dir(&path).unwrap();
    let mask = !mode(&path) & 0o777;
    if cfg!(unix) { whole & !mask } else { 0 }
}

/// What happens at the operation that is given a number.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Event {
    /// It fails, and the ones after it work.
    Fails,
    /// It and all after it fail, as if the process had died; new content that
    /// is being written is left half written.
    Dies,
}

/// When and how somebody else writes a file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Writes {
    /// Into the file, at the instant before it is swapped.
    IntoAtSwap,
    /// Another file in its place, at the instant before it is swapped.
    AnewAtSwap,
    /// Another file in its place, at the commit point.
    AnewAtCommit,
}

/// The disk, with something happening at the nth operation that changes it.
struct Unreliable {
    disk: Disk,
    event: Event,
    at: usize,
    /// A file that somebody else writes, once: when, its path, the root.
    editor: RefCell<Option<(Writes, Utf8PathBuf, Utf8PathBuf)>>,
    /// Whether two files can exchange their names.
    exchanges: bool,
    /// Whether a file can have two names.
    links: bool,
    /// Whether names that differ in case only are one.
    folds_case: bool,
    /// Something that happens at the commit point.
    at_commit: RefCell<Option<Box<dyn FnOnce()>>>,
    /// Bytes that it says are free.
    free: Option<u64>,
    /// The operations, relative to the root; `TXN` for a transaction's folder.
    log: RefCell<Vec<String>>,
}

impl Unreliable {
    fn new(fixture: &Fixture, event: Event, at: usize) -> Unreliable {
        let (disk, log) = (fixture.disk(), RefCell::default());
        Unreliable {
            disk,
            event,
            at,
            editor: RefCell::default(),
            exchanges: true,
            links: true,
            folds_case: false,
            at_commit: RefCell::default(),
            free: None,
            log,
        }
    }

    /// A disk that works, and does not wait for the platter.
    fn quick(fixture: &Fixture) -> Unreliable {
        Unreliable::new(fixture, Event::Fails, usize::MAX)
    }

    /// Whether the event came about.
    fn happened(&self) -> bool {
        self.log.borrow().len() > self.at
    }

    /// The path by which the disk knows a path.
    fn folded(&self, path: &Utf8Path) -> Utf8PathBuf {
        let parent = path.parent().unwrap_or("".into());
        let is_it = |it: &Utf8PathBuf| it.as_str().eq_ignore_ascii_case(path.as_str());
        let listed = self.folds_case.then(|| self.disk.list(parent).unwrap_or_default());
        listed.unwrap_or_default().into_iter().find(is_it).unwrap_or_else(|| path.to_owned())
    }

    /// Lets somebody else write.
    fn edit(&self, from: &Utf8Path, to: &Utf8Path) {
        if to.file_name() == Some("journal")
            && let Some(happens) = self.at_commit.take()
        {
            happens();
        }
        let mut editor = self.editor.borrow_mut();
        let Some((when, path, root)) = &*editor else { return };
        let comes = from.parent().is_some_and(|it| it.ends_with("new"));
        let at_swap = path == from || (path == to && comes);
        match when {
            Writes::IntoAtSwap if at_swap => fs::write(root.join(path), "mine").unwrap(),
            Writes::AnewAtSwap if at_swap => anew(&root.join(path)),
            Writes::AnewAtCommit if to.file_name() == Some("journal") => anew(&root.join(path)),
            _ => return,
        }
        *editor = None;
    }

    fn error(path: &Utf8Path) -> Fault {
        Fault::new("touch", path, io::Error::from(io::ErrorKind::StorageFull))
    }

    fn looks(&self, path: &Utf8Path) -> Done {
        match self.event == Event::Dies && self.happened() {
            true => Err(Unreliable::error(path)),
            false => Ok(()),
        }
    }

    fn changes(&self, what: &str, paths: &[&Utf8Path]) -> Done {
        let number = self.log.borrow().len();
        let paths_below: Vec<_> = paths.iter().map(|it| below_root(it)).collect();
        self.log.borrow_mut().push(format!("{what} {}", paths_below.join(" ")));
        match number == self.at || (self.event == Event::Dies && number > self.at) {
            true => Err(Unreliable::error(paths.first().unwrap_or(&Utf8Path::new("?")))),
            false => Ok(()),
        }
    }
}

/// A path without what differs from run to run.
fn below_root(path: &Utf8Path) -> String {
    let mut parts: Vec<_> = path.components().map(|it| it.as_str()).collect();
    if parts.get(1).is_some_and(|it| it.starts_with("txn-")) {
        parts.splice(..2, ["TXN"]);
    }
    parts.join("/")
}

/// Another file at this path.
fn anew(path: &Utf8Path) {
    let _ = fs::remove_file(path);
    fs::write(path, "mine").unwrap();
}

impl Store for Unreliable {
    fn meta(&self, path: &Utf8Path) -> Done<Option<Meta>> {
        self.looks(path).and_then(|()| self.disk.meta(&self.folded(path)))
    }

    fn writable(&self, path: &Utf8Path) -> Done<bool> {
        self.looks(path).and_then(|()| self.disk.writable(path))
    }

    fn read(&self, path: &Utf8Path) -> Done<Vec<u8>> {
        self.looks(path).and_then(|()| self.disk.read(&self.folded(path)))
    }

    fn list(&self, folder: &Utf8Path) -> Done<Vec<Utf8PathBuf>> {
        self.looks(folder).and_then(|()| self.disk.list(folder))
    }

    fn free_bytes(&self) -> Done<Option<u64>> {
        Ok(self.free)
    }

    fn make_folder(&self, path: &Utf8Path, mode: Option<u32>) -> Done {
        self.changes("make", &[path]).and_then(|()| self.disk.make_folder(path, mode))
    }

    fn write(&self, path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> Done {
        let first = !self.happened();
        let done = self.changes("write", &[path]);
        if done.is_err() && first {
            let _ = self.disk.write(path, &bytes[..bytes.len() / 2], None);
        }
        done.and_then(|()| self.disk.write(path, bytes, like))
    }

    fn sync_files(&self, paths: &[Utf8PathBuf]) -> Done {
        paths.iter().try_for_each(|it| self.changes("flush", &[it]))
    }

    fn link(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.changes("link", &[from, to])?;
        match self.links {
            true => self.disk.link(from, to),
            false => Err(Unreliable::error(from)),
        }
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.edit(from, to);
        self.changes("rename", &[from, to]).and_then(|()| self.disk.rename(from, to))
    }

    fn rename_new(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.edit(from, to);
        self.changes("rename new", &[from, to]).and_then(|()| self.disk.rename_new(from, to))
    }

    fn exchange(&self, from: &Utf8Path, to: &Utf8Path) -> Done<bool> {
        self.edit(from, to);
        self.changes("exchange", &[from, to])?;
        match self.exchanges {
            true => self.disk.exchange(from, to),
            false => self.disk.rename(from, to).map(|()| false),
        }
    }

    fn remove(&self, path: &Utf8Path) -> Done {
        self.changes("remove", &[path]).and_then(|()| self.disk.remove(path))
    }

    fn remove_folder(&self, path: &Utf8Path) -> Done {
        self.changes("remove folder", &[path]).and_then(|()| self.disk.remove_folder(path))
    }

    fn make_younger(&self, path: &Utf8Path, than: SystemTime) -> Done {
        self.changes("touch", &[path]).and_then(|()| self.disk.make_younger(path, than))
    }

    fn sync_folder(&self, path: &Utf8Path) -> Done {
        self.changes("flush folder", &[path])
    }
}

/// The findings of a refusal of this kind.
#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, Failure>, kind: RefusalKind) -> Vec<Diagnostic> {
    match result {
        Err(Failure::Refused(it)) if it.kind == kind => it.findings,
        other => panic!("expected a refusal of kind {kind:?}, got {other:?}"),
    }
}

/// Compares trees, naming the paths that differ.
#[track_caller]
fn assert_same(is: &Tree, should: &Tree) {
    let show = |tree: &Tree, other: &Tree| -> Vec<String> {
        let differs = tree.iter().filter(|(path, it)| other.get(*path) != Some(it));
        let text =
            |it: &Option<Vec<u8>>| it.as_ref().map(|it| String::from_utf8_lossy(it).into_owned());
        differs.map(|(path, it)| format!("{path}: {:?} {:o}", text(&it.0), it.1)).collect()
    };
    assert!(is == should, "is {:#?}\nshould be {:#?}", show(is, should), show(should, is));
}
