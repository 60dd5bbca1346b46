//! Reads files, each once, in parallel.
//!
//! Invariant: only regular files are read, of at most [`LIMIT`] bytes; no
//! symbolic link is followed, and no FIFO waited for.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

/// The largest file that is taken in, in bytes.
pub(super) const LIMIT: u64 = 64 << 20;

/// The largest buffer that a thread keeps for the next file, in bytes.
const KEPT: usize = 1 << 20;

/// Files that a thread reads in a row, at least.
const AT_ONCE: usize = 16;

/// What stands at a path.
pub(super) enum Content {
    /// A text in UTF-8.
    Text {
        /// The text, without a byte order mark.
        text: Arc<str>,
        /// Whether a byte order mark stood before it.
        bom: bool,
        /// Whether a string in it begins with `../`.
        leads_up: bool,
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
    let paths = paths.par_iter().with_min_len(AT_ONCE);
    paths.map(|it| read(root.join(it).as_std_path())).collect()
}

/// The same, until it is told to stop: files that are not read by then are none.
pub(super) fn read_until(
    root: &Utf8Path,
    paths: &[Utf8PathBuf],
    stop: &AtomicBool,
) -> Vec<Option<Content>> {
    let goes_on = || !stop.load(Ordering::Relaxed);
    let paths = paths.par_iter().with_min_len(AT_ONCE);
    paths.map(|it| goes_on().then(|| read(root.join(it).as_std_path()))).collect()
}

/// Reads one file.
pub(super) fn read(path: &Path) -> Content {
    thread_local! {
        static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    BUFFER.with_borrow_mut(|buffer| {
        let content = fill(buffer, path).map_or_else(|it| it, |len| decode(&buffer[..len]));
        if buffer.len() > KEPT {
            *buffer = Vec::new();
        }
        content
    })
}

/// Reads a whole file to the beginning of `buffer`, and says how long it is.
/// The buffer is longer, so that its bytes need not be cleared for each file.
fn fill(buffer: &mut Vec<u8>, path: &Path) -> Result<usize, Content> {
    let mut file = open(path).map_err(|why| unopened(path, &why))?;
    let metadata = file.metadata().map_err(|why| failed(&why))?;
    match metadata.len() {
        _ if !metadata.is_file() => return Err(Content::not_regular()),
        len if len > LIMIT => return Err(Content::other("larger than 64 MiB")),
        len => buffer.resize(buffer.len().max(len as usize + 1), 0),
    }
    let expected = metadata.len() as usize;
    let mut len = 0;
    while len <= expected {
        match file.read(&mut buffer[len..=expected]) {
            Ok(0) => return Ok(len),
            Ok(more) => len += more,
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) => return Err(failed(&why)),
        }
    }
    Err(Content::other("it grew while it was read"))
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

/// The text that bytes are.
fn decode(bytes: &[u8]) -> Content {
    let (bom, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    match std::str::from_utf8(body) {
        Ok(text) => {
            let leads_up = memchr::memmem::find(body, b"\"../").is_some();
            Content::Text { text: text.into(), bom, leads_up }
        }
        Err(why) => {
            let at = why.valid_up_to() + bytes.len() - body.len();
            Content::Other { reason: format!("not UTF-8 at byte {at}"), bytes: Some(bytes.into()) }
        }
    }
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
            Content::Text { text, .. } => Some(text.into()),
            Content::Missing => Some(Arc::default()),
            Content::Other { bytes, .. } => bytes,
        }
    }
}
