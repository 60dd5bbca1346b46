//! Published sources, read and written back: every byte is the same.
//!
//! Invariant: each Rust file of a package is read, or counted with a reason; nothing
//! is written.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fmt;

use camino::Utf8Path;
use kalam_codemod::checks;
use kalam_codemod::recipe::{run, spec};
use kalam_codemod::workspace::{SourceFile, Workspace, load};

use super::pipeline::said;
use super::tree::tree;

/// A recipe that finds nothing to do.
const NOTHING: &str = "name = \"nothing\"\n[[steps]]\noptional = true\n[steps.rename]\n\
                       \"no_such_crate_here::Nothing\" = \"Anything\"\n";

/// What was read, and what became of it.
#[derive(Default)]
pub struct Identity {
    /// Packages.
    pub packages: usize,
    /// Rust files that were read, parsed and compared.
    pub files: usize,
    /// Their bytes.
    pub bytes: usize,
    /// Those that the parser objects to.
    pub with_errors: usize,
    /// Why others were not read, and how many.
    pub left: BTreeMap<String, usize>,
    /// What differs.
    pub wrong: Vec<String>,
}

impl Identity {
    /// Reads a package.
    pub fn add(&mut self, root: &Utf8Path) {
        self.packages += 1;
        let workspace = match load::load(Some(&root.join("Cargo.toml"))) {
            Ok(workspace) => workspace,
            Err(refusal) => {
                let why = said(&refusal).lines().next().unwrap_or_default().to_owned();
                return *self.left.entry(why).or_default() += 1;
            }
        };
        for (path, bytes) in tree(root).into_iter().filter(|it| it.0.extension() == Some("rs")) {
            match workspace.file_at(&path).and_then(|it| workspace.file(it)) {
                Some(file) => self.compare(file, &bytes),
                None => match left_out(&workspace, &path) {
                    Some(why) => *self.left.entry(why).or_default() += 1,
                    None => self.wrong.push(format!("{root}/{path}: neither read nor listed")),
                },
            }
        }
        self.plan_nothing(workspace);
    }

    fn compare(&mut self, file: &SourceFile, bytes: &[u8]) {
        let parsed = ra_ap_syntax::SourceFile::parse(&file.text, file.edition);
        self.files += 1;
        self.bytes += bytes.len();
        self.with_errors += usize::from(!parsed.errors().is_empty());
        let is_same =
            file.content().as_bytes() == bytes && parsed.syntax_node().text() == *file.text;
        self.wrong.extend((!is_same).then(|| format!("{}: other bytes", file.path)));
    }

    fn plan_nothing(&mut self, workspace: Workspace) {
        let root = workspace.root.clone();
        let recipe = spec::parse("nothing.toml".into(), NOTHING).map(|it| vec![it]);
        let outcome = recipe.and_then(|it| checks::verify(run::plan(workspace, &it)?, &it));
        match outcome {
            Ok(verified) if verified.plan().tree.is_empty() => {}
            Ok(_) => self.wrong.push(format!("{root}: nothing to do, and something is done")),
            Err(refusal) => self.wrong.push(format!("{root}: {}", said(&refusal))),
        }
    }
}

/// Why a file is not in a snapshot.
fn left_out(workspace: &Workspace, path: &Utf8Path) -> Option<String> {
    let known = workspace.passed_over.iter().find(|it| path.starts_with(&it.path));
    if let Some(it) = known {
        return Some(it.reason.clone());
    }
    let is_hidden = path.components().any(|it| it.as_str().starts_with('.'));
    let folders = path.ancestors().skip(1).map(|it| workspace.root.join(it));
    let is_of = |name: &str| folders.clone().any(|it| it.join(name).exists());
    match is_hidden {
        true => Some("hidden".into()),
        false if is_of(".gitignore") => Some("ignored by Git, or in a folder of builds".into()),
        false => None,
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Identity { packages, files, bytes, with_errors, .. } = self;
        write!(
            out,
            "{packages} packages, {files} files, {bytes} bytes, {} wrong",
            self.wrong.len()
        )?;
        write!(out, "; {with_errors} files with parse errors")?;
        self.left.iter().try_for_each(|(why, count)| write!(out, "; {count} left: {why}"))?;
        self.wrong.iter().take(20).try_for_each(|it| write!(out, "\n  {it}"))
    }
}
