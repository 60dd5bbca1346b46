//! `[[expect]]`: what must hold in the tree after a recipe.

use smol_str::SmolStr;

use crate::diagnostic::{Diagnostic, Label};
use crate::recipe::spec::{ExpectSpec, RecipeSpec, Spanned};
use crate::resolve::references::FileMentions;
use crate::resolve::search::Names;
use crate::resolve::{Def, Found, ItemPath, Resolver};
use crate::syntax::Place;
use crate::workspace::Workspace;

/// A finding for each expectation that does not hold, with the places that
/// break it.
pub(super) fn check(workspace: &Workspace, recipes: &[RecipeSpec]) -> Vec<Diagnostic> {
    let resolver = Resolver::new(workspace);
    let check = |recipe: &RecipeSpec| -> Vec<Diagnostic> {
        recipe.expect.iter().filter_map(|it| expectation(&resolver, recipe, it)).collect()
    };
    recipes.iter().flat_map(check).collect()
}

fn expectation(
    resolver: &Resolver<'_>,
    recipe: &RecipeSpec,
    expect: &ExpectSpec,
) -> Option<Diagnostic> {
    match expect {
        ExpectSpec::DefinedOnce(at) => defined_once(resolver, recipe, at),
        ExpectSpec::Unreferenced(at) => unreferenced(resolver, recipe, at),
        ExpectSpec::Forbid(at) => forbid(resolver, recipe, at),
    }
}

fn failed(recipe: &RecipeSpec, at: &Spanned<String>, message: String) -> Diagnostic {
    let (path, source) = (recipe.path.clone(), recipe.source.clone());
    Diagnostic::error(message).at(Label {
        path,
        source,
        range: at.range,
        text: "expected here".into(),
    })
}

fn items(resolver: &Resolver<'_>, path: &ItemPath) -> Vec<Def> {
    match resolver.find(path) {
        Found::Items(found) => found,
        Found::External(found) => vec![found],
        Found::Nothing { .. } => Vec::new(),
    }
}

/// One item of that name is defined in the workspace: the one at the path.
fn defined_once(
    resolver: &Resolver<'_>,
    recipe: &RecipeSpec,
    at: &Spanned<String>,
) -> Option<Diagnostic> {
    let path = ItemPath::parse(&at.value);
    let own: Vec<_> =
        items(resolver, &path).iter().flat_map(|it| resolver.def_sites(*it)).collect();
    if own.is_empty() {
        let error = failed(recipe, at, format!("`{path}` is not defined"));
        return Some(error.help("check the path, or run the steps that bring it"));
    }
    let names = Names::new([SmolStr::new(path.name())]);
    let mut error = failed(recipe, at, format!("`{}` is defined more than once", path.name()));
    let mut others = 0;
    for file in resolver.mentions(&names) {
        let definitions = file
            .iter()
            .filter(|(site, _)| site.place == Place::Definition && !file.sites.is_in_docs(site));
        for (site, _) in definitions
            .filter(|(site, _)| !own.iter().any(|it| it.file == file.file && it.name == site.range))
        {
            others += 1;
            error = error.at(crate::recipe::label(
                resolver.workspace,
                file.file,
                site.range,
                "defined here too",
            ));
        }
    }
    (others > 0).then(|| error.help("rename or replace the others"))
}

fn unreferenced(
    resolver: &Resolver<'_>,
    recipe: &RecipeSpec,
    at: &Spanned<String>,
) -> Option<Diagnostic> {
    let path = ItemPath::parse(&at.value);
    let targets = items(resolver, &path);
    let names = Names::new([SmolStr::new(path.name())]);
    let mut error = failed(recipe, at, format!("`{path}` is still used"));
    let before = error.labels.len();
    for file in resolver.mentions(&names) {
        for (site, meaning) in file.iter().filter(|it| it.0.place != Place::Definition) {
            if meaning.defs().iter().any(|it| targets.contains(it)) {
                error = error.at(crate::recipe::label(
                    resolver.workspace,
                    file.file,
                    site.range,
                    "used here",
                ));
            }
        }
    }
    (error.labels.len() > before).then(|| error.help("move these with `replace`"))
}

/// A path that must lead nowhere, or a name that must stand nowhere in code.
fn forbid(
    resolver: &Resolver<'_>,
    recipe: &RecipeSpec,
    at: &Spanned<String>,
) -> Option<Diagnostic> {
    let path = ItemPath::parse(&at.value);
    let mut error = failed(recipe, at, format!("`{path}` is there"));
    if path.segments.len() > 1 {
        let sites: Vec<_> =
            items(resolver, &path).iter().flat_map(|it| resolver.def_sites(*it)).collect();
        for it in &sites {
            error = error.at(crate::recipe::label(
                resolver.workspace,
                it.file,
                it.name,
                "defined here",
            ));
        }
        return (!sites.is_empty()).then(|| error.help("delete or rename it"));
    }
    let names = Names::new([SmolStr::new(path.name())]);
    let is_text = |place: &Place| {
        matches!(place, Place::Comment | Place::DocComment | Place::Prose | Place::Literal)
    };
    let all: Vec<FileMentions> = resolver.mentions(&names);
    let places = all.iter().flat_map(|file| {
        let code = file.iter().filter(|(site, _)| !is_text(&site.place));
        code.filter(|(site, _)| !file.sites.is_in_docs(site)).map(|(site, _)| (file.file, site))
    });
    let places: Vec<_> = places.collect();
    for (file, site) in &places {
        error =
            error.at(crate::recipe::label(resolver.workspace, *file, site.range, "stands here"));
    }
    (!places.is_empty()).then(|| error.help("rename what has this name"))
}
