//! Plans and findings for programs. The view types here are the only ones of
//! the program that are serialized: plans may change, these names may not.
//!
//! Invariant: the same plan gives the same bytes. Lines and columns count from
//! 1, columns in chars; ranges are bytes of the file without its byte order
//! mark. A name that is added keeps [`VERSION`]; one that changes or goes
//! raises it.

use serde::Serialize;

use super::{Run, diagnostics, escape, fate};
use crate::change::FileChange;
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::recipe::plan::{Left, LeftReason, Rewrite, StepPlan, StepState};
use crate::text::LineCol;
use crate::workspace::PassedOver;

/// The version of what [`plan`] writes.
pub const VERSION: u32 = 1;

/// A run as one JSON object over several lines; ends with a line end.
pub fn plan(run: Run<'_>) -> String {
    let view = PlanView {
        version: VERSION,
        steps: run.steps.iter().map(StepView::new).collect(),
        files: files(&run.tree.files),
        changes_lock: run.changes_lock,
        passed_over: run.passed_over.iter().map(PassedOverView::new).collect(),
    };
    written(serde_json::to_string_pretty(&view))
}

/// A finding as one JSON object in one line; ends with a line end.
pub fn finding(finding: &Diagnostic) -> String {
    written(serde_json::to_string(&FindingView::new(finding)))
}

/// Views hold strings, numbers and lists of these: writing them cannot fail.
fn written(json: serde_json::Result<String>) -> String {
    escape::json(&json.unwrap_or_default()) + "\n"
}

#[derive(Serialize)]
struct PlanView<'a> {
    version: u32,
    steps: Vec<StepView<'a>>,
    files: Vec<FileView<'a>>,
    /// Whether Cargo has to bring `Cargo.lock` up to date afterwards.
    changes_lock: bool,
    passed_over: Vec<PassedOverView<'a>>,
}

#[derive(Serialize)]
struct StepView<'a> {
    title: &'a str,
    /// `pending`, `done`, `skipped`
    state: &'static str,
    rewrites: Vec<RewriteView<'a>>,
    left: Vec<LeftView<'a>>,
    findings: Vec<FindingView<'a>>,
    files: Vec<FileView<'a>>,
}

impl<'a> StepView<'a> {
    fn new(step: &'a StepPlan) -> StepView<'a> {
        StepView {
            title: &step.title,
            state: state(step.state),
            rewrites: step.rewrites.iter().map(RewriteView::new).collect(),
            left: step.left.iter().map(LeftView::new).collect(),
            findings: step.findings.iter().map(FindingView::new).collect(),
            files: files(&step.tree.files),
        }
    }
}

#[derive(Serialize)]
struct RewriteView<'a> {
    path: &'a str,
    line: u32,
    col: u32,
    /// As [`crate::recipe::plan::SiteKind::as_str`] names it.
    site: &'static str,
    from: &'a str,
    to: &'a str,
}

impl<'a> RewriteView<'a> {
    fn new(it: &'a Rewrite) -> RewriteView<'a> {
        let LineCol { line, col } = it.at;
        let (path, site) = (it.path.as_str(), it.site.as_str());
        RewriteView { path, line, col, site, from: &it.from, to: &it.to }
    }
}

#[derive(Serialize)]
struct LeftView<'a> {
    path: &'a str,
    line: u32,
    col: u32,
    name: &'a str,
    /// One word for the kind of reason.
    reason: &'static str,
    /// The reason in a phrase.
    text: String,
    /// Whether a person should look at it.
    doubtful: bool,
}

impl<'a> LeftView<'a> {
    fn new(it: &'a Left) -> LeftView<'a> {
        let LineCol { line, col } = it.at;
        LeftView {
            path: it.path.as_str(),
            line,
            col,
            name: &it.name,
            reason: reason(&it.reason),
            text: it.reason.describe(),
            doubtful: it.reason.is_doubtful(),
        }
    }
}

#[derive(Serialize)]
struct FileView<'a> {
    /// `added`, `deleted`, `moved`, `changed`
    what: &'static str,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

impl<'a> FileView<'a> {
    fn new(it: &'a FileChange) -> FileView<'a> {
        let path = |it: &'a Option<camino::Utf8PathBuf>| it.as_ref().map(|it| it.as_str());
        FileView { what: fate(it), from: path(&it.from), to: path(&it.to) }
    }
}

fn files(files: &[FileChange]) -> Vec<FileView<'_>> {
    files.iter().map(FileView::new).collect()
}

#[derive(Serialize)]
struct PassedOverView<'a> {
    path: &'a str,
    reason: &'a str,
}

