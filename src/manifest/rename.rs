//! A package gets another name: in its own manifest, and in those of the
//! packages that depend on it.
//!
//! An entry that gives the package a name of its own (`alias = { package =
//! "old" }`) keeps its key, so that code keeps its names. `[lib] name` changes by
//! [`rename_library`] only; paths and `[package.metadata]` are never touched.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{Document, Value};

use super::ManifestError;
use super::array::Splice;
use super::edit::spliced;
use super::outline::{Assign, Outline, Section, path_names};
use super::table::Entry;
use super::value::{key_text, string_text};

/// A manifest that says `name = old` in `[package]`, with the new name;
/// `default-run` follows where it means the binary named after the package.
///
/// # Errors
/// The manifest does not parse or names no package.
pub fn rename_package(manifest: &str, new: &str) -> Result<String, ManifestError> {
    on_text(manifest, |outline| {
        let find = |field: &str| {
            let named = |(section, it): &(&Section<'_>, &Assign<'_>)| {
                let path = names(section, it);
                path.len() == 2 && ["package", "project"].contains(&path[0]) && path[1] == field
            };
            outline.assigns().find(named).map(|(_, it)| it)
        };
        let name = find("name").and_then(|it| Some((it, it.value.as_str()?)));
        let Some((assign, old)) = name else {
            let help = "name the manifest of a package, not that of a virtual workspace";
            return Err(ManifestError::new("this manifest has no [package] name", 0..0, help));
        };
        let mut splices = vec![restring(outline.text, assign.value, old, new)];
        let run = find("default-run").filter(|it| it.value.as_str() == Some(old));
        if let Some(run) = run.filter(|_| !names_binary(outline, old)) {
            splices.push(restring(outline.text, run.value, old, new));
        }
        Ok(splices)
    })
}

/// A manifest whose library is named `new`, if `[lib]` names it `old`.
///
/// # Errors
/// The manifest does not parse.
pub fn rename_library(manifest: &str, old: &str, new: &str) -> Result<String, ManifestError> {
    on_text(manifest, |outline| {
        let said = outline.assigns().filter(|(section, it)| names(section, it) == ["lib", "name"]);
        let said = said.filter(|(_, it)| it.value.as_str().is_some_and(|it| it == old));
        Ok(said.map(|(_, it)| restring(outline.text, it.value, old, new)).collect())
    })
}

/// A manifest in which package `old` is named `new` wherever it is depended
/// on: in every table of dependencies, `[patch]`, `[replace]`, profiles, and
/// in features (`dep:old`, `old/f`, `old?/f`, the implicit feature `old`).
///
/// `root_manifest`, as it is before the rename, tells which package
/// `old.workspace = true` means; none where `manifest` is the root's.
///
/// # Errors
/// The manifest does not parse, or a table has the key `new` already.
pub fn rename_dependency(
    manifest: &str,
    root_manifest: Option<&str>,
    old: &str,
    new: &str,
) -> Result<String, ManifestError> {
    let root = inherited_packages(root_manifest.unwrap_or(manifest));
    on_text(manifest, |outline| {
        let mut splices = Vec::new();
        let mut renamed = Renamed { old_key: None, optional: false };
        for table in tables(outline) {
            let entries = outline.entries(|path| path == table);
            for entry in &entries {
                if is_named_after(entry, &root, old) {
                    let key = new_key(&entry.key, old, new);
                    refuse_taken(&entries, entry, &key)?;
                    splices.extend(rekeyed(outline.text, entry, &key));
                    renamed.see(&table, entry);
                }
                splices.extend(repackaged(outline.text, entry, (old, new)));
            }
        }
        splices.extend(replaced(outline, (old, new)));
        if let Some(key) = renamed.old_key {
            let bare = renamed.optional && !has_feature(outline, &key);
            splices.extend(features(outline, (&key, &new_key(&key, old, new)), bare));
        }
        splices.sort_by_key(|(range, _)| range.start);
        splices.dedup();
        Ok(splices)
    })
}

