//! `[scope]`: which files a recipe leaves alone.
//!
//! A file outside of the scope is read and resolved like any other; a mention
//! there is left, and the meaning check refuses the plan if it would break.
//!
//! Invariant: no step, whatever its verb, edits, moves or deletes a file
//! outside of the scope; where it would have to, it is refused.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::diagnostic::{Diagnostic, Label, Refusal};
use crate::planted::planted;
use crate::recipe::plan::LeftReason;
use crate::recipe::spec::{Spanned, VerbSpec};
use crate::recipe::{Step, StepOutcome, label};
use crate::text::TextRange;
use crate::workspace::{FileId, FileKind, SourceFile, Workspace};

/// As many files are named in one refusal.
const NAMED: usize = 20;

impl Step<'_> {
    /// The files that the recipe leaves alone.
    ///
    /// # Errors
    /// A package that is not there, a glob that is none, or a scope that leaves
    /// no file which the step's verb could edit.
    pub fn out_of_scope(&self, workspace: &Workspace) -> Result<BTreeSet<FileId>, Refusal> {
        let scope = &self.recipe.scope;
        if scope.packages.is_empty() && scope.exclude.is_empty() {
            return Ok(BTreeSet::new());
        }
        let mut packages = BTreeSet::new();
        for name in &scope.packages {
            let id = workspace.package_named(&name.value).ok_or_else(|| {
                let message = format!("no package of the workspace is called `{}`", name.value);
                self.refuse(name, message, "name packages as their `Cargo.toml` does")
            })?;
            packages.insert(id);
        }
        let exclude = self.exclude()?;
        // A virtual manifest belongs to no package.
        let is_virtual = |it: &SourceFile| {
            it.id == workspace.root_manifest
                && workspace.packages.iter().all(|package| package.manifest != it.id)
        };
        let is_out = |it: &SourceFile| {
            let in_package = packages.contains(&it.package) && !is_virtual(it);
            // A glob that matches a folder matches all below it.
            let excluded = it.path.ancestors().any(|it| it != "" && exclude.is_match(it));
            excluded || !(packages.is_empty() || in_package)
        };
        let (out, within): (Vec<_>, Vec<_>) = workspace.files().partition(|it| is_out(it));
        let kind = match &self.spec.verb {
            VerbSpec::Manifest(_) => FileKind::Manifest,
            VerbSpec::Text(_) => FileKind::Markdown,
            _ => FileKind::Rust,
        };
        if !out.is_empty() && within.iter().all(|it| it.kind != kind) {
            return Err(self.nothing_left());
        }
        Ok(out.into_iter().map(|it| it.id).collect())
    }

    /// Refuses an outcome that touches a file outside of the scope, or that does
    /// nothing because all of it lies there.
    ///
    /// # Errors
    /// As [`Step::out_of_scope`], and the files that would be touched.
    pub fn hold_scope(&self, workspace: &Workspace, outcome: &StepOutcome) -> Result<(), Refusal> {
        let out = self.out_of_scope(workspace)?;
        let change = &outcome.change;
        let edited = change.edits.iter().filter(|it| !it.1.is_empty()).map(|it| it.0);
        let touched: BTreeSet<FileId> =
            edited.chain(change.moves.keys()).chain(&change.deletes).copied().collect();
        let outside: Vec<FileId> = touched.intersection(&out).copied().collect();
        if !outside.is_empty() {
            return Err(self.would_touch(workspace, outcome, &outside));
        }
        let is_rename = matches!(self.spec.verb, VerbSpec::Rename(_));
        let is_left = outcome.left.iter().any(|it| it.reason == LeftReason::OutOfScope);
        if is_rename && change.is_empty() && is_left {
            return Err(self.nothing_left());
        }
        Ok(())
    }

    fn would_touch(
        &self,
        workspace: &Workspace,
        outcome: &StepOutcome,
        outside: &[FileId],
    ) -> Refusal {
        let path = |id: &FileId| workspace.file(*id).map_or("", |it| it.path.as_str());
        let first = outside.first().map_or("", path);
        let message = format!("this step has to edit `{first}`, and `[scope]` leaves it alone");
        let edit = outside.first().and_then(|it| outcome.change.edits.get(it));
        let range = edit.and_then(|it| it.indels().first()).map(|it| it.delete);
        let place = outside.first().map(|it| {
            let range = range.unwrap_or(TextRange::empty(0.into()));
            label(workspace, *it, range, "")
        });
        let error = place
            .into_iter()
            .chain(self.scope_label())
            .fold(Diagnostic::error(message), Diagnostic::at);
        let others = outside.iter().skip(1).take(NAMED).map(path);
        let error = others.fold(error, |it, path| it.note(format!("`{path}`, too")));
        Refusal::check(error.help("widen the `[scope]`, or take this out of the step"))
    }

    fn nothing_left(&self) -> Refusal {
        let message = "`[scope]` leaves nothing of the workspace that this step could edit";
        let at = self.label(self.spec.range, "this step");
        let error = self.scope_label().into_iter().fold(Diagnostic::error(message), Diagnostic::at);
        Refusal::check(error.at(at).help("widen the `[scope]`, or remove the step"))
    }

    /// Where the recipe says what the scope is.
    fn scope_label(&self) -> Option<Label> {
        let scope = &self.recipe.scope;
        let mut all = scope.packages.iter().chain(&scope.exclude);
        all.next().map(|it| self.label(it.range, "the scope"))
    }

    fn exclude(&self) -> Result<GlobSet, Refusal> {
        let mut globs = GlobSetBuilder::new();
        for glob in &self.recipe.scope.exclude {
            globs.add(self.glob(glob)?);
        }
        let none = |it: globset::Error| {
            let error = Diagnostic::error(it.to_string());
            Refusal::input(error.help("use fewer or simpler globs in `[scope]`"))
        };
        globs.build().map_err(none)
    }

    /// `*` and `?` stay inside one part of a path; `**` goes past `/`.
    fn glob(&self, glob: &Spanned<String>) -> Result<globset::Glob, Refusal> {
        let text = glob.value.trim_end_matches('/');
        GlobBuilder::new(text).literal_separator(!planted("scope-star-crosses")).build().map_err(
            |it| {
                let help = "`*` is part of a name, `**` any folders: `**/generated/*.rs`";
                self.refuse(glob, it.kind().to_string(), help)
            },
        )
    }
}
