//! Characters that are not seen, on lines that a step edits.
//!
//! Invariant: nothing of them is edited; they are told.
//! <https://doc.rust-lang.org/rustc/lints/listing/deny-by-default.html#text-direction-codepoint-in-comment>

use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::recipe::plan::Evidence;
use crate::recipe::spec::is_unseen;
use crate::text::{TextRange, TextSize};

/// A warning for each edited line with such a character, at the first one.
pub fn warnings(evidence: &Evidence) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (id, edit) in &evidence.change.edits {
        let Some(file) = evidence.after.file(*id).filter(|it| !it.text.is_ascii()) else {
            continue;
        };
        let lines = edit.inserted().into_iter().map(|it| line(&file.text, it.end()));
        let mut places: Vec<_> = lines.filter_map(|it| unseen(&file.text, it)).collect();
        places.dedup();
        found.extend(places.into_iter().map(|(at, it)| {
            let message = format!("the character `{}` on an edited line", it.escape_unicode());
            let label = label(&evidence.after, *id, at, "this line may not be what it looks like");
            Diagnostic::warning(message).at(label).help("look at the line byte by byte")
        }));
    }
    found
}

/// The line that a place is on.
fn line(text: &str, at: TextSize) -> std::ops::Range<usize> {
    let at = usize::from(at);
    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    start..text[at..].find('\n').map_or(text.len(), |it| at + it)
}

fn unseen(text: &str, line: std::ops::Range<usize>) -> Option<(TextRange, char)> {
    let (at, it) = text[line.clone()].char_indices().find(|it| is_unseen(it.1))?;
    let start = TextSize::from((line.start + at) as u32);
    Some((TextRange::at(start, TextSize::of(it)), it))
}
