//! `export` and `unexport`: what a module re-exports with `pub use`.

use smol_str::SmolStr;

use crate::change::SourceChangeBuilder;
use crate::diagnostic::{Refusal, RefusalKind};
use crate::imports::{ImportOp, ImportPath};
use crate::recipe::later::Now;
use crate::recipe::plan::{Rewrite, SiteKind, StepState};
use crate::recipe::spec::{ExportSpec, Spanned};
use crate::recipe::{Step, StepOutcome, exported, finished, place};
use crate::resolve::{Def, Found, ItemPath, ModuleId, Resolver};
use crate::syntax::{Body, Edition, NsSet, Syntax, UseItem, UseTreeKind, Visibility};
use crate::text::TextRange;
use crate::workspace::{SourceFile, Workspace};

/// Whether `pub use` comes or goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Export,
    Unexport,
}

pub(super) fn plan(
    step: Step<'_>,
    specs: &[ExportSpec],
    direction: Direction,
    workspace: &Workspace,
) -> Result<StepOutcome, Refusal> {
    let resolver = Resolver::new(workspace);
    let mut change = SourceChangeBuilder::default();
    let mut out = StepOutcome::idle(StepState::Pending);
    let mut added = Vec::new();
    for spec in specs {
        let Some(module) = module(step, &resolver, &spec.module)? else { continue };
        let Some(source) = resolver.file_of(module).and_then(|it| workspace.file(it)) else {
            continue;
        };
        let Some(body) = resolver.first_body(module) else { continue };
        let mut ops = Vec::new();
        for tree in &spec.trees {
            for path in paths(step, tree)? {
                if direction == Direction::Export
                    && (is_taken_on(step, &resolver, spec, &path)
                        || is_repointed(step, &resolver, (spec, module), &path))
                {
                    continue;
                }
                out.names.extend(exported::names(&resolver, module, &path));
                let new = match direction {
                    Direction::Export => export(&body, &path),
                    Direction::Unexport => unexport(&body, &path),
                };
                if direction == Direction::Export && !new.is_empty() {
                    out.findings.extend(exported::unknown(step, &resolver, module, (tree, &path)));
                    added.push((&spec.module, tree, path));
                }
                ops.extend(new);
            }
        }
        out.rewrites.extend(ops.iter().map(|it| rewrite(workspace, source, &body, it)));
        for indel in crate::imports::edit(&source.text, &body, &ops) {
            change.push(source.id, indel);
        }
    }
    out.change = finished(workspace, change)?;
    if out.change.is_empty() {
        return Ok(StepOutcome::idle(StepState::Done));
    }
    refuse_unfit(step, &workspace.with(&out.change), &added)?;
    Ok(out)
}

/// An export that is added: module, use-tree, and a leaf of that.
type Added<'a> = (&'a Spanned<String>, &'a Spanned<String>, ImportPath);

