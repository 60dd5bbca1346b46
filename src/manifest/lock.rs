//! What a `Cargo.lock` says of the packages that are built.
//!
//! Invariant: never fails; a file that does not parse says nothing.
//! <https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html>

use smol_str::SmolStr;
use toml_edit::{Document, Item, Table};

/// A package, as it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// Its name.
    pub name: SmolStr,
    /// Its version.
    pub version: SmolStr,
    /// Where it was taken from: none for a package that a path leads to.
    pub source: Option<SmolStr>,
    /// The packages that it is built with: a name, and a version where several
    /// packages have it.
    dependencies: Vec<(SmolStr, Option<SmolStr>)>,
}

impl Locked {
    /// Whether it is built with another package.
    pub fn depends_on(&self, other: &Locked) -> bool {
        let is_other = |(name, version): &(SmolStr, Option<SmolStr>)| {
            *name == other.name && version.as_ref().is_none_or(|it| *it == other.version)
        };
        self.dependencies.iter().any(is_other)
    }
}

/// The packages of a `Cargo.lock`, in its order; none if it does not parse.
pub fn packages(lock: &str) -> Option<Vec<Locked>> {
    let document = Document::parse(lock).ok()?;
    let rows = document.get("package").and_then(Item::as_array_of_tables);
    Some(rows.into_iter().flat_map(|it| it.iter()).filter_map(package).collect())
}

fn package(row: &Table) -> Option<Locked> {
    let says = |key: &str| row.get(key).and_then(Item::as_str).map(SmolStr::from);
    let named = row.get("dependencies").and_then(Item::as_array).into_iter().flatten();
    let dependency = |said: &str| {
        let mut words = said.split_whitespace().map(SmolStr::from);
        Some((words.next()?, words.next()))
    };
    Some(Locked {
        name: says("name")?,
        version: says("version")?,
        source: says("source"),
        dependencies: named.filter_map(|it| it.as_str().and_then(dependency)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_said_where_several_packages_have_a_name() {
        let lock = "version = 3\n\n\
            [[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\
            source = \"registry+https://example.org/index\"\n\
            dependencies = [\n \"b 2.0.0\",\n \"c\",\n]\n\n\
            [[package]]\nname = \"b\"\nversion = \"1.0.0\"\n\n\
            [[package]]\nname = \"b\"\nversion = \"2.0.0\"\n\n\
            [[package]]\nname = \"c\"\nversion = \"3.0.0\"\n";
        let all = packages(lock).unwrap();
        let depends: Vec<_> = all.iter().map(|it| all[0].depends_on(it)).collect();
        assert_eq!(depends, [false, false, true, true]);
        let sources: Vec<_> = all.iter().map(|it| it.source.is_some()).collect();
        assert_eq!(sources, [true, false, false, false]);
    }

    #[test]
    fn what_is_no_toml_says_nothing() {
        assert_eq!(packages("[[package]\n"), None);
    }
}