/// What was renamed among the dependencies that features can name.
struct Renamed {
    old_key: Option<String>,
    optional: bool,
}

impl Renamed {
    fn see(&mut self, table: &[String], entry: &Entry<'_>) {
        if ["workspace", "patch", "profile"].contains(&table[0].as_str()) {
            return;
        }
        self.old_key = Some(entry.key.clone());
        let optional = entry.field("optional").and_then(|it| it.value.as_bool());
        self.optional |= optional == Some(true);
    }
}

/// Whether an entry is of package `old` and code calls it by the package's
/// own name; any other key is an alias and stays.
fn is_named_after(entry: &Entry<'_>, root: &BTreeMap<String, String>, old: &str) -> bool {
    let inherited = entry.field("workspace").and_then(|_| root.get(&entry.key));
    let package = entry.text_of("package").or(inherited.map(String::as_str));
    package.unwrap_or(&entry.key) == old && entry.key.replace('-', "_") == old.replace('-', "_")
}

/// The key after the rename: `old_a` with `package = "old-a"` becomes `new_a`.
fn new_key(key: &str, old: &str, new: &str) -> String {
    if key == old { new.to_owned() } else { new.replace('-', "_") }
}

/// The keys of `[workspace.dependencies]` that give a package another name.
fn inherited_packages(root: &str) -> BTreeMap<String, String> {
    let text = root.strip_prefix('\u{feff}').unwrap_or(root);
    let Ok(document) = Document::parse(text) else { return BTreeMap::new() };
    let entries = Outline::new(text, &document).entries_of(&super::Table::WorkspaceDependencies);
    let named = |it: &Entry<'_>| Some((it.key.clone(), it.text_of("package")?.to_owned()));
    entries.iter().filter_map(named).collect()
}

