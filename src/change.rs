//! What a step wants done to a snapshot, and what a whole run did to it.
//!
//! Invariant: plain values; making or joining them does no IO and cannot fail
//! but with an [`EditConflict`].

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use crate::planted::planted;
use crate::text::{EditConflict, FileId, Indel, Text, TextEdit, TextEditBuilder, TextSize};

/// Edits of several files, and files that move, come or go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceChange {
    /// Edits, in offsets of each file's text in the snapshot.
    pub edits: BTreeMap<FileId, TextEdit>,
    /// Files and the paths they get, relative to the root.
    pub moves: BTreeMap<FileId, Utf8PathBuf>,
    /// Files that go.
    pub deletes: Vec<FileId>,
}

/// Collects edits of several files in any order.
#[derive(Debug, Clone, Default)]
pub struct SourceChangeBuilder {
    edits: BTreeMap<FileId, TextEditBuilder>,
    moves: BTreeMap<FileId, Utf8PathBuf>,
    deletes: Vec<FileId>,
}

impl SourceChangeBuilder {
    /// Adds an edit of one file.
    pub fn push(&mut self, file: FileId, mut indel: Indel) {
        if planted("edit-shifted") {
            indel.delete += TextSize::from(1);
        }
        self.edits.entry(file).or_default().push(indel);
    }

    /// Gives a file another path.
    pub fn move_file(&mut self, file: FileId, to: Utf8PathBuf) {
        self.moves.insert(file, to);
    }

    /// Takes a file away.
    pub fn delete_file(&mut self, file: FileId) {
        self.deletes.push(file);
    }

    /// The change, with the edits of deleted files dropped.
    ///
    /// # Errors
    /// The first file, by number, with two edits that overlap.
    pub fn finish(mut self) -> Result<SourceChange, (FileId, EditConflict)> {
        self.deletes.sort();
        self.deletes.dedup();
        let mut edits = BTreeMap::new();
        for (file, builder) in self.edits {
            if self.deletes.binary_search(&file).is_err() {
                edits.insert(file, builder.finish().map_err(|it| (file, it))?);
            }
        }
        Ok(SourceChange { edits, moves: self.moves, deletes: self.deletes })
    }
}

impl SourceChange {
    /// Whether nothing would be done.
    pub fn is_empty(&self) -> bool {
        self.edits.values().all(TextEdit::is_empty)
            && self.moves.is_empty()
            && self.deletes.is_empty()
    }
}

/// What became of one file between the disk and the end of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Path before, relative to the root; none for a file that comes.
    pub from: Option<Utf8PathBuf>,
    /// Path after; none for a file that goes.
    pub to: Option<Utf8PathBuf>,
    /// Content before (byte order mark included); empty for a file that comes.
    pub before: Text,
    /// Content after; empty for a file that goes.
    pub after: Text,
}

/// What became of the tree, in the order of paths; files that stayed the same
/// are not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TreeChange {
    /// The files that changed.
    pub files: Vec<FileChange>,
}

impl TreeChange {
    /// Whether the tree stayed the same.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
