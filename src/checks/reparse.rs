//! Each changed file parses as well as before: by the parser that planned the
//! change, and by one that had no part in it.

use crate::diagnostic::{Diagnostic, Label};
use crate::recipe::plan::Plan;
use crate::text::{TextRange, TextSize};
use crate::workspace::{FileKind, SourceFile};

pub(super) fn check(plan: &Plan) -> Vec<Diagnostic> {
    let rust = plan.after.files().filter(|it| it.kind == FileKind::Rust);
    let changed = rust.filter_map(|after| {
        let before = plan.before.file(after.id)?;
        (before.text != after.text).then_some((before, after))
    });
    changed.filter_map(|(before, after)| worse(before, after)).collect()
}

fn worse(before: &SourceFile, after: &SourceFile) -> Option<Diagnostic> {
    let (old, new) = (before.syntax().errors(), after.syntax().errors());
    if new.len() > old.len() {
        let (range, message) = new.into_iter().find(|it| !old.iter().any(|old| old.1 == it.1))?;
        return Some(report(after, range, &message));
    }
    let second = |it: &SourceFile| syn::parse_file(&it.text);
    match (second(before), second(after)) {
        (Ok(_), Err(error)) => {
            let start = after.lines().offset(&after.text, place(&error)).unwrap_or_default();
            Some(report(after, TextRange::empty(start), &error.to_string()))
        }
        _ => None,
    }
}

fn place(error: &syn::Error) -> crate::text::LineCol {
    let start = error.span().start();
    crate::text::LineCol { line: start.line as u32, col: start.column as u32 + 1 }
}

fn report(after: &SourceFile, range: TextRange, message: &str) -> Diagnostic {
    let end = TextSize::from(after.text.len() as u32);
    let range = TextRange::new(range.start().min(end), range.end().min(end));
    let label =
        Label { path: after.path.clone(), source: after.text.clone(), range, text: message.into() };
    Diagnostic::error("the file would no longer parse")
        .at(label)
        .note("this is the text after the change")
        .help("report this as a bug of the tool, with the recipe and the file")
}