/// Refuses exports that rustc would not take.
fn refuse_unfit(step: Step<'_>, after: &Workspace, added: &[Added<'_>]) -> Result<(), Refusal> {
    let resolver = Resolver::new(after);
    let mut findings = Vec::new();
    for (at, tree, path) in added {
        if let Some(module) = module(step, &resolver, at)? {
            findings.extend(exported::check(step, &resolver, module, (tree, path)));
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(Refusal { kind: RefusalKind::Check, findings }) }
}

fn module(
    step: Step<'_>,
    resolver: &Resolver<'_>,
    at: &Spanned<String>,
) -> Result<Option<ModuleId>, Refusal> {
    let Some((_, found)) = step.existing(resolver, at)? else { return Ok(None) };
    let module = found.iter().find_map(|it| match it {
        Def::Module(id) => Some(*id),
        _ => None,
    });
    module.map(Some).ok_or_else(|| {
        let message = format!("`{}` is no module", at.value);
        step.refuse(at, message, "name the module that is to re-export")
    })
}

/// Whether what a tree names is there no more because of a later step, which
/// was carried out: then so was this one.
fn is_taken_on(
    step: Step<'_>,
    resolver: &Resolver<'_>,
    spec: &ExportSpec,
    path: &ImportPath,
) -> bool {
    let paths = meant(spec, path);
    let is_there = |it: &ItemPath| !matches!(resolver.find(it), Found::Nothing { .. });
    !paths.iter().any(is_there) && paths.iter().any(|it| step.now(resolver, it) != Now::Nothing)
}

/// Whether the module has under the name of a leaf what a later step lets take the place
/// of what the leaf names.
fn is_repointed(
    step: Step<'_>,
    resolver: &Resolver<'_>,
    (spec, module): (&ExportSpec, ModuleId),
    path: &ImportPath,
) -> bool {
    let paths = meant(spec, path);
    let goals: Vec<Def> = paths.iter().flat_map(|it| step.replaced(resolver, it)).collect();
    let names = goals.iter().map(|it| ItemPath::parse(&resolver.path_of(*it)).name().to_owned());
    let names: Vec<String> = names.chain(path.local_name().map(str::to_owned)).collect();
    let found = names.iter().flat_map(|it| resolver.in_module(module, it, NsSet::ALL));
    found.into_iter().any(|it| it.import.is_some() && goals.contains(&it.def))
}

/// The paths that a leaf may name in the module that exports it.
fn meant(spec: &ExportSpec, path: &ImportPath) -> Vec<ItemPath> {
    let module = ItemPath::parse(&spec.module.value);
    let krate = module.segments.first().cloned();
    let named: Vec<SmolStr> = path.segments.iter().filter(|it| *it != "*").cloned().collect();
    let below = |skip: usize, holder: &[SmolStr]| {
        let segments = holder.iter().chain(&named[skip..]).cloned().collect();
        ItemPath { segments, ..module.clone() }
    };
    match named.first().map(SmolStr::as_str) {
        Some("crate") => vec![below(1, krate.as_slice())],
        Some("self") => vec![below(1, &module.segments)],
        Some("super") => {
            vec![below(1, &module.segments[..module.segments.len().saturating_sub(1)])]
        }
        _ => vec![below(0, &module.segments), ItemPath { kind: None, ..below(0, &[]) }],
    }
}

/// The leaves of a use-tree as a recipe writes it.
fn paths(step: Step<'_>, tree: &Spanned<String>) -> Result<Vec<ImportPath>, Refusal> {
    let parsed = Syntax::parse(&format!("use {};", tree.value), Edition::CURRENT);
    let uses = &parsed.body().uses;
    let [item] = uses.as_slice() else { return Err(no_tree(step, tree)) };
    if !parsed.errors().is_empty() {
        return Err(no_tree(step, tree));
    }
    Ok(leaves(item).into_iter().map(|it| it.1).collect())
}

fn no_tree(step: Step<'_>, tree: &Spanned<String>) -> Refusal {
    let message = format!("`{}` is no use-tree", tree.value);
    step.refuse(
        tree,
        message,
        "write what stands between `pub use` and `;`: `models::{Job, User as U}`",
    )
}

/// The leaves and globs of a `use` item, with the path of each.
fn leaves(item: &UseItem) -> Vec<(TextRange, ImportPath)> {
    let mut found = Vec::new();
    item.for_each_leaf(&mut |leaf, path| {
        let mut segments: Vec<SmolStr> = path.segments.iter().map(|it| it.name.clone()).collect();
        if segments.len() > 1 && segments.last().is_some_and(|it| it == "self") {
            segments.pop();
        }
        let alias = match &leaf.kind {
            UseTreeKind::Leaf { alias } => alias.as_ref().map(|it| it.name.clone()),
            _ => {
                segments.push("*".into());
                None
            }
        };
        found.push((
            leaf.range,
            ImportPath { leading_colons: path.leading_colons, segments, alias },
        ));
    });
    found
}

/// The same path, whether or not it says `self::`.
fn same(a: &ImportPath, b: &ImportPath) -> bool {
    let bare = |it: &ImportPath| {
        let skip = usize::from(it.segments.first().is_some_and(|it| it == "self"));
        it.segments[skip..].to_vec()
    };
    bare(a) == bare(b) && a.local_name() == b.local_name()
}

fn export(body: &Body, path: &ImportPath) -> Vec<ImportOp> {
    let mut ops = Vec::new();
    // What a macro is given in the body may be there or not; the body may be such itself.
    let is_given =
        |it: &UseItem| body.macro_calls.iter().any(|call| call.range.contains_range(it.range));
    for item in body.uses.iter().filter(|it| !is_given(it)) {
        let known = leaves(item).into_iter().find(|it| same(&it.1, path));
        match (known, &item.vis) {
            (Some(_), Visibility::Public) => return Vec::new(),
            (Some((leaf, _)), Visibility::Inherited) => ops.push(ImportOp::Remove { leaf }),
            _ => {}
        }
    }
    ops.push(ImportOp::Add { path: path.clone(), vis: "pub".into(), cfg: None });
    ops
}

fn unexport(body: &Body, path: &ImportPath) -> Vec<ImportOp> {
    let public = body.uses.iter().filter(|it| it.vis == Visibility::Public);
    let found = public.flat_map(leaves).filter(|it| same(&it.1, path));
    found.map(|it| ImportOp::Remove { leaf: it.0 }).collect()
}

fn rewrite(workspace: &Workspace, source: &SourceFile, body: &Body, op: &ImportOp) -> Rewrite {
    let (range, from, to) = match op {
        ImportOp::Add { path, .. } => {
            (TextRange::empty(body.start), String::new(), format!("pub use {path};"))
        }
        ImportOp::Remove { leaf } | ImportOp::Repoint { leaf, .. } => {
            (*leaf, crate::text::slice(&source.text, *leaf).to_owned(), String::new())
        }
    };
    let (path, at) = place(workspace, source.id, range.start());
    Rewrite { path, at, site: SiteKind::Reexport, from, to }
}
