//! Names in files that no target reaches, as far as is known.
//!
//! Invariant: a file that a macro may declare as a module, and that names what
//! goes, is never left in silence: the step is refused.

use super::Request;
use crate::diagnostic::Diagnostic;
use crate::resolve::references::FileMentions;
use crate::syntax::Place;

/// What is wrong with leaving the mentions of a file that no target reaches.
pub(super) fn check(request: &Request<'_>, mentions: &FileMentions) -> Option<Diagnostic> {
    let goes = !request.removed.is_empty() || request.goals.values().any(|it| !it.is_other);
    if !goes || request.out_of_scope.contains(&mentions.file) {
        return None;
    }
    let is_code = |it: &Place| !matches!(it, Place::Comment | Place::DocComment | Place::Prose);
    let site = mentions.sites.sites.iter().find(|it| is_code(&it.place))?;
    let source = request.workspace().file(mentions.file)?;
    let (file, call) = request.resolver.perhaps_declared_by(source)?;
    let message = format!("a macro may declare the module of `{}`", source.path);
    let error = Diagnostic::error(message)
        .at(request.label(file, call, "what it declares is not known"))
        .at(request.label(mentions.file, site.range, "names what goes"));
    Some(error.help("declare the module by `mod`, or exclude the file in `[scope]`"))
}
