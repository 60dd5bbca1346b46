//! What is wrong with a manifest, or with what is wanted of it.
//!
//! Invariant: a plain value; it names a place in the manifest as it was given.

use std::fmt;
use std::ops::Range;

use crate::text::{TextRange, TextSize};

/// Why a manifest was not read or not edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestError {
    /// One phrase in lower case, without a full stop.
    pub message: String,
    /// Bytes of the manifest, as it was given; empty where no place is to blame.
    pub range: TextRange,
    /// What to do about it.
    pub help: String,
}

impl ManifestError {
    /// An error at bytes of the manifest.
    pub(super) fn new(
        message: impl Into<String>,
        range: Range<usize>,
        help: impl Into<String>,
    ) -> ManifestError {
        let size = |at: usize| TextSize::from(u32::try_from(at).unwrap_or(u32::MAX));
        let range = TextRange::new(size(range.start), size(range.end.max(range.start)));
        ManifestError { message: message.into(), range, help: help.into() }
    }

    /// The same error, for a text that has `bytes` more before this one.
    pub(super) fn shifted(mut self, bytes: usize) -> ManifestError {
        let shift = TextSize::from(u32::try_from(bytes).unwrap_or(0));
        self.range = self.range.checked_add(shift).unwrap_or(self.range);
        self
    }
}

impl From<toml_edit::TomlError> for ManifestError {
    fn from(error: toml_edit::TomlError) -> ManifestError {
        let message = error.message().lines().next().unwrap_or("not TOML").to_owned();
        let range = error.span().unwrap_or(0..0);
        ManifestError::new(message, range, "correct the manifest so that Cargo can read it")
    }
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ManifestError {}
