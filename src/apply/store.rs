//! The few operations on files that writing needs.
//!
//! Invariant: whatever `apply` does to a file goes through a [`Store`], so that
//! another one, which fails or dies at the nth operation or forgets what was not
//! flushed, can stand in the place of the [`Disk`](super::disk::Disk). All paths
//! are relative to the root and of plain names; the empty path is the root. No
//! operation follows a symbolic link, or writes into a file that exists.

use std::io;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};

/// What a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, to whatever.
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// What is known of a path without opening it.
#[derive(Debug, Clone)]
pub struct Meta {
    /// What it is.
    pub kind: Kind,
    /// The mode bits, where the system has them.
    pub mode: Option<u32>,
    /// When it was last written.
    pub modified: SystemTime,
    /// How many names the file has; 1 where the system does not say.
    pub names: u64,
    /// Device and number of the file, where the system says.
    pub identity: Option<(u64, u64)>,
    /// Number of the mount that it lies on, where the system says.
    pub mount: Option<u64>,
}

/// The file whose place a new one takes.
#[derive(Debug, Clone)]
pub struct Like {
    /// The file whose permissions, owner and attributes the new one gets.
    pub path: Utf8PathBuf,
    /// A time that the new one must be younger than.
    pub younger_than: SystemTime,
}

/// An operation that failed: "cannot `action` `path`: `error`".
#[derive(Debug)]
pub struct Fault {
    /// What was tried, as a verb.
    pub action: &'static str,
    /// On what.
    pub path: Utf8PathBuf,
    /// What the system said.
    pub error: io::Error,
}

impl Fault {
    /// A fault of this operation on this path.
    pub fn new(action: &'static str, path: &Utf8Path, error: io::Error) -> Fault {
        Fault { action, path: path.to_owned(), error }
    }
}

/// What an operation gives.
pub type Done<T = ()> = Result<T, Fault>;

/// The operations; each fails with the path concerned.
pub trait Store {
    /// What a path is, without following a link; none where nothing is.
    ///
    /// # Errors
    /// It cannot be looked at.
    fn meta(&self, path: &Utf8Path) -> Done<Option<Meta>>;

    /// Whether a file could be written, or a folder be given entries.
    ///
    /// # Errors
    /// It cannot be looked at.
    fn writable(&self, path: &Utf8Path) -> Done<bool>;

    /// The bytes of a regular file.
    ///
    /// # Errors
    /// It is none, or cannot be read.
    fn read(&self, path: &Utf8Path) -> Done<Vec<u8>>;

    /// The entries of a folder, sorted. A name that is not UTF-8 comes with
    /// replacement characters, and so leads to nothing.
    ///
    /// # Errors
    /// It is no folder, or cannot be read.
    fn list(&self, folder: &Utf8Path) -> Done<Vec<Utf8PathBuf>>;

    /// Bytes that may still be written below the root, where the system says.
    ///
    /// # Errors
    /// It does not say.
    fn free_bytes(&self) -> Done<Option<u64>>;

    /// Makes a folder, with these mode bits where they are known.
    ///
    /// # Errors
    /// It exists, or cannot be made.
    fn make_folder(&self, path: &Utf8Path, mode: Option<u32>) -> Done;

    /// Makes a file; not durable before [`Store::sync_files`].
    ///
    /// # Errors
    /// It exists, or cannot be written; then a part of it may be there.
    fn write(&self, path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> Done;

    /// Makes the content of files durable.
    ///
    /// # Errors
    /// The first that could not be flushed.
    fn sync_files(&self, paths: &[Utf8PathBuf]) -> Done;

    /// Gives a file a second name.
    ///
    /// # Errors
    /// The system has no second names, or not for this file.
    fn link(&self, from: &Utf8Path, to: &Utf8Path) -> Done;

    /// Gives a file or folder another name; a file at that name is replaced.
    ///
    /// # Errors
    /// Nothing was changed.
    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Done;

    /// Gives a file another name that nothing has.
    ///
    /// # Errors
    /// Something has it, or as [`Store::rename`].
    fn rename_new(&self, from: &Utf8Path, to: &Utf8Path) -> Done;

    /// Puts the file at `from` in the place of the one at `to`. Where the system
    /// can, in one step in which that one gets the name `from`, and the answer is
    /// true; else it is gone.
    ///
    /// # Errors
    /// As [`Store::rename`].
    fn exchange(&self, from: &Utf8Path, to: &Utf8Path) -> Done<bool>;

    /// Removes a file.
    ///
    /// # Errors
    /// It is still there.
    fn remove(&self, path: &Utf8Path) -> Done;

    /// Removes an empty folder.
    ///
    /// # Errors
    /// It is still there.
    fn remove_folder(&self, path: &Utf8Path) -> Done;

    /// Makes a file look written now, and later than `than`.
    ///
    /// # Errors
    /// Its time is what it was.
    fn make_younger(&self, path: &Utf8Path, than: SystemTime) -> Done;

    /// Makes what happened to the entries of a folder durable.
    ///
    /// # Errors
    /// The system could not.
    fn sync_folder(&self, path: &Utf8Path) -> Done;
}