fn on_text(
    manifest: &str,
    splices: impl Fn(&Outline<'_>) -> Result<Vec<Splice>, ManifestError>,
) -> Result<String, ManifestError> {
    let text = manifest.strip_prefix('\u{feff}').unwrap_or(manifest);
    let bom = manifest.len() - text.len();
    let document = Document::parse(text).map_err(|it| ManifestError::from(it).shifted(bom))?;
    let outline = Outline::new(text, &document);
    let splices = splices(&outline).map_err(|it| it.shifted(bom))?;
    Ok(format!("{}{}", &manifest[..bom], spliced(text, splices)))
}

fn names<'a>(section: &'a Section<'_>, assign: &'a Assign<'_>) -> Vec<&'a str> {
    path_names(section, &assign.keys)
}

/// The paths of all tables whose keys are names of packages.
fn tables(outline: &Outline<'_>) -> Vec<Vec<String>> {
    let headers = outline.sections.iter().map(|it| path_names(it, &[]));
    let lines = outline.assigns().map(|(section, it)| names(section, it));
    let owned = |it: &[&str]| it.iter().map(|&name| name.to_owned()).collect();
    let of = |path: Vec<&str>| Some(owned(&path[..package_table_len(&path)?]));
    let mut found: Vec<Vec<String>> = headers.chain(lines).filter_map(of).collect();
    found.sort();
    found.dedup();
    found
}

/// How many keys of a path lead to a table of packages.
fn package_table_len(path: &[&str]) -> Option<usize> {
    let is_kind = |it: &str| {
        let it = it.replace('_', "-");
        ["dependencies", "dev-dependencies", "build-dependencies"].contains(&it.as_str())
    };
    match path {
        ["workspace", "dependencies", ..] | ["patch", _, ..] => Some(2),
        ["target", _, kind, ..] if is_kind(kind) => Some(3),
        ["profile", _, "package", ..] => Some(3),
        [kind, ..] if is_kind(kind) => Some(1),
        _ => None,
    }
}

fn refuse_taken(entries: &[Entry<'_>], old: &Entry<'_>, new: &str) -> Result<(), ManifestError> {
    match entries.iter().find(|it| it.key == new && it.key != old.key) {
        Some(taken) => {
            let range = taken.key_ranges.first().cloned().unwrap_or(0..0);
            let message = format!("`{new}` is the name of another entry of this table");
            let help = format!("remove that entry, or choose another name for `{}`", old.key);
            Err(ManifestError::new(message, range, help))
        }
        None => Ok(()),
    }
}

/// Another key in every place that names the entry, in quotes where it was.
fn rekeyed(text: &str, entry: &Entry<'_>, new: &str) -> Vec<Splice> {
    let written = |range: &Range<usize>| match text[range.clone()].chars().next() {
        Some(quote @ ('"' | '\'')) if key_text(new) == new => format!("{quote}{new}{quote}"),
        _ => key_text(new),
    };
    entry.key_ranges.iter().map(|it| (it.clone(), written(it))).collect()
}

/// `package = "old"`
fn repackaged(text: &str, entry: &Entry<'_>, (old, new): (&str, &str)) -> Option<Splice> {
    let field = entry.field("package").filter(|it| it.value.as_str() == Some(old))?;
    Some(restring(text, field.value, old, new))
}

/// Keys of `[replace]`: `"old:1.0.0"`.
fn replaced(outline: &Outline<'_>, (old, new): (&str, &str)) -> Vec<Splice> {
    let entries = outline.entries(|path| path == ["replace"]);
    let of = |it: &Entry<'_>| -> Vec<Splice> {
        let Some(version) = it.key.strip_prefix(old).filter(|it| it.starts_with(':')) else {
            return Vec::new();
        };
        rekeyed(outline.text, it, &format!("{new}{version}"))
    };
    entries.iter().flat_map(of).collect()
}

fn has_feature(outline: &Outline<'_>, name: &str) -> bool {
    outline.assigns().any(|(section, it)| names(section, it) == ["features", name])
}

/// What features and `required-features` say of the dependency; `bare` where
/// its name alone is the implicit feature.
fn features(outline: &Outline<'_>, (old, new): (&str, &str), bare: bool) -> Vec<Splice> {
    let mut splices = Vec::new();
    for (section, assign) in outline.assigns() {
        let path = names(section, assign);
        let speaks = path.first() == Some(&"features") || path.last() == Some(&"required-features");
        let elements = assign.value.as_array().filter(|_| speaks);
        for value in elements.into_iter().flatten() {
            let renamed = value.as_str().and_then(|it| feature_text(it, (old, new), bare));
            if let Some((from, to)) = value.as_str().zip(renamed) {
                splices.push(restring(outline.text, value, from, &to));
            }
        }
    }
    splices
}

fn feature_text(feature: &str, (old, new): (&str, &str), bare: bool) -> Option<String> {
    let (prefix, rest) = match feature.strip_prefix("dep:") {
        Some(rest) => ("dep:", rest),
        None => ("", feature),
    };
    let tail = rest.strip_prefix(old)?;
    let means_it = match tail {
        "" => bare || !prefix.is_empty(),
        _ => tail.starts_with('/') || tail.starts_with("?/"),
    };
    means_it.then(|| format!("{prefix}{new}{tail}"))
}

/// Whether a `[[bin]]` has this name by its own word.
fn names_binary(outline: &Outline<'_>, name: &str) -> bool {
    let is_it = |(section, it): (&Section<'_>, &Assign<'_>)| {
        names(section, it) == ["bin", "name"] && it.value.as_str() == Some(name)
    };
    outline.assigns().any(is_it)
}

/// Another text in the same quotes.
fn restring(text: &str, value: &Value, old: &str, new: &str) -> Splice {
    let range: Range<usize> = value.span().unwrap_or(0..0);
    let raw = &text[range.clone()];
    let same_quotes = raw.replacen(old, new, 1);
    let fits = Document::parse(format!("v = {same_quotes}\n").as_str())
        .is_ok_and(|it| it.get("v").and_then(|it| it.as_str()) == Some(new));
    (range, if fits { same_quotes } else { string_text(new) })
}
