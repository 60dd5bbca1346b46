//! `text`: prose in Markdown files is replaced, or added to a section.
//!
//! Invariant: applied twice is applied once: what stands there already is found,
//! and text that would be found anew is refused.

use globset::{GlobBuilder, GlobMatcher};

use crate::change::SourceChangeBuilder;
use crate::diagnostic::{Diagnostic, Refusal};
use crate::recipe::plan::{Rewrite, SiteKind, StepState};
use crate::recipe::sections::{self, Appended};
use crate::recipe::spec::{ProseSpec, Spanned, TextSpec};
use crate::recipe::{Step, StepOutcome, finished, place};
use crate::text::{Indel, TextRange};
use crate::workspace::{FileKind, SourceFile, Workspace};

/// What a row finds in the files that it names.
#[derive(Default)]
struct Found {
    edits: Vec<(Indel, usize)>,
    is_done: bool,
    /// The heading nearest to one that is not there.
    nearest: Option<String>,
}

pub(super) fn plan(
    step: Step<'_>,
    rows: &[TextSpec],
    workspace: &Workspace,
) -> Result<StepOutcome, Refusal> {
    let out_of_scope = step.out_of_scope(workspace)?;
    let mut out = StepOutcome::idle(StepState::Skipped);
    let mut change = SourceChangeBuilder::default();
    for row in rows {
        let matcher = matcher(step, &row.files)?;
        let files = workspace.files().filter(|it| it.kind == FileKind::Markdown);
        let named = files.filter(|it| matcher.is_match(&it.path));
        let files: Vec<_> = named.filter(|it| !out_of_scope.contains(&it.id)).collect();
        let mut found = Found::default();
        for (number, file) in files.iter().enumerate() {
            find(step, &row.what, file, (number, &mut found))?;
        }
        judge(step, row, (files.len(), &found), &mut out)?;
        for (indel, number) in found.edits {
            let file = files[number];
            let (path, at) = place(workspace, file.id, indel.delete.start());
            let from = crate::text::slice(&file.text, indel.delete).to_owned();
            let to = indel.insert.trim().to_owned();
            out.rewrites.push(Rewrite { path, at, site: SiteKind::Text, from, to });
            change.push(file.id, indel);
        }
    }
    out.change = finished(workspace, change)?;
    Ok(out)
}

/// What a row that finds nothing is: carried out, skipped or an error.
fn judge(
    step: Step<'_>,
    row: &TextSpec,
    (files, found): (usize, &Found),
    out: &mut StepOutcome,
) -> Result<(), Refusal> {
    if !found.edits.is_empty() {
        out.state = StepState::Pending;
        return Ok(());
    }
    let (at, what) = match &row.what {
        ProseSpec::Replace { find, .. } => (find, find.value.as_str()),
        ProseSpec::Append { section: Some(it), .. } => (it, it.value.as_str()),
        ProseSpec::Append { append, .. } => (append, append.value.as_str()),
    };
    let what = what.lines().next().unwrap_or_default();
    let message = match files {
        0 => format!("no Markdown file is called `{}`", row.files.value),
        _ => format!("`{what}` stands nowhere in `{}`", row.files.value),
    };
    let at = if files == 0 { &row.files } else { at };
    let error = Diagnostic::error(message).at(step.label(at.range, "matches nothing"));
    let error = match &found.nearest {
        Some(it) => error.help(format!("there is `{it}`")),
        None => error.help("correct the row, or say `optional = true` in this step"),
    };
    if found.is_done {
        out.state = if out.state == StepState::Skipped { StepState::Done } else { out.state };
        out.unmatched.push(error);
        return Ok(());
    }
    if step.spec.optional {
        out.unmatched.push(error);
        return Ok(());
    }
    Err(Refusal::input(error))
}

fn matcher(step: Step<'_>, files: &Spanned<String>) -> Result<GlobMatcher, Refusal> {
    let glob = GlobBuilder::new(&files.value).literal_separator(true).build();
    glob.map(|it| it.compile_matcher()).map_err(|it| {
        let message = format!("`{}` is no glob: {}", files.value, it.kind());
        step.refuse(files, message, "`*` is any part of a name, `**` any folders")
    })
}

fn find(
    step: Step<'_>,
    what: &ProseSpec,
    file: &SourceFile,
    (number, found): (usize, &mut Found),
) -> Result<(), Refusal> {
    match what {
        ProseSpec::Replace { find, with, whole_word } => {
            let (old, new) = (in_lines_of(file, &find.value), in_lines_of(file, &with.value));
            let hits = hits(&file.text, (&old, &new), *whole_word);
            found.is_done |= new.is_empty() || stands(&file.text, &new, *whole_word);
            if !hits.is_empty() {
                lasting(step, with, (file, &hits), (&old, &new, *whole_word))?;
            }
            let edit = |it: TextRange| (Indel::replace(it, new.clone()), number);
            found.edits.extend(hits.into_iter().map(edit));
        }
        ProseSpec::Append { section, append } => {
            let heading = section.as_ref().map(|it| it.value.trim());
            let added = in_lines_of(file, append.value.trim_matches('\n'));
            match sections::append(&file.text, heading, &added) {
                Appended::There => found.is_done = true,
                Appended::Edit(it) => {
                    lasting_end(step, append, (file, heading), (&it, &added))?;
                    found.edits.push((it, number));
                }
                Appended::NoSection(nearest) => found.nearest = nearest.or(found.nearest.take()),
            }
        }
    }
    Ok(())
}

