//! What names in strings can become.
//! <https://doc.rust-lang.org/std/fmt/index.html#named-parameters>

use super::{At, Goal, Request};
use crate::diagnostic::Diagnostic;
use crate::syntax::{PathKind, Place};

/// Whether a mention is a capture of a format string: a name without `r#`.
pub(super) fn is_capture(at: At<'_>) -> bool {
    matches!(&at.site.place, Place::Path(it) if it.kind == PathKind::FormatString)
}

/// Refuses a path in the place of a capture.
pub(super) fn check(request: &Request<'_>, at: At<'_>, goal: &Goal) -> Result<(), Diagnostic> {
    if !is_capture(at) {
        return Ok(());
    }
    let name = &at.site.name;
    let error = Diagnostic::error("a format string captures names, not paths").at(request.label(
        at.file(),
        at.site.range,
        &format!("would become `{}`", goal.path),
    ));
    Err(error.help(format!("pass it as an argument first: `\"{{{name}}}\", {name} = {name}`")))
}
