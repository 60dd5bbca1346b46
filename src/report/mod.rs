//! What is shown: diff, summary, diagnostics, references, JSON.
//!
//! Invariant: pure functions from values to text. Nothing here prints, reads
//! or asks the terminal anything. Text for people carries escape codes, which
//! the caller's `anstream` takes out where nobody would see them; names and
//! source lines in it are [escaped](escape), so that no file can send escape
//! codes of its own. Text for programs ([`diff::plain`], [`json`]) carries
//! none and must not go through `anstream`, which would take them out of the
//! files' own lines too.

pub mod diagnostics;
pub mod diff;
pub mod escape;
pub mod json;
pub mod refs;
pub mod style;
pub mod summary;

#[cfg(test)]
pub(crate) mod testing;
