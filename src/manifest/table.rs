//! The tables of a manifest that can be edited, and the entries in them,
//! however they are written.

use std::ops::Range;

use smol_str::SmolStr;
use toml_edit::{InlineTable, Key, Value};

use super::DependencyKind;
use super::outline::{Assign, Outline, Part, Section, full_path, line_end, line_start, path_names};

/// A table of a manifest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// `[dependencies]`
    Dependencies,
    /// `[dev-dependencies]`
    DevDependencies,
    /// `[build-dependencies]`
    BuildDependencies,
    /// `[target.….dependencies]` and its siblings.
    Target {
        /// The `cfg(…)` or triple, unquoted.
        target: SmolStr,
        /// Which of the three.
        kind: DependencyKind,
    },
    /// `[workspace.dependencies]`
    WorkspaceDependencies,
    /// `[features]`
    Features,
}

impl Table {
    /// The table for a kind of dependency, on every target.
    pub fn of(kind: DependencyKind) -> Table {
        match kind {
            DependencyKind::Normal => Table::Dependencies,
            DependencyKind::Dev => Table::DevDependencies,
            DependencyKind::Build => Table::BuildDependencies,
        }
    }

    /// The keys that lead to it, in the spelling of today.
    pub(super) fn path(&self) -> Vec<&str> {
        match self {
            Table::Dependencies => vec!["dependencies"],
            Table::DevDependencies => vec!["dev-dependencies"],
            Table::BuildDependencies => vec!["build-dependencies"],
            Table::Target { target, kind } => vec!["target", target, kind.table_name()],
            Table::WorkspaceDependencies => vec!["workspace", "dependencies"],
            Table::Features => vec!["features"],
        }
    }

    /// Whether these keys lead to it, in any spelling that Cargo takes
    /// (`dev_dependencies` for `dev-dependencies`).
    pub(super) fn is_at(&self, path: &[&str]) -> bool {
        let wanted = self.path();
        let last = wanted.len() - 1;
        let same = |at: usize| match at == last && wanted[at].contains('-') {
            true => path[at].replace('_', "-") == wanted[at],
            false => path[at] == wanted[at],
        };
        path.len() == wanted.len() && (0..wanted.len()).all(same)
    }
}

impl DependencyKind {
    /// `dependencies`, `dev-dependencies` or `build-dependencies`.
    pub fn table_name(self) -> &'static str {
        match self {
            DependencyKind::Normal => "dependencies",
            DependencyKind::Dev => "dev-dependencies",
            DependencyKind::Build => "build-dependencies",
        }
    }
}

/// How an entry is written.
#[derive(Debug, Clone)]
pub(super) enum Form<'d> {
    /// `key = "1"` or `key = ["a"]`: a value that is no table.
    Plain(&'d Value),
    /// `key = { … }`
    Inline(&'d InlineTable),
    /// `key.field = …`, one line for each field.
    Dotted,
    /// `[table.key]`, a header of its own: index into the sections.
    Headed(usize),
}

/// One field of an entry (`features = […]`).
#[derive(Debug, Clone)]
pub(super) struct Field<'d> {
    /// Its name, `_` as `-`.
    pub name: String,
    /// Its value.
    pub value: &'d Value,
    /// Bytes of the value.
    pub value_range: Range<usize>,
    /// Bytes from its first key on this line to the end of the value.
    pub range: Range<usize>,
}

/// One key of a table with all that is said of it.
#[derive(Debug, Clone)]
pub(super) struct Entry<'d> {
    /// The key.
    pub key: String,
    /// Each place that names it.
    pub key_ranges: Vec<Range<usize>>,
    /// How it is written.
    pub form: Form<'d>,
    /// What is said of it; a version alone is the field `version`.
    pub fields: Vec<Field<'d>>,
    /// Bytes of each assignment, first key to the end of the value; for a
    /// headed entry, those of its header.
    pub ranges: Vec<Range<usize>>,
}

impl Entry<'_> {
    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&Field<'_>> {
        self.fields.iter().find(|it| it.name == name)
    }

    /// The string in the field with this name.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.field(name)?.value.as_str()
    }

    /// Whether it stands in lines of its table, not below its own header.
    pub fn is_line(&self) -> bool {
        !matches!(self.form, Form::Headed(_))
    }

    /// From the start of its first line to the end of its last.
    pub fn lines(&self, text: &str) -> Range<usize> {
        let start = self.ranges.first().map_or(0, |it| it.start);
        let end = self.ranges.last().map_or(0, |it| it.end);
        line_start(text, start)..line_end(text, end)
    }
}

