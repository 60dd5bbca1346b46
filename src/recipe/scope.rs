//! `[scope]`: which files a recipe leaves alone.
//!
//! A file outside of the scope is read and resolved like any other; a mention
//! there is left, and the meaning check refuses the plan if it would break.

use std::collections::BTreeSet;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::diagnostic::Refusal;
use crate::recipe::Step;
use crate::workspace::{FileId, SourceFile, Workspace};

impl Step<'_> {
    /// The files that the recipe leaves alone.
    ///
    /// # Errors
    /// A package that is not there, or a glob that is none.
    pub fn out_of_scope(&self, workspace: &Workspace) -> Result<BTreeSet<FileId>, Refusal> {
        let scope = &self.recipe.scope;
        let mut packages = BTreeSet::new();
        for name in &scope.packages {
            let id = workspace.package_named(&name.value).ok_or_else(|| {
                let message = format!("no package of the workspace is called `{}`", name.value);
                self.refuse(name, message, "name packages as their `Cargo.toml` does")
            })?;
            packages.insert(id);
        }
        let exclude = self.exclude()?;
        let is_out = |it: &&SourceFile| {
            let in_package = packages.is_empty() || packages.contains(&it.package);
            !in_package || exclude.is_match(&it.path)
        };
        Ok(workspace.files().filter(is_out).map(|it| it.id).collect())
    }

    fn exclude(&self) -> Result<GlobSet, Refusal> {
        let mut globs = GlobSetBuilder::new();
        for glob in &self.recipe.scope.exclude {
            let parsed = Glob::new(&glob.value).map_err(|it| {
                self.refuse(glob, it.kind().to_string(), "globs are those of `.gitignore`")
            })?;
            globs.add(parsed);
        }
        let none = |it: globset::Error| {
            let error = crate::diagnostic::Diagnostic::error(it.to_string());
            Refusal::input(error.help("use fewer or simpler globs in `[scope]`"))
        };
        globs.build().map_err(none)
    }
}
