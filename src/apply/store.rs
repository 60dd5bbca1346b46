//! The few operations on files that writing needs, and the disk as it is.
//!
//! Invariant: whatever `apply` does to a file goes through a [`Store`], so that
//! another one, which fails or dies at the nth operation, can stand in its place.
//! No operation follows a symbolic link in the last part of a path, or writes
//! into a file that exists.
#![allow(clippy::disallowed_methods, reason = "the one place that writes files")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::attributes;

/// What a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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
pub(super) struct Meta {
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
}

/// The file whose place a new one takes.
#[derive(Debug, Clone)]
pub(super) struct Like {
    /// Absolute path of the file whose permissions, owner and attributes the new
    /// one gets.
    pub path: Utf8PathBuf,
    /// A time that the new one must be younger than.
    pub younger_than: SystemTime,
}

/// An operation that failed: "cannot `action` `path`: `error`".
#[derive(Debug)]
pub(super) struct Fault {
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
pub(super) type Done<T = ()> = Result<T, Fault>;

/// The operations. Paths are absolute; each fails with the path concerned.
pub(super) trait Store {
    /// What a path is, without following a link; none where nothing is.
    fn meta(&self, path: &Utf8Path) -> Done<Option<Meta>>;
    /// Whether a file could be written, or a folder be given entries.
    fn writable(&self, path: &Utf8Path) -> Done<bool>;
    /// The bytes of a regular file.
    fn read(&self, path: &Utf8Path) -> Done<Vec<u8>>;
    /// The entries of a folder, sorted.
    fn list(&self, folder: &Utf8Path) -> Done<Vec<Utf8PathBuf>>;
    /// Makes a folder, with these mode bits where they are known.
    fn make_folder(&self, path: &Utf8Path, mode: Option<u32>) -> Done;
    /// Makes a file; not durable before [`Store::sync_files`].
    fn write(&self, path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> Done;
    /// Makes the content of files durable.
    fn sync_files(&self, paths: &[Utf8PathBuf]) -> Done;
    /// Gives a file a second name.
    fn link(&self, from: &Utf8Path, to: &Utf8Path) -> Done;
    /// Gives a file or folder another name; a file at that name is replaced.
    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Done;
    /// Removes a file.
    fn remove(&self, path: &Utf8Path) -> Done;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Utf8Path) -> Done;
    /// Makes a file look written now, and later than `than`.
    fn make_younger(&self, path: &Utf8Path, than: SystemTime) -> Done;
    /// Makes what happened to the entries of a folder durable.
    fn sync_folder(&self, path: &Utf8Path) -> Done;
}

/// The file system.
#[derive(Debug, Clone, Copy)]
pub(super) struct Disk;

impl Store for Disk {
    fn meta(&self, path: &Utf8Path) -> Done<Option<Meta>> {
        match fs::symlink_metadata(path).and_then(|it| meta_of(&it)) {
            Ok(meta) => Ok(Some(meta)),
            Err(it) if is_absent(&it) => Ok(None),
            Err(it) => Err(Fault::new("look at", path, it)),
        }
    }

    fn writable(&self, path: &Utf8Path) -> Done<bool> {
        let meta = fs::symlink_metadata(path).map_err(|it| Fault::new("look at", path, it))?;
        Ok(!meta.permissions().readonly() && system_lets_write(path))
    }

    fn read(&self, path: &Utf8Path) -> Done<Vec<u8>> {
        fs::read(path).map_err(|it| Fault::new("read", path, it))
    }

    fn list(&self, folder: &Utf8Path) -> Done<Vec<Utf8PathBuf>> {
        let entries = || -> io::Result<Vec<Utf8PathBuf>> {
            folder.read_dir_utf8()?.map(|it| Ok(it?.into_path())).collect()
        };
        let mut entries = entries().map_err(|it| Fault::new("list", folder, it))?;
        entries.sort();
        Ok(entries)
    }

    fn make_folder(&self, path: &Utf8Path, mode: Option<u32>) -> Done {
        let made = fs::create_dir(path).and_then(|()| match mode {
            Some(mode) => set_mode(path, mode),
            None => Ok(()),
        });
        made.map_err(|it| Fault::new("make the folder", path, it))
    }

