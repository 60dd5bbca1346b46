//! Reads files, each once, in parallel.
//!
//! Invariant: a file is opened only if it is a regular one, so that a FIFO
//! never blocks; at most [`LIMIT`] bytes of it are read.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

/// The largest file that is taken in, in bytes.
pub(super) const LIMIT: u64 = 64 << 20;

/// Files that a thread reads in a row.
const AT_ONCE: usize = 16;

/// What stands at a path.
pub(super) enum Content {
    /// A text in UTF-8.
    Text {
        /// The text, without a byte order mark.
        text: Arc<str>,
        /// Whether a byte order mark stood before it.
        bom: bool,
    },
    /// Nothing.
    Missing,
    /// Something that cannot be worked on.
    Other {
        /// Why.
        reason: String,
        /// Its bytes, where they could be read.
        bytes: Arc<[u8]>,
    },
}

/// Reads files at paths relative to `root`; the answers are in their order.
pub(super) fn read_all(root: &Utf8Path, paths: &[Utf8PathBuf]) -> Vec<Content> {
    let paths = paths.par_iter().with_min_len(AT_ONCE);
    paths.map(|it| read(root.join(it).as_std_path())).collect()
}

/// Reads one file.
pub(super) fn read(path: &Path) -> Content {
    thread_local! {
        static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    match std::fs::symlink_metadata(path) {
        Ok(it) if !it.is_file() => Content::other("not a regular file"),
        Ok(it) if it.len() > LIMIT => Content::other("larger than 64 MiB"),
        Ok(it) => BUFFER.with_borrow_mut(|buffer| {
            let filled = fill(buffer, path, it.len() as usize);
            filled.map_or_else(|why| failed(&why), |()| decode(buffer))
        }),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Content::Missing,
        Err(why) => failed(&why),
    }
}

/// Reads the `len` bytes of a file, or more if it grew, into `buffer`.
fn fill(buffer: &mut Vec<u8>, path: &Path, len: usize) -> io::Result<()> {
    buffer.clear();
    buffer.reserve(len + 1);
    File::open(path)?.take(LIMIT).read_to_end(buffer).map(drop)
}

/// The text that bytes are.
fn decode(bytes: &[u8]) -> Content {
    let (bom, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    match std::str::from_utf8(body) {
        Ok(text) => Content::Text { text: text.into(), bom },
        Err(why) => {
            let at = why.valid_up_to() + bytes.len() - body.len();
            Content::Other { reason: format!("not UTF-8 at byte {at}"), bytes: bytes.into() }
        }
    }
}

fn failed(why: &io::Error) -> Content {
    Content::other(&format!("could not be read: {why}"))
}

impl Content {
    fn other(reason: &str) -> Content {
        Content::Other { reason: reason.to_owned(), bytes: Arc::default() }
    }

    /// The bytes, of whatever it is.
    pub(super) fn into_bytes(self) -> Arc<[u8]> {
        match self {
            Content::Text { text, .. } => text.into(),
            Content::Missing => Arc::default(),
            Content::Other { bytes, .. } => bytes,
        }
    }
}
