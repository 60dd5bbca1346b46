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
