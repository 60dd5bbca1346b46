//! Pairs of one step against each other: all of them are carried out at once.
//!
//! Invariant: time is linear in the bytes of the pairs. Paths are compared
//! without `r#`; whether two of them reach one item is for the verbs.

use std::collections::HashMap;

use super::names::{self, NameFault};
use super::page::{Page, shown};
use super::{PairSpec, Spanned};
use crate::diagnostic::Diagnostic;

const ONCE: &str = "all pairs of a step are carried out at once, and afterwards nobody can tell \
                    that they were: say `once = true` in this step";

/// A pair whose two sides are well-formed, by what it makes of a path.
struct Row<'p> {
    pair: &'p PairSpec,
    /// The old path, without `r#`.
    from: String,
    /// The path that the item has afterwards, or the new path; without `r#`.
    result: String,
}

/// Pairs of item path and new name. A new macro's name loses its `!`; letters of a
/// new name are composed, as the compiler has them.
pub(super) fn check_renames(page: &mut Page<'_>, pairs: &mut [PairSpec], once: bool) {
    for pair in &mut *pairs {
        if pair.from.value.ends_with('!') && pair.to.value.ends_with('!') {
            pair.to.value.pop();
        }
    }
    let mut rows = Vec::new();
    for pair in &*pairs {
        if both_good(page, pair, new_name_of(pair)) {
            let from = names::plain(&pair.from.value);
            rows.push(Row { pair, result: renamed(&from, &pair.to.value), from });
        }
    }
    let rows = effective(page, rows);
    let sources = sources(page, &rows);
    merged(page, &rows);
    if !once {
        let meets = |row: &Row<'_>| sources.get(row.result.as_str()).copied();
        chained(page, &rows, meets);
    }
    for pair in pairs {
        pair.to.value = names::composed(&pair.to.value);
    }
}

/// Pairs of item paths.
pub(super) fn check_replacements(page: &mut Page<'_>, pairs: &[PairSpec], once: bool) {
    let mut rows = Vec::new();
    for pair in pairs {
        if both_good(page, pair, new_path_of(pair)) {
            let (from, result) = (names::plain(&pair.from.value), names::plain(&pair.to.value));
            rows.push(Row { pair, from, result });
        }
    }
    let rows = effective(page, rows);
    let sources = sources(page, &rows);
    if !once {
        // A key carries all that lies below it.
        let meets = |row: &Row<'_>| {
            let of_type = |path| sources.get(format!("type@{path}").as_str());
            let mut paths = above(row.result.trim_start_matches("type@"));
            paths.find_map(|path| sources.get(path).or_else(|| of_type(path)).copied())
        };
        chained(page, &rows, meets);
    }
}

/// Reports paths of a list that stand there before.
pub(super) fn check_repeated(page: &mut Page<'_>, paths: &[Spanned<String>]) {
    let mut seen = HashMap::new();
    for path in paths {
        if let Some(first) = seen.insert(names::plain(&path.value), path) {
            let finding = Diagnostic::error(format!("`{}` is listed twice", shown(&path.value)))
                .at(page.label(path.range, "again here"))
                .at(page.label(first.range, "first here"));
            page.push(finding.help("keep one of them"));
        }
    }
}

fn both_good(page: &mut Page<'_>, pair: &PairSpec, to: Result<(), NameFault>) -> bool {
    let from = names::check_item_path(page, &pair.from);
    names::report(page, &pair.to, to) && from
}

/// Whether the new side of a rename is a name; a package's may have `-`.
fn new_name_of(pair: &PairSpec) -> Result<(), NameFault> {
    let (from, to) = (&pair.from.value, &pair.to.value);
    match from.contains("::") {
        true => names::new_name(to),
        false if to.starts_with('-') => names::new_name(to),
        false => names::new_name(&to.replace('-', "_")),
    }
}

/// Whether the new side of a replacement is a path of the same sort.
fn new_path_of(pair: &PairSpec) -> Result<(), NameFault> {
    let (from, to) = (&pair.from.value, &pair.to.value);
    names::item_path(to)?;
    if from.ends_with('!') == to.ends_with('!') {
        return Ok(());
    }
    let message = "a macro is replaced by a macro only";
    Err(NameFault::new(0..to.len(), message, "write `!` after both paths, or after none"))
}

/// The path of an item that got another name.
fn renamed(from: &str, to: &str) -> String {
    let (path, mark) = from.strip_suffix('!').map_or((from, ""), |it| (it, "!"));
    let parent = path.rfind("::").map(|it| it + 2).or(path.rfind(['@', '/']).map(|it| it + 1));
    format!("{}{}{mark}", &path[..parent.unwrap_or(0)], names::plain(to))
}

/// The path, and the paths above it, longest first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |it| it.rsplit_once("::").map(|it| it.0))
}

/// The rows that change something; the others are reported.
fn effective<'p>(page: &mut Page<'_>, rows: Vec<Row<'p>>) -> Vec<Row<'p>> {
    let (idle, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|it| it.from == it.result);
    for row in idle {
        let message = format!("this pair does nothing: `{}` is old and new", shown(&row.from));
        page.error(row.pair.to.range, message, "remove it, or correct one side");
    }
    rows
}

/// Rows by their old paths; those that come twice are reported.
fn sources<'r>(page: &mut Page<'_>, rows: &'r [Row<'r>]) -> HashMap<&'r str, &'r Row<'r>> {
    let mut sources: HashMap<&str, &Row<'_>> = HashMap::with_capacity(rows.len());
    for row in rows {
        if let Some(first) = sources.insert(&row.from, row) {
            let item = shown(&row.from);
            let (a, b) = (shown(&first.pair.to.value), shown(&row.pair.to.value));
            let finding = Diagnostic::error(format!("`{item}` becomes both `{a}` and `{b}`"))
                .at(page.label(row.pair.from.range, "again here"))
                .at(page.label(first.pair.from.range, "first here"));
            page.push(finding.help("keep one of the two pairs"));
        }
    }
    sources
}

/// Reports items that would have the same path.
fn merged(page: &mut Page<'_>, rows: &[Row<'_>]) {
    let mut results: HashMap<&str, &Row<'_>> = HashMap::with_capacity(rows.len());
    for row in rows {
        let Some(first) = results.insert(&row.result, row).filter(|it| it.from != row.from) else {
            continue;
        };
        let finding = Diagnostic::error(format!("two items would be `{}`", shown(&row.result)))
            .at(page.label(row.pair.to.range, "this one"))
            .at(page.label(first.pair.to.range, "and this one"));
        page.push(finding.help("choose another name, or make one item of the two with `replace`"));
    }
}

/// Reports the first row whose result another row takes up.
fn chained<'r>(
    page: &mut Page<'_>,
    rows: &'r [Row<'r>],
    meets: impl Fn(&Row<'_>) -> Option<&'r Row<'r>>,
) {
    let Some((row, next)) = rows.iter().find_map(|row| Some((row, meets(row)?))) else { return };
    let finding = Diagnostic::error(format!("`{}` is both old and new", shown(&next.from)))
        .at(page.label(row.pair.to.range, "new here"))
        .at(page.label(next.pair.from.range, "old here"));
    page.push(finding.help(ONCE));
}
