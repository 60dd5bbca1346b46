//! What Cargo says of a tree: `cargo check`, and the doc links of `cargo doc`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Output};

use anyhow::{Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

use crate::Call;

/// Errors that are shown of a tree that no longer compiles.
const SHOWN: usize = 3;
/// What is built, the most first, as the report names it.
const SCOPES: [(&str, &[&str]); 5] = [
    ("all, all features", &["--all-targets", "--all-features"]),
    ("lib, bins, all features", &["--lib", "--bins", "--all-features"]),
    ("all", &["--all-targets"]),
    ("lib, bins", &["--lib", "--bins"]),
    ("lib", &["--lib"]),
];

/// How a tree is checked.
pub struct Cargo {
    root: Utf8PathBuf,
    target: Utf8PathBuf,
    scope: (&'static str, &'static [&'static str]),
    features: Option<String>,
    /// Whether lints do not count: an alias beside each type is none that the tree asks for.
    caps_lints: bool,
    /// Doc links that led nowhere at first, with how often; none where docs are
    /// not judged.
    broken: Option<BTreeMap<String, usize>>,
}

impl Cargo {
    /// The widest scope in which the tree compiles.
    pub fn new(root: &Utf8Path, home: &Utf8Path, call: &Call) -> Result<Cargo> {
        let mut cargo = Cargo {
            root: root.to_owned(),
            target: home.join("target"),
            scope: SCOPES[0],
            features: call.features.clone(),
            caps_lints: call.replace,
            broken: None,
        };
        let mut said = String::new();
        let has_all = |it: &&(&str, &[&str])| it.1.contains(&"--all-features");
        for scope in SCOPES.iter().filter(|it| call.features.is_none() || !has_all(it)) {
            cargo.scope = *scope;
            match cargo.check()? {
                None => {
                    cargo.broken = call.doc.then(|| cargo.broken_links()).transpose()?;
                    return Ok(cargo);
                }
                Some(errors) => said = errors,
            }
        }
        bail!("does not compile before any rename:\n{said}")
    }

    /// What is checked, as the report names it.
    pub fn scope(&self) -> String {
        let features = self.features.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
        let docs = if self.broken.is_some() { ", doc links" } else { "" };
        format!("{}{features}{docs}", self.scope.0)
    }

    /// The first errors, and the doc links that newly lead nowhere; none where
    /// all is as it was. `names` has old names by the new ones.
    pub fn judge(&self, names: &BTreeMap<&str, &str>) -> Result<Option<String>> {
        let errors = self.check()?;
        let Some(before) = self.broken.as_ref().filter(|_| errors.is_none()) else {
            return Ok(errors);
        };
        let now = self.broken_links()?.into_iter();
        let is_new = |(link, count): &(String, usize)| {
            let link = names.iter().fold(link.clone(), |link, it| link.replace(it.0, it.1));
            before.get(&link).is_none_or(|it| it < count)
        };
        let new: Vec<_> = now.filter(is_new).map(|it| it.0).take(SHOWN).collect();
        Ok((!new.is_empty()).then(|| new.join("\n")))
    }

    /// The lines of files of this name in which rustc finds an error.
    pub fn errors_in(&self, file: &str) -> Result<BTreeSet<(Utf8PathBuf, usize)>> {
        let output = self.run("check", self.scope.1)?;
        let said = String::from_utf8_lossy(&output.stderr);
        let places = said.lines().filter_map(|it| it.trim_start().strip_prefix("--> "));
        let found = places.filter_map(|it| {
            let (path, place) = it.split_once(':')?;
            let line = place.split(':').next()?.parse().ok()?;
            let path = path.strip_prefix(self.root.as_str()).unwrap_or(path);
            let path = Utf8PathBuf::from(path.trim_start_matches('/'));
            (path.file_name() == Some(file)).then_some((path, line))
        });
        Ok(found.collect())
    }

    fn check(&self) -> Result<Option<String>> {
        let output = self.run("check", self.scope.1)?;
        let said = String::from_utf8_lossy(&output.stderr);
        Ok((!output.status.success()).then(|| first_errors(&said)))
    }

    /// What rustdoc says of links that lead nowhere, without places.
    fn broken_links(&self) -> Result<BTreeMap<String, usize>> {
        let features = self.scope.1.iter().filter(|it| **it == "--all-features");
        let args: Vec<_> = ["--no-deps"].into_iter().chain(features.copied()).collect();
        let output = self.run("doc", &args)?;
        let mut found = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stderr).lines() {
            if line.contains("unresolved link to") || line.contains("is both a") {
                *found.entry(line.to_owned()).or_default() += 1;
            }
        }
        Ok(found)
    }

    fn run(&self, command: &str, args: &[&str]) -> Result<Output> {
        let features = self.features.iter().flat_map(|it| ["--features", it]);
        let flags = self.caps_lints.then_some(("RUSTFLAGS", "--cap-lints=warn"));
        let output = Command::new("cargo")
            .envs(flags)
            .args([command, "--workspace", "--offline", "-j2", "--color=never", "--quiet"])
            .args(args)
            .args(features)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("RUSTDOCFLAGS", "--cap-lints=warn")
            .output()?;
        Ok(output)
    }
}

fn first_errors(said: &str) -> String {
    let blocks = said.split("\n\n");
    let is_error =
        |it: &&str| it.trim_start().starts_with("error") && !it.contains("could not compile");
    let errors: Vec<_> = blocks.filter(is_error).take(SHOWN).map(str::trim).collect();
    if errors.is_empty() {
        said.lines().last().unwrap_or_default().to_owned()
    } else {
        errors.join("\n")
    }
}
