//! Names that derive macros make of others, and that code uses: methods of variants'
//! names, types of those of structs and enums. They get other names with these.
//!
//! Invariant: types are not known, so a method that some code defines by that name is
//! told, and not refused.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::diagnostic::{Diagnostic, Level, Refusal, RefusalKind};
use crate::recipe::label;
use crate::recipe::retarget::Goal;
use crate::resolve::references::Meaning;
use crate::resolve::search::{self, Names};
use crate::resolve::traits::may_be_member;
use crate::resolve::{Def, Resolver};
use crate::syntax::{Place, Site};
use crate::workspace::FileKind;

/// Warnings where names are used that may be made of those of renamed items.
///
/// # Errors
/// A refusal where they are.
pub fn used(
    resolver: &Resolver<'_>,
    goals: &BTreeMap<Def, Goal>,
) -> Result<Vec<Diagnostic>, Refusal> {
    let mut made: BTreeMap<SmolStr, (&str, Def)> = BTreeMap::new();
    for &def in goals.keys() {
        for site in resolver.def_sites(def) {
            let source = resolver.workspace.file(site.file);
            let source = source.filter(|it| it.kind == FileKind::Rust);
            let all = source.map(|it| it.syntax().made_of(site.name));
            made.extend(all.into_iter().flatten().map(|(by, it)| (it, (by, def))));
        }
    }
    let names = Names::new(made.keys().cloned());
    if made.is_empty() {
        return Ok(Vec::new());
    }
    let all = resolver.mentions_at(search::candidates(resolver.workspace, &names), &names);
    let mut findings = Vec::new();
    for (name, (derive, def)) in &made {
        let mut uses = Vec::new();
        let mut is_defined = false;
        for own in &all {
            let Some(source) = resolver.workspace.file(own.file) else { continue };
            for (site, meaning) in own.iter().filter(|it| it.0.name == *name && is_code(it.0)) {
                let before = source.text[..site.range.start().into()].trim_end();
                is_defined |= before.ends_with("fn");
                let is_method = name.starts_with(char::is_lowercase);
                let is_used = match is_method {
                    true => may_be_member(&source.text, site.range),
                    false => *meaning == Meaning::Unknown,
                };
                uses.extend(is_used.then_some((own.file, site.range)));
            }
        }
        for (file, range) in uses {
            let old = resolver.path_of(*def);
            let text = format!("`{derive}` makes this of the name");
            let label = label(resolver.workspace, file, range, &text);
            let finding = match is_defined {
                true => Diagnostic::warning(format!("`{name}` may be made of the name of `{old}`")),
                false => Diagnostic::error(format!("`{name}` is made of the name of `{old}`")),
            };
            let help = "write out what is derived, by an edit of yours before the run, or leave \
                        the name";
            findings.push(finding.at(label).help(help));
        }
    }
    match findings.iter().any(|it| it.level == Level::Error) {
        true => Err(Refusal { kind: RefusalKind::Check, findings }),
        false => Ok(findings),
    }
}

fn is_code(site: &Site) -> bool {
    !matches!(site.place, Place::Comment | Place::DocComment | Place::Prose | Place::Literal)
}
