//! What the tests of this layer share.
//!
//! Invariant: compiled for tests only.

use super::Run;
use crate::change::{FileChange, SourceChange, TreeChange};
use crate::recipe::plan::{Evidence, Left, LeftReason, Rewrite, SiteKind, StepPlan, StepState};
use crate::text::LineCol;
use crate::workspace::{PassedOver, fixture};

/// Compares `value` with the snapshot `name` in the top-level `snapshots/`.
/// Colours are left out of it.
pub(crate) fn check_snapshot(name: &str, value: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let plain = anstream::adapter::strip_str(value).to_string();
    settings.bind(|| insta::assert_snapshot!(name, plain));
}

/// A run with a step of each state, a reason of each kind and a file of each fate.
pub(crate) fn sample() -> Sample {
    Sample {
        steps: vec![
            step("Records give way to the canonical models", StepState::Pending),
            StepPlan { rewrites: vec![], left: vec![], ..step("rename (step 2)", StepState::Done) },
            StepPlan { rewrites: vec![], left: vec![], ..step("old name", StepState::Skipped) },
        ],
        tree: TreeChange { files: files() },
        passed_over: vec![PassedOver {
            is_folder: false,
            leads_to: None,
            path: "crates/core/src/latin1.rs".into(),
            reason: "not UTF-8 at byte 17".into(),
            bytes: Some(b"\xe9".as_slice().into()),
        }],
        changes_lock: true,
    }
}

/// What a [`Run`] borrows.
pub(crate) struct Sample {
    pub(crate) steps: Vec<StepPlan>,
    pub(crate) tree: TreeChange,
    pub(crate) passed_over: Vec<PassedOver>,
    pub(crate) changes_lock: bool,
}

impl Sample {
    pub(crate) fn run(&self) -> Run<'_> {
        Run {
            steps: &self.steps,
            tree: &self.tree,
            passed_over: &self.passed_over,
            changes_lock: self.changes_lock,
        }
    }
}

fn step(title: &str, state: StepState) -> StepPlan {
    StepPlan {
        title: title.into(),
        state,
        rewrites: rewrites(),
        left: left(),
        findings: vec![],
        unmatched: vec![],
        tree: TreeChange::default(),
        evidence: evidence(),
    }
}

fn evidence() -> Evidence {
    let nothing = fixture::workspace("//- /src/lib.rs crate:krate\n");
    let (before, after) = (nothing.clone(), nothing);
    let change = SourceChange::default();
    Evidence { before, after, change, map: vec![], names: vec![], called: vec![] }
}

fn rewrites() -> Vec<Rewrite> {
    let rewrite = |path: &str, line, site, [from, to]: [&str; 2]| Rewrite {
        path: path.into(),
        at: LineCol { line, col: 5 },
        site,
        from: from.into(),
        to: to.into(),
    };
    let name = ["JobRecord", "Job"];
    vec![
        rewrite("crates/core/Cargo.toml", 9, SiteKind::Manifest, ["", "commons = {}"]),
        rewrite("crates/core/src/jobs.rs", 1, SiteKind::Import, name),
        rewrite("crates/core/src/jobs.rs", 7, SiteKind::Path, name),
        rewrite("crates/core/src/jobs.rs", 8, SiteKind::Path, name),
        rewrite("crates/core/src/lib.rs", 3, SiteKind::Reexport, name),
        rewrite("crates/core/src/lib.rs", 30, SiteKind::Definition, name),
    ]
}

fn left() -> Vec<Left> {
    let reasons = [
        LeftReason::OtherItem("sql::JobRecord".into()),
        LeftReason::OtherItem("live::JobRecord".into()),
        LeftReason::Member,
        LeftReason::Local,
        LeftReason::Comment,
        LeftReason::Comment,
        LeftReason::DocComment,
        LeftReason::StringLiteral,
        LeftReason::KeptName,
        LeftReason::KeptDefinition,
        LeftReason::Ambiguous("a::JobRecord, b::JobRecord".into()),
        LeftReason::MacroTokens,
        LeftReason::MacroWord,
        LeftReason::Unresolved,
        LeftReason::UnreachedFile,
        LeftReason::Unread("does not parse".into()),
    ];
    let left = |(line, reason)| Left {
        path: "crates/core/src/jobs.rs".into(),
        at: LineCol { line, col: 12 },
        name: "JobRecord".into(),
        reason,
    };
    (10..).zip(reasons).map(left).collect()
}

fn files() -> Vec<FileChange> {
    let file = |from: Option<&str>, to: Option<&str>| FileChange {
        from: from.map(Into::into),
        to: to.map(Into::into),
        before: "before\n".into(),
        after: "after\n".into(),
    };
    vec![
        file(None, Some("crates/core/src/added.rs")),
        file(Some("crates/core/src/gone.rs"), None),
        file(Some("crates/core/src/jobs.rs"), Some("crates/core/src/jobs.rs")),
        file(Some("crates/core/src/old.rs"), Some("crates/core/src/new.rs")),
    ]
}
