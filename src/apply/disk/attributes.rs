//! Access lists, labels and other extended attributes of a file.
//!
//! Invariant: a file made in place of another has the attributes of that one, or
//! is not made.

use std::fs::File;
use std::io;

/// Gives `to` the extended attributes of `from`, and takes away what it got from
/// its folder alone.
///
/// # Errors
/// An attribute that cannot be read or set.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn copy(from: &File, to: &File) -> io::Result<()> {
    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr};
    let wanted = names(from)?;
    for name in &wanted {
        let value = value_of(from, name)?;
        if value_of(to, name)? != value {
            fsetxattr(to, &**name, value.as_deref().unwrap_or_default(), XattrFlags::empty())?;
        }
    }
    // Labels are the system's to give.
    let is_own = |it: &&Vec<u8>| !it.starts_with(b"security.") && !wanted.contains(it);
    for name in names(to)?.iter().filter(is_own) {
        fremovexattr(to, &**name)?;
    }
    Ok(())
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn copy(_from: &File, _to: &File) -> io::Result<()> {
    Ok(())
}

/// The names of a file's attributes, without those that sign its content.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn names(file: &File) -> io::Result<Vec<Vec<u8>>> {
    use rustix::buffer::spare_capacity;
    use rustix::fs::{flistxattr, flistxattr_query};
    use rustix::io::Errno;
    let size = match flistxattr_query(file) {
        Err(Errno::NOTSUP) => 0,
        size => size?,
    };
    let mut list = Vec::with_capacity(size);
    if size > 0 {
        flistxattr(file, spare_capacity(&mut list))?;
    }
    let names = list.split(|it| *it == 0).filter(|it| !it.is_empty());
    let signs = |it: &&[u8]| [&b"security.ima"[..], b"security.evm"].contains(it);
    Ok(names.filter(|it| !signs(it)).map(<[u8]>::to_vec).collect())
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn value_of(file: &File, name: &[u8]) -> io::Result<Option<Vec<u8>>> {
    use rustix::buffer::spare_capacity;
    use rustix::fs::{fgetxattr, fgetxattr_query};
    use rustix::io::Errno;
    let size = match fgetxattr_query(file, name) {
        #[cfg(target_os = "linux")]
        Err(Errno::NODATA) => return Ok(None),
        #[cfg(target_vendor = "apple")]
        Err(Errno::NOATTR) => return Ok(None),
        size => size?,
    };
    let mut value = Vec::with_capacity(size);
    if size > 0 {
        fgetxattr(file, name, spare_capacity(&mut value))?;
    }
    Ok(Some(value))
}
