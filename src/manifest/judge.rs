//! What Cargo would refuse in a manifest, as far as the manifests of the
//! workspace say so.
//!
//! Invariant: never fails; a manifest that does not parse has no faults here,
//! as the parser has said so already. Only what can be told for certain is a
//! fault.

use std::collections::BTreeSet;
use std::ops::Range;

use toml_edit::{Document, Value};

use super::outline::{Outline, path_names};
use super::table::{Entry, Form};
use super::{DependencyKind, ManifestError, Table};
use crate::text::{TextRange, TextSize};

/// Something in a manifest that Cargo would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What it is about.
    pub range: TextRange,
    /// One phrase in lower case, without a full stop; the same for the same
    /// fault, wherever it stands.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// The features of a package, by its name; none where they are not known.
pub type FeaturesOf<'a> = &'a dyn Fn(&str) -> Option<BTreeSet<String>>;

/// What Cargo would refuse, in the order of the text. `root` is the manifest at
/// the workspace root, `features_of` knows the packages of the workspace.
/// <https://doc.rust-lang.org/cargo/reference/features.html>
pub fn faults(manifest: &str, root: &str, features_of: FeaturesOf<'_>) -> Vec<Fault> {
    let (Ok(document), Ok(root)) = (Document::parse(manifest), Document::parse(root)) else {
        return Vec::new();
    };
    let inherited = Outline::new(root.raw(), &root).entries_of(&Table::WorkspaceDependencies);
    let judge = Judge::new(&Outline::new(manifest, &document), &inherited, features_of);
    let mut found = judge.faults();
    found.sort_by_key(|it| (it.range.start(), it.range.end()));
    found.dedup();
    found
}

/// Why a text is no TOML, if it is none.
pub fn syntax_error(manifest: &str) -> Option<ManifestError> {
    Document::parse(manifest).err().map(ManifestError::from)
}

/// Features that can be turned on: those of the table, and optional
/// dependencies of which no feature says `dep:`.
pub fn known_features(manifest: &str) -> BTreeSet<String> {
    let Ok(document) = Document::parse(manifest) else { return BTreeSet::new() };
    let outline = Outline::new(manifest, &document);
    let judge = Judge::new(&outline, &[], &|_| None);
    let implicit = judge.dependencies.iter().filter(|it| judge.is_implicit(it));
    let named = judge.features.iter().map(|it| it.key.clone());
    named.chain(implicit.map(|it| it.entry.key.clone())).collect()
}

/// Where a manifest names a dependency, by its key or as `package`; the start of
/// the text where it does not.
pub fn place_of_dependency(manifest: &str, kind: DependencyKind, package: &str) -> TextRange {
    let Ok(document) = Document::parse(manifest) else { return TextRange::default() };
    let outline = Outline::new(manifest, &document);
    let is_it = |it: &Dependency<'_>| {
        let name = it.entry.text_of("package").unwrap_or(&it.entry.key);
        it.kind == kind && name.replace('_', "-") == package.replace('_', "-")
    };
    let all = dependencies(&outline);
    let place = all.iter().find(|it| is_it(it)).and_then(|it| it.entry.key_ranges.first());
    place.map(|it| range(it.clone())).unwrap_or_default()
}

/// Whether turning a feature on turns an optional dependency on.
pub fn turns_on(manifest: &str, feature: &str, key: &str) -> bool {
    let Ok(document) = Document::parse(manifest) else { return false };
    let outline = Outline::new(manifest, &document);
    let judge = Judge::new(&outline, &[], &|_| None);
    let (mut open, mut seen) = (vec![feature.to_owned()], BTreeSet::new());
    while let Some(feature) = open.pop() {
        let entry = judge.features.iter().find(|it| it.key == feature);
        if entry.is_none() && feature == key {
            return true;
        }
        for (name, _) in entry.iter().flat_map(|it| elements(it)) {
            let is_strong = name.split_once('/').is_some_and(|it| it.0 == key);
            if is_strong || name.strip_prefix("dep:") == Some(key) {
                return true;
            }
            if seen.insert(name.clone()) {
                open.push(name);
            }
        }
    }
    false
}

/// A dependency with the table it stands in.
pub(super) struct Dependency<'d> {
    /// The entry.
    pub entry: Entry<'d>,
    kind: DependencyKind,
}

impl Dependency<'_> {
    fn says(&self, field: &str) -> bool {
        self.entry.field(field).and_then(|it| it.value.as_bool()) == Some(true)
    }
}

struct Judge<'j, 'd> {
    dependencies: Vec<Dependency<'d>>,
    features: Vec<Entry<'d>>,
    required: Vec<(String, Range<usize>)>,
    /// The name that `[lib]` says.
    lib_name: Option<(String, Range<usize>)>,
    inherited: &'j [Entry<'j>],
    features_of: FeaturesOf<'j>,
}