    fn write(&self, path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> Done {
        write_new(path, bytes, like).map_err(|it| Fault::new("write", path, it))
    }

    fn sync_files(&self, paths: &[Utf8PathBuf]) -> Done {
        // In parallel, for the system then flushes many at a time.
        paths.par_iter().try_for_each(|path| {
            let file = OpenOptions::new().read(true).write(cfg!(windows)).open(path);
            file.and_then(|it| it.sync_all()).map_err(|it| Fault::new("flush", path, it))
        })
    }

    fn link(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        fs::hard_link(from, to).map_err(|it| Fault::new("link", from, it))
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        fs::rename(from, to).map_err(|it| Fault::new("put in place", to, it))
    }

    fn remove(&self, path: &Utf8Path) -> Done {
        fs::remove_file(path).map_err(|it| Fault::new("remove", path, it))
    }

    fn remove_folder(&self, path: &Utf8Path) -> Done {
        fs::remove_dir(path).map_err(|it| Fault::new("remove the folder", path, it))
    }

    fn make_younger(&self, path: &Utf8Path, than: SystemTime) -> Done {
        // Windows sets times only through a handle that may write.
        let file = OpenOptions::new().read(true).write(cfg!(windows)).open(path);
        file.and_then(|it| it.set_modified(now_after(than)))
            .map_err(|it| Fault::new("set the time of", path, it))
    }

    fn sync_folder(&self, path: &Utf8Path) -> Done {
        // Only Unix opens folders as files.
        if cfg!(unix) {
            File::open(path)
                .and_then(|it| it.sync_all())
                .map_err(|it| Fault::new("flush the folder", path, it))?;
        }
        Ok(())
    }
}

/// Nothing is there: no such name, or what should be a folder above is none.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn write_new(path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> io::Result<()> {
    let mut file = open_new(path, like.is_some())?;
    file.write_all(bytes)?;
    if let Some(like) = like {
        let meta = fs::metadata(&like.path)?;
        set_owner(&file, &meta)?;
        attributes::copy(&like.path, &file)?;
        file.set_permissions(meta.permissions())?;
        file.set_modified(now_after(like.younger_than))?;
    }
    Ok(())
}

/// Now, or a little after `than` where the clock was set back: Cargo builds
/// again what is younger, and some file systems count in steps of two seconds.
fn now_after(than: SystemTime) -> SystemTime {
    let now = SystemTime::now();
    if now > than { now } else { than + Duration::from_secs(2) }
}

fn kind_of(meta: &fs::Metadata) -> Kind {
    match meta.file_type() {
        it if it.is_symlink() => Kind::Link,
        it if it.is_file() => Kind::File,
        it if it.is_dir() => Kind::Folder,
        _ => Kind::Other,
    }
}

#[cfg(unix)]
fn meta_of(meta: &fs::Metadata) -> io::Result<Meta> {
    use std::os::unix::fs::MetadataExt as _;
    Ok(Meta {
        kind: kind_of(meta),
        mode: Some(meta.mode() & 0o7777),
        modified: meta.modified()?,
        names: meta.nlink(),
        identity: Some((meta.dev(), meta.ino())),
    })
}

#[cfg(not(unix))]
fn meta_of(meta: &fs::Metadata) -> io::Result<Meta> {
    let modified = meta.modified()?;
    Ok(Meta { kind: kind_of(meta), mode: None, modified, names: 1, identity: None })
}

/// Opens a file that must not exist. A file that gets permissions later is
/// nobody else's until then.
fn open_new(path: &Utf8Path, private: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(unix)]
fn set_owner(file: &File, like: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let (is, should) = (file.metadata()?, (like.uid(), like.gid()));
    match (is.uid(), is.gid()) == should {
        true => Ok(()),
        false => fchown(file, Some(should.0), Some(should.1)),
    }
}

#[cfg(not(unix))]
fn set_owner(_file: &File, _like: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn set_mode(path: &Utf8Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_path: &Utf8Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// Whether the kernel would let this process write: other users' files,
/// immutable files and read-only mounts are not seen in the mode bits.
#[cfg(unix)]
fn system_lets_write(path: &Utf8Path) -> bool {
    rustix::fs::access(path.as_std_path(), rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn system_lets_write(_path: &Utf8Path) -> bool {
    true
}
