//! Every operation of a run, by the seam that `apply` has: a process that is
//! killed there, an error, somebody who writes the files meanwhile.

use std::fs;
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use kalam_codemod::apply::{self, Failure, Options};
use kalam_codemod::diagnostic::Diagnostic;
use rustix::io::Errno;

use super::Count;
use super::store::{Event, Eventful, Fails};
use super::tree::{Folder, Tree, change_of_every_kind, judge, left_over, read, set_mode, torn};

/// The first argument of a process that is to be killed.
pub const DIES: &str = "--dies";

/// A tree, what it is, and what the change makes of it.
struct Case {
    folder: Folder,
    before: Tree,
}

fn case(further: usize) -> Case {
    let folder = Folder::with(&change_of_every_kind(further).0);
    set_mode(&folder.path.join("a/edited.rs"), 0o640);
    set_mode(&folder.path.join("deep/er/moved.rs"), 0o751);
    set_mode(&folder.path.join("deep/er"), 0o750);
    let before = read(&folder.path);
    Case { folder, before }
}

/// The tree from after, made without any event.
fn after(further: usize) -> Tree {
    let case = case(further);
    let store = Eventful::new(&case.folder.path, 0, Event::None);
    apply::write_on(&store, &change_of_every_kind(further).1, &Options::default()).unwrap();
    read(&case.folder.path)
}

/// What a process that is to be killed does: `--dies AT FURTHER ROOT WHAT`. Exits
/// with 0 where it came to its end.
pub fn die(arguments: &[String]) {
    let [at, further, root, what] = arguments else { panic!("{arguments:?}") };
    let (at, further) = (at.parse().unwrap(), further.parse().unwrap());
    let store = Eventful::new(Utf8Path::new(root), at, Event::Killed);
    match what.as_str() {
        "write" => {
            let change = change_of_every_kind(further).1;
            apply::write_on(&store, &change, &Options::default()).unwrap();
        }
        "recover" => assert_eq!(apply::recover_on(&store).unwrap().kept, []),
        "undo" => drop(apply::undo_on(&store, &Options::default()).unwrap()),
        _ => panic!("{what}"),
    }
}

/// Runs this program as a process that dies; whether it came to its end.
fn dies(at: usize, further: usize, root: &Utf8Path, what: &str) -> bool {
    let program = std::env::current_exe().unwrap();
    let [at, further] = [at, further].map(|it| it.to_string());
    let mut command = Command::new(program);
    command.args([DIES, &at, &further, root.as_str(), what]).stderr(Stdio::piped());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => true,
        None => false,
        Some(code) => panic!("exit code {code} of {what} at {at}: {said}"),
    }
}

fn recovered(root: &Utf8Path) -> Result<(), String> {
    let store = Eventful::new(root, 0, Event::None);
    let recovery = apply::recover_on(&store).map_err(|it| format!("{it:?}"))?;
    match (recovery.kept.is_empty(), left_over(root).is_empty()) {
        (true, true) => Ok(()),
        _ => Err(format!("left: {:?} {:?}", recovery.kept, left_over(root))),
    }
}

/// Kills a run before every operation, and recovers.
pub fn kill(further: usize) -> Count {
    let (mut count, after) = (Count::default(), after(further));
    for at in 0.. {
        let case = case(further);
        let ended = dies(at, further, &case.folder.path, "write");
        let half = torn(&read(&case.folder.path), &case.before, &after);
        let end = recovered(&case.folder.path);
        let end = half.map_or(end, Err);
        let is = read(&case.folder.path);
        let end = end.and_then(|()| judge(&is, &case.before, &after));
        count.point(format!("operation {at}"), end);
        if ended {
            return count;
        }
    }
    count
}

/// Kills a run before every operation, and its recovery before each of its own;
/// only every `step`th pair.
pub fn nested(further: usize, step: usize) -> Count {
    let (mut count, after) = (Count::default(), after(further));
    let mut pair = 0;
    for at in 0.. {
        let mut ended = false;
        for again in 0.. {
            pair += 1;
            if pair % step != 0 && again > 0 {
                if again > 400 {
                    break;
                }
                continue;
            }
            let case = case(further);
            let root = &case.folder.path;
            ended = dies(at, further, root, "write");
            let recovery_ended = dies(again, further, root, "recover");
            let end = torn(&read(root), &case.before, &after).map_or(Ok(()), Err);
            let end = end.and_then(|()| recovered(root));
            let end = end.and_then(|()| judge(&read(root), &case.before, &after));
            count.point(format!("operation {at}, then {again}"), end);
            if recovery_ended {
                break;
            }
        }
        if ended {
            return count;
        }
    }
    count
}

/// Errors of the system, as they are called and numbered.
pub const ERRORS: [(&str, Errno); 6] = [
    ("ENOSPC", Errno::NOSPC),
    ("EIO", Errno::IO),
    ("EACCES", Errno::ACCESS),
    ("EMFILE", Errno::MFILE),
    ("EROFS", Errno::ROFS),
    ("EDQUOT", Errno::DQUOT),
];

