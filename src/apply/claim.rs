//! The right to write below a root.
//!
//! Invariant: who has a [`Claim`] is alone with the root, and no interrupted run
//! lies there.

use std::thread;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::Disk;
use super::failure::{Failure, stuck};
use super::lock::{Lock, refuse_strange};
use super::preflight;
use super::recover::{Recovery, open_transactions, recover_on};
use super::store::{Done, Store};
use super::swap::swaps_of;
use super::undo::{nothing, undo_on};
use super::{CONTROL, Options, UNCHANGED, write_on};
use crate::change::TreeChange;
use crate::diagnostic::{Diagnostic, Refusal};

/// How long, and how often, a reader waits for a run that is swapping files.
const PATIENCE: (Duration, usize) = (Duration::from_millis(20), 100);

/// Which roots may be claimed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Roots {
    /// Not the whole disk, the user's home, or a folder of another user.
    #[default]
    Usual,
    /// Every one.
    Any,
}

/// The right to write below a root; ends when it is dropped.
#[derive(Debug)]
pub struct Claim {
    root: Utf8PathBuf,
    lock: Lock,
    recovery: Recovery,
}

impl Claim {
    /// Claims a root, an absolute path, and takes back what an interrupted run
    /// left there.
    ///
    /// # Errors
    /// Another run holds it; it is no root that may be claimed; our folder in it
    /// is strange, or cannot be written; or as [`recover_on`].
    pub fn take(root: &Utf8Path, roots: Roots) -> Result<Claim, Failure> {
        let disk = open(root)?;
        if roots == Roots::Usual {
            refuse_unusual(root, &disk)?;
        }
        let lock = Lock::take(disk)?.map_err(|it| it.refusal(root))?;
        let recovery = recover_on(lock.disk())?;
        Ok(Claim { root: root.to_owned(), lock, recovery })
    }

    /// What was taken back when the root was claimed.
    pub fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// Absolute path of the folder that this tool keeps to itself, for the holder
    /// to use.
    pub fn folder(&self) -> Utf8PathBuf {
        self.root.join(CONTROL)
    }

    /// Looks whether a change could be written now, as [`Claim::write`] does
    /// before it begins.
    ///
    /// # Errors
    /// All that stands in the way (kind `Check`).
    pub fn check(&self, change: &TreeChange, options: &Options<'_>) -> Result<(), Refusal> {
        preflight::check(self.lock.disk(), &swaps_of(change)?, options)
    }

    /// Carries out a change of the tree.
    ///
    /// # Errors
    /// As [`write_on`].
    pub fn write(&self, change: &TreeChange, options: &Options<'_>) -> Result<(), Failure> {
        write_on(self.lock.disk(), change, options)
    }

    /// Takes the last apply back.
    ///
    /// # Errors
    /// As [`undo_on`].
    pub fn undo(&self, options: &Options<'_>) -> Result<Vec<Utf8PathBuf>, Failure> {
        match has_folder(self.lock.disk()) {
            Ok(false) => Err(nothing().into()),
            _ => undo_on(self.lock.disk(), options),
        }
    }
}

/// Claims a root and carries out a change of its tree.
///
/// # Errors
/// As [`Claim::take`], and as [`write_on`].
pub fn write(root: &Utf8Path, change: &TreeChange, options: &Options<'_>) -> Result<(), Failure> {
    Claim::take(root, Roots::Usual)?.write(change, options)
}

/// Takes back what an interrupted run left below a root. Does nothing where
/// there is nothing.
///
/// # Errors
/// As [`Claim::take`].
pub fn recover(root: &Utf8Path) -> Result<Recovery, Failure> {
    let disk = open(root)?;
    match has_folder(&disk) {
        Ok(false) => Ok(Recovery::default()),
        _ => Claim::take(root, Roots::Any).map(|it| it.recovery),
    }
}

/// The same, for a command that only reads: where nothing must be taken back it
/// needs no right to write, and where another run swaps files it waits a little.
///
/// # Errors
/// The other run is not done after two seconds; else as [`recover`].
pub fn recover_if_needed(root: &Utf8Path) -> Result<Recovery, Failure> {
    let disk = open(root)?;
    if !has_folder(&disk).map_err(|it| stuck(&disk, &it))? {
        return Ok(Recovery::default());
    }
    refuse_strange(&disk)?;
    let mut held = None;
    for _ in 0..PATIENCE.1 {
        let open_ones = open_transactions(&disk).map_err(|it| stuck(&disk, &it))?;
        if open_ones.is_empty() {
            return Ok(Recovery::default());
        }
        match Lock::take(open(root)?)? {
            Ok(lock) => return recover_on(lock.disk()),
            // It has not touched a file yet.
            Err(_) if !open_ones.iter().any(|it| it.1) => return Ok(Recovery::default()),
            Err(holder) => held = Some(holder.refusal(root)),
        }
        thread::sleep(PATIENCE.0);
    }
    Err(held.unwrap_or_else(nothing).into())
}

/// The nearest folder, from `start` upwards, in which a run has left something.
pub fn root_above(start: &Utf8Path) -> Option<Utf8PathBuf> {
    let has_one = |it: &&Utf8Path| it.join(CONTROL).symlink_metadata().is_ok();
    start.ancestors().find(has_one).map(Utf8Path::to_owned)
}

fn open(root: &Utf8Path) -> Result<Disk, Refusal> {
    Disk::open(root).map_err(|error| {
        let message = format!("cannot open the workspace root `{root}`: {error}");
        Refusal::input(Diagnostic::error(message).note(UNCHANGED).help("make it readable"))
    })
}

/// Whether something has the name of our folder.
fn has_folder(disk: &Disk) -> Done<bool> {
    let found = disk.meta(Utf8Path::new(CONTROL))?;
    Ok(found.is_some())
}

/// Refuses a root that nobody means: a mistake there reaches too far.
fn refuse_unusual(root: &Utf8Path, disk: &Disk) -> Result<(), Refusal> {
    let what = match () {
        () if root.parent().is_none() => "the root of the file system",
        () if is_home(root) => "your home folder",
        () if belongs_to_another(disk) => "a folder of another user",
        () => return Ok(()),
    };
    let finding = Diagnostic::error(format!("the workspace root `{root}` is {what}"));
    let help = "say `--yes-root` if it is meant";
    Err(Refusal::check(finding.note(UNCHANGED).help(help)))
}

fn is_home(root: &Utf8Path) -> bool {
    let Some(home) = std::env::home_dir() else { return false };
    let real = |it: &std::path::Path| it.canonicalize().unwrap_or_else(|_| it.to_owned());
    real(&home) == real(root.as_std_path())
}

/// Whoever may do everything works for others.
#[cfg(unix)]
fn belongs_to_another(disk: &Disk) -> bool {
    let user = rustix::process::geteuid();
    let owner = disk.owner(Utf8Path::new("")).map(|it| it.0);
    !user.is_root() && owner.is_ok_and(|it| it != user.as_raw())
}

#[cfg(not(unix))]
fn belongs_to_another(_disk: &Disk) -> bool {
    false
}
