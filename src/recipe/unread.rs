//! Names in files that are no text: they are counted, and not edited.
//!
//! Invariant: a file that a target reaches and that names an item whose name
//! goes is never left in silence: the step is refused.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Label, Refusal, RefusalKind};
use crate::recipe::plan::{Left, LeftReason};
use crate::resolve::Resolver;
use crate::resolve::search::Names;
use crate::text::{LineIndex, slice};
use crate::workspace::PassedOver;

/// The mentions of names in files that could not be read as text. Bytes that are
/// no UTF-8 count as one character each.
///
/// # Errors
/// `must_go`, and a target reaches such a file: the name there would be left.
pub fn mentions(
    resolver: &Resolver<'_>,
    names: &Names,
    must_go: bool,
) -> Result<Vec<Left>, Refusal> {
    let mut left = Vec::new();
    let mut findings = Vec::new();
    let rust = |it: &&PassedOver| it.path.extension() == Some("rs") && !it.bytes.is_empty();
    for file in resolver.workspace.passed_over.iter().filter(rust) {
        let text = String::from_utf8_lossy(&file.bytes);
        let hits = names.find(&text);
        let lines = LineIndex::new(&text);
        left.extend(hits.iter().map(|it| Left {
            path: file.path.clone(),
            at: lines.line_col(&text, it.start()),
            name: slice(&text, *it).to_owned(),
            reason: LeftReason::Unread(file.reason.clone()),
        }));
        if let Some(first) = hits.first().filter(|_| must_go && resolver.reaches(&file.path)) {
            let source: Arc<str> = text.as_ref().into();
            let label =
                Label { path: file.path.clone(), source, range: *first, text: "named here".into() };
            let message = format!("a file that cannot be edited names `{}`", slice(&text, *first));
            let error = Diagnostic::error(message).at(label).note(file.reason.clone());
            findings.push(error.help("save the file as UTF-8 first"));
        }
    }
    if findings.is_empty() { Ok(left) } else { Err(Refusal { kind: RefusalKind::Check, findings }) }
}
