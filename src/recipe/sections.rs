//! Sections of Markdown files, and what is added at their ends.
//! <https://spec.commonmark.org/0.31.2/#atx-headings>
//!
//! Invariant: pure; a line between fences is no heading.

use crate::text::{Indel, TextSize};

/// What becomes of a text that is to stand in a section.
pub(super) enum Appended {
    /// It stands there.
    There,
    /// This adds it.
    Edit(Indel),
    /// There is no such heading; the nearest one.
    NoSection(Option<String>),
}

/// Adds `added`, without line ends around it, to the end of a section; to that of
/// the file without a heading.
pub(super) fn append(text: &str, heading: Option<&str>, added: &str) -> Appended {
    let Some((start, end)) = section(text, heading) else {
        return Appended::NoSection(heading.and_then(|it| nearest(text, it)));
    };
    let own = &text[start..end];
    if has_lines(own, added) {
        return Appended::There;
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let kept = own.trim_end();
    let at = start + kept.len();
    let last = kept.lines().next_back().unwrap_or_default();
    let first = added.lines().next().unwrap_or_default();
    let between = match () {
        () if at == 0 => String::new(),
        () if is_row(last) && is_row(first) => line_end.to_owned(),
        () => line_end.repeat(2),
    };
    let ends_line = own[kept.len()..].contains('\n');
    let after = if ends_line { "" } else { line_end };
    let insert = format!("{between}{added}{after}");
    Appended::Edit(Indel::insert(TextSize::from(at as u32), insert))
}

/// Whether some lines of `text` are those of `added`.
fn has_lines(text: &str, added: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let wanted: Vec<&str> = added.lines().map(str::trim_end).collect();
    lines.windows(wanted.len().max(1)).any(|it| it == wanted)
}

/// Whether a line is of a list or a table, in which no line is left empty.
fn is_row(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.trim_start_matches(|it: char| it.is_ascii_digit());
    let is_numbered =
        digits.len() < line.len() && (digits.starts_with(". ") || digits.starts_with(") "));
    ["- ", "* ", "+ ", "|"].iter().any(|it| line.starts_with(it)) || is_numbered
}

/// The bytes behind a heading, up to the next one that is not below it.
fn section(text: &str, heading: Option<&str>) -> Option<(usize, usize)> {
    let Some(heading) = heading else { return Some((0, text.len())) };
    let all = headings(text);
    let at = all.iter().position(|it| it.line == heading)?;
    let next = all[at + 1..].iter().find(|it| it.level <= all[at].level);
    Some((all[at].end, next.map_or(text.len(), |it| it.start)))
}

struct Heading<'t> {
    line: &'t str,
    level: usize,
    start: usize,
    end: usize,
}

fn headings(text: &str) -> Vec<Heading<'_>> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim();
        let ticks = line.len() - line.trim_start_matches(['`', '~']).len();
        let mark = &line[..ticks];
        match fence {
            Some(open) if mark.starts_with(open) && line.len() == ticks => fence = None,
            None if ticks >= 3 => fence = Some(mark),
            _ => {}
        }
        let level = line.len() - line.trim_start_matches('#').len();
        let is_heading = (1..=6).contains(&level) && line[level..].starts_with(' ');
        if is_heading && fence.is_none() {
            let end = start + whole.trim_end_matches(['\n', '\r']).len();
            found.push(Heading { line, level, start, end });
        }
        start += whole.len();
    }
    found
}

fn nearest(text: &str, heading: &str) -> Option<String> {
    let near = |it: Heading<'_>| (strsim::jaro_winkler(it.line, heading), it.line.to_owned());
    let all = headings(text).into_iter().map(near);
    let best = all.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > 0.75).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appended(text: &str, heading: Option<&str>, added: &str) -> String {
        match append(text, heading, added) {
            Appended::There => "there".into(),
            Appended::NoSection(it) => format!("no section, {it:?}"),
            Appended::Edit(it) => {
                let at = usize::from(it.delete.start());
                format!("{}{}{}", &text[..at], it.insert, &text[at..])
            }
        }
    }

    #[test]
    fn a_section_ends_where_the_next_of_its_level_begins() {
        let text = "# A\n\n## B\n\nb\n\n### C\n\nc\n\n## D\n\nd\n";
        let due = "# A\n\n## B\n\nb\n\n### C\n\nc\n\nnew\n\n## D\n\nd\n";
        assert_eq!(appended(text, Some("## B"), "new"), due);
        assert_eq!(appended(due, Some("## B"), "new"), "there");
        assert_eq!(appended(text, Some("## D"), "new"), format!("{text}\nnew\n"));
        assert_eq!(appended(text, Some("## B!"), "new"), "no section, Some(\"## B\")");
    }

    #[test]
    fn lists_go_on_and_line_ends_are_kept() {
        assert_eq!(appended("# A\r\n\r\n- a", None, "- b"), "# A\r\n\r\n- a\r\n- b\r\n");
        assert_eq!(appended("", None, "a"), "a\n");
        assert_eq!(appended("# A\n", Some("# A"), "a"), "# A\n\na\n");
    }

    #[test]
    fn code_has_no_headings() {
        let text = "# A\n\n```sh\n# B\n```\n";
        assert_eq!(appended(text, Some("# B"), "x"), "no section, Some(\"# A\")");
    }
}
