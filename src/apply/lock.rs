//! One writer at a time: the folder `.kalam-codemod` and the lock in it.
//!
//! Invariant: the lock is the system's, so it ends with the process that holds
//! it, however that ends. The file stays: removing it would let two in.
#![allow(clippy::disallowed_methods, reason = "a lock is no content")]

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};

use camino::{Utf8Path, Utf8PathBuf};

use super::{CONTROL, UNCHANGED};
use crate::diagnostic::{Diagnostic, Refusal};

/// Held until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, and makes the folder where it is missing.
    ///
    /// # Errors
    /// Another run holds it; or the folder is none, or cannot be written.
    pub fn take(root: &Utf8Path) -> Result<Lock, Refusal> {
        let folder = root.join(CONTROL);
        refuse_strange(&folder)?;
        make(&folder).map_err(|it| unwritable(&folder, &it))?;
        let path = folder.join("lock");
        let mut file = open(&path).map_err(|it| unwritable(&path, &it))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(root, &mut file)),
            Err(TryLockError::Error(it)) => return Err(unwritable(&path, &it)),
        }
        sign(&mut file).map_err(|it| unwritable(&path, &it))?;
        Ok(Lock { _file: file })
    }

    /// Takes the lock where the folder exists.
    ///
    /// # Errors
    /// As [`Lock::take`].
    pub fn take_if_present(root: &Utf8Path) -> Result<Option<Lock>, Refusal> {
        match fs::symlink_metadata(root.join(CONTROL)) {
            Err(it) if it.kind() == io::ErrorKind::NotFound => Ok(None),
            _ => Lock::take(root).map(Some),
        }
    }
}

fn refuse_strange(path: &Utf8Path) -> Result<(), Refusal> {
    let what = match fs::symlink_metadata(path) {
        Err(it) if it.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(it) => return Err(unwritable(path, &it)),
        Ok(it) if it.is_dir() => return Ok(()),
        Ok(it) if it.is_symlink() => "a symbolic link",
        Ok(_) => "no folder",
    };
    let finding = Diagnostic::error(format!("`{path}` is {what}"));
    let help = "move it away: this tool keeps its journal in a folder of that name";
    Err(Refusal::check(finding.note(UNCHANGED).help(help)))
}

fn make(folder: &Utf8Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(it) if it.kind() != io::ErrorKind::AlreadyExists => return Err(it),
        _ => {}
    }
    let ignore: Utf8PathBuf = folder.join(".gitignore");
    match OpenOptions::new().write(true).create_new(true).open(ignore) {
        Ok(mut file) => file.write_all(b"*\n"),
        Err(it) if it.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(it) => Err(it),
    }
}

/// Opens the lock's file, and nothing that a link leads to.
fn open(path: &Utf8Path) -> io::Result<File> {
    match fs::symlink_metadata(path) {
        Ok(it) if !it.is_file() => return Err(io::Error::other("it is no regular file")),
        _ => {}
    }
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

fn held(root: &Utf8Path, file: &mut File) -> Refusal {
    let mut pid = String::new();
    let by = match file.read_to_string(&mut pid) {
        Ok(_) if !pid.trim().is_empty() => format!("held by pid {}", pid.trim()),
        _ => "held by another run".to_owned(),
    };
    let finding = Diagnostic::error(format!("the workspace `{root}` is {by}"));
    Refusal::check(finding.note(UNCHANGED).help("wait until that run has ended, then run again"))
}

fn unwritable(path: &Utf8Path, error: &io::Error) -> Refusal {
    let finding = Diagnostic::error(format!("cannot write `{path}`: {error}"));
    let help = "this tool keeps its lock and journal there: make it writable";
    Refusal::write(finding.note(UNCHANGED).help(help))
}