/// Lets every operation fail in every way; with one error each, in turn, where
/// `all` is false.
pub fn errors(further: usize, all: bool) -> Count {
    let (mut count, after) = (Count::default(), after(further));
    for at in 0.. {
        for (number, (name, error)) in ERRORS.into_iter().enumerate() {
            if !all && at % ERRORS.len() != number {
                continue;
            }
            for how in [Fails::Once, Fails::Always, Fails::Late] {
                let case = case(further);
                let event = Event::Fails(how, error.raw_os_error());
                let store = Eventful::new(&case.folder.path, at, event);
                let end = fails(&store, further, (&case, &after));
                count.point(format!("{name} {how:?} at `{}`", store.place()), end);
                if !store.happened() {
                    return count;
                }
            }
        }
    }
    count
}

fn fails(
    store: &Eventful<'_>,
    further: usize,
    (case, after): (&Case, &Tree),
) -> Result<&'static str, String> {
    let change = change_of_every_kind(further).1;
    let result = apply::write_on(store, &change, &Options::default());
    let is = read(&case.folder.path);
    let expected = match &result {
        Ok(()) => after,
        Err(Failure::Refused(refusal)) => {
            refusal.findings.iter().try_for_each(|it| said(it, &case.folder.path))?;
            &case.before
        }
        // What fails for ever cannot be taken back by this run.
        Err(Failure::NeedsPerson(findings)) => {
            findings.iter().try_for_each(|it| said(it, &case.folder.path))?;
            recovered(&case.folder.path)?;
            let is = read(&case.folder.path);
            return judge(&is, &case.before, after).map(|_| "taken back by the next run");
        }
        Err(other) => return Err(format!("{other:?}")),
    };
    let end = judge(&is, expected, expected)?;
    recovered(&case.folder.path)?;
    judge(&read(&case.folder.path), expected, expected)?;
    Ok(if result.is_ok() { "after, and said so" } else { end })
}

/// A finding names a path that is, or was, there, and says what to do.
fn said(finding: &Diagnostic, root: &Utf8Path) -> Result<(), String> {
    let path = finding.message.split('`').nth(1).unwrap_or_default();
    let lives = path.starts_with(".kalam-codemod") || root.join(path).parent().is_some();
    match lives && !path.is_empty() && !finding.help.is_empty() {
        true => Ok(()),
        false => Err(format!("no path or no help in {finding:?}")),
    }
}

/// How somebody else writes a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edits {
    /// Into the file.
    Into,
    /// Another file in its place.
    Anew,
    /// Into the file, of the same length and with the same time.
    Unseen,
}

/// Lets somebody write every file at every operation; nothing of it may be lost.
pub fn race(further: usize) -> Count {
    let mut count = Count::default();
    for at in 0.. {
        let mut happened = false;
        for how in [Edits::Into, Edits::Anew, Edits::Unseen] {
            let case = case(further);
            let edited = std::cell::RefCell::new(Vec::new());
            let meanwhile = || *edited.borrow_mut() = edit_all(&case.folder.path, how);
            let store = Eventful::new(&case.folder.path, at, Event::Meanwhile(&meanwhile));
            let change = change_of_every_kind(further).1;
            let result = apply::write_on(&store, &change, &Options::default());
            happened = store.happened();
            let lost = lost(&case.folder.path, &edited.borrow());
            let end = lost.map(|()| match &result {
                Ok(()) => "edited after the end",
                Err(Failure::NeedsPerson(_)) => "left to the user",
                Err(_) => "taken back",
            });
            count.point(format!("{how:?} at `{}`", store.place()), end);
        }
        if !happened {
            return count;
        }
    }
    count
}

/// Edits all files that are there; their paths and what they hold now.
fn edit_all(root: &Utf8Path, how: Edits) -> Vec<(Utf8PathBuf, Vec<u8>)> {
    let files = read(root).into_iter().filter_map(|(path, it)| Some((path, it.0?)));
    let edit = |(path, old): (Utf8PathBuf, Vec<u8>)| {
        let place = root.join(&path);
        let time = place.metadata().unwrap().modified().unwrap();
        let text = match how {
            Edits::Unseen => old.iter().map(|it| it.wrapping_add(1) & 0x7f).collect(),
            _ => format!("mine: {path}").into_bytes(),
        };
        if how == Edits::Anew {
            let beside = root.join("beside");
            fs::write(&beside, &text).unwrap();
            fs::rename(&beside, &place).unwrap();
        } else {
            fs::write(&place, &text).unwrap();
        }
        if how == Edits::Unseen {
            fs::File::options().append(true).open(&place).unwrap().set_modified(time).unwrap();
        }
        (path, text)
    };
    files.map(edit).collect()
}

/// Whether each edit is still there: at its path, or in what was kept of it.
fn lost(root: &Utf8Path, edited: &[(Utf8PathBuf, Vec<u8>)]) -> Result<(), String> {
    let is = read(root);
    for (path, text) in edited {
        if is.get(path).is_none_or(|it| it.0.as_ref() != Some(text)) {
            return Err(format!("what was written to {path} is gone"));
        }
    }
    Ok(())
}
