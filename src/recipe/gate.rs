//! Which features code stands under: what follows from the `cfg`s around it, in
//! its file and on the way of modules to it.
//!
//! Invariant: a gate is never guessed. What does not follow from the conditions
//! is no gate.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::resolve::references::Meaning;
use crate::resolve::{Def, ModuleId, Resolver};
use crate::syntax::{Cfg, Place, Site};
use crate::text::TextSize;
use crate::workspace::FileId;

/// What is known where some code is compiled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gate {
    /// Of each of these sets at least one feature is on.
    pub clauses: Vec<BTreeSet<SmolStr>>,
    /// Whether it is compiled for tests only.
    pub test_only: bool,
}

/// What is known at a place of a file, as the body of one module.
pub fn gate(resolver: &Resolver<'_>, root: ModuleId, (file, at): (FileId, TextSize)) -> Gate {
    let mut gate = Gate::default();
    gate.add(&around(resolver, file, at));
    let mut next = Some(root);
    while let Some(id) = next {
        let module = resolver.module(id);
        // Of several declarations all have to say so.
        let each: Vec<Gate> = module
            .decls
            .iter()
            .map(|it| {
                let mut one = Gate::default();
                one.add(&around(resolver, it.file, it.name.start()));
                one
            })
            .collect();
        if let Some((first, rest)) = each.split_first() {
            let in_all = |it: &&BTreeSet<SmolStr>| rest.iter().all(|one| one.clauses.contains(it));
            gate.clauses.extend(first.clauses.iter().filter(in_all).cloned());
            gate.test_only |= each.iter().all(|it| it.test_only);
        }
        next = module.parent;
    }
    gate
}

fn around(resolver: &Resolver<'_>, file: FileId, at: TextSize) -> Vec<Cfg> {
    resolver.workspace.file(file).map(|it| it.syntax().cfgs_around(at)).unwrap_or_default()
}

impl Gate {
    fn add(&mut self, all: &[Cfg]) {
        for cfg in all {
            self.clauses.extend(clauses(cfg));
            self.test_only |= is_test(cfg);
        }
    }
}

/// What follows from a condition; of `any` only where each part has one clause.
fn clauses(cfg: &Cfg) -> Vec<BTreeSet<SmolStr>> {
    match cfg {
        Cfg::Feature(name) => vec![BTreeSet::from([name.clone()])],
        Cfg::All(all) => all.iter().flat_map(clauses).collect(),
        Cfg::Any(all) => {
            let first = all.iter().map(|it| clauses(it).into_iter().next());
            let united = first.collect::<Option<Vec<_>>>().filter(|it| !it.is_empty());
            united.map(|it| it.into_iter().flatten().collect()).into_iter().collect()
        }
        Cfg::Test | Cfg::Not(_) | Cfg::Option(_) | Cfg::Other => Vec::new(),
    }
}

fn is_test(cfg: &Cfg) -> bool {
    match cfg {
        Cfg::Test => true,
        Cfg::All(all) => all.iter().any(is_test),
        Cfg::Any(all) => !all.is_empty() && all.iter().all(is_test),
        Cfg::Feature(_) | Cfg::Not(_) | Cfg::Option(_) | Cfg::Other => false,
    }
}

/// Whether a site is the name of a crate at the start of a path, be the crate
/// known or not.
pub fn is_crate(resolver: &Resolver<'_>, site: &Site, meaning: &Meaning) -> bool {
    let is_first = match &site.place {
        Place::Path(it) => {
            it.path.segments.len() == 1 && (it.trailing > 0 || it.path.leading_colons)
        }
        Place::Use(it) => it.path.segments.len() == 1,
        Place::ExternCrate => true,
        _ => false,
    };
    let is_root = |def: &Def| match *def {
        Def::Module(id) => resolver.module(id).parent.is_none(),
        Def::External(id) => !resolver.external_path(id).contains("::"),
        Def::Item(_) | Def::Primitive => false,
    };
    is_first && (*meaning == Meaning::Unknown || meaning.defs().iter().any(is_root))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::fixture::workspace;

    /// What is known at `$0`, as text: features of a clause joined by `|`.
    #[track_caller]
    fn check(fixture: &str, expected: &[&str]) {
        let at = workspace(fixture);
        let file = at.files().find(|it| it.text.contains("here")).unwrap();
        let offset = TextSize::from(file.text.find("here").unwrap() as u32);
        let resolver = Resolver::new(&at);
        let root = resolver.modules_of(file.id)[0];
        let gate = gate(&resolver, root, (file.id, offset));
        let clause = |it: &BTreeSet<SmolStr>| it.iter().cloned().collect::<Vec<_>>().join("|");
        let mut known: Vec<String> = gate.clauses.iter().map(clause).collect();
        known.extend(gate.test_only.then(|| "test".to_owned()));
        assert_eq!(known, expected, "{fixture}");
    }

    #[test]
    fn around_the_place() {
        check("#[cfg(feature = \"a\")]\nfn here() {}\nfn b() {}", &["a"]);
        check("#[cfg(feature = \"a\")]\nfn b() {}\nfn here() {}", &[]);
        check("#![cfg(feature = \"a\")]\nfn here() {}", &["a"]);
        check("fn f() {\n    #[cfg(feature = \"a\")]\n    here();\n}", &["a"]);
        check(
            "#[cfg(feature = \"a\")]\nmod m {\n    #[cfg(test)]\n    fn here() {}\n}",
            &["a", "test"],
        );
        check("#[cfg_attr(feature = \"a\", inline)]\nfn here() {}", &[]);
    }

    #[test]
    fn what_follows() {
        check("#[cfg(all(unix, feature = \"a\", feature = \"b\"))]\nfn here() {}", &["a", "b"]);
        check("#[cfg(any(feature = \"a\", feature = \"b\"))]\nfn here() {}", &["a|b"]);
        check("#[cfg(any(unix, feature = \"a\"))]\nfn here() {}", &[]);
        check("#[cfg(not(feature = \"a\"))]\nfn here() {}", &[]);
        check("#[cfg(any(test, feature = \"a\"))]\nfn here() {}", &[]);
        check("#[cfg(all(test, unix))]\nfn here() {}", &["test"]);
    }

    #[test]
    fn on_the_way_of_modules() {
        let low = "//- /src/m/n.rs\nfn here() {}\n";
        let root = "//- /src/lib.rs crate:k\n#[cfg(feature = \"a\")]\nmod m;\n";
        check(&format!("{root}//- /src/m.rs\n#[cfg(feature = \"b\")]\nmod n;\n{low}"), &["b", "a"]);
        let twice = root.to_owned() + "#[cfg(not(feature = \"a\"))]\nmod m;\n";
        check(&format!("{twice}//- /src/m.rs\nmod n;\n{low}"), &[]);
    }
}
