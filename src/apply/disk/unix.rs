//! The file system of Unix, by handles of folders.
//!
//! Invariant: every call names a file by the handle of its folder and one plain
//! name, and does not follow it if it is a link.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd, OwnedFd};
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use rustix::fs::{self, AtFlags, FileType, Mode, OFlags, Stat, Timespec, Timestamps};
use rustix::io::Errno;

use super::beneath::Root;
use super::{attributes, is_absent, now_after};
use crate::apply::store::{Done, Fault, Kind, Like, Meta, Store};
use crate::planted::planted;

/// The files below one root.
#[derive(Debug)]
pub struct Disk {
    root: Root,
}

impl Disk {
    /// Opens a root, an absolute path.
    ///
    /// # Errors
    /// It is no folder, or cannot be opened.
    pub fn open(root: &Utf8Path) -> io::Result<Disk> {
        Ok(Disk { root: Root::open(root)? })
    }

    /// The same root, with its folders opened in another way.
    #[cfg(test)]
    pub(in crate::apply) fn opening_each_folder(self) -> Disk {
        Disk { root: self.root.opening(super::beneath::Opens::EachFolder) }
    }

    /// The user who owns a path, and its mode bits.
    ///
    /// # Errors
    /// It cannot be looked at.
    pub(in crate::apply) fn owner(&self, path: &Utf8Path) -> io::Result<(u32, u32)> {
        self.stat(path).map(|it| (it.st_uid, it.st_mode & 0o7777))
    }

    /// Opens a file to read and write, and makes it where it is missing.
    ///
    /// # Errors
    /// It is a link, or no regular file, or cannot be opened.
    pub(in crate::apply) fn open_or_make(&self, path: &Utf8Path) -> io::Result<File> {
        let file = File::from(self.file(path, OFlags::RDWR | OFlags::CREATE)?);
        match file.metadata()?.is_file() {
            true => Ok(file),
            false => Err(io::Error::other("it is no regular file")),
        }
    }

    /// Opens a file, or folder, but no link and without waiting for a pipe.
    fn file(&self, path: &Utf8Path, flags: OFlags) -> io::Result<OwnedFd> {
        let (folder, name) = self.root.parent(path)?;
        let flags = flags | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let mode = Mode::RUSR | Mode::WUSR | Mode::RGRP | Mode::WGRP | Mode::ROTH | Mode::WOTH;
        Ok(fs::openat(folder, name, flags, mode)?)
    }

