//! Many small scopes and operations from a fixed sequence of numbers: what is
//! imported afterwards is what was to be imported.

use std::collections::BTreeSet;

use super::{apply, leaves, parse, path};
use crate::imports::{ImportOp, ImportPath, edit};
use crate::text::{TextRange, slice};

/// Numbers that look random and are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % limit
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const NAMES: [&str; 8] = ["Aa", "Bb", "Cc", "Dd", "ee", "FF", "Gg as Hh", "*"];
const MODULES: [&str; 5] = ["a", "a::b", "c", "crate::m", "std::fmt"];

fn subset(numbers: &mut Numbers) -> Vec<&'static str> {
    let mut names: Vec<&str> = NAMES.into_iter().filter(|_| numbers.below(3) == 0).collect();
    if names.is_empty() {
        names.push(NAMES[numbers.below(5)]);
    }
    if numbers.below(4) == 0 {
        names.reverse();
    }
    names
}

/// A group in one of the usual layouts, now and then with comments or nested.
fn group(numbers: &mut Numbers, indent: &str) -> String {
    let mut members: Vec<String> = subset(numbers).into_iter().map(str::to_owned).collect();
    let inner = format!("{indent}    ");
    if numbers.below(4) == 0 && indent.is_empty() {
        members.push(format!("nested::{}", group(numbers, &inner)));
    }
    if numbers.below(5) == 0 {
        members.insert(0, "self".to_owned());
    }
    let last = ["", ","][numbers.below(2)];
    let lines = |row: &str| members.join(row);
    match numbers.below(5) {
        0 => format!("{{\n{inner}{}{last}\n{indent}}}", lines(&format!(",\n{inner}"))),
        1 => format!(
            "{{\n{inner}// one\n{inner}{}, // last\n{indent}}}",
            lines(&format!(", // it\n{inner}"))
        ),
        2 => format!("{{ {} }}", lines(", ")),
        3 => format!("{{\n{inner}{}{last}\n{indent}}}", lines(", ")),
        _ => format!("{{{}{last}}}", lines(", ")),
    }
}

fn scope(numbers: &mut Numbers) -> String {
    let mut out = String::new();
    for module in MODULES.into_iter().filter(|_| numbers.below(3) > 0).collect::<Vec<_>>() {
        let vis = ["", "", "pub "][numbers.below(3)];
        let tree = match numbers.below(2) {
            0 => subset(numbers)[0].to_owned(),
            _ => group(numbers, ""),
        };
        out += &format!("{vis}use {module}::{tree};\n");
        out += ["", "", "\n", "// A comment.\n"][numbers.below(4)];
    }
    out.trim_end().to_owned() + "\n\nfn f() {}\n"
}

/// A scope, what is to be done to it, and what is to come of it.
struct Case {
    text: String,
    ops: Vec<ImportOp>,
    /// What is to be imported afterwards.
    expected: BTreeSet<ImportPath>,
    /// Leaves that no operation is about.
    kept: Vec<(ImportPath, TextRange)>,
}

fn make(seed: u64) -> Case {
    let numbers = &mut Numbers(seed);
    let text = scope(numbers);
    let text = if numbers.below(4) == 0 { text.replace('\n', "\r\n") } else { text };
    let syntax = parse(&text);
    let (mut expected, mut kept, mut ops) = (BTreeSet::new(), Vec::new(), Vec::new());
    for (old, leaf) in leaves(&text, syntax.body()) {
        match numbers.below(4) {
            0 => ops.push(ImportOp::Remove { leaf }),
            1 => {
                let glob = old.segments.last().is_some_and(|it| it == "*");
                let name = if glob { "*" } else { numbers.pick(&["Aa", "Zz", "ee"]) };
                let module = numbers.pick(&["a", "a::b", "x::y", "crate", "std::fmt"]);
                let to = path(&format!("{module}::{name}"));
                expected.insert(to.clone());
                ops.push(ImportOp::Repoint { leaf, to });
            }
            _ => {
                kept.push((old.clone(), leaf));
                expected.insert(old);
            }
        }
    }
    for _ in 0..numbers.below(3) {
        let (module, name) = (numbers.pick(&MODULES), numbers.pick(&["New", "new", "Aa"]));
        let path = path(&format!("{module}::{name}"));
        expected.insert(path.clone());
        ops.push(ImportOp::Add { path, vis: "".into(), cfg: None });
    }
    Case { text, ops, expected, kept }
}

fn check(seed: u64) {
    let Case { text, ops, expected, kept } = make(seed);
    let indels = edit(&text, parse(&text).body(), &ops);
    let after = apply(&text, indels.clone());
    let shown = format!("seed {seed}\n{text}\n{ops:#?}\n{after}");
    let found: Vec<ImportPath> =
        leaves(&after, parse(&after).body()).into_iter().map(|it| it.0).collect();
    let set: BTreeSet<ImportPath> = found.iter().cloned().collect();
    assert_eq!(set, expected, "{shown}");

    let brought = |path: &ImportPath| {
        ops.iter().any(|op| match op {
            ImportOp::Remove { .. } => false,
            ImportOp::Repoint { to: it, .. } | ImportOp::Add { path: it, .. } => it == path,
        })
    };
    for (path, leaf) in kept.iter().filter(|it| !brought(&it.0)) {
        let name = slice(&text, *leaf);
        let hit =
            indels.iter().any(|it| it.delete.intersect(*leaf).is_some_and(|it| !it.is_empty()));
        assert!(!hit || name.starts_with("self"), "{path} was written again\n{shown}");
    }
    let plain = after.replace("\r\n", "\n").replace("f() {}", "f");
    let odd = ["{}", ",,", ", ,", "\n\n\n", " \n", "{,", "\r"];
    assert!(!odd.iter().any(|it| plain.contains(it)), "{shown}");
    let endings = after.matches('\n').count();
    assert!([0, endings].contains(&after.matches("\r\n").count()), "{shown}");
}

#[test]
fn what_was_asked_for_is_imported() {
    (0..500).for_each(check);
}