impl<'j, 'd> Judge<'j, 'd> {
    fn new(
        outline: &Outline<'d>,
        inherited: &'j [Entry<'j>],
        features_of: FeaturesOf<'j>,
    ) -> Judge<'j, 'd> {
        let required = outline.assigns().filter(|(section, it)| {
            path_names(section, &it.keys).last() == Some(&"required-features")
        });
        let lib_name = outline
            .assigns()
            .filter(|(section, it)| path_names(section, &it.keys).as_slice() == ["lib", "name"]);
        let text = |it: &Value| Some((it.as_str()?.to_owned(), it.span()?));
        Judge {
            lib_name: lib_name.filter_map(|it| text(it.1.value)).next(),
            dependencies: dependencies(outline),
            features: outline.entries_of(&Table::Features),
            required: required.flat_map(|it| strings(it.1.value)).collect(),
            inherited,
            features_of,
        }
    }

    fn faults(&self) -> Vec<Fault> {
        let mut found = Vec::new();
        for it in &self.dependencies {
            found.extend(self.dependency(it));
        }
        for entry in &self.features {
            for (name, place) in elements(entry) {
                found.extend(self.element(entry, &name, place));
            }
        }
        for (name, place) in self.lib_name.iter().filter(|it| it.0.contains('-')) {
            let message = format!("the name of a library has no hyphens, and `{name}` has");
            found.push(fault(place, message, "write it with `_`"));
        }
        for (name, place) in &self.required {
            if !self.is_feature(name) && !name.contains('/') {
                let message = format!("a target requires the feature `{name}`, which is not there");
                found.push(fault(place, message, "add it to `[features]`, or correct its name"));
            }
        }
        found
    }

    fn is_feature(&self, name: &str) -> bool {
        let implicit =
            || self.dependencies.iter().any(|it| it.entry.key == name && self.is_implicit(it));
        self.features.iter().any(|it| it.key == name) || implicit()
    }

    /// Whether an optional dependency is a feature by itself.
    fn is_implicit(&self, it: &Dependency<'_>) -> bool {
        it.says("optional")
            && !self.is_named(&it.entry.key, |key, name| name == format!("dep:{key}"))
    }

    /// Whether some element of a feature names a dependency so.
    fn is_named(&self, key: &str, so: impl Fn(&str, &str) -> bool) -> bool {
        self.features.iter().flat_map(elements).any(|it| so(key, &it.0))
    }

    fn dependency(&self, it: &Dependency<'_>) -> Vec<Fault> {
        let key = it.entry.key.as_str();
        let place = it.entry.key_ranges.first().cloned().unwrap_or(0..0);
        let mut found = Vec::new();
        if !key.starts_with(|it: char| it == '_' || it.is_alphanumeric()) {
            let message = format!("`{key}` is no name of a dependency");
            found.push(fault(&place, message, "a name begins with a letter, a digit or `_`"));
        }
        if matches!(&it.entry.form, Form::Plain(value) if !value.is_str() && !value.is_inline_table())
        {
            let message = format!("the dependency `{key}` is neither a version nor a table");
            found.push(fault(&place, message, "write `\"1.0\"`, or `{ path = \"…\" }`"));
        }
        let source = self.inherited.iter().find(|entry| entry.key == key);
        if it.says("workspace") && source.is_none() {
            let message = format!("`{key}` is not in [workspace.dependencies]");
            let help = "add it there in an earlier step (`workspace-dependencies`)";
            found.push(fault(&place, message, help));
        }
        if it.says("optional") && it.kind == DependencyKind::Dev {
            let message = format!("the dev-dependency `{key}` cannot be optional");
            found.push(fault(&place, message, "leave `optional` out"));
        }
        let is_shadowed = self.features.iter().any(|it| it.key == key);
        let is_used = |key: &str, name: &str| {
            name == format!("dep:{key}")
                || name.split_once('/').is_some_and(|it| it.0.trim_end_matches('?') == key)
        };
        if it.says("optional") && is_shadowed && !self.is_named(key, is_used) {
            let message = format!("no feature turns the optional dependency `{key}` on");
            found.push(fault(&place, message, &format!("add `dep:{key}` to a feature")));
        }
        let package = it.entry.text_of("package").or(source.and_then(|it| it.text_of("package")));
        let package = package.unwrap_or(key);
        let is_local = |entry: &Entry<'_>| entry.field("path").is_some();
        if is_local(&it.entry) || it.says("workspace") && source.is_some_and(is_local) {
            found.extend(self.wanted_features(it, package));
        }
        found
    }

    /// `features = […]` of a dependency on a package of the workspace.
    fn wanted_features(&self, it: &Dependency<'_>, package: &str) -> Vec<Fault> {
        let (Some(known), Some(field)) = ((self.features_of)(package), it.entry.field("features"))
        else {
            return Vec::new();
        };
        let unknown = strings(field.value).into_iter().filter(|it| !known.contains(&it.0));
        unknown.map(|(name, place)| no_feature_of(&place, &name, package)).collect()
    }

    /// What is wrong with one element of a feature.
    fn element(&self, of: &Entry<'_>, name: &str, place: Range<usize>) -> Option<Fault> {
        let dependency = |key: &str| {
            self.dependencies.iter().filter(move |it| it.entry.key == key).collect::<Vec<_>>()
        };
        let refused = |what: String, help: String| {
            Some(fault(&place, format!("the feature `{}` names {what}", of.key), &help))
        };
        if let Some(key) = name.strip_prefix("dep:") {
            let all = dependency(key);
            return match (all.is_empty(), all.iter().any(|it| it.says("optional"))) {
                (true, _) => refused(
                    format!("`{name}`, and there is no dependency `{key}`"),
                    NO_DEPENDENCY.into(),
                ),
                (_, false) => refused(
                    format!("`{name}`, and `{key}` is not optional"),
                    "say `optional = true` of it".into(),
                ),
                _ => None,
            };
        }
        if let Some((key, feature)) = name.split_once('/') {
            let (key, is_weak) = key.strip_suffix('?').map_or((key, false), |it| (it, true));
            let all = dependency(key);
            if all.is_empty() {
                return refused(
                    format!("`{name}`, and there is no dependency `{key}`"),
                    NO_DEPENDENCY.into(),
                );
            }
            if is_weak && !all.iter().any(|it| it.says("optional")) {
                return refused(
                    format!("`{name}`, and `{key}` is not optional"),
                    format!("write `{key}/{feature}`"),
                );
            }
            return self.of_dependency(&all, feature, &place);
        }
        if self.is_feature(name) {
            return None;
        }
        match dependency(name).is_empty() {
            true => refused(
                format!("`{name}`, which is neither a feature nor a dependency"),
                "add it to `[features]`, or correct its name".into(),
            ),
            false => refused(
                format!("`{name}`, which is a dependency and no feature"),
                format!("make it optional, and write `dep:{name}`"),
            ),
        }
    }

    /// `dependency/feature`, where the dependency is of the workspace.
    fn of_dependency(
        &self,
        all: &[&Dependency<'_>],
        feature: &str,
        place: &Range<usize>,
    ) -> Option<Fault> {
        let entry = &all.first()?.entry;
        let source = self.inherited.iter().find(|it| it.key == entry.key);
        let is_local = |it: &Entry<'_>| it.field("path").is_some();
        if !is_local(entry) && !source.is_some_and(is_local) {
            return None;
        }
        let package = entry.text_of("package").or(source.and_then(|it| it.text_of("package")));
        let package = package.unwrap_or(&entry.key);
        let known = (self.features_of)(package)?;
        (!known.contains(feature)).then(|| no_feature_of(place, feature, package))
    }
}

