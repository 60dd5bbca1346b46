//! A finding, as plain data: what is wrong, where, and what to do.
//!
//! Invariant: a diagnostic carries the text it points into, so that it can be
//! shown without reading anything. `report` renders it.

use camino::Utf8PathBuf;

use crate::text::{Text, TextRange};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Something was left, or may surprise.
    Warning,
    /// The call, the recipe or the workspace is wrong, or the plan is refused.
    Error,
}

/// A place in a text, with what to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Path as it is shown: relative to the workspace root where it lies below.
    pub path: Utf8PathBuf,
    /// The whole text of that file.
    pub source: Text,
    /// Bytes of `source`.
    pub range: TextRange,
    /// What is said beside the caret; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub level: Level,
    /// One phrase in lower case, without a full stop.
    pub message: String,
    /// The places, the main one first; none where no text is to blame.
    pub labels: Vec<Label>,
    /// Further facts, each `= note: …`.
    pub notes: Vec<String>,
    /// What to do, each `= help: …`.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A finding without places yet.
    pub fn new(level: Level, message: impl Into<String>) -> Diagnostic {
        let message = message.into();
        Diagnostic { level, message, labels: Vec::new(), notes: Vec::new(), help: Vec::new() }
    }

    /// An error without places yet.
    pub fn error(message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Error, message)
    }

    /// A warning without places yet.
    pub fn warning(message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Warning, message)
    }

    /// Adds a place; the first one added is the main one.
    #[must_use]
    pub fn at(mut self, label: Label) -> Diagnostic {
        self.labels.push(label);
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help.push(text.into());
        self
    }
}

/// Why a run stops before anything is written: one or more findings, and
/// which exit code they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Whose fault it is; decides the exit code.
    pub kind: RefusalKind,
    /// At least one finding.
    pub findings: Vec<Diagnostic>,
}

/// Whose fault a refusal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// The call, the recipe or the workspace is wrong: exit code 2.
    Input,
    /// A check refused the plan: exit code 3.
    Check,
    /// Writing or verifying failed, everything was taken back: exit code 4.
    Write,
}

impl Refusal {
    /// A refusal for wrong input.
    pub fn input(finding: Diagnostic) -> Refusal {
        Refusal { kind: RefusalKind::Input, findings: vec![finding] }
    }

    /// A refusal by a check.
    pub fn check(finding: Diagnostic) -> Refusal {
        Refusal { kind: RefusalKind::Check, findings: vec![finding] }
    }

    /// A refusal because writing failed.
    pub fn write(finding: Diagnostic) -> Refusal {
        Refusal { kind: RefusalKind::Write, findings: vec![finding] }
    }
}
