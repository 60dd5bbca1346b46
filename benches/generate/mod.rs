//! A workspace of any size, the same each time: packages that depend on each
//! other in a chain, modules with code that is like real code in what matters
//! to a rename: imports, re-exports, macro calls, look-alikes, comments.

use std::fmt::Write as _;

use camino::Utf8Path;

/// Modules of a package.
const MODULES: usize = 50;
/// Functions of a module: about eight thousand bytes.
const FUNCTIONS: usize = 24;
/// One module of so many mentions the subject.
const MENTIONED_IN: usize = 10;

/// Writes a workspace with about so many files below `root`.
pub fn workspace(root: &Utf8Path, files: usize) {
    let packages = files.div_ceil(MODULES + 1);
    write(root, "Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"crates/*\"]\n");
    for package in 0..packages {
        let folder = root.join(format!("crates/part_{package}"));
        write(&folder, "Cargo.toml", &manifest(package));
        write(&folder, "src/lib.rs", &library(package));
        for at in 0..MODULES {
            write(&folder, &format!("src/module_{at}.rs"), &module(package, at));
        }
    }
}

/// The paths of so many items, each of a module of its own, in a workspace of so many
/// files.
pub fn items(count: usize, files: usize) -> Vec<String> {
    let packages = files.div_ceil(MODULES + 1);
    let path = |it: usize| {
        let (package, at) = (it % packages, it / packages);
        format!("part_{package}::module_{at}::ONLY_{package}_{at}")
    };
    (0..count.min(packages * MODULES)).map(path).collect()
}

fn write(folder: &Utf8Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn manifest(package: usize) -> String {
    let mut text = format!("[package]\nname = \"part_{package}\"\nedition = \"2021\"\n");
    text.push_str("\n[dependencies]\n");
    for below in [0, package.saturating_sub(1)].iter().take(package.min(2)) {
        writeln!(text, "part_{below} = {{ path = \"../part_{below}\" }}").unwrap();
    }
    text
}

fn library(package: usize) -> String {
    let mut text = String::from("//! A part of a generated workspace.\n\n");
    for at in 0..MODULES {
        writeln!(text, "pub mod module_{at};").unwrap();
    }
    match package {
        0 => text
            .push_str("\n#[derive(Debug, Default)]\npub struct Subject {\n    pub id: u64,\n}\n"),
        _ => text.push_str("\npub use part_0::Subject;\n"),
    }
    text
}

fn module(package: usize, at: usize) -> String {
    let mentions = at.is_multiple_of(MENTIONED_IN);
    let mut text = format!("//! Module {at} of part {package}.\n\n");
    if mentions {
        text.push_str("use crate::Subject;\n");
    }
    text.push_str("use std::collections::BTreeMap;\nuse std::fmt;\n\n");
    let own = format!("ONLY_{package}_{at}");
    writeln!(text, "const {own}: usize = {at};\n").unwrap();
    writeln!(text, "pub fn own() -> usize {{\n    {own}\n}}\n").unwrap();
    for number in 0..FUNCTIONS {
        text.push_str(&function(number, mentions));
    }
    text
}

fn function(number: usize, mentions: bool) -> String {
    let kind = if mentions { "Subject" } else { "String" };
    format!(
        "/// Row {number}, where a subject is only spoken of.
pub fn row_{number}(rows: &BTreeMap<u64, Vec<u8>>, limit: usize) -> Result<usize, fmt::Error> {{
    let mut total = {number};
    for (key, value) in rows.iter().filter(|(key, _)| **key > {number}) {{
        let wide = value.len().saturating_mul(2);
        match wide.checked_sub(limit) {{
            Some(rest) if rest > 0 => total += rest + *key as usize,
            Some(_) | None => total += wide,
        }}
    }}
    let made = {kind}::default();
    assert!(!format!(\"{{made:?}}\").is_empty(), \"{{:?}}\", {kind}::default());
    Ok(total)
}}

"
    )
}
