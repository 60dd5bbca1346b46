//! Places and edits in one text, and the number of the file it is.
//!
//! Offsets are bytes of the original text, without its byte order mark.
//! Invariant: nothing here knows Rust, TOML or the disk.

pub mod edit;
pub mod lines;
mod shared;

pub use edit::{EditConflict, Indel, TextEdit, TextEditBuilder};
pub use lines::{LineCol, LineIndex};
pub use shared::Text;
pub use text_size::{TextRange, TextSize};

/// A file of the snapshot; the same number in every overlay of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// The slice of `text` that `range` covers.
///
/// # Panics
/// If `range` does not lie on char boundaries of `text`.
pub fn slice(text: &str, range: TextRange) -> &str {
    &text[std::ops::Range::<usize>::from(range)]
}
