//! What a caller is told when writing, recovering or undoing does not succeed.
//!
//! Invariant: each finding names a path, and what to do.

use std::io::ErrorKind;

use camino::Utf8Path;

use super::UNCHANGED;
use super::preflight::changed;
use super::rollback::Kept;
use super::store::{Fault, Store};
use super::transaction::Trouble;
use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};

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

/// The refusal of a plan on files that have been written since they were read.
pub fn changed_since(paths: &[&Utf8Path]) -> Refusal {
    let finding = |it: &&Utf8Path| changed(it, "its content is another").note(UNCHANGED);
    Refusal { kind: RefusalKind::Check, findings: paths.iter().map(finding).collect() }
}

/// The failure of a run that stopped and left the tree as it was; `note` says
/// whether files had been touched.
pub(super) fn stopped<S: Store>(store: &S, trouble: &Trouble, note: &str) -> Failure {
    match finding_of_trouble(store, trouble) {
        None => Failure::Interrupted,
        Some(finding) => Failure::Refused(Refusal::write(finding.note(note))),
    }
}

/// What stopped a run; none where the user did.
pub(super) fn finding_of_trouble<S: Store>(store: &S, trouble: &Trouble) -> Option<Diagnostic> {
    match trouble {
        Trouble::Interrupted => None,
        Trouble::Changed(path) => Some(changed(path, "somebody wrote it meanwhile")),
        Trouble::Fault(fault) => Some(finding_of(store, fault)),
    }
}

/// The failure of an operation while files were being taken back.
pub(super) fn stuck<S: Store>(store: &S, fault: &Fault) -> Failure {
    Failure::NeedsPerson(vec![stuck_finding(store, fault)])
}

/// The finding for an operation that failed while files were being taken back.
pub(super) fn stuck_finding<S: Store>(store: &S, fault: &Fault) -> Diagnostic {
    finding_of(store, fault)
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
pub(super) fn finding_of<S: Store>(store: &S, fault: &Fault) -> Diagnostic {
    let path = if fault.path.as_str().is_empty() { Utf8Path::new(".") } else { &fault.path };
    let (is_full, help) = match fault.error.kind() {
        ErrorKind::StorageFull => (true, "free some space on this disk"),
        ErrorKind::QuotaExceeded => (true, "free some of your quota on this disk"),
        ErrorKind::FileTooLarge => (false, "raise the limit of file sizes (`ulimit -f`)"),
        ErrorKind::PermissionDenied => (false, "make the file and its folder writable"),
        ErrorKind::ReadOnlyFilesystem => (false, "mount the file system writable"),
        _ => (false, "see that the disk works, and that nothing else writes there"),
    };
    let message = format!("cannot {} `{path}`: {}", fault.action, fault.error);
    let finding = Diagnostic::error(message).help(help);
    match store.free_bytes() {
        Ok(Some(free)) if is_full => finding.note(format!("{} are free there", size(free))),
        _ => finding,
    }
}

/// A number of bytes, for a person.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..0x2800 => format!("{bytes} bytes"),
        0x2800..0xa0_0000 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}
