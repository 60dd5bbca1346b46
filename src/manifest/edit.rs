//! Changes of a manifest: entries set and removed, dependencies added.
//!
//! Invariant: every byte that need not change stays; an edit applied to its
//! own result changes nothing.

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;
use toml_edit::Document;

use super::array::Splice;
use super::outline::{Outline, path_names};
use super::place::{New, insert};
use super::read::normalized;
use super::table::Entry;
use super::value::{Element, Wanted, WantedField, wanted};
use super::{DependencyKind, ManifestError, Table, merge, remove};

/// One change of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestEdit {
    /// The table comes to say at least this of the key. Fields and array
    /// elements that the entry has beyond `value` stay, unless they are
    /// another source of the dependency.
    Set {
        /// The table; made where there is none.
        table: Table,
        /// The key, unquoted.
        key: String,
        /// TOML value text: a version, an inline table, an array.
        value: String,
    },
    /// The table comes to have no such key; of a dependency that no other table
    /// has, no feature says anything then.
    Remove {
        /// The table.
        table: Table,
        /// The key, unquoted.
        key: String,
    },
}

/// Where an added dependency comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DependencySource {
    /// `workspace = true`
    Workspace {
        /// The key in `[workspace.dependencies]`.
        key: SmolStr,
    },
    /// `path = "…"`, relative to the manifest's folder: see [`relative_path`].
    Path(Utf8PathBuf),
    /// A version requirement.
    Version(String),
}

/// A dependency that rewritten code needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedDependency {
    /// The package's name in its own manifest.
    pub package: SmolStr,
    /// The table it is needed in.
    pub kind: DependencyKind,
    /// Where it comes from.
    pub source: DependencySource,
    /// Whether `optional = true`.
    pub optional: bool,
}

/// The manifest after `edits`, each seeing the result of those before it.
///
/// # Errors
/// The manifest or a wanted value does not parse, `[workspace.dependencies]`
/// is wanted where no workspace is, or a table is written as one inline table.
pub fn edit(manifest: &str, edits: &[ManifestEdit]) -> Result<String, ManifestError> {
    let mut text = manifest.strip_prefix('\u{feff}').unwrap_or(manifest).to_owned();
    let bom = manifest.len() - text.len();
    for edit in edits {
        // Each step says one field or element more; a bound for safety only.
        for _ in 0..1000 {
            match step(&text, edit).map_err(|it| it.shifted(bom))? {
                splices if splices.is_empty() => break,
                splices => text = spliced(&text, splices),
            }
        }
    }
    Document::parse(text.as_str()).map_err(ManifestError::from)?;
    Ok(format!("{}{text}", &manifest[..bom]))
}

/// The manifest with a dependency that its code needs; unchanged where the
/// package has it already, be it optional or under another name.
///
/// # Errors
/// As [`edit`].
pub fn add_dependency(manifest: &str, wanted: &WantedDependency) -> Result<String, ManifestError> {
    let text = manifest.strip_prefix('\u{feff}').unwrap_or(manifest);
    let document = Document::parse(text).map_err(ManifestError::from)?;
    let outline = Outline::new(text, &document);
    let serves = |kind: DependencyKind| {
        let entries = outline.entries_of(&Table::of(kind));
        entries.iter().any(|it| is_entry_of(it, wanted))
    };
    let in_normal = wanted.kind == DependencyKind::Dev && serves(DependencyKind::Normal);
    if in_normal || serves(wanted.kind) {
        return Ok(manifest.to_owned());
    }
    let (key, value) = entry_text(wanted);
    edit(manifest, &[ManifestEdit::Set { table: Table::of(wanted.kind), key, value }])
}

/// The way from one folder to another, both relative to the same root.
pub fn relative_path(from_dir: &Utf8Path, to_dir: &Utf8Path) -> Utf8PathBuf {
    let (from, to) = (normalized(from_dir), normalized(to_dir));
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| "..");
    let down = to.components().skip(shared).map(|it| it.as_str());
    let path: Vec<&str> = up.chain(down).collect();
    Utf8PathBuf::from(if path.is_empty() { ".".to_owned() } else { path.join("/") })
}

fn is_entry_of(entry: &Entry<'_>, wanted: &WantedDependency) -> bool {
    let package = entry.text_of("package").unwrap_or(&entry.key);
    let inherits = match &wanted.source {
        DependencySource::Workspace { key } => {
            entry.key == *key && entry.field("workspace").is_some()
        }
        _ => false,
    };
    package == wanted.package || inherits
}