    fn stat(&self, path: &Utf8Path) -> io::Result<Stat> {
        let (folder, name) = self.root.parent(path)?;
        Ok(fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    fn read_all(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        let mut file = File::from(self.file(path, OFlags::RDONLY)?);
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(io::Error::other("it is no regular file"));
        }
        let mut bytes = Vec::with_capacity(meta.len() as usize);
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn names(&self, folder: &Utf8Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::Dir::new(self.file(folder, OFlags::RDONLY | OFlags::DIRECTORY)?)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name != "." && name != ".." {
                names.push(name);
            }
        }
        Ok(names)
    }

    fn new_folder(&self, path: &Utf8Path, mode: Option<u32>) -> io::Result<()> {
        let (parent, name) = self.root.parent(path)?;
        fs::mkdirat(&parent, name, Mode::RWXU | Mode::RWXG | Mode::RWXO)?;
        let folder = self.file(path, OFlags::RDONLY | OFlags::DIRECTORY)?;
        give_to_owner_of(&parent, &folder)?;
        match mode {
            Some(mode) => Ok(fs::fchmod(&folder, Mode::from_raw_mode(mode as _))?),
            None => Ok(()),
        }
    }

    fn new_file(&self, path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> io::Result<()> {
        let (folder, name) = self.root.parent(path)?;
        // A file that gets permissions later is nobody else's until then.
        let open = if like.is_some() { 0o600 } else { 0o666 };
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let new = fs::openat(&folder, name, flags, Mode::from_raw_mode(open))?;
        let mut file = File::from(new);
        file.write_all(bytes)?;
        match like {
            Some(like) => self.make_like(&file, like),
            None => give_to_owner_of(&folder, &file),
        }
    }

    fn make_like(&self, file: &File, like: &Like) -> io::Result<()> {
        let model = File::from(self.file(&like.path, OFlags::RDONLY)?);
        give_to_owner(&fs::fstat(&model)?, file)?;
        attributes::copy(&model, file)?;
        file.set_permissions(model.metadata()?.permissions())?;
        file.set_modified(now_after(like.younger_than))
    }

    fn set_time(&self, path: &Utf8Path, than: SystemTime) -> io::Result<()> {
        let (folder, name) = self.root.parent(path)?;
        let now = now_after(than).duration_since(SystemTime::UNIX_EPOCH);
        let now = now.map_err(|_| io::Error::other("the time lies before 1970"))?;
        let now = Timespec { tv_sec: now.as_secs() as _, tv_nsec: now.subsec_nanos() as _ };
        let times = Timestamps { last_access: now, last_modification: now };
        Ok(fs::utimensat(folder, name, &times, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    /// Calls something with the folders and names of two paths.
    fn both<T>(
        &self,
        from: &Utf8Path,
        to: &Utf8Path,
        call: impl Fn((&OwnedFd, &str), (&OwnedFd, &str)) -> rustix::io::Result<T>,
    ) -> io::Result<T> {
        let (from, to) = (self.root.parent(from)?, self.root.parent(to)?);
        Ok(call((&from.0, from.1), (&to.0, to.1))?)
    }
}

impl Store for Disk {
    fn meta(&self, path: &Utf8Path) -> Done<Option<Meta>> {
        let meta = || -> io::Result<Meta> {
            let (folder, name) = self.root.parent(path)?;
            let stat = fs::statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
            Ok(Meta { mount: mount_of(&folder, name), ..meta_of(&stat) })
        };
        match meta() {
            Ok(meta) => Ok(Some(meta)),
            Err(it) if is_absent(&it) => Ok(None),
            Err(it) => Err(Fault::new("look at", path, it)),
        }
    }

    fn writable(&self, path: &Utf8Path) -> Done<bool> {
        let fault = |it: io::Error| Fault::new("look at", path, it);
        let closed = self.stat(path).map_err(fault)?.st_mode & 0o222 == 0;
        let (folder, name) = self.root.parent(path).map_err(fault)?;
        // Other users' files, immutable files and read-only mounts are not seen
        // in the mode bits.
        let access = fs::accessat(folder, name, fs::Access::WRITE_OK, AtFlags::EACCESS);
        Ok(!closed && access.is_ok())
    }

    fn read(&self, path: &Utf8Path) -> Done<Vec<u8>> {
        self.read_all(path).map_err(|it| Fault::new("read", path, it))
    }

    fn list(&self, folder: &Utf8Path) -> Done<Vec<Utf8PathBuf>> {
        let names = self.names(folder).map_err(|it| Fault::new("list", folder, it))?;
        let mut entries: Vec<_> = names.into_iter().map(|it| folder.join(it)).collect();
        entries.sort();
        Ok(entries)
    }

    fn free_bytes(&self) -> Done<Option<u64>> {
        let root = Utf8Path::new("");
        let free = || -> io::Result<u64> {
            let it = fs::fstatvfs(self.file(root, OFlags::RDONLY)?)?;
            Ok(it.f_bavail.saturating_mul(it.f_frsize))
        };
        free().map(Some).map_err(|it| Fault::new("ask for the free space of", root, it))
    }

    fn make_folder(&self, path: &Utf8Path, mode: Option<u32>) -> Done {
        self.new_folder(path, mode).map_err(|it| Fault::new("make the folder", path, it))
    }

    fn write(&self, path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> Done {
        self.new_file(path, bytes, like).map_err(|it| Fault::new("write", path, it))
    }

    fn sync_files(&self, paths: &[Utf8PathBuf]) -> Done {
        // In parallel, for the system then flushes many at a time.
        paths.par_iter().try_for_each(|path| {
            let file = self.file(path, OFlags::RDONLY);
            let synced = file.and_then(|it| Ok(fs::fsync(it)?));
            synced.map_err(|it| Fault::new("flush", path, it))
        })
    }

    fn link(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.both(from, to, |a, b| fs::linkat(a.0, a.1, b.0, b.1, AtFlags::empty()))
            .map_err(|it| Fault::new("link", from, it))
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.both(from, to, |a, b| fs::renameat(a.0, a.1, b.0, b.1))
            .map_err(|it| Fault::new("put in place", to, it))
    }

    fn rename_new(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.both(from, to, |a, b| match rename_with(a, b, How::New) {
            Err(it) if is_unsupported(it) => fs::renameat(a.0, a.1, b.0, b.1),
            done => done,
        })
        .map_err(|it| Fault::new("put in place", to, it))
    }

    fn exchange(&self, from: &Utf8Path, to: &Utf8Path) -> Done<bool> {
        self.both(from, to, |a, b| match rename_with(a, b, How::Exchange) {
            Err(it) if is_unsupported(it) => fs::renameat(a.0, a.1, b.0, b.1).map(|()| false),
            done => done.map(|()| true),
        })
        .map_err(|it| Fault::new("put in place", to, it))
    }

    fn remove(&self, path: &Utf8Path) -> Done {
        let removed = self.root.parent(path);
        let removed = removed.and_then(|it| Ok(fs::unlinkat(it.0, it.1, AtFlags::empty())?));
        removed.map_err(|it| Fault::new("remove", path, it))
    }

    fn remove_folder(&self, path: &Utf8Path) -> Done {
        let removed = self.root.parent(path);
        let removed = removed.and_then(|it| Ok(fs::unlinkat(it.0, it.1, AtFlags::REMOVEDIR)?));
        removed.map_err(|it| Fault::new("remove the folder", path, it))
    }

    fn make_younger(&self, path: &Utf8Path, than: SystemTime) -> Done {
        if planted("time-kept") {
            return Ok(());
        }
        self.set_time(path, than).map_err(|it| Fault::new("set the time of", path, it))
    }

    fn sync_folder(&self, path: &Utf8Path) -> Done {
        let folder = self.file(path, OFlags::RDONLY | OFlags::DIRECTORY);
        match folder.map(fs::fsync) {
            // A file system that does not flush folders by themselves.
            Ok(Ok(()) | Err(Errno::INVAL)) => Ok(()),
            Ok(Err(it)) => Err(Fault::new("flush the folder", path, it.into())),
            Err(it) => Err(Fault::new("flush the folder", path, it)),
        }
    }
}

fn meta_of(stat: &Stat) -> Meta {
    let kind = match FileType::from_raw_mode(stat.st_mode) {
        FileType::Symlink => Kind::Link,
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        _ => Kind::Other,
    };
    #[allow(clippy::unnecessary_cast, reason = "wide as the system has them")]
    Meta {
        kind,
        mode: Some(stat.st_mode as u32 & 0o7777),
        modified: time_of(stat.st_mtime as i64, stat.st_mtime_nsec as u32),
        names: stat.st_nlink as u64,
        identity: Some((stat.st_dev as u64, stat.st_ino as u64)),
        mount: None,
    }
}

fn time_of(seconds: i64, nanos: u32) -> SystemTime {
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let base = match seconds < 0 {
        true => SystemTime::UNIX_EPOCH - whole,
        false => SystemTime::UNIX_EPOCH + whole,
    };
    base + Duration::from_nanos(nanos.into())
}

#[cfg(target_os = "linux")]
fn mount_of(folder: &OwnedFd, name: &str) -> Option<u64> {
    use rustix::fs::{StatxFlags, statx};
    let found = statx(folder, name, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::MNT_ID).ok()?;
    let said = StatxFlags::from_bits_retain(found.stx_mask).contains(StatxFlags::MNT_ID);
    said.then_some(found.stx_mnt_id)
}

#[cfg(not(target_os = "linux"))]
fn mount_of(_folder: &OwnedFd, _name: &str) -> Option<u64> {
    None
}

/// A new file of the administrator belongs to whom the folder belongs to, not
/// to the administrator.
fn give_to_owner_of(folder: &OwnedFd, new: impl AsFd) -> io::Result<()> {
    if !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    // The handle of a folder may be one that only leads there.
    give_to_owner(&fs::statat(folder, ".", AtFlags::empty())?, new)
}

fn give_to_owner(like: &Stat, new: impl AsFd) -> io::Result<()> {
    let is = fs::fstat(&new)?;
    if (is.st_uid, is.st_gid) == (like.st_uid, like.st_gid) {
        return Ok(());
    }
    let (user, group) = (fs::Uid::from_raw(like.st_uid), fs::Gid::from_raw(like.st_gid));
    Ok(fs::fchown(new, Some(user), Some(group))?)
}

/// More than a plain renaming.
#[derive(Clone, Copy)]
enum How {
    /// The new name must be free.
    New,
    /// Each of two files gets the other's name.
    Exchange,
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn rename_with(from: (&OwnedFd, &str), to: (&OwnedFd, &str), how: How) -> rustix::io::Result<()> {
    let flags = match how {
        How::New => fs::RenameFlags::NOREPLACE,
        How::Exchange => fs::RenameFlags::EXCHANGE,
    };
    fs::renameat_with(from.0, from.1, to.0, to.1, flags)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn rename_with(
    _from: (&OwnedFd, &str),
    _to: (&OwnedFd, &str),
    _how: How,
) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

fn is_unsupported(error: Errno) -> bool {
    [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&error)
}