const NO_DEPENDENCY: &str = "add the dependency, or take this out of the feature";

fn no_feature_of(place: &Range<usize>, feature: &str, package: &str) -> Fault {
    let message = format!("`{package}` has no feature `{feature}`");
    fault(place, message, "add it there in an earlier step (`features`), or correct its name")
}

/// The dependencies of every table, those of `[target]` included.
pub(super) fn dependencies<'d>(outline: &Outline<'d>) -> Vec<Dependency<'d>> {
    let mut found = Vec::new();
    for kind in [DependencyKind::Normal, DependencyKind::Dev, DependencyKind::Build] {
        let own = Table::of(kind);
        let is_own = |path: &[&str]| match path {
            ["target", _, rest @ ..] => own.is_at(rest),
            path => own.is_at(path),
        };
        // One call for each path: an entry of one name may stand in several.
        let mut paths: BTreeSet<Vec<String>> = BTreeSet::new();
        for section in &outline.sections {
            let keys = section.assigns.iter().map(|it| path_names(section, &it.keys));
            for path in keys.chain([path_names(section, &[])]) {
                let ends = (1..=path.len()).filter(|end| is_own(&path[..*end]));
                paths.extend(
                    ends.map(|end| path[..end].iter().map(|it| (*it).to_owned()).collect()),
                );
            }
        }
        for path in paths {
            let entries = outline.entries(|it| it.iter().eq(path.iter()));
            found.extend(entries.into_iter().map(|entry| Dependency { entry, kind }));
        }
    }
    found
}

/// The strings of a feature's array, each with its bytes.
fn elements(entry: &Entry<'_>) -> Vec<(String, Range<usize>)> {
    match &entry.form {
        Form::Plain(value) => strings(value),
        _ => Vec::new(),
    }
}

fn strings(value: &Value) -> Vec<(String, Range<usize>)> {
    let all = value.as_array().into_iter().flatten();
    all.filter_map(|it| Some((it.as_str()?.to_owned(), it.span()?))).collect()
}

fn fault(place: &Range<usize>, message: String, help: &str) -> Fault {
    Fault { range: range(place.clone()), message, help: help.to_owned() }
}

fn range(place: Range<usize>) -> TextRange {
    let size = |at: usize| TextSize::from(u32::try_from(at).unwrap_or(u32::MAX));
    TextRange::new(size(place.start), size(place.end))
}
