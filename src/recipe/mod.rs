//! Recipes: what the TOML says ([`spec`]), what a run makes of it ([`plan`]),
//! and one file per verb.
//!
//! Invariant: verbs are pure. They turn a snapshot and a step into what would
//! be done; only [`spec`] reads files.

mod delete;
mod export;
mod exported;
pub(crate) mod gate;
mod hidden;
mod krate;
mod later;
mod made;
mod manifests;
mod missed;
mod moves;
mod named;
pub(crate) mod needs;
mod optional;
pub mod over;
mod patched;
pub mod plan;
mod removal;
mod rename;
mod replace;
mod retarget;
pub mod run;
mod scope;
mod sections;
pub mod spec;
mod target;
mod text;
mod unread;
mod wire;

use camino::Utf8PathBuf;

pub(crate) use self::retarget::site_kind;
use crate::change::{SourceChange, SourceChangeBuilder};
use crate::diagnostic::{Diagnostic, Label, Refusal};
use crate::recipe::plan::{Left, Rewrite, StepState};
use crate::recipe::spec::{RecipeSpec, StepSpec};
use crate::resolve::DefKey;
use crate::text::{LineCol, TextRange, TextSize};
use crate::workspace::{FileId, Workspace};

/// One step and the recipe it stands in.
#[derive(Clone, Copy)]
struct Step<'a> {
    recipe: &'a RecipeSpec,
    spec: &'a StepSpec,
    /// The steps of the run that come after it.
    later: &'a [later::StepOfRun<'a>],
}

/// What one step would do.
#[derive(Debug)]
struct StepOutcome {
    state: StepState,
    change: SourceChange,
    rewrites: Vec<Rewrite>,
    left: Vec<Left>,
    findings: Vec<Diagnostic>,
    /// What items are replaced by, for the meaning check: in the snapshot
    /// before the step, and in the one after it.
    map: Vec<(DefKey, Vec<DefKey>)>,
    /// The names that the step takes away and brings.
    names: Vec<smol_str::SmolStr>,
    /// What items are called afterwards.
    called: Vec<(DefKey, smol_str::SmolStr)>,
    /// Pairs that match nothing, each as an error for those who expect matches.
    unmatched: Vec<Diagnostic>,
}

impl StepOutcome {
    /// Nothing to do, for this reason.
    fn idle(state: StepState) -> StepOutcome {
        StepOutcome {
            state,
            change: SourceChange::default(),
            rewrites: Vec::new(),
            left: Vec::new(),
            findings: Vec::new(),
            map: Vec::new(),
            names: Vec::new(),
            called: Vec::new(),
            unmatched: Vec::new(),
        }
    }
}

impl Step<'_> {
    /// A place in the recipe.
    fn label(&self, range: TextRange, text: &str) -> Label {
        let recipe = self.recipe;
        Label { path: recipe.path.clone(), source: recipe.source.clone(), range, text: text.into() }
    }
}

/// A place in a file of the snapshot.
pub(crate) fn label(workspace: &Workspace, file: FileId, range: TextRange, text: &str) -> Label {
    let source = workspace.file(file);
    Label {
        path: source.map(|it| it.path.clone()).unwrap_or_default(),
        source: source.map(|it| it.text.clone()).unwrap_or_default(),
        range,
        text: text.into(),
    }
}

/// Path, line and column of a place in a file of the snapshot.
fn place(workspace: &Workspace, file: FileId, offset: TextSize) -> (Utf8PathBuf, LineCol) {
    let Some(source) = workspace.file(file) else {
        return (Utf8PathBuf::new(), LineCol { line: 1, col: 1 });
    };
    (source.path.clone(), source.lines().line_col(&source.text, offset))
}

/// The change that was built, or why it cannot be.
fn finished(workspace: &Workspace, change: SourceChangeBuilder) -> Result<SourceChange, Refusal> {
    change.finish().map_err(|(file, conflict)| {
        let label = label(workspace, file, conflict.second.delete, "");
        let error = Diagnostic::error("two edits of this step want the same bytes").at(label);
        Refusal::check(error.help("take the step apart, one pair a step"))
    })
}