impl<'a> PassedOverView<'a> {
    fn new(it: &'a PassedOver) -> PassedOverView<'a> {
        PassedOverView { path: it.path.as_str(), reason: &it.reason }
    }
}

#[derive(Serialize)]
struct FindingView<'a> {
    /// `error`, `warning`, `note`
    level: &'static str,
    message: &'a str,
    /// The main one first.
    labels: Vec<LabelView<'a>>,
    notes: &'a [String],
    help: &'a [String],
}

impl<'a> FindingView<'a> {
    fn new(it: &'a Diagnostic) -> FindingView<'a> {
        FindingView {
            level: level(it.level),
            message: &it.message,
            labels: it.labels.iter().map(LabelView::new).collect(),
            notes: &it.notes,
            help: &it.help,
        }
    }
}

#[derive(Serialize)]
struct LabelView<'a> {
    path: &'a str,
    line: u32,
    col: u32,
    end_line: u32,
    end_col: u32,
    byte_start: usize,
    byte_end: usize,
    text: &'a str,
}

impl<'a> LabelView<'a> {
    fn new(it: &'a Label) -> LabelView<'a> {
        let (start, end) = diagnostics::span(it);
        let bytes = diagnostics::range(it);
        LabelView {
            path: it.path.as_str(),
            line: start.line,
            col: start.col,
            end_line: end.line,
            end_col: end.col,
            byte_start: bytes.start,
            byte_end: bytes.end,
            text: &it.text,
        }
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn state(state: StepState) -> &'static str {
    match state {
        StepState::Pending => "pending",
        StepState::Done => "done",
        StepState::Skipped => "skipped",
    }
}

fn reason(reason: &LeftReason) -> &'static str {
    match reason {
        LeftReason::OtherItem(_) => "other-item",
        LeftReason::Member => "member",
        LeftReason::Local => "local",
        LeftReason::Comment => "comment",
        LeftReason::DocComment => "doc-comment",
        LeftReason::Prose => "prose",
        LeftReason::StringLiteral => "string-literal",
        LeftReason::KeptName => "kept-name",
        LeftReason::KeptDefinition => "kept-definition",
        LeftReason::OutOfScope => "out-of-scope",
        LeftReason::Ambiguous(_) => "ambiguous",
        LeftReason::MacroTokens => "macro-tokens",
        LeftReason::MacroWord => "macro-word",
        LeftReason::Unresolved => "unresolved",
        LeftReason::UnreachedFile => "unreached-file",
        LeftReason::Perhaps(_) => "perhaps-code",
        LeftReason::Unread(_) => "unread",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::report::testing::{check_snapshot, sample};
    use crate::text::TextRange;

    fn odd() -> Diagnostic {
        let label = Label {
            path: "od\u{1b}d.rs".into(),
            source: "ü\nlet x;\n".into(),
            range: TextRange::new(7.into(), 8.into()),
            text: "here".into(),
        };
        Diagnostic::warning("bad \u{202e} name").at(label).note("a fact").help("rename it")
    }

    #[test]
    fn a_plan() {
        let mut sample = sample();
        sample.steps[0].findings.push(odd());
        sample.steps[0].rewrites.truncate(2);
        let text = plan(sample.run());
        assert_eq!(text, plan(sample.run()));
        check_snapshot("report_json_plan", &text);
    }

    #[test]
    fn a_finding_is_one_line_that_means_what_it_says() {
        let text = finding(&odd());
        assert_eq!(text.lines().count(), 1);
        assert!(text.is_ascii() && !text.contains('\u{1b}'), "{text}");
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["message"], "bad \u{202e} name");
        let label = &value["labels"][0];
        assert_eq!(label["path"], "od\u{1b}d.rs");
        let places = ["line", "col", "end_line", "end_col", "byte_start", "byte_end"];
        assert_eq!(places.map(|it| label[it].as_u64().unwrap()), [2, 5, 2, 6, 7, 8]);
    }
}