/// Refuses a text that, once written, would be found anew.
fn lasting(
    step: Step<'_>,
    with: &Spanned<String>,
    (file, ranges): (&SourceFile, &[TextRange]),
    (old, new, whole_word): (&str, &str, bool),
) -> Result<(), Refusal> {
    let mut after = String::new();
    let mut end = 0;
    for it in ranges {
        after.push_str(&file.text[end..usize::from(it.start())]);
        after.push_str(new);
        end = usize::from(it.end());
    }
    after.push_str(&file.text[end..]);
    if hits(&after, (old, new), whole_word).is_empty() {
        return Ok(());
    }
    let message = format!("`{old}` would stand in `{}` again", file.path);
    Err(step.refuse(with, message, "applied twice, this would not be what it is applied once"))
}

/// Refuses a text that, once it stands at the end of a section, is not of it: a heading
/// that ends the section.
fn lasting_end(
    step: Step<'_>,
    append: &Spanned<String>,
    (file, heading): (&SourceFile, Option<&str>),
    (edit, added): (&Indel, &str),
) -> Result<(), Refusal> {
    let (before, behind) = file.text.split_at(edit.delete.start().into());
    let after = format!("{before}{}{behind}", edit.insert);
    if matches!(sections::append(&after, heading, added), Appended::There) {
        return Ok(());
    }
    let message = format!("this would not be of the section in `{}`, but end it", file.path);
    Err(step.refuse(append, message, "begin it with a heading of a lower level, or with none"))
}

/// The text of a recipe with the line ends of a file.
fn in_lines_of(file: &SourceFile, text: &str) -> String {
    let plain = text.replace("\r\n", "\n");
    if file.text.contains("\r\n") { plain.replace('\n', "\r\n") } else { plain }
}

/// Where `old` stands, but for what is part of `new` already.
fn hits(text: &str, (old, new): (&str, &str), whole_word: bool) -> Vec<TextRange> {
    let mut found: Vec<TextRange> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(old).map(|it| at + it) {
        let end = start + old.len();
        let is_hit =
            (!whole_word || is_whole(text, start, end)) && !is_done(text, start, (old, new));
        let step = text[start..].chars().next().map_or(1, char::len_utf8);
        at = if is_hit { end } else { start + step };
        if is_hit {
            found.push(TextRange::new((start as u32).into(), (end as u32).into()));
        }
    }
    found
}

/// Whether a text stands somewhere.
fn stands(text: &str, wanted: &str, whole_word: bool) -> bool {
    let mut found = text.match_indices(wanted).map(|it| it.0);
    found.any(|at| !whole_word || is_whole(text, at, at + wanted.len()))
}

/// Whether no word goes on beyond either end.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let is_word = |it: char| it == '_' || it.is_alphanumeric();
    let meets = |a: Option<char>, b: Option<char>| a.is_some_and(is_word) && b.is_some_and(is_word);
    let own = &text[start..end];
    !meets(text[..start].chars().next_back(), own.chars().next())
        && !meets(own.chars().next_back(), text[end..].chars().next())
}

/// Whether what stands at `start` is part of `new`.
fn is_done(text: &str, start: usize, (old, new): (&str, &str)) -> bool {
    let inside = new.match_indices(old).map(|it| it.0);
    inside
        .filter_map(|it| start.checked_sub(it))
        .any(|it| text.get(it..).is_some_and(|it| it.starts_with(new)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, old: &str, new: &str) -> Vec<usize> {
        hits(text, (old, new), true).iter().map(|it| it.start().into()).collect()
    }

    #[test]
    fn whole_words_are_found() {
        assert_eq!(found("Job JobRecord `Job` aJob Jobs (Job)", "Job", "Task"), [0, 15, 31]);
        assert_eq!(found("see: the job; the jobs", "the job", "a task"), [5]);
        assert_eq!(found("a/b a/bc", "a/b", "c"), [0]);
    }

    #[test]
    fn what_is_part_of_the_new_text_is_done() {
        assert_eq!(found("the Job, a Job", "Job", "the Job"), [11]);
        assert_eq!(found("Job and Job", "Job", "Job and Job"), [0usize; 0]);
    }

    #[test]
    fn words_need_not_be_whole() {
        assert_eq!(hits("aJob", ("Job", "Task"), false).len(), 1);
    }
}
