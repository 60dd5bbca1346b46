//! The guide and the trials say the same; messages say what is wrong, where, and what
//! to do.

use std::collections::BTreeSet;
use std::fs;

use camino::Utf8Path;
use libtest_mimic::Failed;

const GUIDE: &str = "docs/reliability.md";

/// The rows of each letter: from 1 to this.
const ROWS: &[(char, usize)] = &[
    ('A', 26),
    ('B', 20),
    ('C', 34),
    ('D', 13),
    ('E', 16),
    ('F', 12),
    ('O', 8),
    ('L', 6),
    ('V', 14),
];

/// Rows of texts whose fault has no line: it is the file as a whole.
const WHOLE_FILES: &[&str] = &["A18", "C29"];

/// Each row of the guide has the trials that it names, each trial has its row, and no
/// row is left out.
pub fn agrees(trials: &[&str]) -> Result<(), Failed> {
    let guide = fs::read_to_string(GUIDE)?;
    let rows: Vec<(&str, &str)> = guide.lines().filter_map(row).collect();
    let ids: BTreeSet<&str> = rows.iter().map(|it| it.0).collect();
    let all =
        ROWS.iter().flat_map(|(letter, most)| (1..=*most).map(move |it| format!("{letter}{it}")));
    let all: BTreeSet<String> = all.collect();
    let mut wrong: Vec<String> =
        all.iter().filter(|it| !ids.contains(&***it)).map(|it| format!("{it}: no row")).collect();
    wrong
        .extend(ids.iter().filter(|it| !all.contains(**it)).map(|it| format!("{it}: no such row")));
    for id in trials {
        let mut own = rows.iter().filter(|it| it.0 == *id);
        if !own.any(|it| it.1.contains("`tests/faults.rs`")) {
            wrong.push(format!("{id}: a trial that the row does not name"));
        }
    }
    wrong.extend(rows.iter().flat_map(|it| missing(*it, trials)));
    if wrong.is_empty() { Ok(()) } else { Err(format!("{GUIDE}:\n{}", wrong.join("\n")).into()) }
}

/// A row's number, and what holds it.
fn row(line: &str) -> Option<(&str, &str)> {
    let cells: Vec<&str> = line.strip_prefix("| ")?.split(" | ").collect();
    let (id, held) = (*cells.first()?, cells.last()?.trim_end_matches(" |"));
    let digits = id.strip_prefix(|it: char| it.is_ascii_uppercase())?;
    let is_row =
        cells.len() >= 4 && !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    is_row.then_some((id, held))
}

/// What a row names and nobody has: files and folders, cases in parentheses behind them.
fn missing((id, held): (&str, &str), trials: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut place = Utf8Path::new("");
    for (number, part) in held.split('`').enumerate() {
        let (is_name, is_path) = (number % 2 == 1, part.contains('/'));
        if is_name && is_path {
            place = Utf8Path::new(part);
            let is_there = place.exists();
            wrong.extend((!is_there).then(|| format!("{id}: there is no {part}")));
        } else if is_name && !has_case(place, part) {
            wrong.push(format!("{id}: {place} has no case {part}"));
        }
    }
    let other = held.split_once("`tests/faults.rs` (").and_then(|it| it.1.split_once(')'));
    let trial = other.map_or(id, |it| it.0);
    if held.contains("`tests/faults.rs`") && !trials.contains(&trial) {
        wrong.push(format!("{id}: no trial {trial}"));
    }
    wrong
}

fn has_case(place: &Utf8Path, case: &str) -> bool {
    place.join(case).is_dir()
        || fs::read_to_string(place).is_ok_and(|it| it.contains(&format!("fn {case}(")))
}

/// Each error of a snapshot has a path and a remedy; a fault of a text has its place.
pub fn messages() -> Result<(), Failed> {
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in Utf8Path::new("snapshots/faults").read_dir_utf8()? {
        let path = entry?.into_path();
        let id = path.file_name().and_then(|it| it.split_once('.')).map_or("", |it| it.0);
        let text = fs::read_to_string(&path)?;
        for error in errors(&text) {
            count += 1;
            let is_of_text = id.starts_with(['A', 'C', 'D']) && !WHOLE_FILES.contains(&id);
            wrong.extend(lacks(error, is_of_text).map(|it| format!("{path}: {it}:\n{error}")));
        }
    }
    for entry in Utf8Path::new("tests/recipes").read_dir_utf8()? {
        let path = entry?.path().join("expected-error.txt");
        let text = fs::read_to_string(&path).unwrap_or_default();
        for error in errors(&text) {
            count += 1;
            wrong.extend(lacks(error, true).map(|it| format!("{path}: {it}:\n{error}")));
        }
    }
    match wrong.is_empty() && count > 100 {
        true => Ok(()),
        false => Err(format!("{count} messages\n{}", wrong.join("\n")).into()),
    }
}

/// The errors of what a run said, each with all that belongs to it.
fn errors(said: &str) -> Vec<&str> {
    let starts = said.match_indices("error: ").map(|it| it.0);
    let starts: Vec<_> = starts.filter(|it| *it == 0 || said.as_bytes()[it - 1] == b'\n').collect();
    let ends = starts.iter().skip(1).copied().chain([said.len()]);
    starts.iter().zip(ends).map(|(start, end)| &said[*start..end]).collect()
}

fn lacks(error: &str, needs_place: bool) -> Option<&'static str> {
    let place = error.lines().find_map(|it| it.trim_start().strip_prefix("--> "));
    let has_place = place.is_some_and(|it| {
        let mut ends = it.rsplit(':');
        ends.by_ref().take(2).all(|it| it.parse::<u32>().is_ok()) && ends.next().is_some()
    });
    let mut quoted = error.split('`').skip(1).step_by(2);
    let has_path = has_place || quoted.any(|it| it.contains(['/', '.']) || it.contains("[ROOT]"));
    if needs_place && !has_place {
        return Some("no place");
    }
    if !has_path {
        return Some("no path");
    }
    (!error.contains("= help: ")).then_some("no remedy")
}
