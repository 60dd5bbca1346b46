//! One step: its options and its one verb.
//!
//! Invariant: a [`StepSpec`] comes only of a step whose keys are all known and
//! whose options belong to its verb.

use toml_edit::TableLike;

use super::page::{Entry, Page, entries, nearest, quoted, shown};
use super::{
    Definition, ExportSpec, OnConflict, Reexports, RenameSpec, ReplaceSpec, Spanned, StepSpec,
    VerbSpec,
};
use super::{PairSpec, dependencies, names, pairs, text, use_tree};
use crate::diagnostic::Diagnostic;
use crate::text::TextRange;

/// The verbs of this version; those that edit manifests may stand together.
const VERBS: &[&str] = &[
    "rename",
    "replace",
    "delete",
    "export",
    "unexport",
    "dependencies",
    "dev-dependencies",
    "build-dependencies",
    "workspace-dependencies",
    "features",
    "text",
];

/// Verbs of the documentation that this version does not have.
const PLANNED: &[&str] = &["move", "rewrite", "retype"];

/// Options, and the verbs to which they belong.
const OPTIONS: &[(&str, &[&str])] = &[
    ("on-conflict", &["rename", "replace"]),
    ("definition", &["replace"]),
    ("reexports", &["replace"]),
    ("prune-dependencies", &["replace"]),
    ("keep-wire-names", &["rename"]),
];

const ON_CONFLICT: &[(&str, OnConflict)] = &[
    ("qualify", OnConflict::Qualify),
    ("alias", OnConflict::Alias),
    ("refuse", OnConflict::Refuse),
];
const DEFINITION: &[(&str, Definition)] =
    &[("keep", Definition::Keep), ("delete", Definition::Delete)];
const REEXPORTS: &[(&str, Reexports)] =
    &[("repoint", Reexports::Repoint), ("alias", Reexports::Alias), ("drop", Reexports::Drop)];

/// The keys of a step, sorted by what they are.
#[derive(Default)]
struct Draft<'t> {
    name: Option<String>,
    optional: bool,
    once: bool,
    verbs: Vec<Entry<'t>>,
    options: Vec<Entry<'t>>,
    /// A verb was meant that is not here: no second error that there is none.
    has_unknown: bool,
}

/// The values of the options.
#[derive(Default)]
struct Options {
    on_conflict: OnConflict,
    definition: Definition,
    reexports: Reexports,
    prune_dependencies: bool,
    keep_wire_names: bool,
}

/// Reads the step whose header stands at `range`.
pub(super) fn step(
    page: &mut Page<'_>,
    table: &dyn TableLike,
    range: TextRange,
) -> Option<StepSpec> {
    let mut draft = Draft::default();
    for entry in entries(table) {
        draft.take(page, entry);
    }
    let verb = draft.verb(page, range)?;
    let Draft { name, optional, once, .. } = draft;
    Some(StepSpec { name, range, optional, once, verb })
}

impl<'t> Draft<'t> {
    fn take(&mut self, page: &mut Page<'_>, entry: Entry<'t>) {
        match entry.name() {
            "name" => self.name = page.line(entry),
            "optional" => self.optional = page.boolean(entry).unwrap_or_default(),
            "once" => self.once = page.boolean(entry).unwrap_or_default(),
            it if VERBS.contains(&it) => self.verbs.push(entry),
            it if OPTIONS.iter().any(|(name, _)| *name == it) => self.options.push(entry),
            it => {
                self.has_unknown = true;
                if PLANNED.contains(&it) {
                    let message = format!("the verb `{it}` is not supported by this version");
                    page.error(entry.key_range(), message, format!("verbs: {}", quoted(VERBS)));
                } else {
                    unknown(page, entry);
                }
            }
        }
    }

    fn verb(&self, page: &mut Page<'_>, range: TextRange) -> Option<VerbSpec> {
        let Some((&first, others)) = self.verbs.split_first() else {
            if !self.has_unknown {
                let help = format!("add one of {}", quoted(VERBS));
                page.error(range, "this step has no verb".into(), help);
            }
            return None;
        };
        let is_manifest = |it: &Entry<'_>| dependencies::is_verb(it.name());
        let all_manifests = self.verbs.iter().all(is_manifest);
        if let Some(second) = others.first().filter(|_| !all_manifests) {
            two_verbs(page, first, *second);
            return None;
        }
        let options = self.options(page, first);
        Some(match first.name() {
            "rename" => VerbSpec::Rename(rename(page, first, (&options, self.once))),
            "replace" => VerbSpec::Replace(replace(page, first, (options, self.once))),
            "delete" => VerbSpec::Delete(delete(page, first)),
            "export" => VerbSpec::Export(exports(page, first)),
            "unexport" => VerbSpec::Unexport(exports(page, first)),
            "text" => VerbSpec::Text(text::texts(page, first, self.once)),
            _ => VerbSpec::Manifest(dependencies::manifests(page, &self.verbs)),
        })
    }

