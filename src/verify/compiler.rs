//! What rustc says through Cargo, and which of it is new.
//!
//! An error is found again after a plan by where it stands, moved through the
//! edits; or, where the code around it became another, by what it says. The same
//! error of several targets (a library and its tests) is one.
//! Invariant: pure functions; each error of before answers for one of after.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use cargo_metadata::diagnostic::{Diagnostic as Compiler, DiagnosticLevel, DiagnosticSpan as Span};

use crate::diagnostic::{Diagnostic, Label};
use crate::recipe::plan::StepPlan;
use crate::text::{TextRange, TextSize};
use crate::workspace::{SourceFile, Workspace};

/// A line of JSON that Cargo wrote.
pub(super) struct Message(cargo_metadata::Message);

/// What is one: none for a line of text.
pub(super) fn message(line: &[u8]) -> Option<Message> {
    let is_one = line.starts_with(b"{\"reason\":");
    is_one.then(|| serde_json::from_slice(line).ok().map(Message)).flatten()
}

/// An error as rustc says it.
pub(super) type Said = Box<Compiler>;

impl Message {
    /// The error in it; not what only counts others.
    pub fn error(self) -> Option<Said> {
        let cargo_metadata::Message::CompilerMessage(it) = self.0 else { return None };
        let is_error = matches!(it.message.level, DiagnosticLevel::Error | DiagnosticLevel::Ice);
        let is_sum = it.message.message.starts_with("aborting due to ");
        (is_error && !is_sum).then(|| Box::new(it.message))
    }
}

/// A file, relative to the root, and a byte of it; a byte order mark not counted.
type At = (Utf8PathBuf, u32);

/// An error, with the place by which it is found again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CompilerError {
    at: Option<At>,
    code: Option<String>,
    message: String,
    said: Said,
}

/// The errors that rustc found in a tree, each once, in the order of places.
/// `folder` is where that tree lay.
pub(super) fn errors(said: Vec<Said>, folder: &Utf8Path, tree: &Workspace) -> Vec<CompilerError> {
    let error = |said: Said| CompilerError {
        at: main_place(&said.spans, folder, tree),
        code: said.code.as_ref().map(|it| it.code.clone()),
        message: said.message.clone(),
        said,
    };
    let mut errors: Vec<_> = said.into_iter().map(error).collect();
    fn key(it: &CompilerError) -> (&Option<At>, &Option<String>, &str) {
        (&it.at, &it.code, &it.message)
    }
    errors.sort_by(|a, b| key(a).cmp(&key(b)));
    errors.dedup_by(|a, b| key(a) == key(b));
    errors
}

/// The errors of `after` that are none of `before`; between the two lie `steps`.
pub(super) fn fresh<'a>(
    before: &[CompilerError],
    after: &'a [CompilerError],
    steps: &[StepPlan],
) -> Vec<&'a CompilerError> {
    let mut old: Vec<(Option<At>, &CompilerError)> =
        before.iter().map(|it| (it.at.clone().map(|at| through(steps, at)), it)).collect();
    let mut new: Vec<&CompilerError> = after.iter().collect();
    let by_place = |at: &Option<At>, old: &CompilerError, new: &CompilerError| {
        at.is_some() && *at == new.at && old.code.is_some() && old.code == new.code
    };
    let by_text = |at: &Option<At>, old: &CompilerError, new: &CompilerError| {
        let path = |it: &Option<At>| it.as_ref().map(|it| it.0.clone());
        (path(at), &old.code, &old.message) == (path(&new.at), &new.code, &new.message)
    };
    for is_same in [&by_place as &dyn Fn(&_, &_, &_) -> bool, &by_text] {
        new.retain(|new| match old.iter().position(|(at, old)| is_same(at, old, new)) {
            Some(found) => {
                old.remove(found);
                false
            }
            None => true,
        });
    }
    new
}

/// Where a place is after some steps.
fn through(steps: &[StepPlan], (mut path, mut at): At) -> At {
    for evidence in steps.iter().map(|it| &it.evidence) {
        let Some(file) = evidence.before.file_at(&path) else { continue };
        if let Some(edit) = evidence.change.edits.get(&file) {
            at = edit.map_start(TextSize::from(at)).into();
        }
        if let Some(file) = evidence.after.file(file) {
            path = file.path.clone();
        }
    }
    (path, at)
}

/// The place of the main span; of the call, where it lies in a macro of
/// somebody else.
fn main_place(spans: &[Span], folder: &Utf8Path, tree: &Workspace) -> Option<At> {
    let mut span = spans.iter().find(|it| it.is_primary)?;
    let own = |span: &Span| place_in(span, folder, tree).map(|it| it.0.path.clone());
    while own(span).is_none() {
        match &span.expansion {
            Some(it) => span = &it.span,
            None => return Some((relative(span, folder), span.byte_start)),
        }
    }
    place_in(span, folder, tree).map(|(file, range)| (file.path.clone(), range.start().into()))
}

/// The file of the tree that a span points into, and the bytes of its text.
fn place_in<'a>(
    span: &Span,
    folder: &Utf8Path,
    tree: &'a Workspace,
) -> Option<(&'a SourceFile, TextRange)> {
    let file = tree.file(tree.file_at(&relative(span, folder))?)?;
    let mark = if file.bom { 3 } else { 0 };
    let byte = |it: u32| TextSize::from(it.saturating_sub(mark));
    let (start, end) = (byte(span.byte_start), byte(span.byte_end));
    Some((file, TextRange::new(start, end.max(start))))
}

/// The file of a span relative to the root; rustc names files from the folder
/// that Cargo starts it in.
fn relative(span: &Span, folder: &Utf8Path) -> Utf8PathBuf {
    let path = Utf8Path::new(&span.file_name);
    let mut plain = Utf8PathBuf::new();
    for part in path.strip_prefix(folder).unwrap_or(path).components() {
        match part {
            Utf8Component::ParentDir if plain.file_name().is_some() => drop(plain.pop()),
            Utf8Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

impl CompilerError {
    /// The error as a finding of this program, in the text of `tree`.
    pub fn finding(&self, folder: &Utf8Path, tree: &Workspace) -> Diagnostic {
        let code = self.code.as_ref().map(|it| format!(" [{it}]")).unwrap_or_default();
        let mut finding = Diagnostic::error(format!("{}{code}", self.message));
        let (main, further): (Vec<_>, Vec<_>) =
            self.said.spans.iter().partition(|it| it.is_primary);
        for span in main.into_iter().chain(further) {
            let Some((file, range)) = place_in(span, folder, tree) else { continue };
            let text = span.label.clone().unwrap_or_default();
            let (path, source) = (file.path.clone(), file.text.clone());
            finding = finding.at(Label { path, source, range, text });
        }
        if let (true, Some((path, _))) = (finding.labels.is_empty(), &self.at) {
            finding = finding.note(format!("in `{path}`"));
        }
        self.said.children.iter().fold(finding, |finding, it| match it.level {
            DiagnosticLevel::Help => finding.help(it.message.clone()),
            _ => finding.note(it.message.clone()),
        })
    }
}
