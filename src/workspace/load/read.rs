//! Reads files, each once, in parallel.
//!
//! Invariant: only regular files are read, of at most [`LIMIT`] bytes; no
//! symbolic link is followed, and no FIFO waited for.

use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::syntax::marks::Marks;
use crate::text::Text;
use crate::workspace::FileKind;

/// The largest file that is taken in, in bytes.
pub(super) const LIMIT: u64 = 64 << 20;

/// At least as many files are read in a row, into one piece of memory.
const AT_ONCE: usize = 16;

/// So many pieces are read by one thread, or more.
const PIECES: usize = 8;

/// What stands at a path.
pub(super) enum Content {
    /// A text in UTF-8.
    Text {
        /// The text, without a byte order mark.
        text: Text,
        /// Whether a byte order mark stood before it.
        bom: bool,
        /// Whether a string in it begins with `../`.
        leads_up: bool,
        /// What a source says before it is parsed, searched for as long as it is at hand.
        marks: Option<Box<Marks>>,
    },
    /// Nothing.
    Missing,
    /// Something that cannot be worked on.
    Other {
        /// Why.
        reason: String,
        /// Its bytes; none where it is a file and they could not be read.
        bytes: Option<Arc<[u8]>>,
    },
}

/// Reads files at paths relative to `root`; the answers are in their order.
pub(super) fn read_all(root: &Utf8Path, paths: &[Utf8PathBuf]) -> Vec<Content> {
    paths.par_chunks(at_once(paths)).flat_map_iter(|it| read_some(root, it)).collect()
}

/// The same, until it is told to stop: files that are not read by then are none.
pub(super) fn read_until(
    root: &Utf8Path,
    paths: &[Utf8PathBuf],
    stop: &AtomicBool,
) -> Vec<Option<Content>> {
    let read = |paths: &[Utf8PathBuf]| -> Vec<Option<Content>> {
        match stop.load(Ordering::Relaxed) {
            true => paths.iter().map(|_| None).collect(),
            false => read_some(root, paths).into_iter().map(Some).collect(),
        }
    };
    paths.par_chunks(at_once(paths)).flat_map_iter(read).collect()
}

/// How many of some files are read in a row: few pieces of memory take less than many.
fn at_once(paths: &[Utf8PathBuf]) -> usize {
    AT_ONCE.max(paths.len() / (PIECES * rayon::current_num_threads()))
}

/// Reads one file.
pub(super) fn read(path: &Path) -> Content {
    let mut contents = read_files(std::iter::once(path.to_owned()));
    contents.pop().unwrap_or(Content::Missing)
}

fn read_some(root: &Utf8Path, paths: &[Utf8PathBuf]) -> Vec<Content> {
    let mut contents = read_files(paths.iter().map(|it| root.join(it).into_std_path_buf()));
    for (path, content) in paths.iter().zip(&mut contents) {
        if let Content::Text { text, marks, .. } = content
            && FileKind::of(path) == FileKind::Rust
        {
            *marks = Some(Box::new(Marks::of(text)));
        }
    }
    contents
}

/// Reads files into one piece of memory: as many allocations as there are files would
/// take half as much again.
fn read_files(paths: impl Iterator<Item = PathBuf>) -> Vec<Content> {
    let files: Vec<Result<(File, usize), Content>> = paths.map(|it| measured(&it)).collect();
    let sizes = files.iter().flatten().map(|it| it.1);
    // One byte more shows that a file grew.
    let mut bytes = Vec::with_capacity(sizes.sum::<usize>() + 1);
    let mut read = |(file, size): (File, usize)| {
        let start = bytes.len();
        let found = append(file, size, &mut bytes).and_then(|()| decoded(&bytes[start..], start));
        if found.is_err() {
            bytes.truncate(start);
        }
        found
    };
    let parts: Vec<Result<Part, Content>> =
        files.into_iter().map(|it| it.and_then(&mut read)).collect();
    // All of it was looked at already.
    let whole = Arc::new(String::from_utf8(bytes).unwrap_or_default());
    parts.into_iter().map(|it| it.map_or_else(|it| it, |it| it.of(&whole))).collect()
}

/// A file that can be read, and how long it is in bytes.
fn measured(path: &Path) -> Result<(File, usize), Content> {
    let file = open(path).map_err(|why| unopened(path, &why))?;
    let metadata = file.metadata().map_err(|why| failed(&why))?;
    match metadata.len() {
        _ if !metadata.is_file() => Err(Content::not_regular()),
        len if len > LIMIT => Err(Content::other("larger than 64 MiB")),
        len => Ok((file, len as usize)),
    }
}

/// Reads a whole file that has at most `size` bytes.
fn append(file: File, size: usize, bytes: &mut Vec<u8>) -> Result<(), Content> {
    match file.take(size as u64 + 1).read_to_end(bytes) {
        Ok(len) if len <= size => Ok(()),
        Ok(_) => Err(Content::other("it grew while it was read")),
        Err(why) => Err(failed(&why)),
    }
}

/// Where a text lies among others.
struct Part {
    range: Range<usize>,
    bom: bool,
    leads_up: bool,
}

impl Part {
    fn of(self, whole: &Arc<String>) -> Content {
        match Text::part(whole, self.range) {
            Some(text) => {
                let Part { bom, leads_up, .. } = self;
                Content::Text { text, bom, leads_up, marks: None }
            }
            None => Content::other("it could not be kept"),
        }
    }
}

/// Opens a file without following a link and without waiting for a FIFO.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    File::options().read(true).custom_flags(flags.bits() as i32).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

fn unopened(path: &Path, why: &io::Error) -> Content {
    match std::fs::symlink_metadata(path) {
        Ok(it) if !it.is_file() => Content::not_regular(),
        _ if why.kind() == io::ErrorKind::NotFound => Content::Missing,
        _ => failed(why),
    }
}

/// The text that the bytes of a file are, which stand behind `start` others.
fn decoded(bytes: &[u8], start: usize) -> Result<Part, Content> {
    let (bom, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    let marked = bytes.len() - body.len();
    if let Err(why) = std::str::from_utf8(body) {
        let reason = format!("not UTF-8 at byte {}", why.valid_up_to() + marked);
        return Err(Content::Other { reason, bytes: Some(bytes.into()) });
    }
    let leads_up = memchr::memmem::find(body, b"\"../").is_some();
    Ok(Part { range: start + marked..start + bytes.len(), bom, leads_up })
}

fn failed(why: &io::Error) -> Content {
    Content::other(&format!("could not be read: {why}"))
}

impl Content {
    fn not_regular() -> Content {
        let reason = "not a regular file".to_owned();
        Content::Other { reason, bytes: Some(Arc::default()) }
    }

    fn other(reason: &str) -> Content {
        Content::Other { reason: reason.to_owned(), bytes: None }
    }

    /// The bytes, of whatever it is.
    pub(super) fn into_bytes(self) -> Option<Arc<[u8]>> {
        match self {
            Content::Text { text, .. } => Some(text.as_bytes().into()),
            Content::Missing => Some(Arc::default()),
            Content::Other { bytes, .. } => bytes,
        }
    }
}