    fn options(&self, page: &mut Page<'_>, verb: Entry<'_>) -> Options {
        let mut options = Options::default();
        for &entry in &self.options {
            let of = OPTIONS.iter().find(|it| it.0 == entry.name()).map_or(&[][..], |it| it.1);
            if of.contains(&verb.name()) {
                options.take(page, entry);
            } else {
                let message = format!("`{}` does not go with `{}`", entry.name(), verb.name());
                page.error(entry.key_range(), message, format!("it goes with {}", quoted(of)));
            }
        }
        options
    }
}

impl Options {
    fn take(&mut self, page: &mut Page<'_>, entry: Entry<'_>) {
        match entry.name() {
            "on-conflict" => {
                self.on_conflict = page.choice(entry, ON_CONFLICT).unwrap_or_default();
            }
            "definition" => self.definition = page.choice(entry, DEFINITION).unwrap_or_default(),
            "reexports" => self.reexports = page.choice(entry, REEXPORTS).unwrap_or_default(),
            "keep-wire-names" => self.keep_wire_names = page.boolean(entry).unwrap_or_default(),
            _ => self.prune_dependencies = page.boolean(entry).unwrap_or_default(),
        }
    }
}

fn unknown(page: &mut Page<'_>, entry: Entry<'_>) {
    let options = OPTIONS.iter().map(|it| it.0);
    let keys = ["name", "optional", "once"].into_iter().chain(VERBS.iter().copied()).chain(options);
    let keys: Vec<&str> = keys.collect();
    match nearest(entry.name(), PLANNED).filter(|_| nearest(entry.name(), &keys).is_none()) {
        Some(planned) => {
            let message = format!("unknown key `{}`", shown(entry.name()));
            let help = format!("the verb `{planned}` is not supported by this version");
            page.error(entry.key_range(), message, help);
        }
        None => page.unknown(entry, &keys),
    }
}

fn two_verbs(page: &mut Page<'_>, first: Entry<'_>, second: Entry<'_>) {
    let (one, two) = (first.name(), second.name());
    let finding = Diagnostic::error(format!("a step has one verb, not `{one}` and `{two}`"))
        .at(page.label(second.key_range(), "the second verb"))
        .at(page.label(first.key_range(), "the first verb"));
    page.push(finding.help(format!("begin another `[[steps]]` above `{two}`")));
}

fn rename(page: &mut Page<'_>, entry: Entry<'_>, (options, once): (&Options, bool)) -> RenameSpec {
    let mut pairs = rows(page, entry);
    pairs::check_renames(page, &mut pairs, once);
    let Options { on_conflict, keep_wire_names, .. } = *options;
    RenameSpec { pairs, on_conflict, keep_wire_names }
}

fn replace(page: &mut Page<'_>, entry: Entry<'_>, (options, once): (Options, bool)) -> ReplaceSpec {
    let pairs = rows(page, entry);
    pairs::check_replacements(page, &pairs, once);
    let Options { on_conflict, definition, reexports, prune_dependencies, .. } = options;
    ReplaceSpec { pairs, definition, reexports, on_conflict, prune_dependencies }
}

/// Rows `"old" = "new"`.
fn rows(page: &mut Page<'_>, entry: Entry<'_>) -> Vec<PairSpec> {
    let help = format!("write `[steps.{}]` above rows `\"old\" = \"new\"`", entry.name());
    let Some(table) = page.table(entry, &help) else { return Vec::new() };
    refuse_empty(page, entry, table.is_empty());
    let mut out = Vec::new();
    for row in entries(table) {
        if row.item.is_table_like() {
            // `a::b = "c"` without quotes is no TOML, `a.b = "c"` makes tables.
            let help = "put the whole old path in quotes: `\"krate::Item\" = \"…\"`";
            page.wrong_type(row, ("a string", help));
        } else if let Some(to) = page.string(row) {
            out.push(PairSpec { from: row.spanned_key(), to });
        }
    }
    out
}

fn refuse_empty(page: &mut Page<'_>, entry: Entry<'_>, is_empty: bool) {
    if is_empty {
        let message = format!("`{}` is empty", entry.name());
        page.error(entry.range(), message, "add a row, or remove the step");
    }
}

fn delete(page: &mut Page<'_>, entry: Entry<'_>) -> Vec<Spanned<String>> {
    let paths = page.strings(entry);
    refuse_empty(page, entry, entry.item.as_array().is_some_and(toml_edit::Array::is_empty));
    for path in &paths {
        names::check_item_path(page, path);
    }
    pairs::check_repeated(page, &paths);
    paths
}

fn exports(page: &mut Page<'_>, entry: Entry<'_>) -> Vec<ExportSpec> {
    let help = format!("write `[steps.{}]` above rows `\"module\" = [\"tree\"]`", entry.name());
    let Some(table) = page.table(entry, &help) else { return Vec::new() };
    refuse_empty(page, entry, table.is_empty());
    entries(table).map(|row| export(page, row)).collect()
}

fn export(page: &mut Page<'_>, row: Entry<'_>) -> ExportSpec {
    let module = row.spanned_key();
    names::check_item_path(page, &module);
    let trees = page.strings(row);
    refuse_empty(page, row, row.item.as_array().is_some_and(toml_edit::Array::is_empty));
    for tree in &trees {
        names::report(page, tree, use_tree::use_tree(&tree.value));
    }
    ExportSpec { module, trees }
}
