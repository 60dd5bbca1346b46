//! What a caller is told when writing, recovering or undoing does not succeed.
//!
//! Invariant: each finding names a path, and what to do.

use std::io::ErrorKind;

use camino::Utf8Path;

use super::preflight::changed;
use super::rollback::Kept;
use super::store::Fault;
use super::transaction::Trouble;
use crate::diagnostic::{Diagnostic, Refusal};

/// Why nothing was written, or not everything could be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The tree is what it was; the kind says which exit code is due.
    Refused(Refusal),
    /// The user asked to stop, and the tree is what it was: exit code 130.
    Interrupted,
    /// The tree may be neither what it was nor what it shall be: exit code 5.
    NeedsPerson(Vec<Diagnostic>),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

/// The failure of a run that stopped and left the tree as it was; `note` says
/// whether files had been touched.
pub(super) fn stopped(root: &Utf8Path, trouble: Trouble, note: &str) -> Failure {
    match finding_of_trouble(root, &trouble) {
        None => Failure::Interrupted,
        Some(finding) => Failure::Refused(Refusal::write(finding.note(note))),
    }
}

/// What stopped a run; none where the user did.
pub(super) fn finding_of_trouble(root: &Utf8Path, trouble: &Trouble) -> Option<Diagnostic> {
    match trouble {
        Trouble::Interrupted => None,
        Trouble::Changed(path) => Some(changed(path, "somebody wrote it meanwhile")),
        Trouble::Fault(fault) => Some(finding_of(root, fault)),
    }
}

/// The failure of an operation while files were being taken back.
pub(super) fn stuck(root: &Utf8Path, fault: Fault) -> Failure {
    Failure::NeedsPerson(vec![stuck_finding(root, &fault)])
}

/// The finding for an operation that failed while files were being taken back.
pub(super) fn stuck_finding(root: &Utf8Path, fault: &Fault) -> Diagnostic {
    finding_of(root, fault)
        .note("an interrupted run could not be taken back entirely")
        .help("then run `kalam-codemod recover`")
}

/// The findings for files that were left to the user.
pub(super) fn left(kept: &[Kept]) -> Vec<Diagnostic> {
    let finding = |it: &Kept| {
        let message = format!("`{}` was not taken back: it has changed since", it.path);
        let help = match &it.original {
            Some(original) => format!("its content from before lies in `{original}`"),
            None => "it did not exist before: remove it if it is not yours".to_owned(),
        };
        Diagnostic::error(message).help(help)
    };
    kept.iter().map(finding).collect()
}

/// The finding for an operation that failed.
pub(super) fn finding_of(root: &Utf8Path, fault: &Fault) -> Diagnostic {
    let path = fault.path.strip_prefix(root).unwrap_or(&fault.path);
    let help = match fault.error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space on this disk",
        ErrorKind::PermissionDenied => "make the file and its folder writable",
        ErrorKind::ReadOnlyFilesystem => "mount the file system writable",
        _ => "see that the disk works, and that nothing else writes there",
    };
    Diagnostic::error(format!("cannot {} `{path}`: {}", fault.action, fault.error)).help(help)
}