impl<'d> Outline<'d> {
    /// The entries of every table at a path that `is_table` accepts, in the
    /// order of the text.
    pub fn entries(&self, is_table: impl Fn(&[&str]) -> bool) -> Vec<Entry<'d>> {
        let mut entries: Vec<Entry<'d>> = Vec::new();
        for (index, section) in self.sections.iter().enumerate() {
            if let Some(depth) = table_depth(section, &[], &is_table) {
                let part = &section.path[depth];
                let entry = entry_named(&mut entries, part);
                entry.form = Form::Headed(index);
                entry.ranges.push(section.header.clone());
            }
            for assign in &section.assigns {
                if let Some(depth) = table_depth(section, &assign.keys, &is_table) {
                    add_assign(&mut entries, (section, assign), depth);
                } else if is_table(&path_names(section, &assign.keys)) {
                    add_inline(&mut entries, assign);
                }
            }
        }
        entries
    }

    /// The entries of one table.
    pub fn entries_of(&self, table: &Table) -> Vec<Entry<'d>> {
        self.entries(|path| table.is_at(path))
    }
}

/// How many keys lead to the table, if these keys lead into one.
fn table_depth(
    section: &Section<'_>,
    keys: &[Part],
    is_table: impl Fn(&[&str]) -> bool,
) -> Option<usize> {
    let names = path_names(section, keys);
    (1..names.len()).find(|&depth| is_table(&names[..depth]))
}

fn entry_named<'e, 'd>(entries: &'e mut Vec<Entry<'d>>, part: &Part) -> &'e mut Entry<'d> {
    let at = entries.iter().position(|it| it.key == part.name).unwrap_or_else(|| {
        entries.push(Entry {
            key: part.name.clone(),
            key_ranges: Vec::new(),
            form: Form::Dotted,
            fields: Vec::new(),
            ranges: Vec::new(),
        });
        entries.len() - 1
    });
    let entry = &mut entries[at];
    if !entry.key_ranges.contains(&part.range) {
        entry.key_ranges.push(part.range.clone());
    }
    entry
}

fn add_assign<'d>(
    entries: &mut Vec<Entry<'d>>,
    (section, assign): (&Section<'d>, &Assign<'d>),
    depth: usize,
) {
    let path: Vec<&Part> = full_path(section, &assign.keys).collect();
    let entry = entry_named(entries, path[depth]);
    if section.path.len() <= depth {
        entry.ranges.push(assign.range());
    }
    match path.get(depth + 1) {
        Some(field) => entry.fields.push(Field {
            name: field_name(&field.name),
            value: assign.value,
            value_range: assign.value_range.clone(),
            range: assign.range(),
        }),
        None => add_whole(entry, assign),
    }
}

/// The entries of a table that is one value: `dependencies = { … }`.
fn add_inline<'d>(entries: &mut Vec<Entry<'d>>, assign: &Assign<'d>) {
    let Some(table) = assign.value.as_inline_table() else { return };
    for (name, value) in table.iter() {
        let range = table.key(name).and_then(Key::span).unwrap_or(assign.value_range.clone());
        let value_range = value.span().unwrap_or(range.clone());
        let entry = entry_named(entries, &Part { name: name.to_owned(), range });
        add_whole(entry, &Assign { keys: Vec::new(), value, value_range });
    }
}

fn add_whole<'d>(entry: &mut Entry<'d>, assign: &Assign<'d>) {
    let Some(table) = assign.value.as_inline_table() else {
        entry.form = Form::Plain(assign.value);
        entry.fields.push(Field {
            name: "version".to_owned(),
            value: assign.value,
            value_range: assign.value_range.clone(),
            range: assign.value_range.clone(),
        });
        return;
    };
    entry.form = Form::Inline(table);
    for (name, value) in table.iter() {
        let value_range = value.span().unwrap_or(assign.value_range.clone());
        let key = table.key(name).and_then(Key::span);
        let start = key.map_or(value_range.start, |it| it.start);
        let range = start..value_range.end;
        entry.fields.push(Field { name: field_name(name), value, value_range, range });
    }
}

/// Cargo takes `default_features` for `default-features`.
pub(super) fn field_name(name: &str) -> String {
    name.replace('_', "-")
}
