//! Public items of packages that take the place of published ones for other packages
//! (`[patch]` in the root manifest), where the sources of those are not there: what
//! they name is not seen.
//!
//! Invariant: a warning a step, at the definition; nothing of it is refused. What is
//! seen, `checks` judges.
//! <https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html>

use crate::diagnostic::Diagnostic;
use crate::manifest;
use crate::recipe::label;
use crate::recipe::plan::Evidence;
use crate::resolve::DefKey;
use crate::syntax::{Body, Item, ItemKind, Visibility};
use crate::text::{TextRange, TextSize};
use crate::workspace::FileId;

/// A warning, if a step gives such an item another name, or takes it away.
pub fn warnings(evidence: &Evidence) -> Vec<Diagnostic> {
    let workspace = &evidence.before;
    let root = workspace.file(workspace.root_manifest).map_or("", |it| &*it.text);
    let patched = manifest::read::patched(root);
    let published = workspace.published.as_deref();
    let missing = published.map_or(&[] as &[String], |it| &it.missing);
    if patched.is_empty() || (published.is_some() && missing.is_empty()) {
        return Vec::new();
    }
    let sites = evidence.map.iter().flat_map(|(from, _)| match from {
        DefKey::Sites(sites) => sites.as_slice(),
        _ => &[],
    });
    let mut public = sites.filter_map(|&(id, at): &(FileId, TextSize)| {
        let file = workspace.file(id)?;
        let package = workspace.package(file.package);
        let name = public_name(file.syntax().body(), at)?;
        patched.contains(&package.dir).then_some((id, name, package))
    });
    let Some((file, name, package)) = public.next() else { return Vec::new() };
    let text = "public, and seen by packages that are not of this workspace";
    let message = format!("published packages may be built with `{}`, by `[patch]`", package.name);
    let warning = Diagnostic::warning(message).at(label(workspace, file, name, text));
    let warning = warning.note(match missing {
        [] => "no `Cargo.lock` says which they are".to_owned(),
        _ => format!("these are not found where Cargo unpacks them: {}", missing.join(", ")),
    });
    vec![warning.help("what they name is not seen: see whether the workspace still builds")]
}

/// The name of an item or variant that begins at a place, if the item is public.
fn public_name(body: &Body, at: TextSize) -> Option<TextRange> {
    let is_public = |it: &Item| it.vis == Visibility::Public || it.attrs.macro_export;
    body.items.iter().find_map(|it| match (&it.name, &it.kind) {
        (Some(name), _) if name.range.start() == at => is_public(it).then_some(name.range),
        (_, ItemKind::Module(Some(inner))) => public_name(inner, at),
        (_, ItemKind::Enum(variants)) if is_public(it) => {
            variants.iter().map(|it| it.name.range).find(|it| it.start() == at)
        }
        _ => None,
    })
}
