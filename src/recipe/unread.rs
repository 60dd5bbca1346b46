//! Names in files that were not taken in (no UTF-8, nested too deeply, too large), and
//! in packages that are no members: they are counted, and not edited.
//!
//! Invariant: a file that a target reaches and that names an item whose name
//! goes is never left in silence: the step is refused.

use crate::diagnostic::{Diagnostic, Label, Refusal, RefusalKind};
use crate::recipe::plan::{Left, LeftReason};
use crate::resolve::Resolver;
use crate::resolve::search::Names;
use crate::text::{LineIndex, TextRange, slice};
use crate::workspace::{PassedOver, SourceFile};

/// The mentions of names in files that could not be taken in. Bytes that are no
/// UTF-8 count as one character each.
///
/// # Errors
/// `must_go`, and a target reaches such a file: the name there would be left. Or
/// it cannot be known whether the name stands there.
pub fn mentions(
    resolver: &Resolver<'_>,
    names: &Names,
    must_go: bool,
) -> Result<Vec<Left>, Refusal> {
    let workspace = resolver.workspace;
    let mut unread = Unread { names, left: Vec::new(), findings: Vec::new() };
    let rust = |it: &&PassedOver| it.path.extension() == Some("rs");
    for file in workspace.passed_over.iter().filter(rust) {
        // What a link leads to is worked on where it lies, if a target reaches it there.
        let linked = file.leads_to.as_deref().and_then(|it| workspace.file_at(it));
        if linked.is_none_or(|it| resolver.modules_of(it).is_empty()) {
            let linked = linked.and_then(|it| workspace.file(it));
            unread.look_into((file, linked), || must_go && resolver.reaches(&file.path));
        }
    }
    let folder = |it: &&PassedOver| it.is_folder;
    for it in workspace.passed_over.iter().filter(folder) {
        if must_go && resolver.may_reach_below(&it.path) {
            unread.findings.push(unknown_folder(it));
        }
    }
    for file in workspace.files() {
        if let Some(passed_over) = file.too_deep() {
            let is_reached = || !resolver.modules_of(file.id).is_empty();
            unread.look_into((&passed_over, None), || must_go && is_reached());
        }
    }
    for file in &workspace.strangers {
        unread.look_into((file, None), || false);
    }
    if unread.findings.is_empty() {
        return Ok(unread.left);
    }
    Err(Refusal { kind: RefusalKind::Check, findings: unread.findings })
}

/// What was found in files that are passed over.
struct Unread<'a> {
    names: &'a Names,
    left: Vec<Left>,
    findings: Vec<Diagnostic>,
}

impl Unread<'_> {
    /// Lists the names in a file, but not in one that a link leads to; errors where
    /// they have to go and would be left.
    fn look_into(
        &mut self,
        (file, linked): (&PassedOver, Option<&SourceFile>),
        would_be_left: impl Fn() -> bool,
    ) {
        let own = linked.map(|it| it.text.as_bytes());
        let Some(bytes) = own.or(file.bytes.as_deref()) else {
            self.findings.extend(would_be_left().then(|| unknown(file)));
            return;
        };
        let text = String::from_utf8_lossy(bytes);
        let hits = self.names.find(&text);
        let lines = LineIndex::new(&text);
        let listed = hits.iter().filter(|_| linked.is_none());
        self.left.extend(listed.map(|it| Left {
            path: file.path.clone(),
            at: lines.line_col(&text, it.start()),
            name: slice(&text, *it).to_owned(),
            reason: LeftReason::Unread(file.reason.clone()),
        }));
        if let Some(first) = hits.first().filter(|_| would_be_left()) {
            self.findings.push(named(file, &text, *first));
        }
    }
}

/// A name stands in a file that cannot be edited.
fn named(file: &PassedOver, text: &str, hit: TextRange) -> Diagnostic {
    let is_utf8 = file.bytes.as_deref().is_none_or(|it| std::str::from_utf8(it).is_ok());
    let help = match is_utf8 {
        true => "change the name there by hand first, or take the file out of the workspace",
        false => "save the file as UTF-8 first",
    };
    let (path, source) = (file.path.clone(), text.into());
    let label = Label { path, source, range: hit, text: "named here".into() };
    Diagnostic::error(format!("a file that cannot be edited names `{}`", slice(text, hit)))
        .at(label)
        .note(file.reason.clone())
        .help(help)
}

/// What lies in a folder is not known.
fn unknown_folder(it: &PassedOver) -> Diagnostic {
    let shown = if it.path == "" { "." } else { it.path.as_str() };
    Diagnostic::error(format!("the folder `{shown}` cannot be looked into: {}", it.reason))
        .note("modules of the workspace may lie there, and may have the old name")
        .help("make it a folder that can be read, and run the command again")
}

/// What stands in a file is not known.
fn unknown(file: &PassedOver) -> Diagnostic {
    let message = format!("`{}` cannot be looked into: {}", file.path, file.reason);
    Diagnostic::error(message)
        .note("it is part of a crate of the workspace, and may have the old name")
        .help("make it a file that can be read, of at most 64 MiB")
}
