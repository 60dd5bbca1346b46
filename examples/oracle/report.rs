//! Verdicts for people: what went wrong, and tables with a row per tree.

use std::collections::BTreeMap;

use anyhow::Result;
use camino::Utf8Path;

use crate::candidates::Candidate;
use crate::judge::Verdict;

const HEAD: &str = "\
# Conformance

What the rename oracle found on published crates (`cargo run --release --example oracle -- TREE…
--report docs/conformance.md`): items of all kinds, chosen at random from all targets, as many of
each kind as there are, half of the places for names that are defined several times. Each is
renamed by a recipe of its own, written, and renamed back.

- pass: only the item's own definitions changed, each word of the code that is its name was
  rewritten or listed, every byte came back, and `cargo check` with the targets and features in the
  column says what it said before; with `doc links`, rustdoc finds no link that newly leads nowhere
- by remedy: how many of these were refused at first, with the paths of all that has to get the new
  name in one step; these were renamed in one step
- refused: the program said why it would not, and wrote nothing
- broke: it no longer compiles; overreach: another definition changed, or one of its own did not;
  unreversed: the rename back failed or left a difference; unlisted: a mention in code was neither
  rewritten nor listed, or listed as no code; noop: nothing changed; crash: a panic

";
const WORDS: [&str; 9] = [
    "pass",
    "by remedy",
    "refused",
    "broke",
    "overreach",
    "unreversed",
    "unlisted",
    "noop",
    "crash",
];
const KINDS: [&str; 11] = [
    "struct", "enum", "union", "trait", "alias", "fn", "const", "static", "module", "variant",
    "macro",
];
/// The row of sums.
const ALL: &str = "all";

/// What became of the items of one tree.
pub struct Row {
    /// The tree's.
    pub name: String,
    /// What Cargo checked.
    pub scope: String,
    /// The items.
    pub verdicts: Vec<(Candidate, Verdict)>,
}

impl Row {
    fn by_verdict(&self) -> Vec<String> {
        let is_of = |it: &(Candidate, Verdict), word: &str| match word {
            "by remedy" => it.0.by_remedy && it.1 == Verdict::Pass,
            _ => it.1.word() == word,
        };
        let count = |word: &str| self.verdicts.iter().filter(|it| is_of(it, word)).count();
        let counts = WORDS.iter().map(|it| count(it).to_string());
        let all = self.verdicts.len().to_string();
        [self.name.clone(), self.scope.clone(), all].into_iter().chain(counts).collect()
    }

    /// How many of each kind passed, of how many.
    fn by_kind(&self) -> Vec<String> {
        let cell = |kind: &&str| {
            let own = self.verdicts.iter().filter(|it| it.0.kind == *kind);
            let passed = own.clone().filter(|it| it.1 == Verdict::Pass).count();
            format!("{passed}/{}", own.count())
        };
        std::iter::once(self.name.clone()).chain(KINDS.iter().map(cell)).collect()
    }
}

/// Prints all that is not a pass, and the rows.
pub fn print(row: &Row) {
    for (it, verdict) in row.verdicts.iter().filter(|it| it.1 != Verdict::Pass) {
        println!("{} {}: {} {} -> {}", row.name, verdict.word(), it.kind, it.path, it.fresh);
        verdict.said().lines().for_each(|line| println!("    {line}"));
    }
    println!("{}\n{}", line(&row.by_verdict()), line(&row.by_kind()));
}

/// Puts the rows of a tree into the file's tables, in the place of earlier ones;
/// what follows the tables stays.
pub fn save(file: &Utf8Path, row: &Row) -> Result<()> {
    let text = if file.exists() { std::fs::read_to_string(file)? } else { String::new() };
    let rows: Vec<_> = text.lines().filter(|it| it.starts_with('|')).map(cells).collect();
    let notes = text.rfind("\n|").map(|at| &text[at + 1..]).and_then(|it| it.split_once('\n'));
    let notes = notes.map(|it| it.1).unwrap_or("\n");
    let heads =
        [[&["crate", "judged", "items"], &WORDS[..]].concat(), [&["crate"], &KINDS[..]].concat()];
    let new = [row.by_verdict(), row.by_kind()];
    let tables = heads.into_iter().zip(new).map(|(head, new)| {
        let is_like =
            |it: &&Vec<String>| it.len() == head.len() && is_of(it, '/') == is_of(&new, '/');
        let known = rows.iter().filter(is_like).filter(|it| is_row(it));
        let mut known: BTreeMap<_, _> = known.map(|it| (it[0].clone(), it.clone())).collect();
        known.insert(new[0].clone(), new);
        table(&head, known.into_values().collect())
    });
    let tables: Vec<_> = tables.collect();
    Ok(std::fs::write(file, format!("{HEAD}{}{notes}", tables.join("\n")))?)
}

/// Whether the last cell has a mark: rows of both tables are of one length.
fn is_of(cells: &[String], mark: char) -> bool {
    cells.last().is_some_and(|it| it.contains(mark))
}

fn is_row(cells: &[String]) -> bool {
    cells[0] != "crate" && cells[0] != ALL && !cells[0].starts_with('-')
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|it| it.trim().to_owned()).collect()
}

fn line(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<_> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |", cells.join(" | "))
}

fn table(head: &[&str], mut rows: Vec<Vec<String>>) -> String {
    let mut all: Vec<_> =
        (0..head.len()).map(|at| sum(rows.iter().map(|it| it[at].as_str()))).collect();
    all[0] = ALL.to_owned();
    rows.push(all);
    let rule = vec!["---"; head.len()];
    let lines = [line(head), line(&rule)].into_iter().chain(rows.iter().map(|it| line(it)));
    lines.map(|it| it + "\n").collect()
}

/// The sum of a column: of numbers, or of `a/b`; nothing for one of words.
fn sum<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<Vec<usize>> =
        cells.map(|it| it.split('/').filter_map(|it| it.parse().ok()).collect()).collect();
    let width = cells.iter().map(Vec::len).min().unwrap_or(0);
    let sums = (0..width).map(|at| cells.iter().map(|it| it[at]).sum::<usize>().to_string());
    let sums: Vec<_> = sums.collect();
    sums.join("/")
}
