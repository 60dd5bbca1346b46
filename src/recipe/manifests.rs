//! `dependencies` and its siblings, and `features`: what a manifest says.

use crate::diagnostic::{Diagnostic, Label, Refusal};
use crate::manifest::edit::{ManifestEdit, edit};
use crate::manifest::{ManifestError, Table};
use crate::recipe::plan::{Rewrite, SiteKind, StepState};
use crate::recipe::spec::{ManifestEditSpec, ManifestSpec};
use crate::recipe::{Step, StepOutcome, needs, place};
use crate::workspace::{FileId, SourceFile, Workspace};

pub(super) fn plan(
    step: Step<'_>,
    specs: &[ManifestSpec],
    workspace: &Workspace,
) -> Result<StepOutcome, Refusal> {
    let mut out = StepOutcome::idle(StepState::Pending);
    for spec in specs {
        let file = manifest(step, spec, workspace)?;
        for one in &spec.edits {
            let before = needs::text(workspace, &out.change, file);
            let wanted = wanted(step, one)?;
            let after = edit(&before, &[wanted])
                .map_err(|it| failed(step, workspace.file(file), one, it))?;
            if after != before {
                needs::set_text(workspace, &mut out.change, file, &after);
                out.rewrites.push(rewrite(workspace, file, one));
            }
        }
    }
    if out.change.is_empty() {
        return Ok(StepOutcome::idle(StepState::Done));
    }
    Ok(out)
}

fn manifest(step: Step<'_>, spec: &ManifestSpec, workspace: &Workspace) -> Result<FileId, Refusal> {
    let Some(name) = &spec.package else { return Ok(workspace.root_manifest) };
    let package = workspace.package_named(&name.value).map(|it| workspace.package(it).manifest);
    package.ok_or_else(|| {
        let names: Vec<_> = workspace.packages.iter().map(|it| it.name.as_str()).collect();
        let near = names.iter().max_by(|a, b| {
            strsim::jaro_winkler(a, &name.value).total_cmp(&strsim::jaro_winkler(b, &name.value))
        });
        let help = near.map_or_else(String::new, |it| format!("the nearest package is `{it}`"));
        step.refuse(name, format!("no package of the workspace is called `{}`", name.value), &help)
    })
}

fn wanted(step: Step<'_>, one: &ManifestEditSpec) -> Result<ManifestEdit, Refusal> {
    let table = match one.table {
        "dependencies" => Table::Dependencies,
        "dev-dependencies" => Table::DevDependencies,
        "build-dependencies" => Table::BuildDependencies,
        "workspace.dependencies" => Table::WorkspaceDependencies,
        "features" => Table::Features,
        other => {
            return Err(step.refuse(
                &one.key,
                format!("no table `{other}`"),
                "see the recipe reference",
            ));
        }
    };
    let key = one.key.value.clone();
    Ok(match &one.value {
        Some(value) => ManifestEdit::Set { table, key, value: value.value.clone() },
        None => ManifestEdit::Remove { table, key },
    })
}

fn failed(
    step: Step<'_>,
    source: Option<&SourceFile>,
    one: &ManifestEditSpec,
    it: ManifestError,
) -> Refusal {
    let mut error =
        Diagnostic::error(it.message.clone()).at(step.label(one.key.range, "asked for here"));
    if !it.range.is_empty()
        && let Some(source) = source
    {
        let label = Label {
            path: source.path.clone(),
            source: source.text.clone(),
            range: it.range,
            text: String::new(),
        };
        error.labels.insert(0, label);
    }
    Refusal::input(error.help(it.help))
}

fn rewrite(workspace: &Workspace, file: FileId, one: &ManifestEditSpec) -> Rewrite {
    let (path, at) = place(workspace, file, 0.into());
    let to = one
        .value
        .as_ref()
        .map(|it| format!("{} = {}", one.key.value, it.value))
        .unwrap_or_default();
    Rewrite { path, at, site: SiteKind::Manifest, from: one.key.value.clone(), to }
}
