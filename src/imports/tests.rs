//! Before and after, in the styles that people write.
//!
//! An operation is a line: `- a::B` takes the import away, `a::B => c::D`
//! repoints it, `+ pub a::B if test` adds one. `mod name:` at the front of
//! the operations chooses the body of an inline module.

mod deleting;
mod editing;
mod random;

use super::{ImportOp, ImportPath, edit};
use crate::syntax::{Body, Edition, ItemKind, Syntax};
use crate::text::{Indel, TextEditBuilder, TextRange};

fn path(text: &str) -> ImportPath {
    let (path, alias) = match text.trim().split_once(" as ") {
        Some((path, alias)) => (path, Some(alias.into())),
        None => (text.trim(), None),
    };
    let names = path.trim_start_matches("::").split("::");
    let segments = names.map(|it| it.trim_start_matches("r#").into()).collect();
    ImportPath { leading_colons: path.starts_with("::"), segments, alias }
}

/// Whole paths of a body's leaves, with their ranges.
fn leaves(text: &str, body: &Body) -> Vec<(ImportPath, TextRange)> {
    let scope = super::model::Scope::new(text, body);
    scope.leaves().map(|it| (scope.full(it), scope.nodes[it].tree.range)).collect()
}

fn leaf((text, body): (&str, &Body), wanted: &str) -> TextRange {
    let wanted = path(wanted);
    let found = leaves(text, body).into_iter().find(|it| it.0 == wanted);
    found.unwrap_or_else(|| panic!("no import of {wanted}")).1
}

fn op(body: (&str, &Body), line: &str) -> ImportOp {
    if let Some(path) = line.strip_prefix("- ") {
        return ImportOp::Remove { leaf: leaf(body, path) };
    }
    if let Some((from, to)) = line.split_once(" => ") {
        return ImportOp::Repoint { leaf: leaf(body, from), to: path(to) };
    }
    let line = line.strip_prefix("+ ").expect("an operation");
    let (line, cfg) = match line.split_once(" if ") {
        Some((line, cfg)) => (line, Some(cfg.into())),
        None => (line, None),
    };
    match line.split_once(' ').filter(|it| it.0.starts_with("pub")) {
        Some((vis, rest)) => ImportOp::Add { path: path(rest), vis: vis.into(), cfg },
        None => ImportOp::Add { path: path(line), vis: "".into(), cfg },
    }
}

fn body_of<'a>(body: &'a Body, module: &str) -> &'a Body {
    let is_it =
        |name: &Option<crate::syntax::Segment>| name.as_ref().is_some_and(|it| it.name == module);
    let found = body.items.iter().find(|it| is_it(&it.name)).expect("the module");
    match &found.kind {
        ItemKind::Module(Some(body)) => body,
        _ => panic!("no inline module"),
    }
}

fn apply(text: &str, indels: Vec<Indel>) -> String {
    let mut builder = TextEditBuilder::default();
    indels.into_iter().for_each(|it| builder.push(it));
    builder.finish().expect("disjoint edits").apply(text)
}

fn parse(text: &str) -> Syntax {
    let syntax = Syntax::parse(text, Edition::Edition2021);
    assert_eq!(syntax.errors(), [], "{text}");
    syntax
}

/// What the operations make of `before`.
fn edited(before: &str, ops: &str) -> String {
    let syntax = parse(before);
    let (module, ops) = match ops.trim().split_once(':').filter(|it| it.0.starts_with("mod ")) {
        Some((module, rest)) => (Some(&module[4..]), rest),
        None => (None, ops),
    };
    let root = syntax.body();
    let body = module.map_or(&**root, |it| body_of(root, it));
    let ops: Vec<ImportOp> = ops
        .lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .map(|it| op((before, body), it))
        .collect();
    let after = apply(before, edit(before, body, &ops));
    parse(&after);
    after
}

#[track_caller]
fn check(before: &str, ops: &str, after: &str) {
    let result = edited(before, ops);
    assert_eq!(result, after, "\n{before}--- {ops} --->\n{result}");
}
