//! What the exit codes mean; part of the interface, like the options.
//!
//! Invariant: after any code but 0 and 5 the tree is what it was before.

use std::process::ExitCode;

use crate::diagnostic::RefusalKind;
use crate::planted::planted;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done, or nothing to do. All that was to be written is on disk.
    Done = 0,
    /// `check` or `--check`: a step remains.
    Pending = 1,
    /// The call, the recipe or the workspace is wrong.
    Wrong = 2,
    /// A check refused the plan.
    Refused = 3,
    /// Verifying failed; or writing failed, and everything was taken back.
    TakenBack = 4,
    /// An interrupted run could not be taken back: a person must look.
    NeedsPerson = 5,
    /// The user interrupted the run, and everything was taken back.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

impl From<RefusalKind> for Exit {
    fn from(kind: RefusalKind) -> Exit {
        match kind {
            RefusalKind::Input => Exit::Wrong,
            RefusalKind::Check if planted("refusal-exits-0") => Exit::Done,
            RefusalKind::Check => Exit::Refused,
            RefusalKind::Write => Exit::TakenBack,
        }
    }
}