fn entry_text(wanted: &WantedDependency) -> (String, String) {
    let (key, mut fields) = match &wanted.source {
        DependencySource::Workspace { key } => (key, vec![WantedField::yes("workspace")]),
        DependencySource::Path(path) => {
            (&wanted.package, vec![WantedField::string("path", path.as_str())])
        }
        DependencySource::Version(version) => {
            (&wanted.package, vec![WantedField::string("version", version)])
        }
    };
    if wanted.optional {
        fields.push(WantedField::yes("optional"));
    }
    (key.to_string(), super::style::inline_table(&fields))
}

/// The next small change towards what `edit` wants; none when it is reached.
fn step(text: &str, edit: &ManifestEdit) -> Result<Vec<Splice>, ManifestError> {
    let document = Document::parse(text).map_err(ManifestError::from)?;
    let outline = Outline::new(text, &document);
    let (ManifestEdit::Set { table, key, .. } | ManifestEdit::Remove { table, key }) = edit;
    refuse_inline(&outline, table)?;
    let wanted = match edit {
        ManifestEdit::Set { value, .. } => Some(allowed(table, key, wanted(key, value)?)?),
        ManifestEdit::Remove { .. } => None,
    };
    let entries = outline.entries_of(table);
    let entry = entries.iter().find(|it| it.key == *key);
    match (wanted, entry) {
        (None, None) => Ok(remove::from_features(&outline, table, key)),
        (None, Some(entry)) => Ok(remove::remove(&outline, table, entry)),
        (Some(Wanted::Fields(fields)), Some(entry)) => {
            Ok(merge::step(&outline, table, entry, &fields))
        }
        (Some(Wanted::Elements(all)), Some(entry)) => merge::step_elements(&outline, entry, &all),
        (Some(wanted), None) => new_entry(&outline, table, (key, wanted)),
    }
}

fn new_entry(
    outline: &Outline<'_>,
    table: &Table,
    (key, wanted): (&str, Wanted),
) -> Result<Vec<Splice>, ManifestError> {
    let in_workspace =
        outline.sections.iter().any(|it| it.path.first().is_some_and(|it| it.name == "workspace"));
    if *table == Table::WorkspaceDependencies && !in_workspace {
        let help = "name the manifest at the workspace root";
        return Err(ManifestError::new("this manifest has no [workspace]", 0..0, help));
    }
    let (fields, feature) = match wanted {
        Wanted::Fields(all) => (all.into_iter().filter(|it| !it.is_default()).collect(), None),
        Wanted::Elements(all) => (Vec::new(), Some(array_text(&all))),
    };
    let new = New { table, key, fields: &fields, feature: feature.as_deref() };
    Ok(vec![insert(outline, new)])
}

/// `["a", "b"]`
fn array_text(elements: &[Element]) -> String {
    let all: Vec<&str> = elements.iter().map(|it| it.text.as_str()).collect();
    format!("[{}]", all.join(", "))
}

/// The wanted value, if the table can hold such a one.
/// <https://doc.rust-lang.org/cargo/reference/workspaces.html#the-dependencies-table>
fn allowed(table: &Table, key: &str, wanted: Wanted) -> Result<Wanted, ManifestError> {
    let refused = |why: &str, help: &str| {
        Err(ManifestError::new(format!("the value wanted for `{key}` {why}"), 0..0, help))
    };
    match &wanted {
        Wanted::Fields(_) if *table == Table::Features => {
            refused("is no array", "a feature is an array of strings")
        }
        Wanted::Elements(_) if *table != Table::Features => {
            refused("is no dependency", "give a version or a table of fields")
        }
        Wanted::Fields(all) if *table == Table::WorkspaceDependencies => {
            let of_members = |it: &&WantedField| ["workspace", "optional"].contains(&&*it.name);
            match all.iter().filter(|it| !it.is_default()).find(of_members) {
                Some(it) => {
                    let why = format!("has `{}` in [workspace.dependencies]", it.name);
                    refused(&why, "say so in the manifests of the packages")
                }
                None => Ok(wanted),
            }
        }
        _ => Ok(wanted),
    }
}

/// Lines cannot be added to `dependencies = { … }`.
fn refuse_inline(outline: &Outline<'_>, table: &Table) -> Result<(), ManifestError> {
    let inline = outline.assigns().find(|(section, it)| {
        it.value.is_inline_table() && table.path().starts_with(&path_names(section, &it.keys))
    });
    match inline {
        Some((_, it)) => {
            let name = table.path().join(".");
            let help = format!("write it below a header `[{name}]`");
            Err(ManifestError::new("the table is one inline value", it.range(), help))
        }
        None => Ok(()),
    }
}

/// The text with each range replaced; the ranges are disjoint.
pub(super) fn spliced(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, new) in splices {
        out.push_str(&text[done..range.start.max(done)]);
        out.push_str(&new);
        done = range.end.max(done);
    }
    out.push_str(&text[done..]);
    out
}
