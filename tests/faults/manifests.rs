//! Rows D: manifests and Markdown.

use std::fs;

use camino::Utf8Path;

use super::row::{LIB, MANIFEST, Row, row};
use crate::harness::tree::put;

fn dependency(root: &Utf8Path, manifest: &str) {
    put(root, "Cargo.toml", &format!("{MANIFEST}{manifest}"));
    let text = "name = \"r\"\n[[steps]]\n[steps.dependencies.a]\nb = { path = \"b\" }\n";
    put(root, "r.toml", text);
    put(root, "b/Cargo.toml", &MANIFEST.replace("\"a\"", "\"b\""));
    put(root, "b/src/lib.rs", "");
}

fn holds(root: &Utf8Path, expected: &str) -> Result<(), String> {
    let text = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    text.ends_with(expected).then_some(()).ok_or(text)
}

pub fn rows() -> Vec<Row> {
    [of_bytes(), of_crates()].concat()
}

/// A workspace of `a` and `old-b`, with these lines for each.
fn crates(root: &Utf8Path, a: &str, b: &str) {
    put(root, "Cargo.toml", &format!("{MANIFEST}[workspace]\nmembers = [\"b\"]\n{a}"));
    put(root, "b/Cargo.toml", &format!("{}{b}", MANIFEST.replace("\"a\"", "\"old-b\"")));
    put(root, "b/src/lib.rs", "pub struct It;\n");
    put(root, "r.toml", "name = \"r\"\n[[steps]]\n[steps.rename]\n\"old_b\" = \"new-b\"\n");
}

fn of_crates() -> Vec<Row> {
    vec![
        row("D2", "a dependency in all its forms", |it| {
            let tables = "[workspace.dependencies]\nold-b = { path = \"b\" }\n[dependencies.old-b]\nworkspace = true\n[dev-dependencies]\nold-b.workspace = true\n[build-dependencies]\nold-b = { path = \"b\", version = \"*\" }\n[target.'cfg(unix)'.dependencies]\nalias = { package = \"old-b\", path = \"b\" }\n";
            crates(it, tables, "");
            put(it, "src/lib.rs", "mod user;\npub struct Old;\npub type A = (old_b::It, alias::It);\n");
        })
        .shows(),
        row("D3", "features of a dependency", |it| {
            let tables = "[dependencies]\nold-b = { path = \"b\", optional = true }\n[features]\ndefault = []\none = [\"dep:old-b\"]\ntwo = [\"old-b/std\"]\nthree = [\"old-b?/std\"]\n";
            crates(it, tables, "[features]\nstd = []\n");
        })
        .shows(),
        row("D3", "a feature that a dependency gives by its name", |it| {
            let tables = "[dependencies]\nold-b = { path = \"b\", optional = true }\n[features]\ntwo = [\"old-b\"]\n";
            crates(it, tables, "");
            put(it, "src/lib.rs", "mod user;\npub struct Old;\n#[cfg(feature = \"old-b\")]\npub type A = old_b::It;\n");
        })
        .refused(3),
        row("D4", "hyphens in manifests and none in code", |it| {
            crates(it, "[dependencies]\nold-b = { path = \"b\" }\n", "");
            put(it, "src/lib.rs", "mod user;\npub struct Old;\npub use old_b::It;\n");
        })
        .shows(),
        row("D7", "a lock file that will change", |it| {
            crates(it, "[dependencies]\nold-b = { path = \"b\" }\n", "");
            put(it, "Cargo.lock", "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"0.0.0\"\ndependencies = [\n \"old-b\",\n]\n\n[[package]]\nname = \"old-b\"\nversion = \"0.0.0\"\n");
        })
        .shows(),
        row("D10", "a library with a name of its own", |it| {
            crates(it, "[dependencies]\nold-b = { path = \"b\" }\n", "[lib]\nname = \"old_b\"\n");
            put(it, "src/lib.rs", "mod user;\npub struct Old;\npub use old_b::It;\n");
        })
        .shows(),
        row("D10", "programs of the name of their package", |it| {
            crates(it, "default-run = \"a\"\n", "default-run = \"old-b\"\n[[bin]]\nname = \"old-b\"\npath = \"src/main.rs\"\nrequired-features = [\"x\"]\n[features]\nx = []\n");
            put(it, "b/src/main.rs", "fn main() {\n    let _ = old_b::It;\n}\n");
            put(it, "Cargo.toml", &format!("{MANIFEST}[workspace]\nmembers = [\"b\"]\n"));
        })
        .shows(),
    ]
}

fn of_bytes() -> Vec<Row> {
    vec![
        row("D1", "comments and odd spacing", |it| {
            dependency(it, "[workspace]\nmembers = ['b']\n\n[dependencies]   # these\n  # none yet\n");
        })
        .looks(|it, _| holds(it, "[dependencies]   # these\n  # none yet\nb = { path = \"b\" }\n")),
        row("D5", "a key that is there already", |it| {
            dependency(it, "[workspace]\nmembers = ['b']\n[dependencies]\nb = { path = \"b\" }\n");
        })
        .looks(|it, _| holds(it, "[dependencies]\nb = { path = \"b\" }\n")),
        row("D6", "CRLF", |it| dependency(it, "[workspace]\r\nmembers = ['b']\r\n[dependencies]\r\n"))
            .looks(|it, _| holds(it, "[dependencies]\r\nb = { path = \"b\" }\r\n")),
        row("D6", "no last line end", |it| dependency(it, "[workspace]\nmembers = ['b']\n[dependencies]"))
            .looks(|it, _| holds(it, "[dependencies]\nb = { path = \"b\" }")),
        row("D8", "tables of others", |it| {
            put(it, "Cargo.toml", &format!("{MANIFEST}[package.metadata.Old]\nOld = \"a::Old\"\n"));
        }),
        row("D9", "a manifest that nests without end", |it| {
            put(it, "Cargo.toml", &format!("{MANIFEST}[package.metadata]\nx = {}\n", "[".repeat(100_000)));
        })
        .silent()
        .refused(2),
        row("D11", "fences of all kinds", |it| {
            let text = "```rust\nuse a::Old;\n```\n\n~~~rust,ignore\nuse a::Old;\n~~~\n\n```text\na::Old\n```\n\nOld\n";
            put(it, "README.md", text);
        })
        .looks(|it, _| {
            let text = fs::read_to_string(it.join("README.md")).unwrap();
            let due = "```rust\nuse a::New;\n```\n\n~~~rust,ignore\nuse a::New;\n~~~\n\n```text\na::Old\n```\n\nOld\n";
            (text == due).then_some(()).ok_or(text)
        }),
        row("D12", "links to files and prose", |it| put(it, "README.md", "[x](src/Old.rs), `Old`, Old\n")),
        row("D13", "a hundred thousand quotes", |it| {
            put(it, "README.md", &format!("{} Old\n", ">".repeat(100_000)));
            put(it, "src/lib.rs", &format!("#![doc = include_str!(\"../README.md\")]\n{LIB}"));
        }),
    ]
}
