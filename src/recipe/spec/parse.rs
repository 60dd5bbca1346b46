//! The recipe as a whole: what stands outside of its steps.
//!
//! Invariant: pure; a recipe of any text gives a spec or findings, never a panic.

use camino::Utf8Path;
use globset::GlobBuilder;
use toml_edit::{Document, Item, Table, TableLike, Value};

use super::page::{Entry, Page, entries, shown, value_range};
use super::{ExpectSpec, RecipeSpec, ScopeSpec, Spanned, VerifySpec, chars, names, step, syntax};
use crate::diagnostic::Refusal;
use crate::text::{Text, TextRange, TextSize};

const KEYS: &[&str] =
    &["name", "description", "min-version", "extends", "scope", "steps", "expect", "verify"];
const EXPECT_KEYS: &[&str] = &["defined-once", "unreferenced", "forbid"];

/// Globs longer than this are refused rather than compiled.
const LONGEST_GLOB: usize = 1_000;

/// Reads one recipe from its text; `path` is shown in findings.
///
/// # Errors
/// All that is wrong with it, each with its place (kind `Input`).
pub fn parse(path: &Utf8Path, source: &str) -> Result<RecipeSpec, Refusal> {
    let source: Text = source.strip_prefix('\u{feff}').unwrap_or(source).into();
    let mut page = Page::new(path, &source);
    let document = match Document::parse(&*source) {
        Ok(document) => document,
        Err(error) => {
            syntax::report(&mut page, &error);
            return page.finish(None);
        }
    };
    let root = document.as_table();
    check_version(&mut page, root);
    if !page.is_clean() {
        // What a newer version understands is no fault of the recipe.
        return page.finish(None);
    }
    chars::check(&mut page, root);
    let spec = recipe(&mut page, root);
    page.finish(spec)
}

/// A recipe that asks for another version of this program.
fn check_version(page: &mut Page<'_>, root: &Table) {
    let Some(entry) = entries(root).find(|it| it.name() == "min-version") else { return };
    let Some(text) = page.string(entry) else { return };
    let this = env!("CARGO_PKG_VERSION");
    match (version(&text.value), version(this)) {
        (None, _) => {
            let message = format!("`{}` is no version", shown(&text.value));
            page.error(text.range, message, format!("write it as \"{this}\""));
        }
        (Some(due), Some(here)) if due > here => {
            let due = shown(&text.value);
            let message = format!("the recipe needs version {due} or newer, this is {this}");
            page.error(text.range, message, "update with `cargo install kalam-codemod`");
        }
        _ => {}
    }
}

/// `1`, `1.2` or `1.2.3`.
fn version(text: &str) -> Option<[u64; 3]> {
    let mut out = [0; 3];
    let mut parts = text.split('.');
    for place in &mut out {
        *place = parts.next().unwrap_or("0").parse().ok()?;
    }
    parts.next().is_none().then_some(out)
}

fn recipe(page: &mut Page<'_>, root: &Table) -> Option<RecipeSpec> {
    let mut name = None;
    let mut spec = RecipeSpec {
        path: page.path.to_owned(),
        source: page.source.clone(),
        name: String::new(),
        description: None,
        extends: Vec::new(),
        scope: ScopeSpec::default(),
        steps: Vec::new(),
        expect: Vec::new(),
        verify: VerifySpec::default(),
    };
    for entry in entries(root) {
        match entry.name() {
            "name" => name = Some(page.line(entry)),
            "description" => spec.description = page.string(entry).map(|it| it.value),
            "min-version" => {}
            "extends" => spec.extends = extends(page, entry),
            "scope" => spec.scope = scope(page, entry),
            "steps" => spec.steps = steps(page, entry),
            "expect" => spec.expect = expect(page, entry),
            "verify" => spec.verify = verify(page, entry),
            _ => page.unknown(entry, KEYS),
        }
    }
    if !root.contains_key("steps") && spec.extends.is_empty() && spec.expect.is_empty() {
        missing(page, "the recipe has no steps", "add a `[[steps]]` with one verb");
    }
    match name {
        Some(name) => spec.name = name?,
        None => missing(page, "the key `name` is missing", "begin with `name = \"…\"`"),
    }
    Some(spec)
}

/// What should be there and is not: shown at the beginning of the recipe.
fn missing(page: &mut Page<'_>, message: &str, help: &str) {
    page.error(TextRange::empty(TextSize::new(0)), message.to_owned(), help);
}

fn steps(page: &mut Page<'_>, entry: Entry<'_>) -> Vec<super::StepSpec> {
    let rows = page.rows(entry).0;
    rows.into_iter().filter_map(|(table, range)| step::step(page, table, range)).collect()
}

fn extends(page: &mut Page<'_>, entry: Entry<'_>) -> Vec<Spanned<String>> {
    let paths = page.string_or_strings(entry);
    for path in &paths {
        if let Some(why) = leaves(&path.value) {
            let message = format!("`extends` cannot name `{}`: {why}", shown(&path.value));
            let help = "name a file in the recipe's folder or below, by its relative path";
            page.error(path.range, message, help);
        }
    }
    paths
}

