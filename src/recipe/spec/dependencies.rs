//! Verbs that edit manifests: `dependencies` and its siblings, `features`.
//!
//! Invariant: a value is handed on as TOML in one line, each scalar as the
//! recipe spells it; its keys are those that Cargo knows.

use toml_edit::{Item, TableLike, Value};

use super::names;
use super::page::{Entry, Page, entries, nearest, quoted, shown};
use super::{ManifestEditSpec, ManifestSpec, Spanned};
use crate::text::slice;

/// Verbs, and the table of a manifest that each edits.
const TABLES: &[(&str, &str)] = &[
    ("dependencies", "dependencies"),
    ("dev-dependencies", "dev-dependencies"),
    ("build-dependencies", "build-dependencies"),
    ("workspace-dependencies", "workspace.dependencies"),
    ("features", "features"),
];

/// <https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html>
const DEPENDENCY_KEYS: &[&str] = &[
    "version",
    "path",
    "git",
    "branch",
    "tag",
    "rev",
    "registry",
    "registry-index",
    "package",
    "workspace",
    "features",
    "default-features",
    "optional",
    "public",
    "artifact",
    "lib",
    "target",
];

/// Whether this verb edits manifests.
pub(super) fn is_verb(name: &str) -> bool {
    TABLES.iter().any(|it| it.0 == name)
}

/// What the verbs of one step ask of each manifest; packages in the order in
/// which they are first named.
pub(super) fn manifests(page: &mut Page<'_>, verbs: &[Entry<'_>]) -> Vec<ManifestSpec> {
    let mut out: Vec<ManifestSpec> = Vec::new();
    for &verb in verbs {
        let table = TABLES.iter().find(|it| it.0 == verb.name()).map_or("", |it| it.1);
        for (package, edits) in parts(page, verb, table) {
            let name = |it: &Option<Spanned<String>>| it.as_ref().map(|it| it.value.clone());
            match out.iter_mut().find(|it| name(&it.package) == name(&package)) {
                Some(manifest) => manifest.edits.extend(edits),
                None => out.push(ManifestSpec { package, edits }),
            }
        }
    }
    out
}

/// One package (none for the root manifest) and the rows below it.
type Part = (Option<Spanned<String>>, Vec<ManifestEditSpec>);

fn parts(page: &mut Page<'_>, verb: Entry<'_>, table: &'static str) -> Vec<Part> {
    let help = match table {
        "workspace.dependencies" => "write `[steps.workspace-dependencies]`".to_owned(),
        _ => format!("write `[steps.{}.package-name]`", verb.name()),
    };
    let Some(rows) = page.table(verb, &help) else { return Vec::new() };
    if table == "workspace.dependencies" {
        return vec![(None, edits(page, (verb, rows), table))];
    }
    refuse_empty(page, verb, rows);
    let mut out = Vec::new();
    for entry in entries(rows) {
        let package = entry.spanned_key();
        names::check_package(page, &package);
        if let Some(rows) = page.table(entry, &help) {
            out.push((Some(package), edits(page, (entry, rows), table)));
        }
    }
    out
}

fn refuse_empty(page: &mut Page<'_>, entry: Entry<'_>, rows: &dyn TableLike) {
    if rows.is_empty() {
        let message = format!("`{}` is empty", shown(entry.name()));
        page.error(entry.range(), message, "add a row, or remove the step");
    }
}

