//! The file system, seen from the root of one workspace.
//!
//! Invariant: on Unix the root is opened once, and every file is reached by a
//! handle of its folder that was opened beneath that root without following a
//! link ([`beneath`]): whatever is exchanged for a link or moved meanwhile,
//! nothing outside of the root is written. No path is computed from what a link
//! says.
#![allow(clippy::disallowed_methods, reason = "the one place that writes files")]

#[cfg(unix)]
mod attributes;
#[cfg(unix)]
mod beneath;
#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub use self::elsewhere::Disk;
#[cfg(unix)]
pub use self::unix::Disk;

use std::io;
use std::time::{Duration, SystemTime};

/// Nothing is there: no such name, or what should be a folder above is none.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Now, or a little after `than` where the clock was set back: Cargo builds
/// again what is younger, and some file systems count in steps of two seconds.
fn now_after(than: SystemTime) -> SystemTime {
    let now = SystemTime::now();
    if now > than { now } else { than + Duration::from_secs(2) }
}