/// Why a relative path would not stay inside its folder.
fn leaves(path: &str) -> Option<&'static str> {
    let absolute = path.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
    let faults = [
        (path.is_empty(), "it is empty"),
        (path.contains("://"), "nothing is fetched"),
        (absolute, "the path is absolute"),
        (path.contains(['\\', '\0', '\n']), "parts of a path are separated by `/`"),
        (path.starts_with('~'), "`~` is not expanded"),
        (path.split('/').any(|it| it == ".."), "it leaves the folder"),
    ];
    faults.iter().find(|(is_so, _)| *is_so).map(|(_, why)| *why)
}

fn scope(page: &mut Page<'_>, entry: Entry<'_>) -> ScopeSpec {
    let mut scope = ScopeSpec::default();
    let Some(table) = page.table(entry, "write `[scope]` above its keys") else { return scope };
    for entry in entries(table) {
        match entry.name() {
            "packages" => scope.packages = page.strings(entry),
            "exclude" => scope.exclude = page.strings(entry),
            _ => page.unknown(entry, &["packages", "exclude"]),
        }
    }
    for package in &scope.packages {
        names::check_package(page, package);
    }
    for glob in &scope.exclude {
        check_glob(page, glob);
    }
    scope
}

fn check_glob(page: &mut Page<'_>, glob: &Spanned<String>) {
    const HELP: &str = "write a glob over paths below the workspace root: `tests/fixtures/**`";
    let text = shown(&glob.value);
    if let Some(why) = leaves(&glob.value) {
        page.error(glob.range, format!("`exclude` cannot name `{text}`: {why}"), HELP);
    } else if glob.value.len() > LONGEST_GLOB {
        page.error(glob.range, format!("the glob `{text}` is too long"), HELP);
    } else if let Err(error) = GlobBuilder::new(&glob.value).literal_separator(true).build() {
        page.error(glob.range, format!("`{text}` is no glob: {}", error.kind()), HELP);
    }
}

fn expect(page: &mut Page<'_>, entry: Entry<'_>) -> Vec<ExpectSpec> {
    let mut out = Vec::new();
    for (table, range) in page.rows(entry).0 {
        if table.is_empty() {
            let help = format!("say one of {}", super::page::quoted(EXPECT_KEYS));
            page.error(range, "this `expect` says nothing".into(), help);
        }
        for entry in entries(table) {
            out.extend(expect_row(page, entry));
        }
    }
    out
}

fn expect_row(page: &mut Page<'_>, entry: Entry<'_>) -> Vec<ExpectSpec> {
    let make = match entry.name() {
        "defined-once" => ExpectSpec::DefinedOnce,
        "unreferenced" => ExpectSpec::Unreferenced,
        "forbid" => ExpectSpec::Forbid,
        _ => {
            page.unknown(entry, EXPECT_KEYS);
            return Vec::new();
        }
    };
    let paths = page.string_or_strings(entry);
    for path in &paths {
        names::check_item_path(page, path);
    }
    paths.into_iter().map(make).collect()
}

fn verify(page: &mut Page<'_>, entry: Entry<'_>) -> VerifySpec {
    let mut verify = VerifySpec::default();
    let Some(table) = page.table(entry, "write `[verify]` above its keys") else { return verify };
    for entry in entries(table) {
        match entry.name() {
            "commands" => verify.commands = commands(page, entry),
            _ => page.unknown(entry, &["commands"]),
        }
    }
    require(page, table, ("commands", entry));
    verify
}

fn require(page: &mut Page<'_>, table: &dyn TableLike, (key, of): (&str, Entry<'_>)) {
    if !table.contains_key(key) {
        let message = format!("the key `{key}` is missing in `{}`", of.name());
        page.error(of.range(), message, format!("add `{key}`"));
    }
}

fn commands(page: &mut Page<'_>, entry: Entry<'_>) -> Vec<Spanned<Vec<String>>> {
    let Item::Value(Value::Array(list)) = entry.item else {
        page.wrong_type(entry, ("a list of commands", "write `[\"cargo check\", …]`"));
        return Vec::new();
    };
    list.iter().filter_map(|it| command(page, entry, it)).collect()
}

/// One command: a line of words, or a list of arguments.
fn command(page: &mut Page<'_>, entry: Entry<'_>, value: &Value) -> Option<Spanned<Vec<String>>> {
    const SHELL: [char; 13] = ['"', '\'', '`', '$', '|', '&', ';', '<', '>', '(', ')', '\\', '*'];
    const HELP: &str = "write program and arguments as a list: `[\"cargo\", \"check\"]`";
    let range = value_range(value, entry);
    let words: Option<Vec<String>> = match value {
        Value::String(line) if line.value().contains(SHELL) => {
            let message = "a command is not run by a shell".to_owned();
            page.error(range, message, HELP);
            return None;
        }
        Value::String(line) => Some(line.value().split_whitespace().map(str::to_owned).collect()),
        Value::Array(list) => list.iter().map(|it| it.as_str().map(str::to_owned)).collect(),
        _ => None,
    };
    match words {
        Some(words) if words.first().is_some_and(|it| !it.is_empty()) => {
            Some(Spanned { value: words, range })
        }
        _ => {
            page.error(range, "this is no command".into(), HELP);
            None
        }
    }
}
