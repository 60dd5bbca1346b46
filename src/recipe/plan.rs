//! What a run would do: one [`StepPlan`] per step, and the tree at the end.
//!
//! Invariant: each textual mention of a name in play is in `rewrites` or, with
//! its reason, in `left`.

use camino::Utf8PathBuf;
use smol_str::SmolStr;

use crate::change::{SourceChange, TreeChange};
use crate::diagnostic::Diagnostic;
use crate::manifest::read;
use crate::resolve::DefKey;
use crate::text::LineCol;
use crate::workspace::{FileKind, PassedOver, SourceFile, Workspace};

/// A run, planned and not yet checked.
#[derive(Debug)]
pub struct Plan {
    /// The snapshot as read from disk.
    pub before: Workspace,
    /// The snapshot after the last step.
    pub after: Workspace,
    /// The steps, in the order in which they run.
    pub steps: Vec<StepPlan>,
    /// From `before` to `after`.
    pub tree: TreeChange,
    /// Files that were not taken in, and those that had to be parsed and nest too
    /// deeply.
    pub passed_over: Vec<PassedOver>,
}

impl Plan {
    /// Whether Cargo has to bring a `Cargo.lock` up to date afterwards.
    pub fn changes_lock(&self) -> bool {
        let manifests = self.before.files().filter(|it| it.kind == FileKind::Manifest);
        let has_changed = |before: &SourceFile| match self.after.file(before.id) {
            Some(after) if after.text != before.text => {
                read::locked(&before.text) != read::locked(&after.text)
            }
            after => after.is_none(),
        };
        self.before.has_lock && manifests.into_iter().any(has_changed)
    }
}

/// Whether a step has anything to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// It changes the tree.
    Pending,
    /// It was carried out earlier, by hand or by this tool.
    Done,
    /// It matches nothing, and says `optional = true`.
    Skipped,
}

/// One step of a run.
#[derive(Debug)]
pub struct StepPlan {
    /// `name` of the step, or its verb and number: `rename (step 2)`.
    pub title: String,
    /// Whether it has anything to do.
    pub state: StepState,
    /// What it rewrites, in the order of paths and places.
    pub rewrites: Vec<Rewrite>,
    /// Mentions it leaves, in the order of paths and places.
    pub left: Vec<Left>,
    /// Warnings and notes; errors refuse the plan and never stand here.
    pub findings: Vec<Diagnostic>,
    /// Pairs that match nothing, each as an error; they refuse the plan only
    /// where matches are expected.
    pub unmatched: Vec<Diagnostic>,
    /// What it does to the tree by itself (for `--by-step`).
    pub tree: TreeChange,
    /// What the checks judge it by.
    pub evidence: Evidence,
}

/// What the checks judge a step by.
#[derive(Debug)]
pub struct Evidence {
    /// The snapshot before the step.
    pub before: Workspace,
    /// The snapshot after it.
    pub after: Workspace,
    /// From one to the other.
    pub change: SourceChange,
    /// What items are to mean afterwards; all others what they meant.
    pub map: Vec<(DefKey, Vec<DefKey>)>,
    /// The names that the step takes away or brings.
    pub names: Vec<SmolStr>,
    /// What items of the snapshot before are to be called afterwards.
    pub called: Vec<(DefKey, SmolStr)>,
}

/// One place that a step rewrites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// File, relative to the root.
    pub path: Utf8PathBuf,
    /// Where, in the text before the step.
    pub at: LineCol,
    /// What kind of place it is.
    pub site: SiteKind,
    /// Text before.
    pub from: String,
    /// Text after; empty where it goes.
    pub to: String,
}

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteKind {
    /// The name in the item's own definition.
    Definition,
    /// A segment of a path in code.
    Path,
    /// A leaf or a prefix of a private `use`.
    Import,
    /// A leaf or a prefix of a `pub use`.
    Reexport,
    /// A path in the tokens of a macro call.
    MacroCall,
    /// A path in the body of a `macro_rules!`.
    MacroBody,
    /// A path among the tokens of an attribute.
    Attribute,
    /// Code in a string of an attribute.
    AttributeString,
    /// A capture in a format string.
    FormatString,
    /// A doc link.
    DocLink,
    /// Code in documentation, of a comment or a Markdown file.
    Doctest,
    /// A path in a string (`#[path]`, `include!`) to a file that moves.
    FilePath,
    /// A table or key of a `Cargo.toml`.
    Manifest,
    /// Prose that a step names.
    Text,
}

