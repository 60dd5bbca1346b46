//! A package gets another name: in its own manifest, and in those of the
//! packages that depend on it.
//!
//! An entry that gives the package a name of its own (`alias = { package =
//! "old" }`) keeps its key, so that code keeps its names. `[lib] name`, paths
//! and `[package.metadata]` are never touched.

use std::ops::Range;

use toml_edit::{Document, Value};

use super::ManifestError;
use super::array::Splice;
use super::edit::spliced;
use super::outline::{Assign, Outline, Section, full_path};
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

/// A manifest in which package `old` is named `new` wherever it is depended
/// on: in every table of dependencies, `[patch]`, `[replace]`, profiles, and
/// in features (`dep:old`, `old/f`, `old?/f`, the implicit feature `old`).
///
/// `root_manifest`, that before the rename, tells whether `old.workspace =
/// true` means this package; without it the name decides.
///
/// # Errors
/// The manifest does not parse, or a table has the key `new` already.
pub fn rename_dependency(
    manifest: &str,
    root_manifest: Option<&str>,
    old: &str,
    new: &str,
) -> Result<String, ManifestError> {
    let other = root_manifest.is_some_and(|it| key_means_other(it, old));
    on_text(manifest, |outline| {
        let mut splices = Vec::new();
        let mut renamed = Renamed { key: false, optional: false };
        for table in tables(outline) {
            let entries = outline.entries(|path| path == table);
            let is_profile = table[0] == "profile";
            for entry in &entries {
                let inherits_other = other && entry.field("workspace").is_some();
                if entry.key == old
                    && !inherits_other
                    && entry.field("package").is_none_or(|_| is_profile)
                {
                    refuse_taken(&entries, entry, new)?;
                    splices.extend(rekeyed(entry, new));
                    renamed
                        .see(entry, is_profile || table[0] == "patch" || table[0] == "workspace");
                }
                splices.extend(repackaged(outline.text, entry, (old, new)));
            }
        }
        splices.extend(replaced(outline, (old, new)));
        if renamed.key {
            let bare = renamed.optional && !has_feature(outline, old);
            splices.extend(features(outline, (old, new), bare));
        }
        splices.sort_by_key(|(range, _)| range.start);
        splices.dedup();
        Ok(splices)
    })
}

/// What was renamed among the dependencies that features can name.
struct Renamed {
    key: bool,
    optional: bool,
}

impl Renamed {
    fn see(&mut self, entry: &Entry<'_>, elsewhere: bool) {
        self.key |= !elsewhere;
        let optional = entry.field("optional").and_then(|it| it.value.as_bool());
        self.optional |= !elsewhere && optional == Some(true);
    }
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
    full_path(section, &assign.keys).map(|it| it.name.as_str()).collect()
}

/// Whether `[workspace.dependencies]` gives this key to another package.
fn key_means_other(root: &str, key: &str) -> bool {
    let Ok(document) = Document::parse(root.strip_prefix('\u{feff}').unwrap_or(root)) else {
        return false;
    };
    let outline = Outline::new(root.strip_prefix('\u{feff}').unwrap_or(root), &document);
    let entries = outline.entries_of(&super::Table::WorkspaceDependencies);
    entries.iter().any(|it| it.key == key && it.text_of("package").is_some_and(|it| it != key))
}

/// The paths of all tables whose keys are names of packages.
fn tables(outline: &Outline<'_>) -> Vec<Vec<String>> {
    let headers = outline
        .sections
        .iter()
        .map(|it| it.path.iter().map(|part| part.name.clone()).collect::<Vec<String>>());
    let lines = outline
        .assigns()
        .map(|(section, it)| full_path(section, &it.keys).map(|part| part.name.clone()).collect());
    let mut found: Vec<Vec<String>> = headers.chain(lines).filter_map(package_table).collect();
    found.sort();
    found.dedup();
    found
}

/// The part of a path that leads to a table of packages.
fn package_table(path: Vec<String>) -> Option<Vec<String>> {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    let is_kind = |it: &str| {
        let it = it.replace('_', "-");
        ["dependencies", "dev-dependencies", "build-dependencies"].contains(&it.as_str())
    };
    let len = match names.as_slice() {
        ["workspace", "dependencies", ..] | ["patch", _, ..] => 2,
        ["target", _, kind, ..] if is_kind(kind) => 3,
        ["profile", _, "package", ..] => 3,
        [kind, ..] if is_kind(kind) => 1,
        _ => return None,
    };
    Some(path[..len].to_vec())
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

fn rekeyed<'a>(entry: &'a Entry<'_>, new: &'a str) -> impl Iterator<Item = Splice> + 'a {
    entry.key_ranges.iter().map(move |range| (range.clone(), key_text(new)))
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
        rekeyed(it, &format!("{new}{version}")).collect()
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
