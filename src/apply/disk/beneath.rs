//! Folders below one root, opened without leaving it.
//!
//! The kernel does it in one call where it has `openat2`; else folder by folder,
//! each from the handle of the one above.
//!
//! Invariant: no handle leads out of the root, and no link was followed to it.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;

use crate::planted::planted;
use camino::{Utf8Component, Utf8Path};
use rustix::fs::{Mode, OFlags, openat};

/// How folders below the root are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::apply) enum Opens {
    /// By one call that the kernel keeps beneath the root.
    #[cfg(target_os = "linux")]
    AtOnce,
    /// One by one.
    EachFolder,
}

/// An open root.
#[derive(Debug)]
pub(super) struct Root {
    handle: OwnedFd,
    opens: Opens,
}

impl Root {
    /// Opens a root, the best way that the system has.
    ///
    /// # Errors
    /// It is no folder, or cannot be opened.
    pub fn open(path: &Utf8Path) -> io::Result<Root> {
        let handle = OwnedFd::from(File::open(path)?);
        Ok(Root { opens: best(&handle), handle })
    }

    /// The same root, opened in another way below.
    #[cfg(test)]
    pub fn opening(self, opens: Opens) -> Root {
        Root { opens, ..self }
    }

    /// The folder that a path lies in, and the path's name in it. The root lies
    /// in itself, as `.`.
    ///
    /// # Errors
    /// A folder above is missing, or a link.
    pub fn parent<'p>(&self, path: &'p Utf8Path) -> io::Result<(OwnedFd, &'p str)> {
        match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => Ok((self.folder(parent)?, name)),
            _ if path.as_str().is_empty() => Ok((self.handle.try_clone()?, ".")),
            _ => Err(leaves()),
        }
    }

    fn folder(&self, path: &Utf8Path) -> io::Result<OwnedFd> {
        if path.as_str().is_empty() {
            return self.handle.try_clone();
        }
        if !path.components().all(|it| matches!(it, Utf8Component::Normal(_))) {
            return Err(leaves());
        }
        match self.opens {
            #[cfg(target_os = "linux")]
            Opens::AtOnce => at_once(&self.handle, path),
            Opens::EachFolder => {
                let mut folder = self.handle.try_clone()?;
                for part in path.components() {
                    folder = openat(&folder, part.as_str(), FOLDER, Mode::empty())?;
                }
                Ok(folder)
            }
        }
    }
}

#[cfg(target_os = "linux")]
const FOLDER: OFlags =
    OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
#[cfg(not(target_os = "linux"))]
const FOLDER: OFlags =
    OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

#[cfg(target_os = "linux")]
fn best(root: &OwnedFd) -> Opens {
    // Missing before Linux 5.6, and forbidden in some containers.
    match at_once(root, Utf8Path::new(".")) {
        Ok(_) => Opens::AtOnce,
        Err(_) => Opens::EachFolder,
    }
}

#[cfg(not(target_os = "linux"))]
fn best(_root: &OwnedFd) -> Opens {
    Opens::EachFolder
}

#[cfg(target_os = "linux")]
fn at_once(root: &OwnedFd, path: &Utf8Path) -> io::Result<OwnedFd> {
    use rustix::fs::{ResolveFlags, openat2};
    let beneath = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    let beneath = if planted("links-followed") { ResolveFlags::empty() } else { beneath };
    Ok(openat2(root, path.as_str(), FOLDER, Mode::empty(), beneath)?)
}

fn leaves() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "the path leads out of the workspace")
}
