//! The file system where folders have no handles to work from.
//!
//! Invariant: paths are joined to the root as they are; that none leads through a
//! link is what preflight saw.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::{is_absent, now_after};
use crate::apply::store::{Done, Fault, Kind, Like, Meta, Store};

/// The files below one root.
#[derive(Debug)]
pub struct Disk {
    root: Utf8PathBuf,
}

impl Disk {
    /// Opens a root, an absolute path.
    ///
    /// # Errors
    /// It is no folder, or cannot be opened.
    pub fn open(root: &Utf8Path) -> io::Result<Disk> {
        fs::read_dir(root).map(|_| Disk { root: root.to_owned() })
    }

    /// Opens a file to read and write, and makes it where it is missing.
    ///
    /// # Errors
    /// It is no regular file, or cannot be opened.
    pub(in crate::apply) fn open_or_make(&self, path: &Utf8Path) -> io::Result<File> {
        let path = self.root.join(path);
        match fs::symlink_metadata(&path) {
            Ok(it) if !it.is_file() => Err(io::Error::other("it is no regular file")),
            _ => OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path),
        }
    }

    fn touchable(&self, path: &Utf8Path) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).open(self.root.join(path))
    }

    fn new_file(&self, path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> io::Result<()> {
        let path = self.root.join(path);
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        if let Some(like) = like {
            file.set_modified(now_after(like.younger_than))?;
            file.set_permissions(fs::metadata(self.root.join(&like.path))?.permissions())?;
        }
        Ok(())
    }
}

impl Store for Disk {
    fn meta(&self, path: &Utf8Path) -> Done<Option<Meta>> {
        match fs::symlink_metadata(self.root.join(path)).and_then(|it| meta_of(&it)) {
            Ok(meta) => Ok(Some(meta)),
            Err(it) if is_absent(&it) => Ok(None),
            Err(it) => Err(Fault::new("look at", path, it)),
        }
    }

    fn writable(&self, path: &Utf8Path) -> Done<bool> {
        let meta = fs::symlink_metadata(self.root.join(path));
        let meta = meta.map_err(|it| Fault::new("look at", path, it))?;
        Ok(meta.is_dir() || !meta.permissions().readonly())
    }

    fn read(&self, path: &Utf8Path) -> Done<Vec<u8>> {
        fs::read(self.root.join(path)).map_err(|it| Fault::new("read", path, it))
    }

    fn list(&self, folder: &Utf8Path) -> Done<Vec<Utf8PathBuf>> {
        let names = || -> io::Result<Vec<Utf8PathBuf>> {
            let entries = fs::read_dir(self.root.join(folder))?;
            entries.map(|it| Ok(folder.join(&*it?.file_name().to_string_lossy()))).collect()
        };
        let mut entries = names().map_err(|it| Fault::new("list", folder, it))?;
        entries.sort();
        Ok(entries)
    }

    fn free_bytes(&self) -> Done<Option<u64>> {
        Ok(None)
    }

    fn make_folder(&self, path: &Utf8Path, _mode: Option<u32>) -> Done {
        let made = fs::create_dir(self.root.join(path));
        made.map_err(|it| Fault::new("make the folder", path, it))
    }

    fn write(&self, path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> Done {
        self.new_file(path, bytes, like).map_err(|it| Fault::new("write", path, it))
    }

    fn sync_files(&self, paths: &[Utf8PathBuf]) -> Done {
        paths.par_iter().try_for_each(|path| {
            let synced = self.touchable(path).and_then(|it| it.sync_all());
            synced.map_err(|it| Fault::new("flush", path, it))
        })
    }

    fn link(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        let linked = fs::hard_link(self.root.join(from), self.root.join(to));
        linked.map_err(|it| Fault::new("link", from, it))
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        let renamed = fs::rename(self.root.join(from), self.root.join(to));
        renamed.map_err(|it| Fault::new("put in place", to, it))
    }

    fn rename_new(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        match self.meta(to)? {
            None => self.rename(from, to),
            Some(_) => {
                let error = io::Error::from(io::ErrorKind::AlreadyExists);
                Err(Fault::new("put in place", to, error))
            }
        }
    }

    fn exchange(&self, from: &Utf8Path, to: &Utf8Path) -> Done<bool> {
        self.rename(from, to).map(|()| false)
    }

    fn remove(&self, path: &Utf8Path) -> Done {
        fs::remove_file(self.root.join(path)).map_err(|it| Fault::new("remove", path, it))
    }

    fn remove_folder(&self, path: &Utf8Path) -> Done {
        let removed = fs::remove_dir(self.root.join(path));
        removed.map_err(|it| Fault::new("remove the folder", path, it))
    }

    fn make_younger(&self, path: &Utf8Path, than: SystemTime) -> Done {
        let file = self.touchable(path).and_then(|it| it.set_modified(now_after(than)));
        file.map_err(|it| Fault::new("set the time of", path, it))
    }

    fn sync_folder(&self, _path: &Utf8Path) -> Done {
        Ok(()) // only Unix opens folders as files
    }
}

fn meta_of(meta: &fs::Metadata) -> io::Result<Meta> {
    let kind = match meta.file_type() {
        it if it.is_symlink() => Kind::Link,
        it if it.is_file() => Kind::File,
        it if it.is_dir() => Kind::Folder,
        _ => Kind::Other,
    };
    let modified = meta.modified()?;
    Ok(Meta { kind, mode: None, modified, names: 1, identity: None, mount: None })
}
