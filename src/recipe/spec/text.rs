//! `text`: prose in Markdown files.
//!
//! Invariant: a row in hand names Markdown files below the root, and says either
//! what is replaced or what is appended.

use toml_edit::TableLike;

use super::page::{Entry, Page, entries, shown};
use super::{ProseSpec, Spanned, TextSpec};
use crate::diagnostic::Diagnostic;
use crate::text::TextRange;

const KEYS: &[&str] = &["file", "files", "find", "with", "whole-word", "section", "append"];

/// The keys of one row, as they stand there.
#[derive(Default)]
struct Row {
    files: Option<Spanned<String>>,
    find: Option<Spanned<String>>,
    with: Option<Spanned<String>>,
    whole_word: Option<bool>,
    section: Option<Spanned<String>>,
    append: Option<Spanned<String>>,
}

/// The rows of a step.
pub(super) fn texts(page: &mut Page<'_>, entry: Entry<'_>, once: bool) -> Vec<TextSpec> {
    let rows = page.rows(entry).0;
    if rows.is_empty() && page.is_clean() {
        page.error(entry.range(), "`text` is empty".into(), "add a row, or remove the step");
    }
    let specs: Vec<_> = rows.into_iter().filter_map(|(it, range)| row(page, it, range)).collect();
    if !once {
        chained(page, &specs);
    }
    specs
}

fn row(page: &mut Page<'_>, table: &dyn TableLike, range: TextRange) -> Option<TextSpec> {
    let mut row = Row::default();
    for entry in entries(table) {
        row.take(page, entry);
    }
    let files = row.files.take();
    if files.is_none() {
        page.error(range, "this row names no file".into(), "write `files = \"docs/**/*.md\"`");
    }
    let what = row.what(page, range);
    Some(TextSpec { files: files?, what: what? })
}

impl Row {
    fn take(&mut self, page: &mut Page<'_>, entry: Entry<'_>) {
        match entry.name() {
            "file" | "files" => {
                let path = page.string(entry).filter(|it| check_files(page, it));
                if path.is_some() && self.files.is_some() {
                    let message = "`file` and `files` say the same".into();
                    page.error(entry.key_range(), message, "keep one of them");
                }
                self.files = path.or(self.files.take());
            }
            "find" => self.find = text(page, entry),
            "with" => self.with = page.string(entry),
            "whole-word" => self.whole_word = page.boolean(entry),
            "section" => self.section = page.string(entry).filter(|it| check_heading(page, it)),
            "append" => self.append = text(page, entry),
            _ => page.unknown(entry, KEYS),
        }
    }

    fn what(self, page: &mut Page<'_>, range: TextRange) -> Option<ProseSpec> {
        let Row { find, with, whole_word, section, append, .. } = self;
        match (find, with, append) {
            (Some(find), Some(with), None) if section.is_none() => {
                if find.value == with.value {
                    let message = "this row does nothing: `find` and `with` are the same";
                    page.error(with.range, message.into(), "remove it, or correct one side");
                }
                let whole_word = whole_word.unwrap_or(true);
                Some(ProseSpec::Replace { find, with, whole_word })
            }
            (None, None, Some(append)) if whole_word.is_none() => {
                Some(ProseSpec::Append { section, append })
            }
            _ => {
                let help = "write `find` and `with`, or `append` and perhaps `section`";
                page.error(range, "a row of `text` replaces or appends".into(), help);
                None
            }
        }
    }
}

/// A string that is not empty.
fn text(page: &mut Page<'_>, entry: Entry<'_>) -> Option<Spanned<String>> {
    let text = page.string(entry)?;
    if text.value.trim().is_empty() {
        let message = format!("`{}` is empty", entry.name());
        page.error(text.range, message, "write the text");
        return None;
    }
    Some(text)
}

/// Whether files may be named so: Markdown, below the root.
fn check_files(page: &mut Page<'_>, files: &Spanned<String>) -> bool {
    let path = files.value.replace('\\', "/");
    let is_outside =
        path.starts_with('/') || path.contains(':') || path.split('/').any(|it| it == "..");
    if is_outside || path.is_empty() {
        let message = format!("`{}` is no path below the workspace's root", shown(&files.value));
        page.error(files.range, message, "write it from there: `docs/guide.md`");
        return false;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let ends = name.rsplit_once('.').map(|it| it.1.to_ascii_lowercase());
    let is_other = ends.is_some_and(|it| {
        it.chars().all(char::is_alphanumeric) && !["md", "markdown"].contains(&it.as_str())
    });
    if is_other {
        let message = format!("`{}` is no Markdown file", shown(&files.value));
        let help = "`text` edits prose in `.md` and `.markdown` files; Rust and manifests have \
                    verbs of their own";
        page.error(files.range, message, help);
    }
    !is_other
}

/// Whether it is a heading: `## Title`.
/// <https://spec.commonmark.org/0.31.2/#atx-headings>
fn check_heading(page: &mut Page<'_>, heading: &Spanned<String>) -> bool {
    let text = heading.value.trim();
    let level = text.len() - text.trim_start_matches('#').len();
    let good = (1..=6).contains(&level) && text[level..].starts_with(' ') && !text.contains('\n');
    if !good {
        let message = format!("`{}` is no heading", shown(&heading.value));
        page.error(heading.range, message, "write it as it stands in the file: `## Usage`");
    }
    good
}

/// Reports the first row that makes what another one takes up.
fn chained(page: &mut Page<'_>, rows: &[TextSpec]) {
    let replaced = |it: &TextSpec| match &it.what {
        ProseSpec::Replace { find, with, .. } => Some((find.clone(), with.clone())),
        ProseSpec::Append { .. } => None,
    };
    let pairs: Vec<_> = rows.iter().filter_map(replaced).collect();
    for (_, with) in &pairs {
        let next = pairs.iter().find(|it| it.0.value == with.value && it.1.value != with.value);
        if let Some((find, _)) = next {
            let finding =
                Diagnostic::error(format!("`{}` is both old and new", shown(&find.value)))
                    .at(page.label(with.range, "new here"))
                    .at(page.label(find.range, "old here"));
            let help = "all rows of a step are carried out at once, and afterwards nobody can \
                        tell that they were: say `once = true` in this step";
            return page.push(finding.help(help));
        }
    }
}
