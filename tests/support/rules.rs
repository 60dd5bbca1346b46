//! What holds for every plan, and for every recipe that only renames.

use kalam_codemod::recipe::plan::Plan;
use kalam_codemod::recipe::spec::{RecipeSpec, RenameSpec, VerbSpec};
use kalam_codemod::syntax::Edition;
use kalam_codemod::workspace::{FileKind, SourceFile};

/// The recipe that takes some recipes back: none if they do more than rename.
pub fn back(recipes: &[RecipeSpec]) -> Option<String> {
    let steps: Vec<_> = recipes.iter().flat_map(|it| &it.steps).collect();
    let renames = steps.iter().map(|it| match &it.verb {
        VerbSpec::Rename(rename) => Some(inverse(rename, it.once)),
        _ => None,
    });
    let renames: Vec<String> = renames.rev().collect::<Option<_>>()?;
    Some(format!("name = \"back\"\n{}", renames.concat()))
}

/// The step that takes a `rename` back.
fn inverse(rename: &RenameSpec, once: bool) -> String {
    let parts = |it: &'_ str| it.rfind('@').map_or(0, |at| at + 1);
    let own: Vec<_> = rename.pairs.iter().map(|it| (&*it.from.value, &*it.to.value)).collect();
    // A value has nothing below it.
    let holders = own.iter().filter(|it| !it.0.starts_with("value@"));
    let holders: Vec<_> = holders.map(|(from, to)| (&from[parts(from)..], *to)).collect();
    let mut step = format!("[[steps]]\nonce = {once}\n[steps.rename]\n");
    for (from, to) in &own {
        let (kind, bare) = from.split_at(parts(from));
        let (path, old) = (renamed(bare, to, &holders), bare.rsplit(':').next().unwrap_or(bare));
        let old = if to.ends_with('!') { old } else { old.trim_end_matches('!') };
        let raw = if is_keyword(old) { "r#" } else { "" };
        step.push_str(&format!("\"{kind}{path}\" = \"{raw}{old}\"\n"));
    }
    step
}

fn is_keyword(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_err()
        && syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_ok()
}

/// A path after all pairs of a step: its name is `to`, and what is around it goes by its own pair.
fn renamed(path: &str, to: &str, holders: &[(&str, &str)]) -> String {
    let parts: Vec<_> = path.split("::").collect();
    let segment = |end: usize| {
        let (prefix, own) = (parts[..=end].join("::"), parts[end]);
        let around = || holders.iter().find(|it| it.0 == prefix).map_or(own, |it| it.1);
        let new = if end + 1 == parts.len() { to } else { around() };
        let bang = if own.ends_with('!') && !new.ends_with('!') { "!" } else { "" };
        format!("{new}{bang}")
    };
    (0..parts.len()).map(segment).collect::<Vec<_>>().join("::")
}

/// No file parses worse than before: for the parser that the program works
/// with and, as a witness, for syn.
pub fn still_parses(plan: &Plan) -> Result<(), String> {
    let rust = |it: &&SourceFile| it.kind == FileKind::Rust;
    for after in plan.after.files().filter(rust) {
        let Some(before) = plan.before.file(after.id) else { continue };
        if errors(after) > errors(before) {
            return Err(format!("{} has more parse errors than before", after.path));
        }
        // The witness knows the keywords of the edition 2018 and later only.
        if after.edition == Edition::Edition2015 {
            continue;
        }
        if let (Ok(_), Err(why)) = (syn::parse_file(&before.text), syn::parse_file(&after.text)) {
            return Err(format!("{} does not parse any more: {why}", after.path));
        }
    }
    Ok(())
}

fn errors(file: &SourceFile) -> usize {
    ra_ap_syntax::SourceFile::parse(&file.text, file.edition).errors().len()
}
