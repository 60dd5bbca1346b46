//! One writer at a time: the lock in `.kalam-codemod`.
//!
//! Invariant: the lock is the system's, so it ends with the process that holds
//! it, however that ends. Held is the file that has the name `lock` now; whoever
//! got one that was removed meanwhile tries again.
#![allow(clippy::disallowed_methods, reason = "a lock is no content")]

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, Write as _};
use std::process;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use camino::Utf8Path;

use super::control::{self, LOCK};
use super::disk::Disk;
use super::failure::finding_of;
use super::store::{Fault, Kind, Store};
use super::{CONTROL, UNCHANGED};
use crate::diagnostic::{Diagnostic, Refusal};
use crate::planted::planted;

/// How often a lock is tried that turns out to be removed.
const TRIES: usize = 100;

/// Held until dropped; then our folder goes, too, if nothing was left in it.
#[derive(Debug)]
pub(super) struct Lock {
    disk: Disk,
    _file: File,
}

/// Who holds the lock, and for how long.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Holder {
    pid: String,
    since: Option<Duration>,
}

impl Lock {
    /// Takes the lock, and makes the folder where it is missing.
    ///
    /// # Errors
    /// The folder is none, or cannot be written. In the inner one: another run
    /// holds it.
    pub fn take(disk: Disk) -> Result<Result<Lock, Holder>, Refusal> {
        let path = Utf8Path::new(CONTROL).join(LOCK);
        for _ in 0..TRIES {
            refuse_strange(&disk)?;
            let Some(mut file) = open(&disk, &path).map_err(|it| unwritable(&disk, &it))? else {
                continue;
            };
            let locked = match file.try_lock() {
                Err(TryLockError::WouldBlock) if planted("lock-ignored") => Ok(()),
                locked => locked,
            };
            match locked {
                Ok(()) if !is_current(&disk, &path, &file) => {}
                Ok(()) => {
                    let signed = sign(&mut file).map_err(|it| Fault::new("write", &path, it));
                    signed.map_err(|it| unwritable(&disk, &it))?;
                    return Ok(Ok(Lock { disk, _file: file }));
                }
                Err(TryLockError::WouldBlock) => return Ok(Err(holder(&mut file))),
                Err(TryLockError::Error(it)) => {
                    return Err(unwritable(&disk, &Fault::new("lock", &path, it)));
                }
            }
        }
        let error = io::Error::other("it goes and comes again");
        Err(unwritable(&disk, &Fault::new("lock", &path, error)))
    }

    /// The files that are locked.
    pub fn disk(&self) -> &Disk {
        &self.disk
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be removed is of use to the next run.
        let _ = control::remove_if_unused(&self.disk);
    }
}

/// Opens the lock's file; none where the folder went in this instant.
fn open(disk: &Disk, path: &Utf8Path) -> Result<Option<File>, Fault> {
    let gone = |it: &io::Error| it.kind() == io::ErrorKind::NotFound;
    match control::make(disk) {
        Err(it) if gone(&it.error) => return Ok(None),
        made => made?,
    }
    match disk.open_or_make(path) {
        Ok(file) => Ok(Some(file)),
        Err(it) if gone(&it) => Ok(None),
        Err(it) => Err(Fault::new("write", path, it)),
    }
}

/// Refuses a folder that leads elsewhere, or in which others could write.
pub(super) fn refuse_strange(disk: &Disk) -> Result<(), Refusal> {
    let folder = Utf8Path::new(CONTROL);
    let what = match disk.meta(folder).map_err(|it| unwritable(disk, &it))?.map(|it| it.kind) {
        None => return Ok(()),
        Some(Kind::Folder) => match foreign(disk, folder) {
            None => return Ok(()),
            Some(what) => what,
        },
        Some(Kind::Link) => "is a symbolic link",
        Some(_) => "is no folder",
    };
    let finding = Diagnostic::error(format!("`{folder}` in the workspace root {what}"));
    let help = "move it away: this tool keeps its journal in a folder of that name";
    Err(Refusal::check(finding.note(UNCHANGED).help(help)))
}

#[cfg(unix)]
fn foreign(disk: &Disk, folder: &Utf8Path) -> Option<&'static str> {
    const WRITE_BY_ALL: u32 = 0o002;
    let (user, mode) = disk.owner(folder).ok()?;
    let (of_root, _) = disk.owner(Utf8Path::new("")).ok()?;
    let own = [rustix::process::geteuid().as_raw(), of_root].contains(&user);
    match own {
        false => Some("belongs to another user"),
        true => (mode & WRITE_BY_ALL != 0).then_some("can be written by everybody"),
    }
}

#[cfg(not(unix))]
fn foreign(_disk: &Disk, _folder: &Utf8Path) -> Option<&'static str> {
    None
}

/// Whether the file is the one that has the name.
#[cfg(unix)]
fn is_current(disk: &Disk, path: &Utf8Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let named = disk.meta(path).ok().flatten().and_then(|it| it.identity);
    let held = file.metadata().map(|it| (it.dev(), it.ino())).ok();
    held.is_some() && named == held
}

#[cfg(not(unix))]
fn is_current(_disk: &Disk, _path: &Utf8Path, _file: &File) -> bool {
    true // nobody removes a file that is open
}

fn sign(file: &mut File) -> io::Result<()> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{} {}", process::id(), now.as_secs())
}

fn holder(file: &mut File) -> Holder {
    let mut text = String::new();
    let read = file.read_to_string(&mut text);
    let mut words = read.map(|_| text.split_whitespace()).into_iter().flatten();
    let pid = words.next().unwrap_or("unknown").to_owned();
    let since = words.next().and_then(|it| it.parse().ok()).map(Duration::from_secs);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Holder { pid, since: since.map(|it| now.saturating_sub(it)) }
}

impl Holder {
    /// The refusal of a run that finds the lock held.
    pub fn refusal(&self, root: &Utf8Path) -> Refusal {
        let since = match self.since.map(|it| it.as_secs()) {
            Some(seconds) => format!(", for {seconds} s"),
            None => String::new(),
        };
        let message = format!("the workspace `{root}` is held by pid {}{since}", self.pid);
        let help = "wait until that run has ended, then run again";
        Refusal::check(Diagnostic::error(message).note(UNCHANGED).help(help))
    }
}

fn unwritable(disk: &Disk, fault: &Fault) -> Refusal {
    let finding = finding_of(disk, fault).note(UNCHANGED);
    let finding = finding.note("this tool keeps its lock and its journal there");
    match fault.error.kind() {
        // The workspace is none to write in; nothing was tried.
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Refusal::check(finding),
        _ => Refusal::write(finding),
    }
}
