//! The cases of `tests/recipes`, read from disk.
//! Each test program uses a part of it.
#![allow(clippy::disallowed_methods, dead_code)]

use camino::{Utf8Path, Utf8PathBuf};

use super::tree::{Tree, tree};

/// One folder of `tests/recipes`.
#[derive(Clone)]
pub struct Case {
    /// Name of the folder.
    pub name: String,
    /// The recipe, relative to the project's root.
    pub recipe: Utf8PathBuf,
    /// `before/`
    pub before: Tree,
    /// `after/`
    after: Option<Tree>,
    /// `expected-error.txt`
    pub expected_error: Option<String>,
    /// Whether `expect-nothing` is there.
    pub expects_nothing: bool,
    /// Whether `one-way` is there.
    pub is_one_way: bool,
}

/// All cases, in the order of names.
///
/// # Panics
/// If a folder is not a case: what cannot be tried must not pass.
pub fn cases() -> Vec<Case> {
    let folders = Utf8Path::new("tests/recipes").read_dir_utf8().unwrap().map(Result::unwrap);
    let folders = folders.filter(|it| it.file_type().unwrap().is_dir());
    let mut cases: Vec<_> = folders.map(|it| Case::read(it.path())).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

impl Case {
    fn read(folder: &Utf8Path) -> Case {
        let name = folder.file_name().unwrap().to_owned();
        let shipped = Utf8PathBuf::from(format!("recipes/{name}.toml"));
        let own = folder.join("recipe.toml");
        let after = folder.join("after");
        let case = Case {
            recipe: if own.exists() { own } else { shipped },
            before: tree(&folder.join("before")),
            after: after.exists().then(|| tree(&after)),
            expected_error: std::fs::read_to_string(folder.join("expected-error.txt")).ok(),
            expects_nothing: folder.join("expect-nothing").exists(),
            is_one_way: folder.join("one-way").exists(),
            name,
        };
        case.check();
        case
    }

    fn check(&self) {
        let Case { name, recipe, before, after, expected_error, expects_nothing, .. } = self;
        assert!(recipe.exists(), "{name}: neither recipe.toml nor recipes/{name}.toml is there");
        assert!(!before.is_empty(), "{name}: before/ is empty");
        let said = [after.is_some(), expected_error.is_some(), *expects_nothing];
        let said = said.iter().filter(|it| **it).count();
        assert!(
            said == 1,
            "{name}: one of after/, expected-error.txt, expect-nothing must be there"
        );
    }

    /// The tree that must be there in the end.
    pub fn after(&self) -> Tree {
        self.after.as_ref().unwrap_or(&self.before).clone()
    }
}