impl SiteKind {
    /// As the report and `refs` name it.
    pub fn as_str(self) -> &'static str {
        match self {
            SiteKind::Definition => "definition",
            SiteKind::Path => "path",
            SiteKind::Import => "import",
            SiteKind::Reexport => "re-export",
            SiteKind::MacroCall => "macro call",
            SiteKind::MacroBody => "macro body",
            SiteKind::Attribute => "attribute",
            SiteKind::AttributeString => "attribute string",
            SiteKind::FilePath => "file path",
            SiteKind::FormatString => "format string",
            SiteKind::DocLink => "doc link",
            SiteKind::Doctest => "doctest",
            SiteKind::Manifest => "manifest",
            SiteKind::Text => "text",
        }
    }
}

/// One mention of a name in play that a step leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// File, relative to the root.
    pub path: Utf8PathBuf,
    /// Where, in the text before the step.
    pub at: LineCol,
    /// The name.
    pub name: String,
    /// Why it was left.
    pub reason: LeftReason,
}

/// Why a mention was left.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftReason {
    /// It is another item, named here by its canonical path.
    OtherItem(String),
    /// It is a field, a method, an associated item, a label or a lifetime.
    Member,
    /// It is a local variable, a parameter or a generic parameter.
    Local,
    /// It stands in a comment.
    Comment,
    /// It stands in the prose of a doc comment.
    DocComment,
    /// It stands in the prose of a Markdown file.
    Prose,
    /// It stands in a string literal.
    StringLiteral,
    /// It stands where an alias (`as`) or the step's policy keeps the old name.
    KeptName,
    /// It belongs to the old definition, which the step keeps.
    KeptDefinition,
    /// `[scope]` leaves the file alone.
    OutOfScope,
    /// It is an item under some `cfg`s and another under others.
    Ambiguous(String),
    /// It reads like the item, named here by its path, in a place that is not
    /// known to hold code.
    Perhaps(String),
    /// It stands in macro tokens and no item in scope has the name.
    MacroTokens,
    /// The macro that is called looks for this very word.
    MacroWord,
    /// It resolves to nothing that the tool knows: an item that a macro
    /// defines, or a name from an external crate's glob.
    Unresolved,
    /// No target of the workspace reaches the file.
    UnreachedFile,
    /// The file, or the part of it, does not parse or could not be read.
    Unread(String),
}

impl LeftReason {
    /// As the report says it.
    pub fn describe(&self) -> String {
        match self {
            LeftReason::OtherItem(path) => format!("another item: {path}"),
            LeftReason::Member => "a field, method or other member".into(),
            LeftReason::Local => "a local name".into(),
            LeftReason::Comment => "in a comment".into(),
            LeftReason::DocComment => "in a doc comment".into(),
            LeftReason::Prose => "in prose".into(),
            LeftReason::StringLiteral => "in a string".into(),
            LeftReason::KeptName => "an alias keeps the name".into(),
            LeftReason::KeptDefinition => "part of the kept definition".into(),
            LeftReason::OutOfScope => "`[scope]` leaves the file alone".into(),
            LeftReason::Ambiguous(paths) => {
                format!("one of several items under different cfgs: {paths}")
            }
            LeftReason::Perhaps(path) => format!("perhaps {path}, if this is code"),
            LeftReason::MacroTokens => "in macro tokens, and no item in scope has the name".into(),
            LeftReason::MacroWord => "a word that the macro looks for".into(),
            LeftReason::Unresolved => "resolves to nothing known here".into(),
            LeftReason::UnreachedFile => "no target reaches this file".into(),
            LeftReason::Unread(why) => format!("not read as code: {why}"),
        }
    }

    /// Whether a person should look at it: the tool could not tell that the
    /// mention is something else.
    pub fn is_doubtful(&self) -> bool {
        matches!(
            self,
            LeftReason::Ambiguous(_)
                | LeftReason::Perhaps(_)
                | LeftReason::MacroTokens
                | LeftReason::Unresolved
                | LeftReason::UnreachedFile
                | LeftReason::Unread(_)
        )
    }
}
