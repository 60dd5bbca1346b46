//! Many small scopes and operations from a fixed sequence of numbers: what is
//! imported afterwards is what was to be imported.

use std::collections::BTreeSet;

use super::{apply, leaves, parse, path};
use crate::imports::{ImportOp, ImportPath, edit};

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
        1 => format!("{{\n{inner}// one\n{inner}{}, // last\n{indent}}}", lines(&format!(", // it\n{inner}"))),
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
    out + "\nfn f() {}\n"
}

fn case(seed: u64) {
    let numbers = &mut Numbers(seed);
    let text = scope(numbers);
    let text = if numbers.below(4) == 0 { text.replace('\n', "\r\n") } else { text };
    let syntax = parse(&text);
    let body = syntax.body();
    let mut expected: BTreeSet<ImportPath> = BTreeSet::new();
    let mut ops = Vec::new();
    for (old, leaf) in leaves(&text, body) {
        match numbers.below(4) {
            0 => ops.push(ImportOp::Remove { leaf }),
            1 => {
                let name = if old.segments.last().is_some_and(|it| it == "*") { "*" } else { numbers.pick(&["Aa", "Zz", "ee"]) };
                let to = path(&format!("{}::{name}", numbers.pick(&["a", "a::b", "x::y", "crate", "std::fmt"])));
                expected.insert(to.clone());
                ops.push(ImportOp::Repoint { leaf, to });
            }
            _ => drop(expected.insert(old)),
        }
    }
    for _ in 0..numbers.below(3) {
        let path = path(&format!("{}::{}", numbers.pick(&MODULES), numbers.pick(&["New", "new", "Aa"])));
        expected.insert(path.clone());
        ops.push(ImportOp::Add { path, vis: "".into(), cfg: None });
    }
    let after = apply(&text, edit(&text, body, &ops));
    let reparsed = parse(&after);
    let found: Vec<ImportPath> = leaves(&after, reparsed.body()).into_iter().map(|it| it.0).collect();
    let set: BTreeSet<ImportPath> = found.iter().cloned().collect();
    let shown: Vec<String> = ops.iter().map(|it| format!("{it:?}")).collect();
    assert_eq!(set, expected, "seed {seed}\n{text}\n{}\n{after}", shown.join("\n"));
    let bare = |it: &str| !it.contains("{}") && !it.contains(",,") && !it.contains("\n\n\n");
    assert!(bare(after.replace("{}\n", "").replace("{}\r\n", "").as_str()), "seed {seed}\n{text}\n{after}");
    assert_eq!(after.contains("\r\n"), text.contains("\r\n"));
    let whole = after.replace("\r\n", "");
    assert!(!text.contains("\r\n") || !whole.contains('\n'), "seed {seed}\n{after:?}");
    assert_eq!(after.matches("// one").count(), text.matches("// one").count().min(after.matches("// one").count()));
}

#[test]
fn what_was_asked_for_is_imported() {
    (0..4000).for_each(case);
}
