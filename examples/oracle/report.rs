//! Verdicts for people: what went wrong, and a table with a row per tree.

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

- pass: only the item's own definitions changed, every byte came back, and `cargo check` with the
  targets in the column says what it said before
- refused: the program said why it would not, and wrote nothing
- broke: it no longer compiles; overreach: another definition changed, or one of its own did not;
  unreversed: the rename back failed or left a difference; noop: nothing changed; crash: a panic

| crate | targets | items | pass | refused | broke | overreach | unreversed | noop | crash |
|---|---|---|---|---|---|---|---|---|---|
";

/// Prints all that is not a pass, and the row.
pub fn print(name: &str, scope: &str, verdicts: &[(Candidate, Verdict)]) {
    for (it, verdict) in verdicts.iter().filter(|it| it.1 != Verdict::Pass) {
        println!("{name} {}: {} {} -> {}", verdict.word(), it.kind, it.path, it.fresh);
        verdict.said().lines().for_each(|line| println!("    {line}"));
    }
    println!("{}", row(name, scope, verdicts));
}

/// A row of the table.
pub fn row(name: &str, scope: &str, verdicts: &[(Candidate, Verdict)]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    verdicts.iter().for_each(|it| *counts.entry(it.1.word()).or_default() += 1);
    let words = ["pass", "refused", "broke", "overreach", "unreversed", "noop", "crash"];
    let cells = words.map(|it| counts.get(it).copied().unwrap_or(0).to_string());
    format!("| {name} | {scope} | {} | {} |", verdicts.len(), cells.join(" | "))
}

/// Puts a row into the file's table, in the place of an earlier one of that tree.
pub fn save(file: &Utf8Path, row: &str) -> Result<()> {
    let text = if file.exists() { std::fs::read_to_string(file)? } else { String::new() };
    let tree_of = |row: &str| row.split('|').nth(1).unwrap_or_default().trim().to_owned();
    let rows = text.strip_prefix(HEAD).unwrap_or_default().lines();
    let (rows, rest): (Vec<_>, Vec<_>) = rows.partition(|it| it.starts_with('|'));
    let mut rows: BTreeMap<_, _> = rows.into_iter().map(|it| (tree_of(it), it)).collect();
    rows.insert(tree_of(row), row);
    let rows: String = rows.values().map(|it| format!("{it}\n")).collect();
    let rest: String = rest.iter().map(|it| format!("{it}\n")).collect();
    Ok(std::fs::write(file, format!("{HEAD}{rows}{rest}"))?)
}