fn edits(
    page: &mut Page<'_>,
    (of, rows): (Entry<'_>, &dyn TableLike),
    table: &'static str,
) -> Vec<ManifestEditSpec> {
    refuse_empty(page, of, rows);
    let mut out = Vec::new();
    for row in entries(rows) {
        let key = row.spanned_key();
        let good_key = if table == "features" {
            check_feature(page, &key)
        } else {
            names::check_package(page, &key)
        };
        if row.item.as_bool() == Some(false) {
            out.push(ManifestEditSpec { table, key, value: None });
        } else if good_key & check_value(page, row, table) {
            let value = Spanned { value: one_line(page, row.item), range: row.range() };
            out.push(ManifestEditSpec { table, key, value: Some(value) });
        }
    }
    out
}

/// <https://doc.rust-lang.org/cargo/reference/features.html#the-features-section>
fn check_feature(page: &mut Page<'_>, name: &Spanned<String>) -> bool {
    let inner = |c| unicode_ident::is_xid_continue(c) || "-+.".contains(c);
    let good = !name.value.is_empty() && name.value.chars().all(inner);
    if !good {
        let message = format!("`{}` is no name of a feature", shown(&name.value));
        page.error(name.range, message, "letters, digits, `-`, `_`, `+` and `.`");
    }
    good
}

fn check_value(page: &mut Page<'_>, row: Entry<'_>, table: &str) -> bool {
    if table == "features" {
        let list = row.item.as_array();
        if list.is_none() {
            page.wrong_type(row, ("a list of strings", "write `[\"…\"]`; `false` removes it"));
        }
        return list.is_some_and(|it| page.strings(row).len() == it.len());
    }
    if let Some(table) = row.item.as_table_like() {
        return check_keys(page, row, table);
    }
    let is_version = row.item.as_str().is_some_and(|it| !it.trim().is_empty());
    if !is_version {
        let help = "write `\"1.2\"` or `{ workspace = true }`; `false` removes it";
        match row.item.as_str() {
            Some(_) => page.error(row.range(), "the version is empty".into(), help),
            None => page.wrong_type(row, ("a version or a table", help)),
        }
    }
    is_version
}

fn check_keys(page: &mut Page<'_>, row: Entry<'_>, table: &dyn TableLike) -> bool {
    let mut good = !table.is_empty();
    if !good {
        let message = format!("the dependency `{}` says nothing", shown(row.name()));
        page.error(row.range(), message, "write `{ workspace = true }` or a version");
    }
    for entry in entries(table).filter(|it| !DEPENDENCY_KEYS.contains(&it.name())) {
        good = false;
        let message = format!("Cargo knows no key `{}` of a dependency", shown(entry.name()));
        let help = match nearest(entry.name(), DEPENDENCY_KEYS) {
            Some(it) => format!("did you mean `{it}`?"),
            None => format!("valid keys here: {}", quoted(DEPENDENCY_KEYS)),
        };
        page.error(entry.key_range(), message, help);
    }
    good
}

/// The item as a value in one line. The recursion ends: the parser refuses
/// what is nested more than 80 levels deep.
fn one_line(page: &Page<'_>, item: &Item) -> String {
    match item {
        Item::Value(value) => value_in_one_line(page, value),
        Item::Table(table) => table_in_one_line(page, table),
        Item::ArrayOfTables(list) => {
            let each: Vec<String> = list.iter().map(|it| table_in_one_line(page, it)).collect();
            format!("[{}]", each.join(", "))
        }
        Item::None => String::new(),
    }
}

fn value_in_one_line(page: &Page<'_>, value: &Value) -> String {
    match value {
        Value::Array(list) => {
            let each: Vec<String> = list.iter().map(|it| value_in_one_line(page, it)).collect();
            format!("[{}]", each.join(", "))
        }
        Value::InlineTable(table) => table_in_one_line(page, table),
        Value::String(text) => {
            let written = text.span().and_then(|it| page.source.get(it)).unwrap_or_default();
            match written.contains('\n') || written.is_empty() {
                true => Value::from(text.value().as_str()).to_string(),
                false => written.to_owned(),
            }
        }
        other => other.span().and_then(|it| page.source.get(it)).unwrap_or_default().to_owned(),
    }
}

fn table_in_one_line(page: &Page<'_>, table: &dyn TableLike) -> String {
    let row = |it: Entry<'_>| {
        format!("{} = {}", slice(page.source, it.key_range()), one_line(page, it.item))
    };
    let rows: Vec<String> = entries(table).map(row).collect();
    format!("{{ {} }}", rows.join(", "))
}
