//! What the standard library's prelude brings: what a name is where it is nothing else.
//! <https://doc.rust-lang.org/std/prelude/>
//!
//! Invariant: asked last, of what no item, import, local or parameter is; all editions at
//! once, as what the prelude of an older one lacks is imported there.

use super::paths::binding;
use super::{Binding, Resolution, Resolver, Stand};
use crate::syntax::{NsSet, PathKind, PathSite, Site};

/// Types and traits, and their modules.
const TYPES: [(&str, &str); 36] = [
    ("AsMut", "convert"),
    ("AsRef", "convert"),
    ("AsyncFn", "ops"),
    ("AsyncFnMut", "ops"),
    ("AsyncFnOnce", "ops"),
    ("Box", "boxed"),
    ("Clone", "clone"),
    ("Copy", "marker"),
    ("Default", "default"),
    ("DoubleEndedIterator", "iter"),
    ("Drop", "ops"),
    ("Eq", "cmp"),
    ("ExactSizeIterator", "iter"),
    ("Extend", "iter"),
    ("Fn", "ops"),
    ("FnMut", "ops"),
    ("FnOnce", "ops"),
    ("From", "convert"),
    ("FromIterator", "iter"),
    ("Into", "convert"),
    ("IntoIterator", "iter"),
    ("Iterator", "iter"),
    ("Option", "option"),
    ("Ord", "cmp"),
    ("PartialEq", "cmp"),
    ("PartialOrd", "cmp"),
    ("Result", "result"),
    ("Send", "marker"),
    ("Sized", "marker"),
    ("String", "string"),
    ("Sync", "marker"),
    ("ToOwned", "borrow"),
    ("ToString", "string"),
    ("TryFrom", "convert"),
    ("TryInto", "convert"),
    ("Vec", "vec"),
];

/// Constructors and functions, and what they are in.
const VALUES: [(&str, &str); 9] = [
    ("Err", "result::Result"),
    ("None", "option::Option"),
    ("Ok", "result::Result"),
    ("Some", "option::Option"),
    ("align_of", "mem"),
    ("align_of_val", "mem"),
    ("drop", "mem"),
    ("size_of", "mem"),
    ("size_of_val", "mem"),
];

/// The macros of the standard library's prelude.
/// <https://doc.rust-lang.org/std/index.html#macros>
const MACROS: [&str; 40] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "column",
    "compile_error",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "file",
    "format",
    "format_args",
    "include",
    "include_bytes",
    "include_str",
    "is_x86_feature_detected",
    "line",
    "matches",
    "module_path",
    "option_env",
    "panic",
    "print",
    "println",
    "stringify",
    "thread_local",
    "todo",
    "try",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
    "concat_bytes",
    "concat_idents",
    "trace_macros",
];

impl Resolver<'_> {
    /// What a path means by its first name where it means nothing in the workspace.
    pub(super) fn of_prelude(&self, stand: Stand<'_>, site: &Site, it: &PathSite) -> Resolution {
        use PathKind::{AttributeString, Code, DocCode, DocLink, MacroBody, MacroCall};
        let is_code = matches!(
            it.kind,
            Code | MacroCall | MacroBody | DocCode | DocLink(_) | AttributeString
        );
        let [first, rest @ ..] = it.path.segments.as_slice() else { return Resolution::Unknown };
        if !is_code || it.path.leading_colons {
            return Resolution::Unknown;
        }
        let ns = if rest.is_empty() { it.ns } else { NsSet::TYPES };
        if self.first_at(stand, site, first, ns) != Resolution::Unknown {
            return Resolution::Unknown;
        }
        let found = standard(&first.name, ns).map(|(path, ns)| {
            let def = self.external(&format!("std::{path}"));
            Binding { ns, ..binding(def) }
        });
        let module = self.module_at(stand, site.scope);
        let found = self.rest(module, found.collect(), (rest, it.ns));
        if found.is_empty() { Resolution::Unknown } else { Resolution::Items(found) }
    }
}

/// Whether the prelude has a name in some namespace.
pub fn has(name: &str, ns: NsSet) -> bool {
    standard(name, ns).next().is_some()
}

/// Whether a name is one of the prelude's constructors of tuples.
pub(super) fn is_constructor(name: &str) -> bool {
    ["Err", "Ok", "Some"].contains(&name)
}

/// The paths that a name of the prelude stands for, below `std`, each with its namespace.
fn standard(name: &str, ns: NsSet) -> impl Iterator<Item = (String, NsSet)> {
    let of = |all: &[(&str, &str)], own: NsSet| {
        let found = all.iter().find(|it| it.0 == name).filter(|_| ns.intersects(own));
        found.map(|it| (format!("{}::{name}", it.1), own))
    };
    let is_macro = ns.intersects(NsSet::MACROS) && MACROS.contains(&name);
    let of_macros = is_macro.then(|| (name.to_owned(), NsSet::MACROS));
    of(&TYPES, NsSet::TYPES).into_iter().chain(of(&VALUES, NsSet::VALUES)).chain(of_macros)
}
